import { textOf } from './cosXml';
import { type Answer, retryAfter } from './exchange';
import { isRedirect, redirected } from './redirect';
import { UploadError, type UploadErrorKind } from './upload';

const noAcceleration = new Set(['BucketAccelerateNotEnabled', 'ActionAccelerateNotSupported']);
/** The same way without acceleration is the cure. */
export const lacksAcceleration = (error: unknown): boolean =>
  error instanceof UploadError && noAcceleration.has(error.code);

/** What the store says when it refuses: `<Error><Code/><Message/>…<RequestId/></Error>`. */
export interface CosRefusal {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | undefined;
}

/** The store's codes; the HTTP status of most of them is not documented, so the code decides. Source: upload notes 2.6. */
const byCode: Readonly<Record<string, UploadErrorKind>> = {
  AccessDenied: 'denied',
  InvalidAccessKeyId: 'denied',
  InvalidSecretId: 'denied',
  SignatureDoesNotMatch: 'denied',
  ExpiredToken: 'expired',
  InvalidToken: 'expired',
  TokenExpired: 'expired',
  RequestTimeTooSkewed: 'clock',
  NoSuchBucket: 'notFound',
  NoSuchKey: 'notFound',
  NoSuchUpload: 'notFound',
  BadDigest: 'checksum',
  IncompleteBody: 'network',
  EntityTooLarge: 'full',
  QuotaExceeded: 'full',
  RequestTimeout: 'timeout',
  SlowDown: 'server',
  ServiceUnavailable: 'server',
  InternalError: 'server',
};

/** Reads an error document; an answer that is none gives code `HTTP <status>` and its first words. */
function readCosRefusal(status: number, text: string): CosRefusal {
  const words = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
  return {
    code: textOf(text, 'Code') ?? `HTTP ${status}`,
    message: textOf(text, 'Message') ?? words,
    requestId: textOf(text, 'RequestId'),
  };
}

/** The error for an answer of the store that is not a success. */
export function cosError(
  host: string,
  { status, text, headers }: Pick<Answer, 'status' | 'text' | 'headers'>,
): UploadError {
  if (isRedirect({ status })) return redirected(host, { status, headers });
  const { code, message, requestId } = readCosRefusal(status, text);
  const id = requestId ?? headers.get('x-cos-request-id') ?? undefined;
  return new UploadError(kindOf(status, code, message), host, code, message, id, retryAfter(headers));
}

function kindOf(status: number, code: string, message: string): UploadErrorKind {
  // The store words a clock that is off, or a signature that is too old, as a refusal of access.
  if (code === 'AccessDenied' && /request has expired/i.test(message)) return 'clock';
  const known = byCode[code];
  if (known) return known;
  if (status === 413 || status === 507) return 'full';
  if (status >= 500 || status === 429) return 'server';
  if (status === 408) return 'timeout';
  return status === 404 ? 'notFound' : 'denied';
}
