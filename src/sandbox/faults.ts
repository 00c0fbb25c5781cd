import type { Clock } from '../base/clock';
import type { ActionName } from '../contract/actions';
import type { ErrorCode } from '../contract/errorCodes';
import { RateLimit } from './rateLimit';

/** Something that goes wrong on request, for tests, demonstrations and rehearsals. */
export interface Fault {
  /**
   * Which requests: an action, any action (`*`), a request to the object store (`cos`, `cos:PUT`) or the media library
   * (`smh`, `smh:PUT`), or WeChat's call (`wechat`). Or what the platform does by itself: the download of FileUrl
   * (`fileUrl`), a build (`build`), the verdict on a request for approval (`review`).
   */
  readonly action:
    ActionName | '*' | 'cos' | `cos:${string}` | 'smh' | `smh:${string}` | 'wechat' | 'fileUrl' | 'build' | 'review';
  /** The platform's (or the store's, or WeChat's) error code. Free text, so that codes we have never heard of can be tried. */
  readonly code?: ErrorCode | (string & {});
  /** With a code its text; of a build why it fails; of a review the reviewer's words. */
  readonly message?: string;
  /** With `body` or alone: an answer from something in between, such as a proxy. Of `fileUrl`: what the server answers the platform. */
  readonly httpStatus?: number;
  readonly body?: string;
  /** Breaks the connection after so many bytes of the answer; 0 sends nothing at all. */
  readonly dropAfterBytes?: number;
  /** Of a build how much longer it takes, of a review how long the reviewer takes. */
  readonly delayMs?: number;
  /** By how much the platform's clock is off for this request. */
  readonly skewMs?: number;
  /** Does the work first: an unanswered create. */
  readonly afterHandling?: boolean;
  /** Lets so many requests through in a second; those above it are refused, and only they count as struck. */
  readonly perSecond?: number;
  /** What the reviewer says to the next request for approval. */
  readonly decision?: 'approve' | 'reject';
  /** How many requests; default 1. */
  readonly times?: number;
}
export interface WaitingFault {
  readonly id: string;
  readonly fault: Fault;
  /** How many requests it still strikes, and how many it has struck. */
  readonly left: number;
  readonly struck: number;
}
export interface StruckFault {
  /** Of the fault that struck. */
  readonly id: string;
  readonly fault: Fault;
  /** What it struck: an action, `cos:PUT`, `build`. */
  readonly request: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
interface Entry {
  readonly id: string;
  readonly fault: Fault;
  readonly limit: RateLimit | undefined;
  left: number;
  struck: number;
}
/** How many strikes are remembered. */
const keptStrikes = 100;

/** The faults that wait for their request, first come, first served, and those that struck. They end with the process. */
export class Faults {
  #waiting: Entry[] = [];
  #struck: readonly StruckFault[] = [];
  #count = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Answers the id by which it can be taken back. */
  next(fault: Fault): string {
    const id = String(++this.#count);
    // Real time, as the platform's own limit.
    const limit = fault.perSecond === undefined ? undefined : new RateLimit(fault.perSecond, Date.now);
    this.#waiting.push({ id, fault, limit, left: fault.times ?? 1, struck: 0 });
    return id;
  }
  /** False when it has struck for the last time, or never was. */
  remove(id: string): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((entry) => entry.id !== id);
    return this.#waiting.length < before;
  }
  /** Takes back what waits and forgets what struck. */
  clear(): void {
    this.#waiting = [];
    this.#struck = [];
  }
  /** How many faults have not struck yet. */
  get pending(): number {
    return this.#waiting.length;
  }
  get waiting(): readonly WaitingFault[] {
    return this.#waiting.map(({ id, fault, left, struck }) => ({ id, fault, left, struck }));
  }
  /** The last strikes, newest first. */
  get struck(): readonly StruckFault[] {
    return this.#struck;
  }
  /** The fault for this request, if any; counts it as struck. The first name is the one that is remembered. */
  take(...names: readonly [string, ...string[]]): Fault | undefined {
    const entry = this.#waiting.find(
      ({ fault, limit }) => names.includes(fault.action) && (!limit || limit.exceeded(names[0]) !== undefined),
    );
    if (!entry) return undefined;
    entry.left--;
    entry.struck++;
    if (entry.left <= 0) this.#waiting.splice(this.#waiting.indexOf(entry), 1);
    const { id, fault } = entry;
    this.#struck = [{ id, fault, request: names[0], at: this.clock.now() }, ...this.#struck].slice(0, keptStrikes);
    return fault.perSecond === undefined ? fault : { ...fault, ...refusal(fault.perSecond) };
  }
}
/** In the platform's words. */
const refusal = (perSecond: number): Pick<Fault, 'code' | 'message'> => ({
  code: 'RequestLimitExceeded',
  message: `Your current request times exceeds the frequency limit \`${perSecond}\` for a second. Please reduce the frequency of calls.`,
});
