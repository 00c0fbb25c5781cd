import { crc32 } from 'node:zlib';
import { deflated } from './deflate';
import { DEFLATED, STORED, type ZipEntry, localHeaderSize, writeLocalHeader } from './records';
import { sha256 } from './sha256';

/** Packs content that is in memory, such as the project configuration written for the package. */
export function packedMade(
  path: string,
  content: Uint8Array,
): { readonly entry: ZipEntry; readonly bytes: Buffer; readonly sha256: string } {
  const name = Buffer.from(path);
  const packed = deflated(content);
  const body = packed ?? content;
  const method = packed ? DEFLATED : STORED;
  const entry: ZipEntry = { name, method, crc: crc32(content), packed: body.length, size: content.length };
  const header = localHeaderSize(name, false);
  const bytes = Buffer.alloc(header + body.length);
  writeLocalHeader(bytes, 0, entry, false);
  bytes.set(body, header);
  return { entry, bytes, sha256: sha256(content) };
}
