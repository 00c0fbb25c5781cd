import { createHash } from 'node:crypto';
import { wrongSum } from './cosPut';
import { combineCrc64, Crc64 } from './crc64';
import type { World } from './effects';
import type { Answer } from './exchange';
import type { FilePart } from './sendFile';
import { eachChunk, type OpenFile } from './openFile';
import { inTries } from './tries';
import { UploadError, type UploadJob } from './upload';

/** A part that the store has. */
export interface StoredPart {
  readonly number: number;
  readonly bytes: number;
  /** Without quotes; the MD5 of the part in hex where the store does not encrypt. */
  readonly etag: string;
}
export interface Stretch {
  /** From 1. */
  readonly number: number;
  readonly start: number;
  readonly bytes: number;
}
export interface SendParts {
  readonly file: OpenFile;
  readonly job: UploadJob;
  readonly partBytes: number;
  /** What the store has from an earlier time; parts that are not ours are sent again. */
  readonly known: readonly StoredPart[];
  readonly parallel: number;
  /** One try of one part. */
  readonly send: (stretch: Stretch, body: FilePart, signal: AbortSignal) => Promise<Answer>;
  /** For errors. */
  readonly host: string;
}
export interface SentParts {
  /** In the order of their numbers. */
  readonly parts: readonly StoredPart[];
  /** Of the whole file. */
  readonly crc64: string;
}
interface Done extends StoredPart {
  readonly crc64: string;
}
/** What stores allow. Source: the store's multipart pages (436/7746, 436/7750). */
const mostParts = 10_000;
const smallestPart = 1024 * 1024;

/** Bytes of each part but the last: as wished, or as few as the store's limit on their number allows. */
export const partSize = (bytes: number, wished: number): number =>
  Math.max(smallestPart, wished, Math.ceil(bytes / mostParts));

/** Sends the parts that the store has not, a few at once; memory does not grow with the file. Throws `UploadError`, `Cancelled`. */
export async function sendParts(world: World, work: SendParts): Promise<SentParts> {
  const { file, partBytes, job } = work;
  const stretches = Array.from({ length: Math.max(1, Math.ceil(file.bytes / partBytes)) }, (_, i) => {
    const start = i * partBytes;
    return { number: i + 1, start, bytes: Math.min(partBytes, file.bytes - start) };
  });
  const sent = new Map<number, number>();
  const tell = (number: number, bytes: number): void => {
    sent.set(number, bytes);
    job.onProgress?.(
      [...sent.values()].reduce((sum, one) => sum + one, 0),
      file.bytes,
    );
  };
  const done: Done[] = [];
  // The first part that fails ends the others.
  const stop = new AbortController();
  const signal = job.signal ? AbortSignal.any([job.signal, stop.signal]) : stop.signal;
  const waiting = stretches.values();
  const worker = async (): Promise<void> => {
    for (const stretch of waiting) done.push(await onePart(world, work, stretch, tell, signal));
  };
  const workers = Array.from({ length: Math.min(work.parallel, stretches.length) }, worker);
  try {
    await Promise.all(workers);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(workers);
    throw error;
  }
  const parts = done.toSorted((a, b) => a.number - b.number);
  return { parts, crc64: parts.reduce((sum, { crc64, bytes }) => combineCrc64(sum, crc64, bytes), '0') };
}

async function onePart(
  world: World,
  work: SendParts,
  stretch: Stretch,
  tell: (number: number, bytes: number) => void,
  signal: AbortSignal,
): Promise<Done> {
  const { number, start, bytes } = stretch;
  const kept = await compare(work, stretch, signal);
  if (kept) {
    tell(number, bytes);
    return kept;
  }
  return inTries(world, { signal }, async () => {
    const sum = new Crc64();
    const body = { handle: work.file.handle, start, bytes, sum, onSent: (sent: number) => tell(number, sent) };
    const answer = await work.send(stretch, body, signal);
    const crc64 = sum.digest();
    const theirs = answer.headers.get('x-cos-hash-crc64ecma');
    if (theirs !== null && theirs !== crc64)
      throw wrongSum(work.host, answer.headers.get('x-cos-request-id') ?? undefined);
    tell(number, bytes);
    return { number, bytes, crc64, etag: plainEtag(answer.headers.get('etag'), work.host) };
  });
}

/** The part that the store has already, if its bytes are ours. */
async function compare(work: SendParts, stretch: Stretch, signal: AbortSignal): Promise<Done | undefined> {
  const known = work.known.find(({ number, bytes }) => number === stretch.number && bytes === stretch.bytes);
  if (!known) return undefined;
  const md5 = createHash('md5');
  const sum = new Crc64();
  await eachChunk(work.file, stretch, signal, (chunk) => {
    md5.update(chunk);
    sum.update(chunk);
  });
  return md5.digest('hex') === known.etag ? { ...known, crc64: sum.digest() } : undefined;
}
function plainEtag(etag: string | null, host: string): string {
  if (etag !== null) return etag.replaceAll('"', '');
  throw new UploadError('server', host, 'noEtag', 'the store answered a part without an ETag');
}
