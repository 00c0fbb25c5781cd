/** The fixed parts of a zip file (PKWARE APPNOTE 6.3.10). Everything that could differ between machines is constant. */

export const STORED = 0;
export const DEFLATED = 8;
export type Method = typeof STORED | typeof DEFLATED;

export interface ZipEntry {
  /** UTF-8 bytes of the path, forward slashes. */
  readonly name: Uint8Array;
  readonly method: Method;
  readonly crc: number;
  /** Bytes in the archive and bytes unpacked. */
  readonly packed: number;
  readonly size: number;
}
const max16 = 0xffff;
const max32 = 0xffffffff;
/** Bit 11: names are UTF-8. */
const flags = 0x0800;
/** 1980-01-01 00:00, the first moment that a zip can name: the same in every time zone. */
const dosTime = 0;
const dosDate = 0x21;
const needsPlain = 20;
const needsZip64 = 45;
/** Made by Unix, so that the mode below counts. */
const madeByUnix = 3 << 8;
const regularFile = 0o100644;

export function localHeaderSize(name: Uint8Array, big: boolean): number {
  return 30 + name.length + (big ? 20 : 0);
}
/** Writes the record that stands before a file's data; `big` = with zip64 sizes. Answers the offset behind it. */
export function writeLocalHeader(out: Buffer, at: number, entry: ZipEntry, big: boolean): number {
  const { name, method, crc, packed, size } = entry;
  out.writeUInt32LE(0x04034b50, at);
  out.writeUInt16LE(big ? needsZip64 : needsPlain, at + 4);
  out.writeUInt16LE(flags, at + 6);
  out.writeUInt16LE(method, at + 8);
  out.writeUInt16LE(dosTime, at + 10);
  out.writeUInt16LE(dosDate, at + 12);
  out.writeUInt32LE(crc, at + 14);
  out.writeUInt32LE(big ? max32 : packed, at + 18);
  out.writeUInt32LE(big ? max32 : size, at + 22);
  out.writeUInt16LE(name.length, at + 26);
  out.writeUInt16LE(big ? 20 : 0, at + 28);
  out.set(name, at + 30);
  let end = at + 30 + name.length;
  if (big) end = writeZip64Extra(out, end, [size, packed]);
  return end;
}
/** Bytes of one record of the central directory at most. */
export const mostCentralSize = (name: Uint8Array): number => 46 + name.length + 4 + 3 * 8;

/**
 * Writes one record of the central directory for a file whose local header stands at `offset`; answers the place behind it.
 * `out` holds zeros there.
 */
export function writeCentralRecord(out: Buffer, at: number, entry: ZipEntry, offset: number): number {
  const { name, method, crc, packed, size } = entry;
  const extra = size >= max32 || packed >= max32 || offset >= max32;
  const values = extra ? [size, packed, offset].filter((value) => value >= max32) : [];
  const version = extra ? needsZip64 : needsPlain;
  out.writeUInt32LE(0x02014b50, at);
  out.writeUInt16LE(madeByUnix | version, at + 4);
  out.writeUInt16LE(version, at + 6);
  out.writeUInt16LE(flags, at + 8);
  out.writeUInt16LE(method, at + 10);
  out.writeUInt16LE(dosTime, at + 12);
  out.writeUInt16LE(dosDate, at + 14);
  out.writeUInt32LE(crc, at + 16);
  out.writeUInt32LE(Math.min(packed, max32), at + 20);
  out.writeUInt32LE(Math.min(size, max32), at + 24);
  out.writeUInt16LE(name.length, at + 28);
  out.writeUInt16LE(extra ? 4 + 8 * values.length : 0, at + 30);
  out.writeUInt32LE(regularFile * 0x10000, at + 38);
  out.writeUInt32LE(Math.min(offset, max32), at + 42);
  out.set(name, at + 46);
  const end = at + 46 + name.length;
  return extra ? writeZip64Extra(out, end, values) : end;
}
function writeZip64Extra(out: Buffer, at: number, values: readonly number[]): number {
  out.writeUInt16LE(1, at);
  out.writeUInt16LE(8 * values.length, at + 2);
  values.forEach((value, i) => out.writeBigUInt64LE(BigInt(value), at + 4 + 8 * i));
  return at + 4 + 8 * values.length;
}
/** What ends the archive: the plain record, with the two zip64 records before it when a number does not fit. */
export function endRecords(count: number, offset: number, size: number): Buffer {
  const big = count >= max16 || offset >= max32 || size >= max32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, max16), 8);
  end.writeUInt16LE(Math.min(count, max16), 10);
  end.writeUInt32LE(Math.min(size, max32), 12);
  end.writeUInt32LE(Math.min(offset, max32), 16);
  if (!big) return end;
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(madeByUnix | needsZip64, 12);
  end64.writeUInt16LE(needsZip64, 14);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(offset + size), 64);
  end64.writeUInt32LE(1, 72);
  return Buffer.concat([end64, end]);
}
