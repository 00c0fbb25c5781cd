import type fetch from 'node-fetch';
import { Cancelled, throwIfAborted } from '../base/errors';
import { TransportError } from './errors';
import { networkFault } from './networkFault';

export interface Post {
  readonly fetch: typeof fetch;
  /** For errors only. */
  readonly action: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Milliseconds until the last byte of the answer must have come. */
  readonly timeoutMs: number;
  /** Bytes of an answer, after decompression, beyond which it is given up. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  /** Milliseconds since the epoch by the server's clock; undefined when it sent no usable `Date`. */
  readonly serverTime: number | undefined;
  /** `Retry-After` in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** `Location` of a redirect, which is never followed: credentials belong to one endpoint. */
  readonly location: string | undefined;
}

const outOfTime = Symbol('out of time');

/** Sends one request once and reads the whole answer. Throws `TransportError` and `Cancelled`. */
export async function post(request: Post): Promise<RawAnswer> {
  const { action, url, signal } = request;
  throwIfAborted(signal);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(outOfTime), request.timeoutMs);
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await exchange(request, stop.signal);
  } catch (error) {
    if (stop.signal.reason === outOfTime)
      throw new TransportError(action, 'timeout', url.host, `no full answer in ${request.timeoutMs} ms`);
    if (signal?.aborted) throw new Cancelled();
    const { fault, detail, beforeConnection } = networkFault(error);
    throw new TransportError(action, fault, url.host, detail, undefined, beforeConnection);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

async function exchange(request: Post, signal: AbortSignal): Promise<RawAnswer> {
  // No agent of our own: Node's keeps connections alive, and VS Code's proxy support gives way to an agent it finds.
  const response = await request.fetch(request.url, {
    method: 'POST',
    headers: { ...request.headers },
    body: request.body,
    redirect: 'manual',
    size: request.maxBytes,
    signal,
  });
  const text = await response.text();
  const date = Date.parse(response.headers.get('date') ?? '');
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return {
    status: response.status,
    text,
    serverTime: Number.isNaN(date) ? undefined : date,
    retryAfterMs: retryAfter >= 0 ? retryAfter * 1000 : undefined,
    location: response.headers.get('location') ?? undefined,
  };
}
