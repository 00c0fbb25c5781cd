import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../../base/errors';
import { isInside } from '../inside';
import { isMissing } from '../jsonFile';
import type { Reason } from '../packTypes';

export interface WalkOptions {
  /** Folder to list. Absolute. */
  readonly base: string;
  /** Links may lead anywhere below this folder, and nowhere else. Absolute. */
  readonly linkRoot: string;
  /** Why a folder or file is left out; paths are relative to `base`, with forward slashes. */
  readonly folderReason: (relative: string, name: string) => Reason | undefined;
  readonly fileReason: (relative: string, name: string) => Reason | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called as files are found. */
  readonly onFound?: (files: number) => void;
}
export interface Excluded {
  /** Folders end with a slash and stand for all they hold. */
  readonly path: string;
  readonly reason: Reason;
}
export interface Walked {
  /** Relative to `base`, in the order of their UTF-16 units: the same on every machine. */
  readonly files: readonly string[];
  readonly excluded: readonly Excluded[];
}
interface Folder {
  readonly entries: readonly (string | { readonly prefix: string; readonly folder: Promise<Folder> })[];
}
const maxOpen = 16;

/**
 * Lists the files below `base`. What is left out is not opened. Links are followed inside `linkRoot`; others, and those
 * that lead in a circle, are left out with a reason. Never blocks for long, whatever the size of the tree.
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const excluded: Excluded[] = [];
  const gate = limit(maxOpen);
  const linkRoot = await realpath(options.linkRoot);
  let found = 0;

  const visit = async (dir: string, prefix: string, above: readonly string[]): Promise<Folder> => {
    throwIfAborted(options.signal);
    const listed = await gate(() => list(dir, above.length === 1 && prefix === ''));
    const entries: { key: string; value: Folder['entries'][number] }[] = [];
    for (const [i, entry] of listed.entries()) {
      if (i % 2000 === 1999) await setImmediate();
      const relative = prefix + entry.name;
      const kind = await kindOf(entry, path.join(dir, entry.name), linkRoot, above);
      const reason = kind.reason ?? (kind.isFolder ? options.folderReason : options.fileReason)(relative, entry.name);
      if (reason) excluded.push({ path: kind.isFolder ? `${relative}/` : relative, reason });
      else if (kind.isFolder) {
        const folder = visit(path.join(dir, entry.name), `${relative}/`, kind.real ? [...above, kind.real] : above);
        // Awaited later, in order; a failure in between must not count as unhandled.
        folder.catch(() => undefined);
        entries.push({ key: `${entry.name}/`, value: { prefix: `${relative}/`, folder } });
      } else {
        entries.push({ key: entry.name, value: relative });
        options.onFound?.(++found);
      }
    }
    entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    return { entries: entries.map(({ value }) => value) };
  };
  const files: string[] = [];
  const flatten = async (folder: Folder): Promise<void> => {
    for (const entry of folder.entries) {
      if (typeof entry === 'string') files.push(entry);
      else await flatten(await entry.folder);
    }
  };
  await flatten(await visit(options.base, '', [linkRoot]));
  excluded.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, excluded };
}
/** A base that does not exist is empty: the check for app.json tells where it was looked for. */
async function list(dir: string, isBase: boolean): Promise<readonly Dirent[]> {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (error) {
    if (isBase && isMissing(error)) return [];
    throw error;
  }
}
interface Kind {
  readonly isFolder: boolean;
  readonly reason?: Reason;
  /** Where a link to a folder leads. */
  readonly real?: string;
}
async function kindOf(entry: Dirent, absolute: string, linkRoot: string, above: readonly string[]): Promise<Kind> {
  if (entry.isDirectory()) return { isFolder: true };
  if (entry.isFile()) return { isFolder: false };
  if (!entry.isSymbolicLink()) return { isFolder: false, reason: { by: 'special', rule: '' } };
  try {
    const real = await realpath(absolute);
    const target = await stat(real);
    if (!isInside(linkRoot, real)) return { isFolder: false, reason: { by: 'link', rule: 'outside' } };
    if (target.isFile()) return { isFolder: false };
    if (!target.isDirectory()) return { isFolder: false, reason: { by: 'special', rule: '' } };
    // A link to a folder that contains the link would never end.
    const isLoop =
      isInside(real, path.dirname(absolute)) || above.some((folder) => folder !== linkRoot && isInside(real, folder));
    return isLoop ? { isFolder: false, reason: { by: 'link', rule: 'loop' } } : { isFolder: true, real };
  } catch {
    return { isFolder: false, reason: { by: 'link', rule: 'broken' } };
  }
}
function limit(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
