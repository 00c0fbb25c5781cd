import { deflateRawSync, type ZlibOptions } from 'node:zlib';

/** Formats that are compressed already: deflating them again costs a third of the time and saves one or two percent. */
const incompressible = new Set(
  'png jpg jpeg gif webp avif mp3 m4a aac ogg silk mp4 mov webm br gz zip woff woff2'.split(' '),
);
export function isIncompressible(path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot >= 0 && incompressible.has(path.slice(dot + 1).toLowerCase());
}
/** Of large files. */
export const level = 6;
/**
 * Of files below `smallBytes`: takes a third less time. What it costs, three percent of the text, is about what others
 * spend on time stamps and owners: 52 bytes per file that we do not write.
 */
const smallLevel = 4;
const smallBytes = 16 * 1024;

/** Options fitted to the size: clearing a 256 kB state for each small file is what makes other packers slow. */
function fitted(size: number): ZlibOptions {
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(size + 262)));
  return {
    level: size < smallBytes ? smallLevel : level,
    windowBits,
    memLevel: Math.min(9, windowBits - 6),
    chunkSize: Math.max(64, size + 32),
  };
}
/**
 * Deflates at once; undefined when the result would not be smaller. Each call has a state of its own: what is left in one
 * that is used again shows in the next result, so the same file would not always make the same bytes.
 */
export function deflated(bytes: Uint8Array): Buffer | undefined {
  if (bytes.length === 0) return undefined;
  const packed = deflateRawSync(bytes, fitted(bytes.length));
  return packed.length < bytes.length ? packed : undefined;
}
