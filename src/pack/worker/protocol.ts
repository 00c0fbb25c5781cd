import type { PackProblem } from '../packTypes';

/** What every worker must know about one package before its batches. */
export interface PackageContext {
  readonly id: number;
  /** Folder whose content is packed. Absolute. */
  readonly base: string;
  /** Put before a path to make it relative to the project's root: empty or ending with a slash. */
  readonly prefix: string;
  /** Paths joined by a line feed: one string crosses to a thread faster than many. */
  readonly shipped: string;
  /** For each path that does not ship: the path, `by` and `rule` of the reason; joined likewise. */
  readonly notShipped: string;
  readonly envValues: readonly (readonly [string, string])[];
}
export interface BatchFile {
  readonly path: string;
  /** As measured. */
  readonly size: number;
  readonly inspect: 'no' | 'essential' | 'thorough';
}
export type Task =
  | { readonly type: 'begin'; readonly context: PackageContext }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'measure'; readonly base: string; readonly paths: readonly string[] }
  | {
      readonly type: 'batch';
      readonly id: number;
      readonly files: readonly BatchFile[];
      /** False = only look at the content. */
      readonly zip: boolean;
      /** Memory to write into, given back after use. */
      readonly memory?: ArrayBuffer | undefined;
    };
/** What a batch gives back, in the order of its files. */
export interface BatchResult {
  /** Local records of the zip, ready to write: the first `used` bytes of `memory`. */
  readonly memory: ArrayBuffer;
  readonly used: number;
  /** Four numbers per file: bytes in the archive, size, CRC-32, method; a size of -1 = could not be read. */
  readonly numbers: Float64Array;
  /** 32 bytes of SHA-256 per file. */
  readonly digests: Uint8Array;
  readonly problems: readonly PackProblem[];
  readonly hosts: readonly string[];
}
export interface TaskResults {
  begin: null;
  end: null;
  /** Sizes in the order of the paths; -1 = gone or not readable. */
  measure: Float64Array;
  batch: BatchResult;
}
export type ResultOf<T extends Task> = TaskResults[T['type']];
export interface Request {
  readonly number: number;
  readonly task: Task;
}
export type Response =
  | { readonly number: number; readonly result: TaskResults[Task['type']] }
  | { readonly number: number; readonly error: string };
