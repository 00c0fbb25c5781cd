import { expectedSignature } from './cosSignature';
import type { TemporaryKey } from './temporaryKeys';

export interface ToSign {
  readonly method: string;
  /** Decoded, with what the store's own host would not have (`/cos/{bucket}`). */
  readonly path: string;
  readonly host: string;
  readonly key: Pick<TemporaryKey, 'secretId' | 'secretKey' | 'token'>;
  readonly now: number;
  readonly forSeconds: number;
}

function sign({ method, path, host, key, now, forSeconds }: ToSign): string {
  const keyTime = `${now - 60};${now + forSeconds}`;
  const names = { headers: ['host'], parameters: [] };
  const time = { start: now - 60, end: now + forSeconds, keyTime, signTime: keyTime };
  const signature = expectedSignature(
    { secretId: key.secretId, ...time, ...names, signature: '' },
    { method, path, query: new URLSearchParams(), headers: { host } },
    key.secretKey,
  );
  return `q-sign-algorithm=sha1&q-ak=${key.secretId}&q-sign-time=${keyTime}&q-key-time=${keyTime}&q-header-list=host&q-url-param-list=&q-signature=${signature}`;
}

/** Headers with which somebody else may send this one request. */
export const signedHeaders = (request: ToSign): Readonly<Record<string, string>> => ({
  authorization: sign(request),
  'x-cos-security-token': request.key.token,
  'content-type': 'application/octet-stream',
});
/** An address with which anybody may send it. */
export function signedUrl(request: ToSign, more: Readonly<Record<string, string>> = {}): string {
  const url = new URL(`http://${request.host}${request.path.split('/').map(encodeURIComponent).join('/')}`);
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  for (const pair of sign(request).split('&'))
    url.searchParams.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  url.searchParams.set('x-cos-security-token', request.key.token);
  return url.href;
}
