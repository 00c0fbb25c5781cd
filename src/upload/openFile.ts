import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { throwIfAborted } from '../base/errors';
import { Crc64 } from './crc64';

export interface OpenFile {
  readonly handle: FileHandle;
  /** The size of the open file, not of an earlier look: a shorter length would store a part without a word. */
  readonly bytes: number;
}
const chunkBytes = 1024 * 1024;

/** Opens the file for as long as the work runs. Throws what opening it throws, which names it. */
export async function withFile<T>(file: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
  const handle = await open(file, 'r');
  try {
    return await work({ handle, bytes: (await handle.stat()).size });
  } finally {
    await handle.close();
  }
}

/** Reads a stretch of the file piece by piece; shorter when the file is. */
export async function eachChunk(
  { handle }: OpenFile,
  stretch: { readonly start: number; readonly bytes: number },
  signal: AbortSignal | undefined,
  take: (chunk: Uint8Array) => void,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, stretch.bytes));
  for (let at = 0; at < stretch.bytes;) {
    throwIfAborted(signal);
    const wanted = Math.min(buffer.length, stretch.bytes - at);
    const { bytesRead } = await handle.read(buffer, 0, wanted, stretch.start + at);
    if (bytesRead === 0) return;
    take(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}
/** SHA-256 of the whole file in hex. */
export async function sha256Of(file: OpenFile, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  await eachChunk(file, { start: 0, bytes: file.bytes }, signal, (chunk) => hash.update(chunk));
  return hash.digest('hex');
}
/** CRC-64 of the whole file as the stores tell it. */
export async function crc64Of(file: OpenFile, signal: AbortSignal | undefined): Promise<string> {
  const sum = new Crc64();
  await eachChunk(file, { start: 0, bytes: file.bytes }, signal, (chunk) => sum.update(chunk));
  return sum.digest();
}
