import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { clockToleranceSeconds } from '../contract/dialects';
import { Problem } from './problem';

/** A request as it came in; header names in lower case. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}
export interface ApiKey {
  readonly secretKey: string;
  /** Set for a temporary key: the token every request must carry, and when both end (Unix seconds). */
  readonly token?: string;
  readonly expiresAt?: number;
}
export type FindKey = (secretId: string) => ApiKey | undefined;

interface Authorization {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}
const authorizationForm =
  /^TC3-HMAC-SHA256 +Credential=([^/, ]+)\/(\d{4}-\d{2}-\d{2})\/([^/, ]+)\/tc3_request, *SignedHeaders=([^, ]+), *Signature=([0-9a-f]+)$/;
const requiredHeaders = ['authorization', 'x-tc-action', 'x-tc-version', 'x-tc-timestamp'] as const;
const parameterOf: Readonly<Record<(typeof requiredHeaders)[number], string>> = {
  authorization: 'Authorization',
  'x-tc-action': 'Action',
  'x-tc-version': 'Version',
  'x-tc-timestamp': 'Timestamp',
};

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Uint8Array | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/**
 * Checks TC3-HMAC-SHA256 as the vendor's document "Signature v3" describes it. Answers the SecretId that signed;
 * throws `Problem` with the platform's code. `nowSeconds` is the platform's clock.
 */
export function verifySignature(request: SignedRequest, findKey: FindKey, nowSeconds: number): string {
  for (const name of requiredHeaders) {
    if (!request.headers[name]?.trim())
      throw new Problem('MissingParameter', `The request is missing a required parameter \`${parameterOf[name]}\`.`);
  }
  const authorization = parseAuthorization(request.headers['authorization'] ?? '');
  const timestamp = checkTimestamp(request.headers['x-tc-timestamp'] ?? '', nowSeconds);
  const key = findKey(authorization.secretId);
  if (!key) {
    throw new Problem(
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure that your SecretId is correct.',
    );
  }
  if (!signatures(request, authorization, timestamp, key.secretKey).some((s) => same(s, authorization.signature))) {
    throw new Problem(
      'AuthFailure.SignatureFailure',
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  }
  checkToken(request.headers['x-tc-token'], key, nowSeconds);
  return authorization.secretId;
}

function parseAuthorization(value: string): Authorization {
  const match = authorizationForm.exec(value.trim());
  const [, secretId, date, service, headerList, signature] = match ?? [];
  const signedHeaders = headerList?.split(';') ?? [];
  if (!secretId || !date || !service || !signature || !['content-type', 'host'].every((h) => signedHeaders.includes(h)))
    throw new Problem(
      'AuthFailure.InvalidAuthorization',
      'The Authorization header is not in the form of TC3-HMAC-SHA256.',
    );
  return { secretId, date, service, signedHeaders, signature };
}

function checkTimestamp(value: string, nowSeconds: number): number {
  if (!/^\d+$/.test(value))
    throw new Problem('InvalidParameter', 'The value type of parameter `Timestamp` is not valid.');
  const timestamp = Number(value);
  const distance = Math.abs(nowSeconds - timestamp);
  if (distance > clockToleranceSeconds) {
    throw new Problem(
      'AuthFailure.SignatureExpire',
      `Request timestamp is expired. |${timestamp}-${nowSeconds}|>${clockToleranceSeconds}. Please check your local time.`,
    );
  }
  return timestamp;
}

function checkToken(token: string | undefined, key: ApiKey, nowSeconds: number): void {
  if (token === key.token && (key.expiresAt === undefined || nowSeconds < key.expiresAt)) return;
  throw new Problem('AuthFailure.TokenFailure', 'The token is wrong or has expired.');
}

/** What a right client may have signed: the Host header as sent, or (as the vendor's own SDK does) without the port. */
function signatures(
  request: SignedRequest,
  authorization: Authorization,
  timestamp: number,
  secretKey: string,
): readonly string[] {
  const host = request.headers['host'] ?? '';
  return [...new Set([host, host.replace(/:\d+$/, '')])].map((value) =>
    sign(canonicalRequest({ ...request, headers: { ...request.headers, host: value } }, authorization.signedHeaders), {
      timestamp,
      service: authorization.service,
      date: authorization.date,
      secretKey,
    }),
  );
}

/** Step 1 of the document. `signedHeaders` in the order in which the client listed them. */
export function canonicalRequest(request: SignedRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().toLowerCase()}\n`);
  return [
    request.method,
    request.path,
    request.query,
    headers.join(''),
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

/** Steps 2 and 3: the string to sign and its signature in hexadecimal digits. */
export function sign(
  canonical: string,
  scope: { readonly timestamp: number; readonly date: string; readonly service: string; readonly secretKey: string },
): string {
  // The date of the scope is the UTC date of the timestamp; taking it from there refuses a scope of another day.
  const date = new Date(scope.timestamp * 1000).toISOString().slice(0, 10);
  const text = ['TC3-HMAC-SHA256', scope.timestamp, `${date}/${scope.service}/tc3_request`, sha256(canonical)].join(
    '\n',
  );
  const signingKey = hmac(hmac(hmac(`TC3${scope.secretKey}`, scope.date), scope.service), 'tc3_request');
  return hmac(signingKey, text).toString('hex');
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
