import { DeflateRaw, constants, deflateRawSync, type ZlibOptions } from 'node:zlib';

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
 * Below these sizes a lower level takes a tenth, or a third, less time, and what it costs is less than the 52 bytes of
 * time stamps and owners per file that others write and we do not: so no file takes more room than in `zip -6`.
 */
const lowerLevels = [
  { below: 4 * 1024, level: 4 },
  { below: 16 * 1024, level: 5 },
] as const;

interface Fitted {
  readonly level: number;
  readonly windowBits: number;
  readonly memLevel: number;
}
/** Options fitted to the size: clearing a 256 kB state for each small file is what makes other packers slow. */
function fitted(size: number): Fitted {
  const windowBits = Math.min(15, Math.max(9, 32 - Math.clz32(size + 262)));
  const fittedLevel = lowerLevels.find(({ below }) => size < below)?.level ?? level;
  return { level: fittedLevel, windowBits, memLevel: Math.min(9, windowBits - 6) };
}
/**
 * Deflates `bytes` into `out` from `at`, where there must be room for as many bytes; answers how many it made, or undefined
 * when they would not be fewer. `bytes` and `out` must not overlap. The same bytes make the same result every time.
 */
export function deflateInto(bytes: Uint8Array, out: Uint8Array, at: number): number | undefined {
  if (bytes.length === 0) return undefined;
  const options = fitted(bytes.length);
  if (canKeep()) {
    const made = keptState(options)(bytes, out, at);
    return made < bytes.length ? made : undefined;
  }
  const packed = deflatedOnce(bytes, options);
  if (packed.length >= bytes.length) return undefined;
  out.set(packed, at);
  return packed.length;
}
/** The same by the public function, with a new state for the one call. */
export function deflatedOnce(bytes: Uint8Array, options: ZlibOptions = fitted(bytes.length)): Buffer {
  return deflateRawSync(bytes, { ...options, chunkSize: Math.max(64, bytes.length + 32) });
}

/** Writes to `out` from `at` at most as many bytes as it reads; answers how many. Not finished when they are as many. */
type KeptState = (bytes: Uint8Array, out: Uint8Array, at: number) => number;
/** The inside of a compressor of `node:zlib`. Not public: `canKeep` finds out whether it is as it was. */
interface Inside {
  readonly _handle: {
    reset(): void;
    writeSync(
      flush: number,
      input: Uint8Array,
      inputOffset: number,
      inputLength: number,
      out: Uint8Array,
      outOffset: number,
      outLength: number,
    ): void;
  };
  /** What is left of the room, and of the input. */
  readonly _writeState: Uint32Array;
}
const kept = new Map<number, KeptState>();

function keptState(options: Fitted): KeptState {
  const key = 16 * options.windowBits + options.level;
  let state = kept.get(key);
  if (!state) kept.set(key, (state = makeState(options)));
  return state;
}
function makeState(options: Fitted): KeptState {
  const inside = new DeflateRaw({ ...options, chunkSize: 64 }) as unknown as Inside;
  const handle = inside._handle;
  const left = inside._writeState;
  return (bytes, out, at) => {
    handle.reset();
    handle.writeSync(constants.Z_FINISH, bytes, 0, bytes.length, out, at, bytes.length);
    return bytes.length - (left[0] ?? 0);
  };
}
let isKept: boolean | undefined;
/** Keeping the states saves a tenth of the time on small files; where the inside of zlib differs, it is not done. */
export function canKeep(): boolean {
  return (isKept ??= provesEqual());
}
function provesEqual(): boolean {
  try {
    const sample = Buffer.from('the same bytes, the same result; '.repeat(8));
    const options = fitted(sample.length);
    const state = makeState(options);
    const out = Buffer.alloc(sample.length);
    return [1, 2].every(() => out.subarray(0, state(sample, out, 0)).equals(deflatedOnce(sample, options)));
  } catch {
    return false;
  }
}
