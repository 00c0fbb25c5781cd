import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { ExcludedFile, Reason } from '../../pack/packTypes';
import { pathsText } from './amounts';
import { lists, pageOf, type PreviewRow, type RowPage } from './preview';

export const leftOutId = (path: string): string => `out:${path}`;

/** What does not ship, by the rule that decided; the rule that keeps out most comes first. */
export interface LeftOut {
  readonly rows: (parent: string, from: number) => RowPage | undefined;
  /** The rule that a row stands for. */
  readonly reason: (id: string) => Reason | undefined;
}
interface Group {
  /** Stays when the folder is checked again, so that what the user has opened stays open. */
  readonly id: string;
  readonly reason: Reason;
  readonly paths: string[];
}
export function leftOutRows(excluded: readonly ExcludedFile[]): LeftOut {
  let known: ReadonlyMap<string, Group> | undefined;
  const groups = (): ReadonlyMap<string, Group> => (known ??= byRule(excluded));
  return {
    rows(parent, from) {
      if (parent === lists.leftOut) return pageOf([...groups().values()], from, ruleRow);
      const group = groups().get(parent);
      return group && pageOf(group.paths, from, pathRow);
    },
    reason: (id) => groups().get(id)?.reason,
  };
}
function byRule(excluded: readonly ExcludedFile[]): ReadonlyMap<string, Group> {
  const groups = new Map<string, Group>();
  for (const { path, reason } of excluded) {
    const { by, rule, file, range } = reason;
    const id = `${lists.leftOut}:${JSON.stringify([by, rule, file, range?.line, range?.column])}`;
    const group = groups.get(id);
    if (group) group.paths.push(path);
    else groups.set(id, { id, reason, paths: [path] });
  }
  return new Map([...groups].sort(([, a], [, b]) => b.paths.length - a.paths.length));
}
const ruleRow = ({ id, reason, paths }: Group): PreviewRow => ({
  id,
  icon: 'rule',
  label: ruleLabel(reason),
  note: ruleNote(reason),
  size: pathsText(paths),
  isBranch: true,
  canOpen: reason.file !== undefined,
});
export const pathRow = (path: string): PreviewRow => ({
  id: leftOutId(path),
  icon: path.endsWith('/') ? 'folder' : 'file',
  label: path,
  note: '',
  size: '',
  isBranch: false,
  canOpen: !path.endsWith('/'),
});
/** The rule as its author wrote it, or what stands for it. */
export function ruleLabel({ by, rule }: Reason): string {
  switch (by) {
    case 'neverShips':
    case 'mpignore':
    case 'packOptions':
      return rule;
    case 'extension':
      return rule === '' ? l10n.t('Files without an ending') : l10n.t('Files ending in {0}', rule);
    case 'link':
      return linkLabel(rule);
    case 'codeRoot':
      return l10n.t('Beside the code folder {0}', rule);
    case 'special':
      return l10n.t('Neither file nor folder');
    default:
      return assertNever(by);
  }
}
function linkLabel(rule: string): string {
  if (rule === 'outside') return l10n.t('Links that lead out of the folder');
  return rule === 'loop' ? l10n.t('Links that lead in a circle') : l10n.t('Links that lead nowhere');
}
/** Who made the rule, and where it stands. */
export function ruleNote({ by, rule, file, range }: Reason): string {
  switch (by) {
    case 'neverShips':
      return l10n.t('built in: such files never ship');
    case 'mpignore':
    case 'packOptions':
    case 'codeRoot':
      return range ? `${file ?? ''}:${range.line + 1}` : (file ?? '');
    case 'extension':
      return rule === '.ts'
        ? l10n.t('TypeScript does not run on the device')
        : l10n.t('the platform does not carry such files');
    case 'link':
    case 'special':
      return l10n.t('built in: such files never ship');
    default:
      return assertNever(by);
  }
}
