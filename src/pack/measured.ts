import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../base/errors';
import type { CheckContext } from './checks/check';
import { type JsonFile, parseJson } from './jsonFile';
import type { PackedFile, PackProblem } from './packTypes';
import type { Plan } from './plan/plan';
import type { PackPool } from './worker/pool';
import { type MeasureResult, between } from './worker/protocol';

export interface Measured {
  /** What ships, in the order of the zip. */
  readonly files: readonly PackedFile[];
  /** When each was changed last, in that order; milliseconds, NaN for what is not a file of the folder. */
  readonly modified: Float64Array;
  /** Texts of the small JSON files, read along the way; paths as in the package. */
  readonly texts: ReadonlyMap<string, string>;
  /** A file that vanished since it was listed is told as unreadable. */
  readonly gone: readonly PackProblem[];
}
const portionFiles = 2048;

/** Sizes and times of what ships, taken off the main thread. `made`: what is not a file of the folder. */
export async function measureFiles(
  plan: Plan,
  made: ReadonlyMap<string, Buffer>,
  pool: PackPool,
  signal: AbortSignal | undefined,
): Promise<Measured> {
  const own = made.size > 0 ? plan.files.filter((file) => !made.has(file)) : plan.files;
  const inline = pool.isInlineFor(own.length, 0);
  // At least one portion for each thread.
  const size = Math.max(1, Math.min(portionFiles, Math.ceil(own.length / Math.max(1, pool.size))));
  const portions: Promise<MeasureResult>[] = [];
  for (let i = 0; i < own.length; i += size) {
    const paths = own.slice(i, i + size).join(between);
    portions.push(pool.run({ type: 'measure', base: plan.base, paths }, inline));
  }
  const results = await Promise.all(portions);
  throwIfAborted(signal);
  const files: PackedFile[] = [];
  const modified: number[] = [];
  const gone: PackProblem[] = [];
  own.forEach((file, i) => {
    const numbers = results[Math.floor(i / size)]?.numbers;
    const at = 2 * (i % size);
    const bytes = numbers?.[at] ?? -1;
    if (bytes >= 0) {
      files.push({ path: file, bytes });
      modified.push(numbers?.[at + 1] ?? NaN);
    } else if (!file.includes('\uFFFD')) {
      // A name that is not UTF-8 leads to no file either; `checkFileNames` tells of it.
      const args = { path: file, code: 'ENOENT' };
      gone.push({ rule: 'fileUnreadable', severity: 'error', args, file: plan.prefix + file });
    }
  });
  for (const [name, content] of made) {
    const found = files.findIndex(({ path: other }) => other > name);
    const at = found < 0 ? files.length : found;
    files.splice(at, 0, { path: name, bytes: content.length });
    modified.splice(at, 0, NaN);
  }
  const texts = results.flatMap((result, i) =>
    result.texts.map(([place, text]): [string, string] => [own[i * size + place] ?? '', text]),
  );
  return { files, modified: Float64Array.from(modified), texts: new Map(texts), gone };
}
/** So many files are parsed before others get a turn. */
const parsePortion = 64;

/**
 * Parses JSON files of the code once each. `textOf` answers the text of a file that ships and rejects for others; a file
 * that cannot be read is told when its content is packed.
 */
export function jsonReader(textOf: (path: string) => string | Promise<string>): CheckContext['json'] {
  const read = new Map<string, Promise<JsonFile | undefined>>();
  let parsed = 0;
  const parse = async (file: string): Promise<JsonFile | undefined> => {
    try {
      const text = await textOf(file);
      if (++parsed % parsePortion === 0) await setImmediate();
      return parseJson(text);
    } catch {
      return undefined;
    }
  };
  return (file) => {
    let found = read.get(file);
    if (!found) read.set(file, (found = parse(file)));
    return found;
  };
}
