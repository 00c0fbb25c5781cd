import type { PackManifest } from '../../pack/packTypes';
import type { Files } from '../ports';

/** What one version shipped, kept on this machine so that the next can tell what changed. */
export interface PublishedVersion {
  /** Number x.y.z. */
  readonly version: string;
  /** Number and id together tell a version apart, also after a sandbox has begun anew. */
  readonly versionId: number;
  /** When it was seen on the platform; milliseconds since the epoch. */
  readonly at: number;
  readonly manifest: PackManifest;
}
/** The program that was published. */
export interface PublishTarget {
  readonly platformId: string;
  readonly mnpId: string;
}
interface StoragePorts {
  readonly files: Files;
  /** Folder for our own data. Absolute. */
  readonly storagePath: string;
}
interface StoredVersion extends PublishedVersion {
  readonly format: 1;
}
/** How many versions of one program are kept. */
export const maxPublished = 20;

/**
 * The newest version that this machine has published of a program, or undefined. One file for each version, because the
 * list of files can be long; what is damaged or was written by a newer version of this product is passed over and left.
 */
export async function lastPublished(
  { files, storagePath }: StoragePorts,
  target: PublishTarget,
): Promise<PublishedVersion | undefined> {
  const folder = folderOf(files, storagePath, target);
  for (const name of await namesIn(files, folder)) {
    const found = parse(await files.readText(files.join(folder, name)));
    if (found) return found;
  }
  return undefined;
}
/** Every version of a program that this machine has published and kept, newest first. */
export async function publishedVersions(
  { files, storagePath }: StoragePorts,
  target: PublishTarget,
): Promise<readonly PublishedVersion[]> {
  const folder = folderOf(files, storagePath, target);
  const found: PublishedVersion[] = [];
  for (const name of await namesIn(files, folder)) {
    const version = parse(await files.readText(files.join(folder, name)));
    if (version) found.push(version);
  }
  return found;
}
/** Keeps what a version shipped; the same version twice is kept once. The oldest above `maxPublished` go. */
export async function keepPublished(
  { files, storagePath }: StoragePorts,
  target: PublishTarget,
  { version, versionId, at, manifest }: PublishedVersion,
): Promise<void> {
  const folder = folderOf(files, storagePath, target);
  const stored: StoredVersion = { format: 1, version, versionId, at, manifest };
  await files.writeAtomic(files.join(folder, fileName(at, version)), `${JSON.stringify(stored)}\n`);
  // Whoever writes here holds the lock of the mini program: drafts that are left belong to a process that was killed.
  const drafts = (await files.list(folder)).filter((name) => /^\d{15}-.*\.json\..*\.tmp$/.test(name));
  for (const name of drafts) await files.remove(files.join(folder, name));
  const tooMany = (await namesIn(files, folder)).slice(maxPublished);
  for (const name of tooMany) {
    const path = files.join(folder, name);
    if (parse(await files.readText(path))) await files.remove(path);
  }
}

const folderOf = (files: Files, storagePath: string, { platformId, mnpId }: PublishTarget): string =>
  files.join(storagePath, 'published', safe(platformId), safe(mnpId));
/** The time has a fixed width, so that names sort by it. */
const fileName = (at: number, version: string): string =>
  `${String(Math.max(0, Math.round(at))).padStart(15, '0')}-${safe(version)}.json`;
/** Ids come from a project file that anybody may have written. */
const safe = (text: string): string => `_${text.replaceAll(/[^\w-]/g, '_').slice(0, 80)}`;
/** Newest first. */
async function namesIn(files: Files, folder: string): Promise<readonly string[]> {
  if (!(await files.exists(folder))) return [];
  const names = await files.list(folder);
  return names
    .filter((name) => /^\d{15}-.*\.json$/.test(name))
    .sort()
    .reverse();
}
function parse(text: string | undefined): PublishedVersion | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (!isStored(value)) return undefined;
    const { version, versionId, at, manifest } = value;
    return { version, versionId, at, manifest };
  } catch {
    return undefined;
  }
}
function isStored(value: unknown): value is StoredVersion {
  return (
    isRecord(value) &&
    value.format === 1 &&
    typeof value.version === 'string' &&
    typeof value.versionId === 'number' &&
    typeof value.at === 'number' &&
    isManifest(value.manifest)
  );
}
/** Whether this is a manifest that this version of the product can read. */
export function isManifest(value: unknown): value is PackManifest {
  return (
    isRecord(value) &&
    value.format === 1 &&
    typeof value.contentHash === 'string' &&
    [value.files, value.pages, value.permissions, value.domains].every(Array.isArray)
  );
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
