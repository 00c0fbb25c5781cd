import { createHash } from 'node:crypto';
import { asArray, asObject } from './jsonFile';
import type { ManifestFile, PackManifest } from './packTypes';
import { pagesOf } from './project';

/** One call of the hash for so many characters instead of one for each file. */
const portion = 64 * 1024;

export function makeManifest(
  appId: string | undefined,
  files: readonly ManifestFile[],
  app: Readonly<Record<string, unknown>>,
  hosts: Iterable<string>,
): PackManifest {
  const hash = createHash('sha256');
  let lines = '';
  for (const { path, bytes, sha256 } of files) {
    lines += `${sha256} ${bytes} ${path}\n`;
    if (lines.length < portion) continue;
    hash.update(lines);
    lines = '';
  }
  hash.update(lines);
  return {
    format: 1,
    appId,
    contentHash: hash.digest('hex'),
    files,
    pages: pagesOf(app),
    permissions: permissionsOf(app),
    domains: [...new Set(hosts)].sort().slice(0, 1000),
  };
}
function permissionsOf(app: Readonly<Record<string, unknown>>): readonly string[] {
  const strings = (key: string): string[] =>
    asArray(app[key]).flatMap((item) => (typeof item === 'string' ? [`${key}: ${item}`] : []));
  const scopes = Object.keys(asObject(app['permission']));
  const plugins = Object.keys(asObject(app['plugins'])).map((name) => `plugin: ${name}`);
  return [...scopes, ...strings('requiredPrivateInfos'), ...strings('requiredBackgroundModes'), ...plugins].sort();
}

export interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
export interface ManifestDiff {
  /** Nothing that ships differs. */
  readonly isIdentical: boolean;
  readonly added: readonly ManifestFile[];
  readonly removed: readonly ManifestFile[];
  readonly changed: readonly { readonly path: string; readonly before: number; readonly after: number }[];
  /** Bytes more (or less) than before. */
  readonly bytes: number;
  readonly pages: ListChange;
  readonly permissions: ListChange;
  readonly domains: ListChange;
}
/** What changed from `before` to `after`. */
export function diffManifests(before: PackManifest, after: PackManifest): ManifestDiff {
  const old = new Map(before.files.map((file) => [file.path, file]));
  const now = new Map(after.files.map((file) => [file.path, file]));
  const changed = after.files.flatMap((file) => {
    const was = old.get(file.path);
    return was && was.sha256 !== file.sha256 ? [{ path: file.path, before: was.bytes, after: file.bytes }] : [];
  });
  return {
    isIdentical: before.contentHash === after.contentHash,
    added: after.files.filter((file) => !old.has(file.path)),
    removed: before.files.filter((file) => !now.has(file.path)),
    changed,
    bytes: sum(after.files) - sum(before.files),
    pages: listChange(before.pages, after.pages),
    permissions: listChange(before.permissions, after.permissions),
    domains: listChange(before.domains, after.domains),
  };
}
const sum = (files: readonly ManifestFile[]): number => files.reduce((total, file) => total + file.bytes, 0);
function listChange(before: readonly string[], after: readonly string[]): ListChange {
  const was = new Set(before);
  const is = new Set(after);
  return { added: after.filter((item) => !was.has(item)), removed: before.filter((item) => !is.has(item)) };
}
