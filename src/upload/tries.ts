import { retry } from '../base/retry';
import type { World } from './effects';
import { fileChanged } from './sendFile';
import { UploadError, type UploadErrorKind } from './upload';

/** In all: the first and two more. */
const maxTries = 3;
/** Kinds that another try, with credentials asked anew, may cure. */
const passing: ReadonlySet<UploadErrorKind> = new Set([
  'expired',
  'clock',
  'server',
  'network',
  'timeout',
  'intercepted',
]);
/** The longest wait that a store may ask for. */
const longestWaitMs = 30_000;

export const isPassing = (error: unknown): boolean => error instanceof UploadError && passing.has(error.kind);

export interface Tries {
  readonly signal?: AbortSignal | undefined;
  /** What this target cures besides: answers true when another try is worth it. */
  readonly alsoCures?: (error: UploadError) => boolean;
}
/** Tries up to three times with growing, random waits; a wrong checksum is cured once. Throws the last error. */
export function inTries<T>(world: World, { signal, alsoCures }: Tries, work: () => Promise<T>): Promise<T> {
  let badSums = 0;
  const isCurable = (error: UploadError): boolean => {
    if (error.code === fileChanged) return false;
    if (error.kind === 'checksum') return ++badSums < 2;
    return passing.has(error.kind) || alsoCures?.(error) === true;
  };
  const { clock, random, log } = world;
  return retry(
    {
      clock,
      signal,
      attempts: maxTries,
      baseMs: 500,
      capMs: 5000,
      random,
      verdict: (error) =>
        error instanceof UploadError && isCurable(error)
          ? { again: true, afterMs: Math.min(longestWaitMs, error.afterMs ?? 0) }
          : { again: false },
      onRetry: (error) => log.warn(`Upload: again after ${describe(error)}`),
    },
    work,
  );
}

/** For the log. */
export const describe = (error: unknown): string =>
  error instanceof UploadError ? `${error.kind} ${error.code} ${error.requestId ?? ''}`.trim() : 'an error';
