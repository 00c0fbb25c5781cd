import type { PackReport } from '../../pack/packTypes';
import { leftOutId, pathRow, ruleLabel, ruleNote } from './leftOut';
import { pageOf, type PreviewRow, type RowPage, searchPrefix } from './preview';
import { fileId, type Shipped } from './shipped';
import { sizeOf } from '../model/sizes';
import * as l10n from '@vscode/l10n';

/** Finds files by a part of their path, whether they ship or not: for each the package it is in, or the rule that keeps it out. */
export function searchRows(
  { files, excluded }: PackReport,
  shipped: Shipped,
): (parent: string, from: number) => RowPage | undefined {
  let last: { readonly parent: string; readonly found: readonly (() => PreviewRow)[] } | undefined;
  return (parent, from) => {
    if (!parent.startsWith(searchPrefix)) return undefined;
    if (last?.parent !== parent) {
      const wanted = parent.slice(searchPrefix.length).trim().toLowerCase();
      const matches = ({ path }: { readonly path: string }): boolean => path.toLowerCase().includes(wanted);
      const found = [
        ...files.filter(matches).map((file) => (): PreviewRow => ({
          id: fileId(file.path),
          icon: 'file',
          label: file.path,
          note: l10n.t('ships in {0}', shipped.packageOf(file.path)),
          size: sizeOf(file.bytes),
          isBranch: false,
          canOpen: true,
        })),
        ...excluded.filter(matches).map(({ path, reason }) => (): PreviewRow => ({
          ...pathRow(path),
          id: leftOutId(path),
          icon: 'removed',
          note: l10n.t('does not ship: {0} ({1})', ruleLabel(reason), ruleNote(reason)),
        })),
      ];
      last = { parent, found: wanted === '' ? [] : found };
    }
    return pageOf(last.found, from, (row) => row());
  };
}
