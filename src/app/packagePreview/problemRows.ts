import * as l10n from '@vscode/l10n';
import type { PackProblem } from '../../pack/packTypes';
import { problemSentence } from '../errors/packWords';
import { numberText } from '../model/sizes';
import { type PackagePreview, pageOf, type PreviewRow, type RowPage } from './preview';

const problemId = (index: number): string => `problem:${index}`;

/** Rows for what was found, errors first as in the report. */
export const problemRows = (problems: readonly PackProblem[], from: number): RowPage =>
  pageOf(problems, from, problemRow);
export function problemOf(problems: readonly PackProblem[], id: string): PackProblem | undefined {
  const match = /^problem:(\d+)$/.exec(id);
  return match ? problems[Number(match[1])] : undefined;
}
function problemRow(problem: PackProblem, index: number): PreviewRow {
  const { severity, file, range, fix } = problem;
  return {
    id: problemId(index),
    icon: severity,
    label: problemSentence(problem),
    note: file === undefined ? '' : range ? `${file}:${range.line + 1}` : file,
    size: '',
    isBranch: false,
    canOpen: file !== undefined,
    ...(fix ? { fix } : {}),
  };
}
type Counts = Readonly<Record<PackProblem['severity'], number>>;
export function countProblems(problems: readonly PackProblem[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of problems) counts[severity]++;
  return counts;
}
/** "2 errors, 1 warning, 4 hints"; empty when there is nothing. */
export function countsText({ error, warning, info }: Counts): string {
  return [
    ...(error > 0 ? [errorsText(error)] : []),
    ...(warning > 0 ? [warningsText(warning)] : []),
    ...(info > 0 ? [info === 1 ? l10n.t('1 hint') : l10n.t('{0} hints', numberText(info))] : []),
  ].reduce((all, part) => (all === '' ? part : l10n.t('{0}, {1}', all, part)), '');
}
const errorsText = (count: number): string =>
  count === 1 ? l10n.t('1 error') : l10n.t('{0} errors', numberText(count));
const warningsText = (count: number): string =>
  count === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', numberText(count));

/** Whether this can be published. */
export function verdictOf(problems: readonly PackProblem[]): PackagePreview['verdict'] {
  const counts = countProblems(problems);
  if (counts.error > 0) {
    const onlySecrets = problems.every(({ severity, rule }) => severity !== 'error' || rule.startsWith('secret'));
    const text = onlySecrets
      ? l10n.t('Holds what looks like a secret: publishing asks before it ships')
      : counts.error === 1
        ? l10n.t('1 error stops publishing')
        : l10n.t('{0} errors stop publishing', numberText(counts.error));
    return { kind: 'error', text };
  }
  if (counts.warning > 0)
    return { kind: 'warning', text: l10n.t('Can be published, with {0}', warningsText(counts.warning)) };
  return { kind: 'ok', text: l10n.t('Ready to publish') };
}
