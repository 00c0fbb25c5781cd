import { ApiError, TransportError } from '../../client/errors';
import { growing, poll } from '../../base/poll';
import { UserError } from '../errors/userError';
import type { PublishRun } from './run';

/** The platform has taken it, but does not show it yet: not a failure, and nothing to call done. */
export class NotSeenYet extends UserError {}

/**
 * Looks at the platform again and again until `look` answers, for `forMs`. A look that fails for want of a network or of
 * a healthy server counts as "not yet"; when the time is up without one good look, its error is thrown.
 */
export async function lookUntil<T>(
  run: PublishRun,
  forMs: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { clock, log } = run.context;
  const { firstPollMs, maxPollMs } = run.timing;
  let failure: { readonly error: unknown } | undefined;
  const found = await poll({ clock, signal: run.signal, every: growing(firstPollMs, maxPollMs), forMs }, async () => {
    try {
      const answer = await look();
      failure = undefined;
      return answer;
    } catch (error) {
      if (!isPassing(error)) throw error;
      log.warn(`publish ${run.plan.id}: ${error.message}`);
      failure = { error };
      return undefined;
    }
  });
  if (found === undefined && failure) throw failure.error;
  return found;
}
function isPassing(error: unknown): error is TransportError | ApiError {
  return error instanceof TransportError || (error instanceof ApiError && error.advice === 'retry');
}
