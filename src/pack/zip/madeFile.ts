import { crc32 } from 'node:zlib';
import { deflateInto } from './deflate';
import { DEFLATED, STORED, type ZipEntry, localHeaderSize, writeLocalHeader } from './records';
import { sha256 } from './sha256';

/** Packs content that is in memory, such as the project configuration written for the package. */
export function packedMade(
  path: string,
  content: Uint8Array,
): { readonly entry: ZipEntry; readonly bytes: Buffer; readonly sha256: string } {
  const name = Buffer.from(path);
  const header = localHeaderSize(name, false);
  const size = content.length;
  const bytes = Buffer.alloc(header + size);
  const made = deflateInto(content, bytes, header);
  if (made === undefined) bytes.set(content, header);
  const method = made === undefined ? STORED : DEFLATED;
  const entry: ZipEntry = { name, method, crc: crc32(content), packed: made ?? size, size };
  writeLocalHeader(bytes, 0, entry, false);
  return { entry, bytes: bytes.subarray(0, header + entry.packed), sha256: sha256(content) };
}
