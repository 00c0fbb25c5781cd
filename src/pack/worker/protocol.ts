import type { PackProblem } from '../packTypes';

/** How closely a file's content is looked at. */
export const depths = { no: 0, essential: 1, thorough: 2 } as const;

/** Stands between names that cross to a thread as one string, which is faster than many; no name can hold it. */
export const between = '\0';

/** What every worker must know about one package before its batches. */
export interface PackageContext {
  readonly id: number;
  /** Folder whose content is packed. Absolute. */
  readonly base: string;
  /** Put before a path to make it relative to the project's root: empty or ending with a slash. */
  readonly prefix: string;
  /** Where the code lies in the package; empty or ending with a slash. */
  readonly codePrefix: string;
  /** Paths in the order of the zip, joined by `between`; batches name them by their places. */
  readonly shipped: string;
  /** As measured, in that order: bytes. */
  readonly sizes: Float64Array;
  /** As measured, in that order: time of the last change, milliseconds; NaN when it is not known. */
  readonly modified: Float64Array;
  /** In that order: one of `depths`. */
  readonly inspect: Uint8Array;
  /** For each path that does not ship: the path, `by` and `rule` of the reason; joined likewise. */
  readonly notShipped: string;
  readonly envValues: readonly (readonly [string, string])[];
  /** Whether what comes of each file is kept for the next package of the folder. */
  readonly remembers: boolean;
}
export type Task =
  | { readonly type: 'begin'; readonly context: PackageContext }
  | { readonly type: 'end'; readonly id: number }
  | {
      readonly type: 'measure';
      readonly base: string;
      /** Joined by `between`. */
      readonly paths: string;
    }
  | {
      readonly type: 'batch';
      readonly id: number;
      /** Places of the files in the package: `from` up to but not including `to`. */
      readonly from: number;
      readonly to: number;
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
  /** 64 hexadecimal digits of SHA-256 per file. */
  readonly digests: string;
  readonly problems: readonly PackProblem[];
  readonly hosts: readonly string[];
  /** What the files use, as `formatUses` writes it; files that use nothing are left out. */
  readonly uses: readonly string[];
}
export interface MeasureResult {
  /** Two per path, in their order: bytes and time of the last change; bytes of -1 = gone or not readable. */
  readonly numbers: Float64Array;
  /** Texts of small JSON files, by the place of their path: the checks of the structure need them. */
  readonly texts: readonly (readonly [place: number, text: string])[];
}
export interface TaskResults {
  begin: null;
  end: null;
  measure: MeasureResult;
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
