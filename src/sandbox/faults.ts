import type { ActionName } from '../contract/actions';
import type { ErrorCode } from '../contract/errorCodes';

/** Something that goes wrong on request, for tests and demonstrations. */
export interface Fault {
  /** Which requests: an action, any action (`*`), a request to the object store (`cos`, `cos:PUT`) or the media library (`smh`, `smh:PUT`), or WeChat's call (`wechat`). */
  readonly action: ActionName | '*' | 'cos' | `cos:${string}` | 'smh' | `smh:${string}` | 'wechat';
  /** The platform's (or the store's, or WeChat's) error code. Free text, so that codes we have never heard of can be tried. */
  readonly code?: ErrorCode | (string & {});
  readonly message?: string;
  /** With `body` or alone: an answer from something in between, such as a proxy. */
  readonly httpStatus?: number;
  readonly body?: string;
  /** Breaks the connection after so many bytes of the answer; 0 sends nothing at all. */
  readonly dropAfterBytes?: number;
  readonly delayMs?: number;
  /** By how much the platform's clock is off for this request. */
  readonly skewMs?: number;
  /** Does the work first: an unanswered create. */
  readonly afterHandling?: boolean;
  /** How many requests; default 1. */
  readonly times?: number;
}
/** The faults that wait for their request, first come, first served. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];

  next(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }
  clear(): void {
    this.#waiting = [];
  }
  /** How many faults have not struck yet. */
  get pending(): number {
    return this.#waiting.length;
  }
  /** The fault for this request, if any; counts it as struck. */
  take(...names: readonly string[]): Fault | undefined {
    const entry = this.#waiting.find(({ fault }) => names.includes(fault.action));
    if (!entry) return undefined;
    entry.left--;
    if (entry.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== entry);
    return entry.fault;
  }
}
