import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { messageOf } from '../base/errors';
import { type ObjectStore, type Received, TooLarge } from './cos/objectStore';
import { inspectPackage } from './packageFile';
import { Problem } from './problem';
import type { VersionRecord } from './state';

/** What became of a `FileUrl`. */
export interface Fetched {
  /** Why no version can be built from it; undefined when one can. */
  readonly failure: string | undefined;
  readonly parts: readonly { readonly name: string; readonly size: number }[];
  readonly file: Received | undefined;
}
export interface PackageStore {
  /** Downloads and opens the package. Throws `Problem` when it cannot be had at all. */
  fetch(fileUrl: string): Promise<Fetched>;
  /** Keeps the package as what the platform built from it. */
  keep(fetched: Fetched, version: VersionRecord): void;
  /** Forgets a package that nothing is built from. */
  drop(fetched: Fetched): void;
  /** Removes the package built of a version. */
  remove(version: VersionRecord): void;
  /** Path under which the built package is served. */
  builtPath(version: VersionRecord): string;
}
/** No figure is published; this is ours. */
const sizeLimit = 100 * 1024 * 1024;
const downloadMs = 60_000;

export function createPackageStore(options: {
  readonly objects: ObjectStore;
  readonly bucket: string;
  readonly platformId: string;
  readonly fetch: typeof fetch;
  readonly nowSeconds: () => number;
  /** Ends downloads that are under way. */
  readonly ended: AbortSignal;
}): PackageStore {
  const { objects, bucket, platformId, ended } = options;
  const get: typeof fetch = (url) =>
    options.fetch(url, { signal: AbortSignal.any([ended, AbortSignal.timeout(downloadMs)]) });
  const keyOf = (version: VersionRecord): string =>
    `${bucket}/${platformId}/mpp/${version.mnpId}_${version.number}_${version.id}.apkg`;
  return {
    async fetch(fileUrl) {
      const file = (await movedObject(fileUrl, bucket, objects)) ?? (await download(fileUrl, objects, get));
      const found = await inspectPackage(file.path);
      if (found.failure === undefined) return { ...found, file };
      objects.discard(file);
      return { ...found, file: undefined };
    },
    keep(fetched, version) {
      if (fetched.file) objects.adopt(keyOf(version), fetched.file, 'application/zip', options.nowSeconds());
    },
    drop({ file }) {
      if (file) objects.discard(file);
    },
    remove: (version) => objects.delete(keyOf(version)),
    builtPath: (version) => `/cos/${keyOf(version)}`,
  };
}

async function download(fileUrl: string, objects: ObjectStore, get: typeof fetch): Promise<Received> {
  const unreachable = (why: string): Problem =>
    new Problem('FailedOperation.FileDownloadFailed', `The file could not be downloaded: ${why}.`);
  if (!mayDownload(fileUrl)) throw unreachable('the URL must begin with https:// (http:// only for this computer)');
  try {
    const response = await get(fileUrl);
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw unreachable(`the server answered HTTP ${response.status}`);
    }
    if (Number(response.headers.get('content-length') ?? 0) > sizeLimit) {
      await response.body.cancel();
      throw tooLarge();
    }
    return await objects.receive(Readable.fromWeb(response.body), sizeLimit);
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof TooLarge) throw tooLarge();
    const cause = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
    throw unreachable(cause);
  }
}

const tooLarge = (): Problem =>
  new Problem('InvalidParameterValue.MNPFileSizExceedLimit', `The file is larger than ${sizeLimit / 1024 / 1024} MB.`);

/**
 * A copy of an object of our own whose address names a port we no longer have. The real store keeps its name for ever, so
 * what was uploaded before a restart must be found after it; addresses that still answer are downloaded like any other.
 */
async function movedObject(fileUrl: string, bucket: string, objects: ObjectStore): Promise<Received | undefined> {
  if (!URL.canParse(fileUrl)) return undefined;
  const { protocol, hostname, pathname, origin } = new URL(fileUrl);
  const prefix = `/cos/${bucket}/`;
  if (protocol !== 'http:' || hostname !== '127.0.0.1' || !pathname.startsWith(prefix)) return undefined;
  const object = objects.find(decoded(pathname.slice('/cos/'.length)));
  if (!object || (await answers(origin))) return undefined;
  return objects.receive(createReadStream(objects.pathOf(object)), sizeLimit);
}
/** As it is where it is not well encoded: no object has such a name. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
async function answers(origin: string): Promise<boolean> {
  try {
    const response = await fetch(origin, { method: 'HEAD', signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Over the network only by HTTPS; plain HTTP reaches this machine alone. */
function mayDownload(fileUrl: string): boolean {
  if (!URL.canParse(fileUrl)) return false;
  const { protocol, hostname } = new URL(fileUrl);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

/** The text a preview QR code holds; the documented members first. */
export function previewContent(mnpId: string, businessId: string, time: number, path: string): string {
  const entry = path === '' ? '' : `&entryPagePath=${encodeURIComponent(path)}`;
  return `tcmpp://applet/?appId=${mnpId}&type=2&businessId=${businessId}&timestamp=${time}${entry}`;
}
