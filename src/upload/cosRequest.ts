import type { World } from './effects';
import { type Answer, exchange } from './exchange';
import type { FilePart } from './sendFile';
import { cosError } from './cosError';
import { refusePage } from './intercepted';
import { cosEncode, signCos } from './cosSign';
import type { StoreClock } from './storeClock';

export interface CosKey {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary keys. */
  readonly token?: string | undefined;
}
/** One object of one bucket. */
export interface CosPlace {
  /** Address of the bucket without `/` at its end. */
  readonly base: string;
  /** Decoded, without `/` in front. */
  readonly key: string;
}
export interface CosRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly place: CosPlace;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly body?: string | FilePart;
  readonly signal?: AbortSignal | undefined;
}
/** The signature's life: a little before now, for clocks that differ, to the slowest upload we wait for. */
const signedBeforeSeconds = 60;
const signedForSeconds = 3600;

/** Address of an object: each part of its key percent-encoded. */
export const objectUrl = ({ base, key }: CosPlace): string => `${base}/${key.split('/').map(cosEncode).join('/')}`;

/** Sends one signed request. Throws `UploadError` for everything but a success, and `Cancelled`. */
export async function askCos(world: World, clock: StoreClock, key: CosKey, request: CosRequest): Promise<Answer> {
  const { method, place, query = {}, body, signal } = request;
  const url = new URL(objectUrl(place));
  url.search = Object.entries(query)
    .map(([name, value]) => (value === '' ? name : `${cosEncode(name)}=${cosEncode(value)}`))
    .join('&');
  const sent = {
    ...(body !== undefined && {
      'content-length': String(typeof body === 'string' ? Buffer.byteLength(body) : body.bytes),
    }),
    ...(request.contentType !== undefined && { 'content-type': request.contentType }),
    ...(key.token !== undefined && { 'x-cos-security-token': key.token }),
  };
  const now = clock.seconds();
  const { authorization } = signCos({
    method,
    path: decodeURIComponent(url.pathname),
    query,
    headers: { ...sent, host: url.host },
    ...key,
    start: now - signedBeforeSeconds,
    end: now + signedForSeconds,
  });
  const answer = await exchange(world, { method, url, headers: { ...sent, authorization }, body, signal });
  refusePage(url.host, answer);
  if (answer.ok) return answer;
  const error = cosError(url.host, answer);
  clock.learn(error, answer.serverTime);
  throw error;
}

/** An address that anybody may GET the object at for that many seconds. Source: the store's "Presigned URL" page (436/14116). */
export function presignGet(place: CosPlace, key: CosKey, now: number, forSeconds: number): string {
  const url = new URL(objectUrl(place));
  const query = { ...(key.token !== undefined && { 'x-cos-security-token': key.token }) };
  const { authorization } = signCos({
    method: 'GET',
    path: decodeURIComponent(url.pathname),
    query,
    headers: { host: url.host },
    ...key,
    start: now - signedBeforeSeconds,
    end: now + forSeconds,
  });
  const signed = authorization
    .split('&')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  url.search = [...Object.entries(query), ...signed].map(([k, v]) => `${cosEncode(k)}=${cosEncode(v)}`).join('&');
  return url.href;
}
