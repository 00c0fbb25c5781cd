import * as l10n from '@vscode/l10n';

/** For the row of the sandbox, so that nobody wonders; empty when nothing waits. */
export function waitingWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? l10n.t('1 fault is waiting') : l10n.t('{0} faults are waiting', count);
}
