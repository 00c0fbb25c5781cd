import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import type fetch from 'node-fetch';
import type { Response } from 'node-fetch';
import { Cancelled, messageOf, throwIfAborted } from '../base/errors';
import { cosError } from './cosError';
import { cosEncode, signCos } from './cosSign';
import { Crc64 } from './crc64';
import { UploadError } from './upload';

export interface CosPut {
  readonly fetch: typeof fetch;
  /** Address of the bucket without `/` at its end. */
  readonly base: string;
  /** Key of the object, decoded, without `/` in front. */
  readonly key: string;
  readonly file: string;
  readonly contentType: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
  /** Unix seconds by the store's clock. */
  readonly now: number;
  /** Milliseconds without a byte sent or received after which the try is given up. */
  readonly idleMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((sent: number, total: number) => void) | undefined;
}
export interface Stored {
  readonly url: string;
  readonly bytes: number;
}
/** A refusal with the store's clock, where it told it. */
export class CosPutFailed extends Error {
  constructor(
    readonly reason: UploadError,
    /** Milliseconds since the epoch. */
    readonly serverTime: number | undefined,
  ) {
    super(reason.message);
  }
}

/** Code of the error for a file that became shorter meanwhile: another try would send another file. */
export const fileChanged = 'fileChanged';

const chunkBytes = 256 * 1024;
/** The signature's life: a little before now, for clocks that differ, to the slowest upload we wait for. */
const signedBeforeSeconds = 60;
const signedForSeconds = 3600;
const idle = Symbol('idle');

/** Address of an object: each part of its key percent-encoded. */
const objectUrl = (base: string, key: string): string => `${base}/${key.split('/').map(cosEncode).join('/')}`;

/**
 * Stores one file by one streaming PUT and compares the store's CRC-64 with that of the bytes sent.
 * Throws `CosPutFailed`, `Cancelled`, or what opening the file throws.
 */
export async function putToCos(put: CosPut): Promise<Stored> {
  throwIfAborted(put.signal);
  const handle = await open(put.file, 'r');
  try {
    // The size of the open file, not of an earlier look: a shorter length would store a part without a word.
    const { size } = await handle.stat();
    return await send(put, handle, size);
  } finally {
    await handle.close();
  }
}

async function send(put: CosPut, handle: FileHandle, size: number): Promise<Stored> {
  const { signal } = put;
  const url = new URL(objectUrl(put.base, put.key));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(idle), put.idleMs);
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  const sum = new Crc64();
  let told = -1;
  let broken: UploadError | undefined;
  const body = Readable.from(
    read(handle, size, url.host, sum, (sent) => {
      timer.refresh();
      told = sent;
      put.onProgress?.(sent, size);
    }),
    { objectMode: false, highWaterMark: chunkBytes },
  );
  body.once('error', (error) => {
    if (error instanceof UploadError) broken = error;
  });
  try {
    const response = await put.fetch(url, {
      method: 'PUT',
      headers: headersOf(put, url, size),
      body,
      redirect: 'manual',
      size: 1024 * 1024,
      signal: stop.signal,
    });
    judge(response, await response.text(), url.host, sum);
    // The answer may be here before the last chunk was asked back from us.
    if (told < size) put.onProgress?.(size, size);
    return { url: url.href, bytes: size };
  } catch (error) {
    if (error instanceof CosPutFailed) throw error;
    if (signal?.aborted) throw new Cancelled();
    throw new CosPutFailed(broken ?? faultOf(error, url.host, stop.signal.reason === idle, put.idleMs), undefined);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    body.destroy();
  }
}

/** Throws unless the store took the file, and took the bytes that were sent. */
function judge(response: Response, text: string, host: string, sum: Crc64): void {
  const requestId = response.headers.get('x-cos-request-id');
  const serverTime = Date.parse(response.headers.get('date') ?? '');
  const fail = (error: UploadError): never => {
    throw new CosPutFailed(error, Number.isNaN(serverTime) ? undefined : serverTime);
  };
  if (!response.ok) fail(cosError(host, response.status, text, requestId));
  const crc = response.headers.get('x-cos-hash-crc64ecma');
  const other = l10n.t('The store received other bytes than were sent.');
  if (crc !== null && crc !== sum.digest())
    fail(new UploadError('checksum', host, 'crc64', other, requestId ?? undefined));
}

function headersOf(put: CosPut, url: URL, size: number): Record<string, string> {
  const sent = {
    'content-length': String(size),
    'content-type': put.contentType,
    'x-cos-security-token': put.token,
  };
  const { authorization } = signCos({
    method: 'PUT',
    path: decodeURIComponent(url.pathname),
    headers: { ...sent, host: url.host },
    secretId: put.secretId,
    secretKey: put.secretKey,
    start: put.now - signedBeforeSeconds,
    end: put.now + signedForSeconds,
  });
  return { ...sent, authorization };
}

async function* read(
  handle: FileHandle,
  size: number,
  host: string,
  sum: Crc64,
  onTaken: (sent: number) => void,
): AsyncGenerator<Uint8Array> {
  for (let position = 0; position < size;) {
    // A new buffer each time: the socket may still hold the one before.
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, size - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0)
      throw new UploadError('checksum', host, fileChanged, l10n.t('The file became shorter while it was sent.'));
    const chunk = buffer.subarray(0, bytesRead);
    sum.update(chunk);
    yield chunk;
    position += bytesRead;
    // Told when the next one is asked for: by then the connection has taken this one.
    onTaken(position);
  }
}

function faultOf(error: unknown, host: string, timedOut: boolean, idleMs: number): UploadError {
  if (timedOut) return new UploadError('timeout', host, 'idle', `nothing moved for ${idleMs} ms`);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'network';
  return new UploadError(code === 'ETIMEDOUT' ? 'timeout' : 'network', host, code, messageOf(error));
}
