import { type Hash, createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { Directory } from './directory';
import { type ZipEntry, endRecords } from './records';

export interface ZipFacts {
  readonly bytes: number;
  /** Hex SHA-256 of the zip. */
  readonly sha256: string;
}
export type OpenOut = (file: string) => Promise<FileHandle>;
const openNew: OpenOut = (file) => open(file, 'wx+');
let partNumber = 0;

/**
 * Writes one zip in order, beside its place, and renames it when complete. Memory: the central directory only (100 bytes
 * per file). `abandon` leaves nothing behind.
 */
export class ZipWriter {
  readonly #out: FileHandle;
  readonly #part: string;
  readonly #file: string;
  readonly #directory = new Directory();
  #hash: Hash | undefined = createHash('sha256');
  #offset = 0;
  #closed = false;

  private constructor(out: FileHandle, part: string, file: string) {
    this.#out = out;
    this.#part = part;
    this.#file = file;
  }
  static async create(file: string, openOut: OpenOut = openNew): Promise<ZipWriter> {
    const part = `${file}.${process.pid}.${++partNumber}.part`;
    return new ZipWriter(await openOut(part), part, file);
  }
  get offset(): number {
    return this.#offset;
  }
  /** Appends bytes that already hold local records, with the entries they hold and how long each record is. */
  async append(
    bytes: Uint8Array,
    entries: readonly { readonly entry: ZipEntry; readonly length: number }[],
  ): Promise<void> {
    let offset = this.#offset;
    for (const { entry, length } of entries) {
      this.#directory.add(entry, offset);
      offset += length;
    }
    await this.write(bytes);
  }
  /** Appends bytes as they are. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#hash?.update(bytes);
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#out.write(bytes, done, bytes.length - done, this.#offset + done);
      done += bytesWritten;
    }
    this.#offset += bytes.length;
  }
  /** Writes over bytes that are already there: the header of a file that was streamed. The hash is then taken at the end. */
  async patch(bytes: Uint8Array, at: number): Promise<void> {
    this.#hash = undefined;
    await this.#out.write(bytes, 0, bytes.length, at);
  }
  /** Goes back to an offset: what stands behind it is written over. */
  rewind(offset: number): void {
    this.#hash = undefined;
    this.#offset = offset;
  }
  addEntry(entry: ZipEntry, offset: number): void {
    this.#directory.add(entry, offset);
  }
  /** Writes the directory and puts the zip in its place. */
  async finish(): Promise<ZipFacts> {
    const start = this.#offset;
    for (const part of this.#directory.parts()) {
      await this.write(part);
      await setImmediate();
    }
    await this.write(endRecords(this.#directory.count, start, this.#offset - start));
    // After a rewind there may be more behind the end.
    if (!this.#hash) await this.#out.truncate(this.#offset);
    const sha256 = this.#hash ? this.#hash.digest('hex') : await this.#hashAgain();
    await this.#close();
    await rename(this.#part, this.#file);
    return { bytes: this.#offset, sha256 };
  }
  /** Closes and removes what was written so far; never throws. */
  async abandon(): Promise<void> {
    await this.#close().catch(() => undefined);
    await rm(this.#part, { force: true }).catch(() => undefined);
  }
  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#out.close();
  }
  async #hashAgain(): Promise<string> {
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(1 << 20);
    for (let at = 0; ;) {
      const { bytesRead } = await this.#out.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
  }
}
