import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Thrown when a file changed while it was read, twice. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}
export interface ReadFile {
  /** A view on `memory` when the file fits, else memory of its own. */
  readonly bytes: Buffer;
  /** The first reading met a file that changed. */
  readonly retried: boolean;
}
/**
 * Reads a file whose size and time of change are known from before into `memory` from `offset`, where there must be room
 * for one byte more: a file that grew is noticed so. undefined when anything is not as it was, or comes in pieces: then
 * `readWhole` is the one to ask. Throws what the file system throws.
 */
export function readKnown(
  file: string,
  memory: Buffer,
  offset: number,
  size: number,
  modified: number,
): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    if (readSync(descriptor, memory, offset, size + 1, null) !== size) return undefined;
    const after = fstatSync(descriptor);
    const isSame = after.size === size && after.mtimeMs === modified && after.isFile();
    return isSame ? memory.subarray(offset, offset + size) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
/**
 * Reads a whole file at once, into `memory` from `offset` when it fits there. A change during reading is detected (size
 * or modification time) and the file read once more. Throws what the file system throws, or `FileChanged`.
 */
export function readWhole(file: string, memory: Buffer, offset: number): ReadFile {
  const first = readOnce(file, memory, offset);
  if (first) return { bytes: first, retried: false };
  const second = readOnce(file, memory, offset);
  if (second) return { bytes: second, retried: true };
  throw new FileChanged(file);
}
function readOnce(file: string, memory: Buffer, offset: number): Buffer | undefined {
  const descriptor = openSync(file, 'r');
  try {
    const before = fstatSync(descriptor);
    if (!before.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
    const { size } = before;
    // One byte more than expected, so that a file that grew is noticed by the reading itself.
    const room =
      memory.length - offset > size ? memory.subarray(offset, offset + size + 1) : Buffer.allocUnsafe(size + 1);
    let read = 0;
    for (let got = -1; got !== 0 && read <= size; read += got) {
      got = readSync(descriptor, room, read, size + 1 - read, null);
    }
    const after = fstatSync(descriptor);
    const isSame = read === size && after.size === size && after.mtimeMs === before.mtimeMs;
    return isSame ? room.subarray(0, size) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
