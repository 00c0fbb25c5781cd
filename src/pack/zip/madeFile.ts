import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { deflated } from './deflate';
import { DEFLATED, STORED, type ZipEntry, localHeaderSize, writeLocalHeader } from './records';

/** Packs content that is in memory, such as the project configuration written for the package. */
export function packedMade(
  path: string,
  content: Uint8Array,
): { readonly entry: ZipEntry; readonly bytes: Buffer; readonly digest: Buffer } {
  const name = Buffer.from(path);
  const packed = deflated(content);
  const body = packed ?? content;
  const entry: ZipEntry = {
    name,
    method: packed ? DEFLATED : STORED,
    crc: crc32(content),
    packed: body.length,
    size: content.length,
  };
  const header = localHeaderSize(name, false);
  const bytes = Buffer.alloc(header + body.length);
  writeLocalHeader(bytes, 0, entry, false);
  bytes.set(body, header);
  return { entry, bytes, digest: createHash('sha256').update(content).digest() };
}
