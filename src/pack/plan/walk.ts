import { type Dirent, readdir } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
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
  /** Called after each folder with the files found in it, relative to `base`. */
  readonly onFound?: ((files: readonly string[]) => void) | undefined;
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
/** A folder being listed: files and folders in their final order. */
type Listing = readonly (string | Promise<Listing>)[];
const maxOpen = 16;
/** So many entries are judged before others get a turn. */
const portion = 1000;

/**
 * Lists the files below `base`. What is left out is not opened. Links are followed inside `linkRoot`; others, and those
 * that lead in a circle, are left out with a reason. Never blocks for long, whatever the size of the tree.
 */
export async function walk(options: WalkOptions): Promise<Walked> {
  const excluded: Excluded[] = [];
  const gate = limit(maxOpen);
  const linkRoot = await realpath(options.linkRoot);
  let judged = 0;

  const visit = async (dir: string, prefix: string, above: readonly string[]): Promise<Listing> => {
    throwIfAborted(options.signal);
    const listed = await gate(() => list(dir, above.length === 1 && prefix === ''));
    const entries: { readonly key: string; readonly value: Listing[number] }[] = [];
    const files: string[] = [];
    for (const entry of listed) {
      if (++judged % portion === 0) {
        await setImmediate();
        throwIfAborted(options.signal);
      }
      const { name } = entry;
      const relative = prefix + name;
      const kind = kindOf(entry) ?? (await kindOfLink(path.join(dir, name), linkRoot, above));
      const reason = kind.reason ?? (kind.isFolder ? options.folderReason : options.fileReason)(relative, name);
      if (reason) excluded.push({ path: kind.isFolder ? `${relative}/` : relative, reason });
      else if (kind.isFolder) {
        const folder = visit(path.join(dir, name), `${relative}/`, kind.real ? [...above, kind.real] : above);
        // Awaited later, in order; a failure in between must not count as unhandled.
        folder.catch(() => undefined);
        entries.push({ key: `${name}/`, value: folder });
      } else {
        entries.push({ key: name, value: relative });
        files.push(relative);
      }
    }
    options.onFound?.(files);
    entries.sort((a, b) => (a.key < b.key ? -1 : 1));
    return entries.map(({ value }) => value);
  };
  const files: string[] = [];
  const flatten = async (listing: Listing): Promise<void> => {
    for (const entry of listing) {
      if (typeof entry === 'string') files.push(entry);
      else await flatten(await entry);
    }
  };
  await flatten(await visit(options.base, '', [linkRoot]));
  excluded.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, excluded };
}
/** A base that does not exist is empty: the check for app.json tells where it was looked for. */
function list(dir: string, isBase: boolean): Promise<readonly Dirent[]> {
  return new Promise((resolve, reject) => {
    // Not the one of fs/promises, which takes three times as long.
    readdir(dir, { withFileTypes: true }, (error, entries) => {
      if (!error) resolve(entries);
      else if (isBase && isMissing(error)) resolve([]);
      else reject(error);
    });
  });
}
interface Kind {
  readonly isFolder: boolean;
  readonly reason?: Reason;
  /** Where a link to a folder leads. */
  readonly real?: string;
}
const folderKind: Kind = { isFolder: true };
const fileKind: Kind = { isFolder: false };
const specialKind: Kind = { isFolder: false, reason: { by: 'special', rule: '' } };

/** undefined for a link. */
function kindOf(entry: Dirent): Kind | undefined {
  if (entry.isFile()) return fileKind;
  if (entry.isDirectory()) return folderKind;
  return entry.isSymbolicLink() ? undefined : specialKind;
}
async function kindOfLink(absolute: string, linkRoot: string, above: readonly string[]): Promise<Kind> {
  try {
    const real = await realpath(absolute);
    const target = await stat(real);
    if (!isInside(linkRoot, real)) return { isFolder: false, reason: { by: 'link', rule: 'outside' } };
    if (target.isFile()) return fileKind;
    if (!target.isDirectory()) return specialKind;
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
