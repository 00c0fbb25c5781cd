/** Counts calls per key in whole seconds, as the platform words it ("in a second"). */
export class RateLimit {
  #second = 0;
  readonly #counts = new Map<string, number>();

  /** `nowMs` is real time: an injected clock that stands still must not lock everybody out. */
  constructor(
    readonly perSecond: number,
    private readonly nowMs: () => number,
  ) {}

  /** Counts one call. Answers how many came within this second when that is too many. */
  exceeded(key: string): number | undefined {
    const second = Math.floor(this.nowMs() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#counts.clear();
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count > this.perSecond ? count : undefined;
  }
}
