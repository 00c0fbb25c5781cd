import type { ExcludedFile, Reason } from '../packTypes';

export type Lookup =
  | { readonly found: 'shipped' }
  /** A file of that name ships, but upper and lower case differ: found on this machine, missing on the device. */
  | { readonly found: 'otherCase'; readonly path: string }
  | { readonly found: 'excluded'; readonly reason: Reason }
  | { readonly found: 'missing' };

/** Looks files up by exact name in our own listing: the answer is the same on every file system. */
export interface CodeFiles {
  readonly lookup: (path: string) => Lookup;
  /** Why a file of the folder does not ship; undefined for one that ships and for one that is not there. */
  readonly excluded: (path: string) => Reason | undefined;
  readonly has: (path: string) => boolean;
  readonly size: (path: string) => number | undefined;
  readonly hasFolder: (path: string) => boolean;
}
/** `files` and `excluded` relative to the code root. */
export function makeCodeFiles(files: ReadonlyMap<string, number>, excluded: readonly ExcludedFile[]): CodeFiles {
  const left = new Map(excluded.map(({ path, reason }) => [path, reason]));
  const leftFolders = excluded.filter(({ path }) => path.endsWith('/'));
  let lower: Map<string, string> | undefined;
  let folders: Set<string> | undefined;
  const has = (path: string): boolean => files.has(path);
  const whyNot = (path: string): Reason | undefined =>
    has(path) ? undefined : (left.get(path) ?? leftFolders.find((folder) => path.startsWith(folder.path))?.reason);
  return {
    has,
    excluded: whyNot,
    size: (path) => files.get(path),
    hasFolder(path) {
      folders ??= foldersOf(files.keys());
      return folders.has(path.replace(/\/+$/, ''));
    },
    lookup(path) {
      if (has(path)) return { found: 'shipped' };
      const reason = whyNot(path);
      if (reason) return { found: 'excluded', reason };
      lower ??= new Map([...files.keys()].map((name) => [name.toLowerCase(), name]));
      const other = lower.get(path.toLowerCase());
      return other === undefined ? { found: 'missing' } : { found: 'otherCase', path: other };
    },
  };
}
function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
