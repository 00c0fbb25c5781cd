import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { problemSentence } from '../../app/errors/packWords';
import type { PackProblem, TextRange } from '../../pack/packTypes';

/** One entry of the Problems view. */
export interface Placed {
  /** Absolute path of the file that the entry is listed under. */
  readonly path: string;
  readonly range: TextRange;
  readonly severity: PackProblem['severity'];
  readonly message: string;
  /** Undefined for the entry that counts what is left out. */
  readonly problem: PackProblem | undefined;
}
/** More entries than this help nobody and slow the view down. */
export const maxEntries = 1000;
const start: TextRange = { line: 0, column: 0, endLine: 0, endColumn: 0 };
const rank = { error: 0, warning: 1, info: 2 } as const;

/**
 * Where each finding about the project in `root` is listed: at its own file, or at the project's configuration when it is
 * about the whole. The most severe come first, and what is above `maxEntries` is counted in one last entry.
 */
export function placeProblems(
  root: string,
  problems: readonly PackProblem[],
  exists: (path: string) => boolean,
): readonly Placed[] {
  const sorted = problems.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  const whole = anchorOf(root, exists);
  const entries = sorted.slice(0, maxEntries).map((problem): Placed => {
    const { file, range = start, severity } = problem;
    const path = file === undefined ? whole : join(root, file);
    return { path, range, severity, message: problemSentence(problem), problem };
  });
  const rest = sorted.length - entries.length;
  if (rest === 0) return entries;
  const message = l10n.t('{0} more findings are not listed here. Correct some of these first.', rest);
  return [...entries, { path: whole, range: start, severity: 'info', message, problem: undefined }];
}
/** The file that stands for the whole project. */
function anchorOf(root: string, exists: (path: string) => boolean): string {
  const candidates = ['project.config.json', 'app.json', 'game.json'].map((name) => join(root, name));
  return candidates.find(exists) ?? join(root, 'project.config.json');
}
