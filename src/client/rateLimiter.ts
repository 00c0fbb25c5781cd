import type { Clock } from '../base/clock';
import { Cancelled } from '../base/errors';
import { requestsPerSecond } from '../contract/dialects';

/** A little over a second: the network may bring two requests closer together than they were sent. */
const defaultWindowMs = 1050;

interface Lane {
  /** When the latest requests were let through, oldest first. */
  grants: number[];
  /** Settles when whoever came last has had its turn. */
  tail: Promise<unknown>;
}

/**
 * Lets at most `limit` requests through in any window of `windowMs`, per key, in the order in which they came.
 * One for all clients of a process: the platform counts per account and action, whoever asks.
 */
export class RateLimiter {
  readonly #lanes = new Map<string, Lane>();

  constructor(
    private readonly clock: Clock,
    private readonly limit: number = requestsPerSecond,
    private readonly windowMs: number = defaultWindowMs,
  ) {}

  /** Resolves when a request may be sent; rejects with `Cancelled` as soon as the signal fires. */
  async acquire(key: string, signal?: AbortSignal): Promise<void> {
    const lane = this.#lane(key);
    const turn = lane.tail.then(() => this.#grant(lane, signal));
    lane.tail = turn.catch(() => undefined);
    await orCancelled(turn, signal);
  }

  async #grant(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      if (signal?.aborted) throw new Cancelled();
      const now = this.clock.now();
      // A grant that lies in the future means that the machine's clock was set back: it says nothing any more.
      lane.grants = lane.grants.filter((at) => at <= now && at > now - this.windowMs);
      const oldest = lane.grants[0];
      if (lane.grants.length < this.limit || oldest === undefined) {
        lane.grants.push(now);
        return;
      }
      await this.clock.sleep(oldest + this.windowMs - now, signal);
    }
  }

  #lane(key: string): Lane {
    let lane = this.#lanes.get(key);
    if (!lane) this.#lanes.set(key, (lane = { grants: [], tail: Promise.resolve() }));
    return lane;
  }
}

/** The promise, or `Cancelled` at once when the signal fires while others are still before us. */
async function orCancelled(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return turn;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(new Cancelled());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
