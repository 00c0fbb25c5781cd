import * as l10n from '@vscode/l10n';
import type { KeptFile, PackageSize, PackedFile, PackReport } from '../../pack/packTypes';
import { sizeOf } from '../model/sizes';
import { filesText, ofLimitText } from './amounts';
import { ruleLabel } from './leftOut';
import { type PreviewRow, lists, pageOf, type RowPage } from './preview';

const largestShown = 10;
export const fileId = (path: string): string => `file:${path}`;
const packageId = (index: number): string => `${lists.ships}:${index}`;

/** What ships, as a tree: packages, then folders and files, the largest first. */
export interface Shipped {
  readonly rows: (parent: string, from: number) => RowPage | undefined;
  readonly largest: readonly PreviewRow[];
  /** The package that a file belongs to, and the rule that keeps it in, if one does. */
  readonly packageOf: (path: string) => string;
}
/** Empty, or with a slash at their end. */
export interface Prefixes {
  /** Put before a path of the code it makes a path in the package. */
  readonly code: string;
  /** Put before a path in the package it makes a path in the project. */
  readonly project: string;
}
export function shippedRows({ files, packages, kept }: PackReport, prefixes: Prefixes): Shipped {
  const codePrefix = prefixes.code;
  const keptNotes = new Map(kept.map((file) => [file.path, keptNote(file)]));
  const fileRow = (file: PackedFile, label: string): PreviewRow => ({
    ...plainRow(file, label),
    note: keptNotes.get(prefixes.project + file.path) ?? '',
  });
  const indexOf = packageFinder(packages, codePrefix);
  let held: readonly (readonly PackedFile[])[] | undefined;
  const filesOf = (index: number): readonly PackedFile[] => {
    held ??= byPackage(files, packages.length, indexOf);
    return held[index] ?? [];
  };
  // The rows of one folder are asked for page by page.
  let last: { readonly parent: string; readonly rows: readonly PreviewRow[] } | undefined;
  return {
    rows(parent, from) {
      if (parent === lists.ships) return pageOf(packageRows(packages), from, (row) => row);
      const at = placeOf(parent);
      const size = at && packages[at.index];
      if (!at || !size) return undefined;
      if (last?.parent !== parent) {
        const base = at.folder === '' && size.root !== '' ? `${codePrefix}${size.root}/` : at.folder;
        last = { parent, rows: folderRows(filesOf(at.index), at.index, base, size.bytes, fileRow) };
      }
      return pageOf(last.rows, from, (row) => row);
    },
    largest: [...packages.flatMap(({ largest }) => largest)]
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, largestShown)
      .map((file) => plainRow(file, file.path)),
    packageOf: (path) => {
      const name = packageName(packages[indexOf(path)]?.root ?? '');
      const why = keptNotes.get(prefixes.project + path);
      return why === undefined ? name : `${name}, ${why}`;
    },
  };
}
function keptNote({ reason, against }: KeptFile): string {
  if (reason) return l10n.t('kept by the rule {0}', ruleLabel(reason));
  return against ? l10n.t('the platform needs it, whatever the rule {0} says', ruleLabel(against)) : '';
}
export const packageName = (root: string): string => (root === '' ? l10n.t('Main package') : root);

/** `ships:2:pages/cart/` = the folder of that path in the third package. */
function placeOf(id: string): { readonly index: number; readonly folder: string } | undefined {
  const match = /^ships:(\d+)(?::(.+))?$/s.exec(id);
  return match ? { index: Number(match[1]), folder: match[2] ?? '' } : undefined;
}
/** The sub-package with the longest root that holds a file; 0 = the main package. */
function packageFinder(packages: readonly PackageSize[], codePrefix: string): (path: string) => number {
  const roots = new Map(packages.flatMap(({ root }, index) => (root === '' ? [] : [[`${codePrefix}${root}/`, index]])));
  return (path) => {
    if (roots.size === 0) return 0;
    for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      const index = roots.get(path.slice(0, end + 1));
      if (index !== undefined) return index;
      if (end === 0) break;
    }
    return 0;
  };
}
function byPackage(
  files: readonly PackedFile[],
  count: number,
  indexOf: (path: string) => number,
): readonly (readonly PackedFile[])[] {
  const held: PackedFile[][] = Array.from({ length: count }, () => []);
  for (const file of files) held[indexOf(file.path)]?.push(file);
  return held;
}
function packageRows(packages: readonly PackageSize[]): readonly PreviewRow[] {
  const largest = Math.max(1, ...packages.map(({ bytes }) => bytes));
  return packages.map(({ root, independent, files, bytes, counted, limit }, index) => ({
    id: packageId(index),
    icon: 'package',
    label: packageName(root),
    note: independent ? l10n.t('independent, {0}', filesText(files)) : filesText(files),
    size: limit === undefined ? sizeOf(bytes) : ofLimitText(counted, limit),
    share: limit === undefined ? bytes / largest : counted / limit,
    ...(limit === undefined ? {} : { isOfLimit: true }),
    isBranch: files > 0,
    ...(index === 0 && files > 0 ? { startsOpen: true } : {}),
    canOpen: false,
  }));
}
/** What lies directly in a folder (a path with a slash at its end; empty = the top), the largest first. */
function folderRows(
  files: readonly PackedFile[],
  index: number,
  folder: string,
  packageBytes: number,
  fileRow: (file: PackedFile, label: string) => PreviewRow,
): readonly PreviewRow[] {
  const folders = new Map<string, { files: number; bytes: number }>();
  const rows: (PreviewRow & { readonly bytes: number })[] = [];
  const share = (bytes: number): number => (packageBytes === 0 ? 0 : bytes / packageBytes);
  for (const file of files) {
    const { path, bytes } = file;
    if (!path.startsWith(folder)) continue;
    const slash = path.indexOf('/', folder.length);
    if (slash < 0) {
      rows.push({ ...fileRow(file, path.slice(folder.length)), share: share(bytes), bytes });
      continue;
    }
    const name = path.slice(folder.length, slash);
    const known = folders.get(name);
    if (known) {
      known.files++;
      known.bytes += bytes;
    } else folders.set(name, { files: 1, bytes });
  }
  for (const [name, { files: count, bytes }] of folders) {
    const id = `${packageId(index)}:${folder}${name}/`;
    const note = filesText(count);
    const row = { id, icon: 'folder', label: name, note, size: sizeOf(bytes), isBranch: true, canOpen: false } as const;
    rows.push({ ...row, share: share(bytes), bytes });
  }
  return rows.sort((a, b) => b.bytes - a.bytes || (a.label < b.label ? -1 : 1)).map(({ bytes: _, ...row }) => row);
}
const plainRow = ({ path, bytes }: PackedFile, label: string): PreviewRow => ({
  id: fileId(path),
  icon: 'file',
  label,
  note: '',
  size: sizeOf(bytes),
  isBranch: false,
  canOpen: true,
});
