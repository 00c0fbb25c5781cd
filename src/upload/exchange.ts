import type { Headers } from 'node-fetch';
import { Cancelled, messageOf, throwIfAborted } from '../base/errors';
import type { World } from './effects';
import { type FilePart, type RawAnswer, sendFile } from './sendFile';
import { UploadError } from './upload';

export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'MKCOL' | 'OPTIONS';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FilePart | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  readonly text: string;
  /** Milliseconds since the epoch by the store's clock, where it told it. */
  readonly serverTime: number | undefined;
}

/** No answer we read is longer, but for a proxy's page. */
const largestAnswer = 4 * 1024 * 1024;
const idle = Symbol('idle');

/**
 * Sends one request once and reads the whole answer, whatever its status; redirects are answers too, as credentials belong to
 * one host. Throws `UploadError` (`network`, `timeout`, a file that changed) and `Cancelled`.
 */
export async function exchange(world: Pick<World, 'fetch' | 'clock' | 'idleMs'>, request: Exchange): Promise<Answer> {
  const { url, signal } = request;
  throwIfAborted(signal);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(idle), world.idleMs);
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const { status, headers, text } = await ask(world, request, stop.signal, () => void timer.refresh());
    const date = Date.parse(headers.get('date') ?? '');
    const serverTime = Number.isNaN(date) ? undefined : date;
    return { status, ok: status >= 200 && status < 300, headers, text, serverTime };
  } catch (error) {
    if (signal?.aborted) throw new Cancelled();
    if (error instanceof UploadError) throw error;
    throw faultOf(error, url.host, stop.signal.reason === idle ? world.idleMs : undefined);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

async function ask(
  world: Pick<World, 'fetch' | 'clock'>,
  { method, url, headers = {}, body }: Exchange,
  signal: AbortSignal,
  onMoved: () => void,
): Promise<RawAnswer> {
  if (typeof body === 'object')
    return sendFile({ method, url, headers, body, signal, clock: world.clock, onMoved }, largestAnswer);
  const response = await world.fetch(url, {
    method,
    headers: { ...headers },
    ...(body !== undefined && { body }),
    redirect: 'manual',
    size: largestAnswer,
    signal,
  });
  onMoved();
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function faultOf(error: unknown, host: string, idleMs: number | undefined): UploadError {
  if (idleMs !== undefined) return new UploadError('timeout', host, 'idle', `nothing moved for ${idleMs} ms`);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'network';
  return new UploadError(code === 'ETIMEDOUT' ? 'timeout' : 'network', host, code, withoutQueries(messageOf(error)));
}

/** fetch puts the whole address into its messages; what follows the `?` may be a secret. */
export const withoutQueries = (text: string): string => text.replaceAll(/(https?:\/\/[^\s?]*)\?\S*/g, '$1');

/** `Retry-After` in milliseconds; undefined when it is not told in seconds. */
export function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return seconds >= 0 ? seconds * 1000 : undefined;
}
