import * as l10n from '@vscode/l10n';
import { diffManifests, type ManifestDiff } from '../../pack/manifest';
import type { PackManifest } from '../../pack/packTypes';
import { numberText, sizeOf } from '../model/sizes';
import { changesOf, changesText } from '../packing/changes';
import type { PublishedVersion } from '../packing/published';
import { differenceText } from './amounts';
import { lists, pageOf, type PreviewRow, type RowIcon, type RowPage } from './preview';
import { fileId } from './shipped';

/** What changed since the version that was published last. */
export interface Changed {
  readonly summary: string;
  readonly isIdentical: boolean;
  readonly hasRows: boolean;
  readonly rows: (parent: string, from: number) => RowPage | undefined;
}
/** One kind of change with its rows. */
interface Group {
  readonly name: string;
  readonly label: string;
  readonly icon: RowIcon;
  readonly size: string;
  readonly rows: readonly PreviewRow[];
  readonly startsOpen?: true;
}
export function changedRows(before: PublishedVersion | undefined, now: PackManifest): Changed {
  if (!before)
    return {
      summary: l10n.t('Nothing has been published from here yet.'),
      isIdentical: false,
      hasRows: false,
      rows: () => undefined,
    };
  const diff = diffManifests(before.manifest, now);
  const groups = groupsOf(diff).filter(({ rows }) => rows.length > 0);
  return {
    summary: summaryOf(diff, before.version),
    isIdentical: diff.isIdentical,
    hasRows: groups.length > 0,
    rows(parent, from) {
      if (parent === lists.changes) return pageOf(groups, from, groupRow);
      const group = groups.find(({ name }) => parent === `${lists.changes}:${name}`);
      return group && pageOf(group.rows, from, (row) => row);
    },
  };
}
function summaryOf(diff: ManifestDiff, version: string): string {
  if (diff.isIdentical) return l10n.t('Identical to {0}: publishing it again would only use up a number.', version);
  return changesText(changesOf(version, diff));
}
function groupsOf({ added, removed, changed, pages, permissions, domains }: ManifestDiff): readonly Group[] {
  const bytes = (files: readonly { readonly bytes: number }[]): number =>
    files.reduce((sum, one) => sum + one.bytes, 0);
  const grown = changed.reduce((sum, file) => sum + file.after - file.before, 0);
  // What reviewers ask about comes first.
  return [
    words('permissionsAdded', l10n.t('Permissions added'), 'permission', permissions.added, true),
    words('domainsAdded', l10n.t('Domains added'), 'domain', domains.added, true),
    words('pagesAdded', l10n.t('Pages added'), 'page', pages.added, true),
    {
      name: 'added',
      label: l10n.t('Files added'),
      icon: 'added',
      size: differenceText(bytes(added)),
      rows: added.map((file) => fileRow('added', file.path, differenceText(file.bytes), true)),
    },
    {
      name: 'changed',
      label: l10n.t('Files changed'),
      icon: 'changed',
      size: differenceText(grown),
      rows: changed.map((file) => ({
        ...fileRow('changed', file.path, differenceText(file.after - file.before), true),
        note: `${sizeOf(file.before)} → ${sizeOf(file.after)}`,
      })),
    },
    {
      name: 'removed',
      label: l10n.t('Files removed'),
      icon: 'removed',
      size: differenceText(-bytes(removed)),
      rows: removed.map((file) => fileRow('removed', file.path, differenceText(-file.bytes), false)),
    },
    words('pagesRemoved', l10n.t('Pages removed'), 'page', pages.removed),
    words('permissionsRemoved', l10n.t('Permissions removed'), 'permission', permissions.removed),
    words('domainsRemoved', l10n.t('Domains removed'), 'domain', domains.removed),
  ];
}
function words(name: string, label: string, icon: RowIcon, values: readonly string[], startsOpen?: true): Group {
  const rows = values.map((value): PreviewRow => {
    return { id: `word:${name}:${value}`, icon, label: value, note: '', size: '', isBranch: false, canOpen: false };
  });
  return { name, label, icon, size: '', rows, ...(startsOpen ? { startsOpen } : {}) };
}
/** A file that is gone cannot be opened. */
const fileRow = (icon: RowIcon, path: string, size: string, canOpen: boolean): PreviewRow => ({
  id: fileId(path),
  icon,
  label: path,
  note: '',
  size,
  isBranch: false,
  canOpen,
});
const groupRow = ({ name, label, icon, size, rows, startsOpen }: Group): PreviewRow => ({
  id: `${lists.changes}:${name}`,
  icon,
  label,
  note: numberText(rows.length),
  size,
  isBranch: true,
  ...(startsOpen ? { startsOpen } : {}),
  canOpen: false,
});
