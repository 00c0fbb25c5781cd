import { ApiError, TransportError } from '../../client/errors';
import { Cancelled } from '../../base/errors';

/**
 * Whether a change may have happened although no good answer came: the request may have arrived, or the platform failed
 * in the middle. Anything else is a plain "no".
 */
export function mayHaveHappened(error: unknown): boolean {
  if (error instanceof TransportError) return error.mayHaveArrived;
  if (error instanceof ApiError) return error.advice === 'retry' && !error.isOverRate;
  return false;
}

/**
 * Waits for work that is not to be broken off, such as a request that changes something: when the signal fires we stop
 * waiting (`Cancelled`) and the work goes on unheard.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  // Nobody listens after an abort; a late failure must not surface as an unhandled rejection.
  work.catch(() => undefined);
  if (signal.aborted) throw new Cancelled();
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(new Cancelled());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
