import type { Clock } from '../../../src/base/clock';
import { Cancelled } from '../../../src/base/errors';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}
/** Time that moves only when it is told to. */
export class FakeClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(start = Date.parse('2026-03-01T12:00:00Z')) {
    this.#now = start;
  }
  now(): number {
    return this.#now;
  }
  /** Sets the clock as a user might, without letting anyone wake. */
  set(now: number): void {
    this.#now = now;
  }
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new Cancelled());
        return;
      }
      const sleeper: Sleeper = { at: this.#now + ms, wake: resolve };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(new Cancelled());
      });
    });
  }
  get sleeping(): number {
    return this.#sleepers.length;
  }
  /** Moves on by `ms`, waking whoever is due in the order of their times. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#sleepers.filter((s) => s.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#sleepers = this.#sleepers.filter((s) => s !== next);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = end;
    await settle();
  }
}
/** Lets everything that can go on without time go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

/** The real time, but nobody waits: for back-off between real requests. */
export class ImpatientClock implements Clock {
  readonly waits: number[] = [];
  constructor(readonly offsetMs = 0) {}
  now(): number {
    return Date.now() + this.offsetMs;
  }
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.waits.push(ms);
    return signal?.aborted ? Promise.reject(new Cancelled()) : Promise.resolve();
  }
}
