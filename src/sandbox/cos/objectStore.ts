import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ObjectRecord } from '../state';
import { Crc64 } from './crc64';

/** A file on disk that is not an object yet. */
export interface Received {
  readonly path: string;
  readonly size: number;
  /** MD5 in hexadecimal digits. */
  readonly md5: string;
  /** CRC-64 as a decimal number. */
  readonly crc64: string;
}
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** Objects in files of one folder; what there is stands in the state. */
export class ObjectStore {
  constructor(
    private readonly folder: string,
    private readonly objects: Map<string, ObjectRecord>,
    private readonly changed: () => void,
  ) {
    mkdirSync(folder, { recursive: true });
    // What a killed sandbox left half-written belongs to nobody.
    const known = new Set([...objects.values()].map(({ file }) => file));
    for (const name of readdirSync(folder)) if (!known.has(name)) rmSync(join(folder, name), { force: true });
  }

  /** The object of that key; one whose file somebody took away is no object. */
  find(key: string): ObjectRecord | undefined {
    const object = this.objects.get(key);
    return object && existsSync(this.pathOf(object)) ? object : undefined;
  }
  pathOf(object: ObjectRecord): string {
    return join(this.folder, object.file);
  }
  /** Writes a stream into a new file, which belongs to the caller until `adopt` or `discard`. Nothing is left behind on failure. */
  async receive(source: Readable, limit = Number.POSITIVE_INFINITY): Promise<Received> {
    const path = join(this.folder, `${randomUUID()}.part`);
    const hash = createHash('md5');
    const crc = new Crc64();
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        crc.update(chunk);
        done(size > limit ? new TooLarge('too large') : null, chunk);
      },
    });
    // Opened at once: a file that is still being opened could appear after it was removed.
    const file = createWriteStream(path, { fd: openSync(path, 'wx') });
    try {
      await pipeline(source, meter, file);
    } catch (error) {
      if (!file.closed) await new Promise<void>((resolve) => file.once('close', () => resolve()));
      rmSync(path, { force: true });
      throw error;
    }
    return { path, size, md5: hash.digest('hex'), crc64: crc.digest() };
  }
  /** Makes a received file the object of that key, in place of what was there. */
  adopt(key: string, received: Received, contentType: string, now: number, etag = received.md5): ObjectRecord {
    const { size, crc64 } = received;
    const object = { file: randomUUID(), size, etag, crc64, contentType, time: now };
    renameSync(received.path, join(this.folder, object.file));
    this.#forget(key);
    this.objects.set(key, object);
    this.changed();
    return object;
  }
  discard(received: Pick<Received, 'path'>): void {
    rmSync(received.path, { force: true });
  }
  delete(key: string): void {
    if (this.#forget(key)) this.changed();
  }

  #forget(key: string): boolean {
    const object = this.objects.get(key);
    if (!object) return false;
    this.objects.delete(key);
    rmSync(this.pathOf(object), { force: true });
    return true;
  }
}
