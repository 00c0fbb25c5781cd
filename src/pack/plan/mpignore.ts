import * as path from 'node:path';
import ignore from 'ignore';
import { readBounded } from '../boundedRead';
import { isMissing } from '../jsonFile';
import type { Reason } from '../packTypes';

export const mpignoreName = '.mpignore';

/** The rules of one `.mpignore`, as in a `.gitignore` of that folder. */
export interface IgnoreFile {
  /** The rule that keeps a path out; folders with a slash at the end. Relative to the folder of the file. */
  readonly reason: (relative: string) => Reason | undefined;
}
const mostBytes = 1024 * 1024;
/**
 * Reads `folder/.mpignore` of the project in `root`; undefined when there is none. `shownAs` is its path relative to the
 * root. Throws `UnfitFile` when it is not to be read, and what the file system throws.
 */
export async function readIgnoreFile(folder: string, shownAs: string, root: string): Promise<IgnoreFile | undefined> {
  try {
    const text = await readBounded(path.join(folder, mpignoreName), { most: mostBytes, within: root });
    return parseIgnoreFile(text, shownAs);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
export function parseIgnoreFile(text: string, shownAs: string): IgnoreFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  // As git on Linux: names differ by case, so that the package is the same on every machine.
  const rules = ignore({ ignorecase: false }).add(lines.map((pattern, line) => ({ pattern, mark: String(line) })));
  return {
    reason(relative) {
      if (!ignore.isPathValid(relative)) return undefined;
      const { ignored, rule } = rules.test(relative);
      if (!ignored) return undefined;
      const line = Number(rule?.mark ?? 0);
      const range = { line, column: 0, endLine: line, endColumn: lines[line]?.length ?? 0 };
      return { by: 'mpignore', rule: rule?.pattern ?? '', file: shownAs, range };
    },
  };
}
