import type { Inspected } from '../checks/contentTable';

/** What one content came to when it was packed before. */
export interface Memory {
  /** Hexadecimal SHA-256 of the content: only the very same bytes are remembered. */
  readonly digest: string;
  /** `body` undefined = stored, since deflate would not make it smaller. */
  packed?: { readonly body: Buffer | undefined; readonly crc: number };
  /** `circumstances`: everything beside the content that the checks asked. */
  found?: { readonly circumstances: string; readonly inspected: Inspected };
}
/** A file that was left out for a while (a preview of another folder came between) may come back. */
const packagesKept = 2;

/**
 * What a thread remembers of the files it packed, so that the next package of the same folder (a publish after its
 * preview, another try after a fix) deflates and inspects only what changed. Every file is read and hashed all the same:
 * what ships is what lies in the folder now. Bounded by what the callers ask it for: files of the last packages.
 */
export class Remembered {
  readonly #files = new Map<string, { readonly memory: Memory; package: number }>();
  #package = 0;

  get size(): number {
    return this.#files.size;
  }
  /** A package begins: what the last ones did not use is forgotten. */
  begin(): void {
    this.#package++;
    for (const [file, entry] of this.#files) {
      if (entry.package < this.#package - packagesKept) this.#files.delete(file);
    }
  }
  /** What is known of a file, by its absolute path; empty when its content is another than last time. */
  of(file: string, digest: string): Memory {
    const entry = this.#files.get(file);
    if (entry?.memory.digest === digest) {
      entry.package = this.#package;
      return entry.memory;
    }
    const memory: Memory = { digest };
    this.#files.set(file, { memory, package: this.#package });
    return memory;
  }
}
