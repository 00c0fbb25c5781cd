import type { Clock } from './clock';
import { isCancelled, throwIfAborted } from './errors';

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Tries in all. */
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** In [0, 1): full jitter takes this share of the window. */
  readonly random: () => number;
  /** Says whether this error may be tried again; `afterMs` is what the server asked for. */
  readonly verdict: (error: unknown) => { readonly again: false } | { readonly again: true; readonly afterMs?: number };
  readonly onRetry?: (error: unknown, waitMs: number) => void;
}
/** Tries again with exponential back-off and full jitter. Throws the last error. */
export async function retry<T>(options: RetryOptions, work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    throwIfAborted(options.signal);
    try {
      return await work(attempt);
    } catch (error) {
      if (isCancelled(error) || attempt + 1 >= options.attempts) throw error;
      const verdict = options.verdict(error);
      if (!verdict.again) throw error;
      const jitter = options.random() * Math.min(options.capMs, options.baseMs * 2 ** attempt);
      const wait = Math.max(verdict.afterMs ?? 0, jitter);
      options.onRetry?.(error, wait);
      await options.clock.sleep(wait, options.signal);
    }
  }
}
