import * as l10n from '@vscode/l10n';
import type { Presentation } from '../tree/node';
import type { Detail } from './details';
import type { ActivityEntry } from './entries';
import type { DetailNode, EntryNode } from './node';
import { labelOf, lookOf } from './words';

/** `entry` is undefined for a row that VS Code still shows although its file is gone. */
export function presentEntry(node: EntryNode, entry: ActivityEntry | undefined, now: number): Presentation {
  const base = { id: node.id, hasTooltip: entry !== undefined } as const;
  if (!entry) return { ...base, label: '', tokens: ['activity'], collapsible: 'none', accessibleLabel: '' };
  const look = lookOf(entry, now);
  const label = labelOf(entry);
  return {
    ...base,
    label,
    description: look.text,
    icon: { id: look.icon, ...(look.color !== undefined && { color: look.color }) },
    tokens: ['activity', ...look.tokens, ...(hasProgram(entry) ? (['locatable'] as const) : [])],
    collapsible: 'collapsed',
    accessibleLabel: `${label}, ${look.text}`,
  };
}
/** Whether there may be a row for it in the Mini Programs view. */
export const hasProgram = (entry: ActivityEntry): boolean =>
  entry.kind === 'publish' || (entry.record.mnpId !== null && entry.record.kind !== 'delete');

const icons = {
  done: { id: 'pass', color: 'charts.green' },
  running: { id: 'sync~spin' },
  failed: { id: 'error', color: 'charts.red' },
  open: { id: 'circle-outline' },
} as const satisfies Readonly<Record<NonNullable<Detail['step']>, Presentation['icon']>>;

export function presentDetail(node: DetailNode, detail: Detail | undefined): Presentation {
  const { label = '', value = '', step } = detail ?? {};
  return {
    id: node.id,
    label,
    description: value,
    icon: step === undefined ? { id: 'dash' } : icons[step],
    tokens: [],
    collapsible: 'none',
    accessibleLabel: value === '' ? label : l10n.t('{0}: {1}', label, value),
    hasTooltip: false,
  };
}
