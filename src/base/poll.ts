import type { Clock } from './clock';
import { throwIfAborted } from './errors';

export interface PollOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds before the attempt with this number (1 is the second look). */
  readonly every: (attempt: number) => number;
  /** Milliseconds after which no further look is taken. */
  readonly forMs: number;
}
/** Looks until `look` answers something other than undefined; undefined when time ran out. Looks never overlap. */
export async function poll<T>(
  options: PollOptions,
  look: (attempt: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const { clock, signal, every, forMs } = options;
  const end = clock.now() + forMs;
  for (let attempt = 0; ; attempt++) {
    throwIfAborted(signal);
    const found = await look(attempt);
    if (found !== undefined) return found;
    const wait = every(attempt + 1);
    if (clock.now() + wait > end) return undefined;
    await clock.sleep(wait, signal);
  }
}
/** A wait of `firstMs` that grows by half each time, up to `maxMs`. */
export const growing =
  (firstMs: number, maxMs: number) =>
  (attempt: number): number =>
    Math.min(maxMs, firstMs * 1.5 ** (attempt - 1));
