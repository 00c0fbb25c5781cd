import { accessDenied, CosError } from './cosError';
import { type CosRequest, type CosSignature, readSignature, signatureMatches } from './cosSignature';
import type { TemporaryKeys } from './temporaryKeys';

export interface CosAccessOptions {
  readonly temporaryKeys: TemporaryKeys;
  /** The account's own key, which may do everything. */
  readonly accountKey: { readonly secretId: string; readonly secretKey: string };
}
export interface CosTarget {
  /** `bucket/key`, or `bucket/` for the bucket itself. */
  readonly object: string;
  /** The decoded paths a client may have signed: as requested, and (as on the store's own host) the key alone. */
  readonly paths: readonly string[];
  /** Reads an object that everybody may read. */
  readonly isPublicRead: boolean;
}
/** How far a signature's start may lie ahead. */
const skewSeconds = 900;

/** Throws `CosError` unless the request may do what it asks. Reading an object of a public bucket needs no signature. */
export function checkAccess(options: CosAccessOptions, request: CosRequest, target: CosTarget, now: number): void {
  const signature = readSignature(request);
  if (signature === null) throw accessDenied('The signature is not well formed.');
  if (signature === undefined) {
    if (target.isPublicRead) return;
    throw accessDenied();
  }
  const token = request.headers['x-cos-security-token'] ?? request.query.get('x-cos-security-token') ?? undefined;
  const secretKey = secretKeyFor(options, signature, { token, target, now });
  if (now > signature.end) throw accessDenied('Request has expired');
  if (now < signature.start - skewSeconds) {
    throw new CosError(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  if (!target.paths.some((path) => signatureMatches(signature, { ...request, path }, secretKey))) {
    throw new CosError(
      403,
      'SignatureDoesNotMatch',
      'The Signature you specified is invalid. Please check your SecretKey and how the request is signed.',
    );
  }
}

function secretKeyFor(
  options: CosAccessOptions,
  { secretId }: CosSignature,
  { token, target, now }: { token: string | undefined; target: CosTarget; now: number },
): string {
  if (secretId === options.accountKey.secretId) {
    if (token !== undefined) throw new CosError(403, 'InvalidToken', 'This key does not go with a token.');
    return options.accountKey.secretKey;
  }
  const key = options.temporaryKeys.find(secretId);
  if (!key) throw new CosError(403, 'InvalidAccessKeyId', 'The Access Key Id you provided does not exist.');
  if (token !== key.token) throw new CosError(403, 'InvalidToken', 'The security token is missing or wrong.');
  if (now >= key.expiresAt) throw new CosError(403, 'ExpiredToken', 'The security token has expired.');
  if (target.object !== key.object) throw accessDenied('The temporary key is for another object.');
  return key.secretKey;
}
