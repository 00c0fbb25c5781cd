import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isInside } from './inside';

export type Unfit = 'notAFile' | 'tooLarge' | 'outside';
/** The name leads to something that is not to be read: a pipe, a device, a folder, too much, or out of the project. */
export class UnfitFile extends Error {
  override readonly name = 'UnfitFile';
  constructor(
    readonly file: string,
    readonly reason: Unfit,
    /** In bytes. */
    readonly limit: number,
  ) {
    super(`${file}: ${reason}`);
  }
}
export interface ReadBounds {
  /** Bytes. */
  readonly most: number;
  /** Links may not lead out of this folder. Absolute. */
  readonly within?: string | undefined;
}

/**
 * Reads a text file of a folder that nobody has vouched for: never waits for a pipe, never reads without end. Throws
 * `UnfitFile`, and what the file system throws.
 */
export async function readBounded(file: string, { most, within }: ReadBounds): Promise<string> {
  const real = await realpath(file);
  if (within !== undefined && !isInside(await realpath(within), real)) throw new UnfitFile(file, 'outside', most);
  // Without a writer a pipe would be waited for on opening. Windows has neither the flag nor such files.
  const nonBlocking = (constants as { readonly O_NONBLOCK?: number }).O_NONBLOCK ?? 0;
  const handle = await open(real, constants.O_RDONLY | nonBlocking);
  try {
    if (!(await handle.stat()).isFile()) throw new UnfitFile(file, 'notAFile', most);
    // What the size says is not relied on: a file may grow, and those of the system say 0.
    const chunks: Buffer[] = [];
    for (let bytes = 0; ;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(64 * 1024));
      if (bytesRead === 0) return Buffer.concat(chunks).toString('utf8');
      bytes += bytesRead;
      if (bytes > most) throw new UnfitFile(file, 'tooLarge', most);
      chunks.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
