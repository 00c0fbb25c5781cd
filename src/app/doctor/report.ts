import * as l10n from '@vscode/l10n';
import { listOf } from '../model/lists';
import { moment } from '../model/times';
import { unbroken } from '../model/unbroken';
import { escapeMarkdown } from '../tree/markdown';
import type { Diagnosis } from './diagnose';
import type { Finding, Verdict } from './finding';

/** Told by colour and by word: not everybody sees the colour, and not every tab shows it. */
const marks: Readonly<Record<Verdict, () => string>> = {
  good: () => `🟢 ${l10n.t('good')}`,
  warning: () => `🟡 ${l10n.t('look')}`,
  bad: () => `🔴 ${l10n.t('bad')}`,
  note: () => `⚪ ${l10n.t('note')}`,
  skipped: () => `⚪ ${l10n.t('not checked')}`,
};

type Reported = Pick<Diagnosis, 'at' | 'findings'>;

/** The report as Markdown. Texts of others stay text: no link, no picture. Findings come redacted: escapes hide secrets. */
export function doctorReport({ at, findings }: Reported): string {
  const rows = findings.map((finding) =>
    [unbroken(marks[finding.verdict]()), unbroken(finding.title), finding.text].map((cell) => escapeMarkdown(cell)),
  );
  const fixes = findings.filter(({ fix }) => fix !== undefined);
  return [
    `# ${reportTitle()}`,
    escapeMarkdown(`${summary(findings)} ${moment(at)}`),
    table([l10n.t('State'), l10n.t('What'), l10n.t('Found')], rows),
    ...(fixes.length === 0 ? [] : [`## ${l10n.t('What to do')}`, fixes.map(fixLine).join('\n')]),
    escapeMarkdown(
      l10n.t('Keys, tokens and passwords are taken out of this report. It names hosts, folders and versions.'),
    ),
    '',
  ].join('\n\n');
}
/** The same as plain text, for chats and tickets. */
export function plainReport({ at, findings }: Reported): string {
  const lines = findings.flatMap(({ verdict, title, text, fix }) => [
    l10n.t('{0} – {1}: {2}', marks[verdict](), title, text),
    ...(fix === undefined ? [] : [`   → ${fix}`]),
  ]);
  return [`${reportTitle()} ${new Date(at).toISOString()}`, ...lines, ''].join('\n');
}
export const reportTitle = (): string => l10n.t('Connection Check');

/** One sentence for a notification. */
export function summary(findings: readonly Finding[]): string {
  const badOnes = findings.filter(({ verdict }) => verdict === 'bad');
  const first = badOnes[0];
  if (first) {
    const text = l10n.t('{0}: {1}', first.title, first.text);
    return badOnes.length === 1 ? text : l10n.t('{0} (and {1} more)', text, badOnes.length - 1);
  }
  const looks = findings.filter(({ verdict }) => verdict === 'warning').map(({ title }) => title);
  return looks.length === 0
    ? l10n.t('Everything that was checked is good.')
    : l10n.t('It works, but have a look at: {0}.', listOf(looks));
}
const fixLine = ({ verdict, title, fix = '', action }: Finding): string => {
  const command = action ? ` ${l10n.t('(Command: {0})', action.label)}` : '';
  return `- ${marks[verdict]()} **${escapeMarkdown(title)}**: ${escapeMarkdown(fix + command)}`;
};
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
