import type { UploadError } from './upload';
import type { World } from './effects';

/** The store's time, learnt when it refuses ours. */
export class StoreClock {
  #offsetMs = 0;

  constructor(private readonly world: Pick<World, 'clock' | 'log'>) {}

  /** Unix seconds. */
  seconds(): number {
    return Math.floor((this.world.clock.now() + this.#offsetMs) / 1000);
  }
  /** Takes over the store's time after a refusal because of the clock. */
  learn(error: UploadError, serverTime: number | undefined): void {
    if (error.kind !== 'clock' || serverTime === undefined) return;
    this.#offsetMs = serverTime - this.world.clock.now();
    const seconds = Math.round(Math.abs(this.#offsetMs) / 1000);
    this.world.log.warn(`The clock of this computer is off by ${seconds} s; signing with the store's time`);
  }
}
