import { type ZipEntry, mostCentralSize, writeCentralRecord } from './records';

const partBytes = 256 * 1024;

/** The list of files at the end of a zip, kept as the bytes it will be: 100 bytes per file. */
export class Directory {
  readonly #full: Buffer[] = [];
  #part = Buffer.alloc(partBytes);
  #used = 0;
  #count = 0;

  get count(): number {
    return this.#count;
  }
  /** Adds a file whose local record stands at `offset` in the zip. */
  add(entry: ZipEntry, offset: number): void {
    const most = mostCentralSize(entry.name);
    if (this.#used + most > this.#part.length) {
      this.#full.push(this.#part.subarray(0, this.#used));
      this.#part = Buffer.alloc(Math.max(partBytes, most));
      this.#used = 0;
    }
    this.#used = writeCentralRecord(this.#part, this.#used, entry, offset);
    this.#count++;
  }
  /** The bytes, in order. */
  parts(): readonly Buffer[] {
    return [...this.#full, this.#part.subarray(0, this.#used)];
  }
}
