import { statSync } from 'node:fs';
import * as path from 'node:path';
import { type MeasureResult, between } from './protocol';
import { readKnown } from './readWhole';

/** JSON files up to this size are read along the way, and so much of them for each file of the portion. Bytes. */
const smallJson = 16 * 1024;
const textPerFile = 1024;

/** Sizes and times of the files below `base` (`paths` joined by `between`), and the texts of small JSON files. */
export function measure(base: string, joined: string): MeasureResult {
  const paths = joined.split(between);
  const numbers = new Float64Array(2 * paths.length).fill(-1);
  const folder = base.endsWith(path.sep) ? base : base + path.sep;
  const memory = Buffer.allocUnsafe(smallJson + 1);
  const texts: [number, string][] = [];
  let left = Math.max(smallJson, textPerFile * paths.length);
  paths.forEach((file, i) => {
    try {
      const found = statSync(folder + file, { throwIfNoEntry: false });
      if (!found) return;
      const { size, mtimeMs } = found;
      numbers[2 * i] = size;
      numbers[2 * i + 1] = mtimeMs;
      if (!file.endsWith('.json') || size > smallJson || size > left || !found.isFile()) return;
      const bytes = readKnown(folder + file, memory, 0, size, mtimeMs);
      if (!bytes) return;
      texts.push([i, bytes.toString('utf8')]);
      left -= size;
    } catch {
      // One that is not there is told by its size of -1; one that cannot be read, when its content is packed.
    }
  });
  return { numbers, texts };
}
