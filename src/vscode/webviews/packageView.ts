import * as l10n from '@vscode/l10n';
import { moment } from '../../app/model/times';
import type { PackagePreview, PreviewRow } from '../../app/packagePreview/preview';
import type { ProblemFix } from '../../pack/packTypes';
import type { PackageView, PackageWords, Row } from '../../webview/packageProtocol';

type Redact = (text: string) => string;

/** What the page is drawn from; without secrets. */
export function packageView(preview: PackagePreview, generation: number, redact: Redact): PackageView {
  const { name, root, startedAt, verdict, facts, contentHash, problems, ships, leftOut, changes, settings } = preview;
  return {
    generation,
    name: redact(name),
    root: redact(root),
    verdict,
    facts: facts.map((fact) => ({ ...fact, value: redact(fact.value), note: redact(fact.note) })),
    contentHash,
    checkedAt: l10n.t('Checked {0}', moment(startedAt)),
    problems,
    ships: { summary: ships.summary, largest: ships.largest.map((row) => rowView(row, redact)) },
    leftOut,
    changes,
    settings,
    words: words(),
  };
}
/** A row as it is shown; its id stays what it is. */
export function rowView({ fix, ...row }: PreviewRow, redact: Redact): Row {
  const shown = { ...row, label: redact(row.label), note: redact(row.note) };
  return fix ? { ...shown, fix: fixLabel(fix) } : shown;
}
const fixLabel = (fix: ProblemFix): string =>
  fix === 'stripBom' ? l10n.t('Remove byte order mark') : l10n.t('Build npm…');
const words = (): PackageWords => ({
  actions: l10n.t('Actions'),
  publish: l10n.t('Publish…'),
  save: l10n.t('Save Package…'),
  check: l10n.t('Check Again'),
  checking: l10n.t('Checking…'),
  cancel: l10n.t('Cancel'),
  showProblems: l10n.t('Show in Problems'),
  contentHash: l10n.t('Content hash'),
  copyHash: l10n.t('Copy content hash'),
  problems: l10n.t('Problems'),
  noProblems: l10n.t('None found.'),
  ships: l10n.t('What ships'),
  largest: l10n.t('Ten largest files'),
  leftOut: l10n.t('What does not ship'),
  changes: l10n.t('What changed'),
  settings: l10n.t('Settings in force'),
  search: l10n.t('Find a file: does it ship, and why not?'),
  found: l10n.t('Files found: {0}', '{0}'),
  showMore: l10n.t('Show {0} more', '{0}'),
  stale: l10n.t('Files have changed since this check.'),
  severities: { error: l10n.t('Error'), warning: l10n.t('Warning'), info: l10n.t('Hint') },
});
