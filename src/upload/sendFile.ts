import type { FileHandle } from 'node:fs/promises';
import { type ClientRequest, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import * as l10n from '@vscode/l10n';
import { Headers } from 'node-fetch';
import type { Clock } from '../base/clock';
import type { Crc64 } from './crc64';
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
export interface FileRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FilePart;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Called whenever bytes have moved. */
  readonly onMoved: () => void;
}
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Code of the error for a file that became shorter meanwhile: another try would send another file. */
export const fileChanged = 'fileChanged';

const kibibyte = 1024;
/**
 * Large pieces cost the processor least, as long as its cache holds them (with 4 MB the 300 MB of the bench take a twentieth
 * more); a slow line wants small ones, as there is progress to tell and a silence to be noticed.
 */
const [smallest, first, largest] = [16 * kibibyte, 128 * kibibyte, 2048 * kibibyte];
const [quickMs, slowMs] = [100, 1000];

/**
 * Sends one request whose body is a stretch of a file, once, and reads the answer up to that many bytes; a redirect is an
 * answer. Not by fetch: only the request itself tells when a piece has left its buffer, so that one buffer does for any file.
 * Throws `UploadError` for a file that became shorter, and what the connection throws.
 */
export async function sendFile(work: FileRequest, largestAnswer: number): Promise<RawAnswer> {
  const { method, url, body, signal } = work;
  const headers = { ...work.headers, 'content-length': String(body.bytes), connection: 'close' };
  const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, { method, headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
  // A request that waits for its connection tells nobody that it was aborted.
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });
  let end = (): void => undefined;
  const ended = new Promise<'ended'>((resolve) => (end = () => resolve('ended')));
  request.once('close', end);
  const sending = send(request, ended, work);
  // A server that refuses answers before it has everything.
  const answer = Promise.race([answered, sending.then(() => answered)]).then((response) => {
    work.onMoved();
    return read(response, largestAnswer);
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    end();
    request.destroy();
    // The file must not be closed under a read.
    await Promise.allSettled([sending]);
  }
}

/**
 * Reads and sends by turns, through one buffer. The system reads ahead and the connection has a buffer of its own, so reading
 * at the same time gains nothing; where processors are few it takes them from the other end. Ends early when the request does.
 */
async function send(request: ClientRequest, ended: Promise<'ended'>, work: FileRequest): Promise<void> {
  const { body, clock, url, onMoved } = work;
  const { bytes, sum, onSent } = body;
  const buffer = Buffer.allocUnsafeSlow(Math.min(largest, bytes));
  let piece = first;
  for (let sent = 0; sent < bytes;) {
    const chunk = await readPiece(body, buffer.subarray(0, Math.min(piece, bytes - sent)), sent, url.host);
    sum?.update(chunk);
    // An answer that is here already is read first: writing to a server that has closed after it would lose it.
    await new Promise((resolve) => setImmediate(resolve));
    if (request.destroyed) return;
    const began = clock.now();
    const taken = new Promise<void>((resolve) => request.write(chunk, () => resolve()));
    if ((await Promise.race([taken, ended])) === 'ended') return;
    sent += chunk.length;
    piece = adapted(piece, clock.now() - began);
    onMoved();
    onSent?.(sent);
  }
  request.end();
}
const adapted = (piece: number, tookMs: number): number =>
  tookMs < quickMs ? Math.min(largest, piece * 2) : tookMs > slowMs ? Math.max(smallest, piece / 2) : piece;

async function readPiece({ handle, start }: FilePart, into: Buffer, at: number, host: string): Promise<Uint8Array> {
  const { bytesRead } = await handle.read(into, 0, into.length, start + at);
  if (bytesRead > 0) return into.subarray(0, bytesRead);
  throw new UploadError('checksum', host, fileChanged, l10n.t('The file became shorter while it was sent.'));
}

async function read(response: IncomingMessage, largestAnswer: number): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > largestAnswer) throw new Error('the answer is too long');
  }
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return { status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString() };
}
