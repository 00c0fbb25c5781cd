import * as l10n from '@vscode/l10n';
import { escapeMarkdown } from '../tree/markdown';
import { type Detail, detailsOf } from './details';
import type { ActivityEntry } from './entries';
import { labelOf, lookOf } from './words';

export interface ReportPorts {
  readonly redact: (text: string) => string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Names and versions: the extension, VS Code, the system. */
  readonly versions: readonly (readonly [name: string, version: string])[];
}

/** One entry as Markdown for a ticket. No secret and no home folder; texts of others stay text. */
export function activityReport(entry: ActivityEntry, { redact, now, versions }: ReportPorts): string {
  const folder = entry.kind === 'publish' ? entry.journal.plan.folder : undefined;
  // Secrets first: escapes would hide them from the redactor.
  const clean = (text: string): string => escapeMarkdown(withoutHome(redact(text), folder));
  const details = detailsOf(entry);
  const steps = details.filter(({ step }) => step !== undefined);
  const facts = details.filter(({ step, label }) => step === undefined && label !== '');
  const started = entry.kind === 'publish' ? entry.journal.createdAt : entry.record.startedAt;
  return [
    `# ${clean(labelOf(entry))}`,
    clean(`${lookOf(entry, now).text} (${new Date(started).toISOString()})`),
    table(
      [l10n.t('Step'), l10n.t('State'), l10n.t('Result')],
      steps.map(({ label, step, value }) => [label, step === undefined ? '' : stepWord(step), value].map(clean)),
    ),
    table(
      [l10n.t('What'), l10n.t('Value')],
      facts.map(({ label, value }) => [label, value].map(clean)),
    ),
    versions.map(([name, version]) => clean(`${name} ${version}`)).join(' · '),
    '',
  ].join('\n\n');
}
function stepWord(step: NonNullable<Detail['step']>): string {
  return {
    done: l10n.t('done'),
    running: l10n.t('running'),
    failed: l10n.t('failed'),
    open: l10n.t('not done'),
  }[step];
}
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
};
/** The project by its last part alone, and home folders as `~`: both name people. */
export function withoutHome(text: string, folder?: string): string {
  const name = folder?.split(/[\\/]/).findLast((part) => part !== '');
  const short = folder === undefined || name === undefined ? text : text.replaceAll(folder, () => `…/${name}`);
  return short.replaceAll(/(?:\/home\/|\/Users\/|[A-Za-z]:\\Users\\)[^\\/\n"']+|\/root(?![\w-])/g, '~');
}
