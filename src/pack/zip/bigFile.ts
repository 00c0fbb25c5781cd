import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { throwIfAborted } from '../../base/errors';
import { isIncompressible, level } from './deflate';
import { DEFLATED, STORED, type ZipEntry, localHeaderSize, writeLocalHeader } from './records';
import type { ZipWriter } from './zipWriter';

/** Files above this are streamed instead of read at once. */
export const bigFileBytes = 8 * 1024 * 1024;
/** Small enough that giving up need not wait for a long deflate. */
const chunkBytes = 256 * 1024;

export interface BigFileResult {
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  /** The first reading met a file that changed. */
  readonly retried: boolean;
}
/**
 * Packs one large file in pieces; `writer` undefined = only reads it. A change during reading is detected and the file read
 * once more. undefined when it keeps changing.
 */
export async function packBigFile(
  file: string,
  name: string,
  writer: ZipWriter | undefined,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<BigFileResult | undefined> {
  const start = writer?.offset ?? 0;
  for (const retried of [false, true]) {
    const done = await once(file, Buffer.from(name), writer, signal, onBytes);
    if (done) return { ...done, retried };
    writer?.rewind(start);
  }
  return undefined;
}
async function once(
  file: string,
  name: Buffer,
  writer: ZipWriter | undefined,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<Omit<BigFileResult, 'retried'> | undefined> {
  const source = await open(file, 'r');
  try {
    const before = await source.stat();
    const hash = createHash('sha256');
    let crc = 0;
    let size = 0;
    const chunks = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        throwIfAborted(signal);
        const chunk = Buffer.allocUnsafe(chunkBytes);
        const { bytesRead } = await source.read(chunk, 0, chunkBytes, size);
        // A file that grows faster than it is read would never end.
        if (bytesRead === 0 || size > before.size) return;
        const part = chunk.subarray(0, bytesRead);
        hash.update(part);
        crc = crc32(part, crc);
        size += bytesRead;
        onBytes(size);
        yield part;
      }
    };
    const method = isIncompressible(name.toString()) ? STORED : DEFLATED;
    const at = writer?.offset ?? 0;
    // Deflate may make a file that cannot be compressed a little larger: below 4 GB by this much, the long header is used.
    const big = before.size >= 0xff000000;
    const header = Buffer.alloc(localHeaderSize(name, big));
    await writer?.write(header);
    const packed = await copy(chunks(), method === DEFLATED, writer);
    const after = await source.stat();
    if (size !== before.size || after.size !== size || after.mtimeMs !== before.mtimeMs) return undefined;
    const entry: ZipEntry = { name, method, crc, packed, size };
    if (writer) {
      writeLocalHeader(header, 0, entry, big);
      await writer.patch(header, at);
      writer.addEntry(entry, at);
    }
    return { size, sha256: hash.digest('hex') };
  } finally {
    await source.close();
  }
}
async function copy(chunks: AsyncGenerator<Buffer>, deflate: boolean, writer: ZipWriter | undefined): Promise<number> {
  let packed = 0;
  const write = async (parts: AsyncIterable<Buffer>): Promise<void> => {
    for await (const part of parts) {
      packed += part.length;
      await writer?.write(part);
    }
  };
  if (!deflate || !writer) await write(chunks);
  else await pipeline(Readable.from(chunks), createDeflateRaw({ level, memLevel: 9, chunkSize: 256 * 1024 }), write);
  return packed;
}
