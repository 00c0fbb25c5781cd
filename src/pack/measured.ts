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
/** So many files are worth a task of their own while others are still being listed. */
const earlyFiles = 512;

interface Portion {
  readonly paths: readonly string[];
  readonly result: Promise<MeasureResult>;
}
/** Measures files while the rest of the folder is still being listed; what is left over is measured afterwards. */
export class EarlyMeasures {
  readonly #pool: PackPool;
  readonly #portions: Portion[] = [];
  #waiting: string[] = [];

  constructor(pool: PackPool) {
    this.#pool = pool;
  }
  get portions(): readonly Portion[] {
    return this.#portions;
  }
  /** Files below `base`, which is the same in every call. */
  add(base: string, files: readonly string[]): void {
    if (this.#pool.size === 0) return;
    this.#waiting.push(...files);
    if (this.#waiting.length < earlyFiles) return;
    this.#portions.push(measured(this.#pool, base, this.#waiting, false));
    this.#waiting = [];
  }
}
function measured(pool: PackPool, base: string, paths: readonly string[], inline: boolean): Portion {
  const result = pool.run({ type: 'measure', base, paths: paths.join(between) }, inline);
  // Awaited later; a failure in between must not count as unhandled.
  result.catch(() => undefined);
  return { paths, result };
}

/** Sizes and times of what ships, taken off the main thread. `made`: what is not a file of the folder. */
export async function measureFiles(
  plan: Plan,
  made: ReadonlyMap<string, Buffer>,
  pool: PackPool,
  early: EarlyMeasures,
  signal: AbortSignal | undefined,
): Promise<Measured> {
  const own = made.size > 0 ? plan.files.filter((file) => !made.has(file)) : plan.files;
  const begun = new Set(early.portions.flatMap(({ paths }) => paths));
  const left = begun.size > 0 ? own.filter((file) => !begun.has(file)) : own;
  const inline = pool.isInlineFor(own.length, 0);
  // At least one portion for each thread.
  const size = Math.max(1, Math.min(portionFiles, Math.ceil(left.length / Math.max(1, pool.size))));
  const portions = [...early.portions];
  for (let i = 0; i < left.length; i += size) portions.push(measured(pool, plan.base, left.slice(i, i + size), inline));
  const facts = new Map<string, { readonly bytes: number; readonly modified: number }>();
  const texts = new Map<string, string>();
  for (const { paths, result } of portions) {
    const { numbers, texts: read } = await result;
    paths.forEach((file, i) => facts.set(file, { bytes: numbers[2 * i] ?? -1, modified: numbers[2 * i + 1] ?? NaN }));
    for (const [place, text] of read) texts.set(paths[place] ?? '', text);
  }
  throwIfAborted(signal);
  const files: PackedFile[] = [];
  const modified: number[] = [];
  const gone: PackProblem[] = [];
  for (const file of own) {
    const found = facts.get(file);
    if (found && found.bytes >= 0) {
      files.push({ path: file, bytes: found.bytes });
      modified.push(found.modified);
    } else if (!file.includes('\uFFFD')) {
      // A name that is not UTF-8 leads to no file either; `checkFileNames` tells of it.
      const args = { path: file, code: 'ENOENT' };
      gone.push({ rule: 'fileUnreadable', severity: 'error', args, file: plan.prefix + file });
    }
  }
  for (const [name, content] of made) {
    const found = files.findIndex(({ path: other }) => other > name);
    const at = found < 0 ? files.length : found;
    files.splice(at, 0, { path: name, bytes: content.length });
    modified.splice(at, 0, NaN);
  }
  return { files, modified: Float64Array.from(modified), texts, gone };
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
