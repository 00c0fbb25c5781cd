import * as path from 'node:path';
import { isCancelled } from '../base/errors';
import { isText } from './checks/content';
import type { CheckJob, ManifestFile, PackProblem } from './packTypes';
import type { Survey } from './survey';
import type { BatchResult } from './worker/protocol';
import { packBigFile } from './zip/bigFile';
import { packedMade } from './zip/madeFile';
import { DEFLATED, STORED, type ZipEntry, localHeaderSize } from './zip/records';
import type { ZipWriter } from './zip/zipWriter';

export interface ContentResult {
  readonly files: readonly ManifestFile[];
  readonly problems: readonly PackProblem[];
  readonly hosts: ReadonlySet<string>;
  /** What the files use, one line each (`checks/uses.ts`). */
  readonly uses: readonly string[];
}
type FileRule = 'fileChanged' | 'fileKeepsChanging' | 'fileNotLookedInto' | 'fileUnreadable';
const readErrors = new Set(['EACCES', 'EPERM', 'ENOENT', 'EISDIR', 'EBUSY', 'ELOOP', 'EIO', 'ENXIO']);

/** Takes the results of a pass in, in the order of the zip. */
export class Collected {
  readonly #files: ManifestFile[] = [];
  readonly #problems: PackProblem[] = [];
  readonly #hosts = new Set<string>();
  readonly #uses: string[] = [];
  readonly totalBytes: number;
  #bytes = 0;

  constructor(
    readonly job: CheckJob,
    readonly survey: Survey,
    readonly writer: ZipWriter | undefined,
  ) {
    this.totalBytes = survey.files.reduce((sum, file) => sum + file.bytes, 0);
  }
  /** Takes a portion's result over; answers its memory for use again. */
  async batch(from: number, to: number, result: BatchResult): Promise<ArrayBuffer> {
    const { numbers, digests } = result;
    // No longer once the package is refused.
    const isZipped = result.used > 0;
    const entries: { readonly entry: ZipEntry; readonly length: number }[] = [];
    for (let i = from; i < to; i++) {
      const at = 4 * (i - from);
      const size = numbers[at + 1] ?? -1;
      if (size < 0) continue;
      const file = this.#path(i);
      this.#add(file, size, digests.slice(16 * at, 16 * at + 64));
      if (!this.writer || !isZipped) continue;
      const name = Buffer.from(file);
      const packed = numbers[at] ?? 0;
      const method = numbers[at + 3] === DEFLATED ? DEFLATED : STORED;
      const entry: ZipEntry = { name, packed, size, crc: numbers[at + 2] ?? 0, method };
      entries.push({ entry, length: localHeaderSize(name, false) + packed });
    }
    this.#problems.push(...result.problems);
    for (const host of result.hosts) this.#hosts.add(host);
    this.#uses.push(...result.uses);
    if (isZipped) await this.writer?.append(new Uint8Array(result.memory, 0, result.used), entries);
    this.#report();
    return result.memory;
  }
  async big(place: number): Promise<void> {
    const file = this.#path(place);
    const { plan } = this.survey;
    const problem = (rule: FileRule, severity: PackProblem['severity'], code = ''): void =>
      void this.#problems.push({ rule, severity, args: { path: file, code }, file: plan.prefix + file });
    const before = this.#bytes;
    try {
      const done = await packBigFile(path.join(plan.base, file), file, this.writer, this.job.signal, (bytes) => {
        this.#bytes = before + bytes;
        this.#report();
      });
      this.#bytes = before;
      if (!done) {
        problem('fileKeepsChanging', 'error');
        return;
      }
      if (done.retried) problem('fileChanged', 'warning');
      if (isText(file)) problem('fileNotLookedInto', 'info');
      this.#add(file, done.size, done.sha256);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (isCancelled(error) || code === undefined || !readErrors.has(code)) throw error;
      problem('fileUnreadable', 'error', code);
    }
  }
  async made(place: number): Promise<void> {
    const file = this.#path(place);
    const content = this.survey.made.get(file) ?? Buffer.alloc(0);
    const { entry, bytes, sha256 } = packedMade(file, content);
    await this.writer?.append(bytes, [{ entry, length: bytes.length }]);
    this.#add(file, content.length, sha256);
  }
  add(problem: PackProblem): void {
    this.#problems.push(problem);
  }
  result(): ContentResult {
    return { files: this.#files, problems: this.#problems, hosts: this.#hosts, uses: this.#uses };
  }
  #path(place: number): string {
    return this.survey.files[place]?.path ?? '';
  }
  #add(file: string, bytes: number, sha256: string): void {
    this.#files.push({ path: file, bytes, sha256 });
    this.#bytes += bytes;
  }
  #report(): void {
    this.job.onProgress?.({ files: this.#files.length, bytes: this.#bytes, totalBytes: this.totalBytes });
  }
}
