import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { newObjectName, type Random } from '../ids';
import { CosError, noSuchUpload } from './cosError';
import type { ObjectRecord } from '../state';
import type { ObjectStore, Received } from './objectStore';

export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  readonly contentType: string;
  readonly startedAt: number;
  readonly parts: Map<number, Received & { readonly time: number }>;
}
/** Every part but the last must have this many bytes. */
const smallestPart = 1024 * 1024;

/** Uploads in parts that are under way. They end with the sandbox, as the platform's own do when they are aborted. */
export class MultipartUploads {
  readonly #uploads = new Map<string, MultipartUpload>();
  /** Those that are being put together: who asks again meanwhile gets the same answer. */
  readonly #joining = new Map<string, Promise<ObjectRecord>>();

  constructor(
    private readonly store: ObjectStore,
    private readonly random: Random,
  ) {}

  start(key: string, contentType: string, now: number): MultipartUpload {
    const upload = { id: newObjectName(this.random), key, contentType, startedAt: now, parts: new Map() };
    this.#uploads.set(upload.id, upload);
    return upload;
  }
  find(id: string, key: string): MultipartUpload {
    const upload = this.#uploads.get(id);
    if (upload?.key !== key) throw noSuchUpload();
    return upload;
  }
  has(upload: MultipartUpload): boolean {
    return this.#uploads.get(upload.id) === upload;
  }
  list(): readonly MultipartUpload[] {
    return [...this.#uploads.values()];
  }
  addPart(upload: MultipartUpload, number: number, received: Received, now: number): void {
    const old = upload.parts.get(number);
    if (old) this.store.discard(old);
    upload.parts.set(number, { ...received, time: now });
  }
  abort(upload: MultipartUpload): void {
    this.#uploads.delete(upload.id);
    for (const part of upload.parts.values()) this.store.discard(part);
  }
  /** Puts the listed parts together. */
  complete(
    upload: MultipartUpload,
    listed: readonly { readonly number: number; readonly etag: string }[],
    now: number,
  ): Promise<ObjectRecord> {
    const running = this.#joining.get(upload.id);
    if (running) return running;
    const joining = this.#join(upload, listed, now).finally(() => this.#joining.delete(upload.id));
    this.#joining.set(upload.id, joining);
    return joining;
  }
  async #join(
    upload: MultipartUpload,
    listed: readonly { readonly number: number; readonly etag: string }[],
    now: number,
  ): Promise<ObjectRecord> {
    if (listed.some(({ number }, i) => i > 0 && number <= (listed[i - 1]?.number ?? 0)))
      throw new CosError(400, 'InvalidPartOrder', 'The parts must be in ascending order.');
    const parts = listed.map(({ number, etag }, i) => {
      const part = upload.parts.get(number);
      if (part?.md5 !== etag) throw new CosError(400, 'InvalidPart', `Part ${number} was not found or differs.`);
      if (i < listed.length - 1 && part.size < smallestPart)
        throw new CosError(400, 'EntityTooSmall', `Part ${number} is smaller than 1 MB.`);
      return part;
    });
    if (parts.length === 0) throw new CosError(400, 'InvalidPart', 'No part was listed.');
    const joined = await this.store.receive(
      Readable.from(
        (async function* () {
          for (const part of parts) yield* createReadStream(part.path) as AsyncIterable<Buffer>;
        })(),
      ),
    );
    const digests = Buffer.concat(parts.map(({ md5 }) => Buffer.from(md5, 'hex')));
    const etag = `${createHash('md5').update(digests).digest('hex')}-${parts.length}`;
    const object = this.store.adopt(upload.key, joined, upload.contentType, now, etag);
    this.abort(upload);
    return object;
  }
}
