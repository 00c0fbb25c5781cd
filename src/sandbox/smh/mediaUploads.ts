import type { MultipartUpload, MultipartUploads } from '../cos/multipart';
import { signedHeaders } from '../cos/signedRequest';
import type { ObjectStore } from '../cos/objectStore';
import type { TemporaryKeys } from '../cos/temporaryKeys';
import { newObjectName, type Random } from '../ids';
import type { MediaFileRecord, ObjectRecord } from '../state';
import { mediaBucket, type MediaSpace, type Strategy } from './mediaLibrary';
import { SmhError } from './smhError';

export interface MediaUpload {
  readonly confirmKey: string;
  readonly space: MediaSpace;
  readonly path: readonly string[];
  readonly strategy: Strategy;
  /** `bucket/key` in the store. */
  readonly object: string;
  readonly parts: MultipartUpload | undefined;
  readonly startedAt: number;
  /** Set once it is confirmed. */
  finalPath: readonly string[] | undefined;
}
export interface MediaUploadsOptions {
  readonly store: ObjectStore;
  readonly multipart: MultipartUploads;
  readonly keys: TemporaryKeys;
  readonly random: Random;
}
const smallestPart = 1024 * 1024;
/** Seconds that the headers of an upload are valid. */
const lifeSeconds = 1800;

/** Uploads into the media libraries that have begun; they end with the sandbox. */
export class MediaUploads {
  readonly #uploads = new Map<string, MediaUpload>();

  constructor(private readonly options: MediaUploadsOptions) {}

  /** How many have begun and are neither confirmed nor given up. */
  get open(): number {
    return [...this.#uploads.values()].filter(({ finalPath }) => finalPath === undefined).length;
  }
  begin(
    place: Pick<MediaUpload, 'space' | 'path' | 'strategy'>,
    { inParts, now }: { readonly inParts: boolean; readonly now: number },
  ): MediaUpload {
    const { multipart, random } = this.options;
    const suffix = /\.[A-Za-z0-9]{1,10}$/.exec(place.path.at(-1) ?? '')?.[0] ?? '';
    const object = `${mediaBucket}/${place.space.library.id}/${newObjectName(random)}${suffix}`;
    const parts = inParts ? multipart.start(object, 'application/octet-stream', now) : undefined;
    const upload = { ...place, confirmKey: newObjectName(random), object, parts, startedAt: now, finalPath: undefined };
    this.#uploads.set(upload.confirmKey, upload);
    return upload;
  }
  find(confirmKey: string, space: MediaSpace): MediaUpload {
    const upload = this.#uploads.get(confirmKey);
    if (!upload || upload.space.id !== space.id || upload.space.library.id !== space.library.id)
      throw new SmhError(404, 'ConfirmKeyNotFound', 'There is no upload of that key.');
    return upload;
  }
  /** Where to send the bytes, and the headers to send with them. */
  target(upload: MediaUpload, host: string, now: number): object {
    const key = this.options.keys.issue(upload.object, now, lifeSeconds);
    const path = `/cos/${upload.object}`;
    return {
      domain: host,
      path,
      ...(upload.parts && { uploadId: upload.parts.id }),
      headers: signedHeaders({ method: 'PUT', path, host, key, now, forSeconds: lifeSeconds }),
      confirmKey: upload.confirmKey,
      expiration: new Date((now + lifeSeconds) * 1000).toISOString(),
      availableDomainNum: 1,
    };
  }
  /** Makes the stored object a file of the library. Without this it is none. */
  async confirm(upload: MediaUpload, crc64: unknown, now: number): Promise<MediaFileRecord> {
    checkOpen(upload);
    const stored = upload.parts ? await this.#join(upload, upload.parts, now) : this.options.store.find(upload.object);
    // Another confirmation may have been faster.
    checkOpen(upload);
    if (!stored) throw new SmhError(404, 'CosObjectNonexistent', 'The file was not stored.');
    if (crc64 !== undefined && crc64 !== stored.crc64)
      throw new SmhError(400, 'BadCrc64', `The stored file has crc64 ${stored.crc64}.`);
    const { space, path, strategy } = upload;
    space.checkPlace(path, strategy);
    space.checkRoom(stored.size);
    const finalPath = space.finalPath(path, strategy);
    const old = space.file(finalPath);
    const { size, etag } = stored;
    const file = { object: upload.object, size, etag, crc64: stored.crc64, time: now };
    space.setFile(finalPath, file);
    if (old) this.options.store.delete(old.object);
    upload.finalPath = finalPath;
    return file;
  }
  abort(upload: MediaUpload): void {
    checkOpen(upload);
    this.#uploads.delete(upload.confirmKey);
    if (upload.parts && this.options.multipart.has(upload.parts)) this.options.multipart.abort(upload.parts);
    this.options.store.delete(upload.object);
  }

  async #join(upload: MediaUpload, parts: MultipartUpload, now: number): Promise<ObjectRecord | undefined> {
    // A confirm that failed later on has put them together before.
    if (!this.options.multipart.has(parts)) return this.options.store.find(upload.object);
    const numbers = [...parts.parts.keys()].sort((a, b) => a - b);
    if (numbers.length === 0 || numbers.some((number, i) => number !== i + 1))
      throw new SmhError(400, 'MultipartUploadIncomplete', 'Parts are missing.');
    const sizes = numbers.map((number) => parts.parts.get(number)?.size ?? 0);
    if (sizes.slice(0, -1).some((size) => size < smallestPart))
      throw new SmhError(400, 'MultipartUploadPartTooSmall', 'Every part but the last needs 1 MB.');
    const listed = numbers.map((number) => ({ number, etag: parts.parts.get(number)?.md5 ?? '' }));
    return this.options.multipart.complete(parts, listed, now);
  }
}
function checkOpen({ finalPath }: MediaUpload): void {
  if (finalPath) throw new SmhError(409, 'UploadComplete', 'The upload is confirmed already.');
}
