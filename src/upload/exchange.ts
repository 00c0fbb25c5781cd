import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import type { Headers } from 'node-fetch';
import { Cancelled, messageOf, throwIfAborted } from '../base/errors';
import type { Crc64 } from './crc64';
import type { World } from './effects';
import { UploadError } from './upload';

/** A stretch of an open file, to be sent as it is. */
export interface FilePart {
  readonly handle: FileHandle;
  readonly start: number;
  readonly bytes: number;
  /** Is given every byte that is sent, in order. */
  readonly sum?: Crc64 | undefined;
  /** Bytes of this stretch that the connection has taken. */
  readonly onSent?: ((sent: number) => void) | undefined;
}
export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'MKCOL';
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

/** Code of the error for a file that became shorter meanwhile: another try would send another file. */
export const fileChanged = 'fileChanged';

/** Large pieces cost the processor least; small files go in small ones, so that there is progress to tell. */
const pieceOf = (bytes: number): number => Math.min(1024 * 1024, Math.max(64 * 1024, Math.ceil(bytes / 16)));
/** No answer we read is longer, but for a proxy's page. */
const largestAnswer = 4 * 1024 * 1024;
const idle = Symbol('idle');

/**
 * Sends one request once and reads the whole answer, whatever its status; redirects are answers too, as credentials belong to
 * one host. Throws `UploadError` (`network`, `timeout`, a file that changed) and `Cancelled`.
 */
export async function exchange(world: Pick<World, 'fetch' | 'idleMs'>, request: Exchange): Promise<Answer> {
  const { url, signal } = request;
  throwIfAborted(signal);
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(idle), world.idleMs);
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const trouble: { file?: UploadError } = {};
  const body = bodyOf(request, trouble, () => void timer.refresh());
  try {
    const response = await world.fetch(url, {
      method: request.method,
      headers: { ...request.headers },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      size: largestAnswer,
      signal: stop.signal,
    });
    timer.refresh();
    const text = await response.text();
    const date = Date.parse(response.headers.get('date') ?? '');
    const serverTime = Number.isNaN(date) ? undefined : date;
    return { status: response.status, ok: response.ok, headers: response.headers, text, serverTime };
  } catch (error) {
    if (signal?.aborted) throw new Cancelled();
    throw trouble.file ?? faultOf(error, url.host, stop.signal.reason === idle ? world.idleMs : undefined);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    if (body instanceof Readable) body.destroy();
  }
}

function bodyOf(
  { body, url }: Exchange,
  trouble: { file?: UploadError },
  onMoved: () => void,
): Readable | string | undefined {
  if (body === undefined || typeof body === 'string') return body;
  // Two pieces ahead: the next is read while this one is on its way.
  const highWaterMark = 2 * pieceOf(body.bytes);
  const stream = Readable.from(read(body, url.host, onMoved), { objectMode: false, highWaterMark });
  stream.once('error', (error) => {
    if (error instanceof UploadError) trouble.file = error;
  });
  return stream;
}

async function* read(part: FilePart, host: string, onMoved: () => void): AsyncGenerator<Uint8Array> {
  const { handle, start, bytes, sum, onSent } = part;
  const piece = pieceOf(bytes);
  for (let sent = 0; sent < bytes;) {
    // A new buffer each time: the socket may still hold the one before.
    const buffer = Buffer.allocUnsafe(Math.min(piece, bytes - sent));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start + sent);
    if (bytesRead === 0)
      throw new UploadError('checksum', host, fileChanged, l10n.t('The file became shorter while it was sent.'));
    const chunk = buffer.subarray(0, bytesRead);
    sum?.update(chunk);
    yield chunk;
    sent += bytesRead;
    // Told when the next one is asked for: by then the connection has taken this one, or is two pieces behind at most.
    onMoved();
    onSent?.(sent);
  }
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
