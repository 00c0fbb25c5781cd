import type { RetryOptions } from '../base/retry';
import { type ActionName, isRetrySafe } from '../contract/actions';
import { ApiError, TransportError, type TransportKind } from './errors';

const maxTriesOfRead = 3;
/** Waiting longer than this is for the user to decide. */
const maxRetryAfterMs = 30_000;
/** Faults that may be gone in a moment. A refused certificate or proxy will be refused again. */
const passing: ReadonlySet<TransportKind> = new Set(['dns', 'refused', 'reset', 'offline', 'timeout']);

/**
 * Whether a failed try of an action may be made again; made new for each call, because it counts.
 * Over the rate limit nothing was done, so that is always tried again. Anything else only for reads:
 * a change may have happened although no answer came, so the caller has to read back first.
 */
export function retryVerdict(action: ActionName, retryAfterMs: () => number | undefined): RetryOptions['verdict'] {
  let failures = 0;
  return (error) => {
    const afterMs = retryAfterMs() ?? 0;
    if (afterMs > maxRetryAfterMs) return { again: false };
    if (error instanceof ApiError && error.isOverRate) return { again: true, afterMs };
    failures++;
    return isRetrySafe(action) && failures < maxTriesOfRead && isPassing(error)
      ? { again: true, afterMs }
      : { again: false };
  };
}

function isPassing(error: unknown): boolean {
  if (error instanceof ApiError) return error.advice === 'retry';
  if (!(error instanceof TransportError)) return false;
  if (error.kind === 'notPlatform') return error.httpStatus === 429 || (error.httpStatus ?? 0) >= 500;
  return passing.has(error.kind);
}
