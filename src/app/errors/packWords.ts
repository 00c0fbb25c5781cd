import * as l10n from '@vscode/l10n';
import type { Log } from '../../base/log';
import type { PackProblem, ProblemOf } from '../../pack/packTypes';
import type { ProblemRule } from '../../pack/problemRules';
import { packWords } from '../words/pack/table';

/** How many findings a notification shows; the Problems view has all. */
export const maxShown = 3;
/** How many go to the log: a folder can have thousands. */
const maxLogged = 200;
const rank = { error: 0, warning: 1, info: 2 } as const;

/** One line for each finding, errors first; what is above `most` is counted. */
export function problemsText(problems: readonly PackProblem[], most: number = maxShown): string {
  const sorted = problems.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  const lines = sorted.slice(0, most).map(problemText);
  const rest = sorted.length - lines.length;
  return [...lines, ...(rest > 0 ? [l10n.t('and {0} more', rest)] : [])].join('\n');
}
/** As many as a log should hold. */
export const problemsForLog = (problems: readonly PackProblem[]): string => problemsText(problems, maxLogged);

/** "pages/cart.js:12: What is wrong. What to do." */
export function problemText(problem: PackProblem): string {
  const { file, range } = problem;
  const place = file === undefined ? '' : `${printable(file)}${range ? `:${range.line + 1}` : ''}: `;
  return place + problemSentence(problem);
}
/** Names may hold control characters. */
const printable = (file: string): string =>
  file.replaceAll(/[\u0000-\u001f\u007f]/g, (character) => JSON.stringify(character).slice(1, -1));
/** "What is wrong. What to do.", for where the place is shown beside it. */
export const problemSentence = <R extends ProblemRule>({ rule, args }: ProblemOf<R>): string => packWords[rule](args);

/** Writes what was found in a folder that could be packed; answers how many warnings there are. */
export function logProblems(log: Log, what: string, problems: readonly PackProblem[]): number {
  const warnings = problems.filter(({ severity }) => severity === 'warning').length;
  if (problems.length > 0) log[warnings > 0 ? 'warn' : 'info'](`${what}: ${problemsForLog(problems)}`);
  return warnings;
}
/** Points to the list of problems when there are warnings, else empty. */
export function warningsText(warnings: number): string {
  if (warnings === 0) return '';
  return warnings === 1
    ? l10n.t('There is a warning about the folder in the Problems view.')
    : l10n.t('There are {0} warnings about the folder in the Problems view.', warnings);
}
