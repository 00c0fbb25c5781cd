import * as l10n from '@vscode/l10n';
import { whereWord } from '../model/words';
import type { Session } from '../services';
import { escapeMarkdown } from '../tree/markdown';

/** A page of details: a heading and a table of what is known. Markdown with everything of others escaped. */
export function detailPage(
  { profile }: Session,
  name: string,
  facts: readonly (readonly [label: string, value: string | null | undefined])[],
): string {
  const rows = [...facts, [l10n.t('Profile'), whereWord(profile)] as const];
  const line = (label: string, value: string): string => `| ${escapeMarkdown(label)} | ${escapeMarkdown(value)} |`;
  return [
    `# ${escapeMarkdown(name)}`,
    '',
    line(l10n.t('What'), l10n.t('Value')),
    '| --- | --- |',
    ...rows.flatMap(([label, value]) => (value ? [line(label, value)] : [])),
    '',
  ].join('\n');
}
