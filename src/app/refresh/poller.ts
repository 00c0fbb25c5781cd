import type { Clock } from '../../base/clock';
import { type Disposable, toDisposable } from '../../base/disposable';
import { isCancelled, messageOf } from '../../base/errors';
import type { Log } from '../../base/log';
import type { Presence } from '../ports';

/** Something that is looked at again and again. */
export interface PollJob {
  readonly name: string;
  /** Who must be there: a focused window (the status bar shows it), or one in which our view can be seen too. */
  readonly needs: 'focus' | 'view';
  /** Milliseconds between two looks; undefined = not now. Asked before each wait. */
  readonly everyMs: () => number | undefined;
  /** When it was last read, by whomever; undefined = never. Milliseconds since the epoch. */
  readonly readAt: () => number | undefined;
  /** Looks once. Answers false, or rejects, when that failed. */
  readonly look: () => Promise<boolean>;
}
export interface PollerPorts {
  readonly clock: Clock;
  readonly presence: Presence;
  readonly log: Log;
  /** The setting `miniProgram.autoRefresh`. */
  readonly isEnabled: () => boolean;
  /** Called at each turn, so that "3 min ago" stays true. */
  readonly onTurn: () => void;
}
/** Longest wait after failures. */
const maxMs = 600_000;
/** Longest sleep: jobs may become due by what others did meanwhile. */
const turnMs = 60_000;
/** Shortest sleep. */
const minTurnMs = 1_000;

interface Entry {
  readonly job: PollJob;
  triedAt: number | undefined;
  failures: number;
}
/** The one poller of a window: looks only at what somebody can see, one job after the other, and less often after failures. */
export class Poller implements Disposable {
  readonly #ports: PollerPorts;
  readonly #entries: Entry[] = [];
  readonly #subscription: Disposable;
  #wake = new AbortController();
  #isRunning = false;
  #isDisposed = false;

  constructor(ports: PollerPorts) {
    this.#ports = ports;
    this.#subscription = ports.presence.onDidChange(() => this.kick());
  }
  add(job: PollJob): Disposable {
    const entry: Entry = { job, triedAt: undefined, failures: 0 };
    this.#entries.push(entry);
    this.kick();
    return toDisposable(() => this.#entries.splice(this.#entries.indexOf(entry), 1));
  }
  /** Asks at once what is due; for changes of what should be watched. */
  kick(): void {
    this.#wake.abort();
    if (!this.#isRunning && !this.#isDisposed && this.#ports.presence.isFocused) void this.#run();
  }
  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    this.#wake.abort();
  }
  async #run(): Promise<void> {
    this.#isRunning = true;
    const { clock, presence } = this.#ports;
    try {
      while (!this.#isDisposed && presence.isFocused) {
        this.#wake = new AbortController();
        const { signal } = this.#wake;
        if (this.#ports.isEnabled()) for (const entry of [...this.#entries]) await this.#lookIfDue(entry);
        this.#ports.onTurn();
        await clock.sleep(this.#nextTurn(), signal).catch(() => undefined);
      }
    } finally {
      this.#isRunning = false;
    }
  }
  async #lookIfDue(entry: Entry): Promise<void> {
    const due = this.#dueAt(entry);
    const { clock, log } = this.#ports;
    if (due === undefined || due > clock.now() || this.#isDisposed) return;
    entry.triedAt = clock.now();
    try {
      entry.failures = (await entry.job.look()) ? 0 : entry.failures + 1;
    } catch (error) {
      if (isCancelled(error)) return;
      entry.failures++;
      log.debug(`poll ${entry.job.name}: ${messageOf(error)}`);
    }
  }
  /** Undefined when the job rests. */
  #dueAt({ job, triedAt, failures }: Entry): number | undefined {
    const { presence } = this.#ports;
    const isSeen = job.needs === 'view' ? presence.isWatched : presence.isFocused;
    const every = isSeen ? job.everyMs() : undefined;
    if (every === undefined) return undefined;
    const now = this.#ports.clock.now();
    // What lies in the future was noted before the clock was set back.
    const last = Math.max(
      ...[job.readAt() ?? -Infinity, triedAt ?? -Infinity].filter((time) => time <= now),
      -Infinity,
    );
    return last === -Infinity ? now : last + Math.max(every, Math.min(maxMs, every * 2 ** failures));
  }
  #nextTurn(): number {
    const now = this.#ports.clock.now();
    const waits = this.#entries.flatMap((entry) => this.#dueAt(entry) ?? []).map((due) => due - now);
    return Math.max(minTurnMs, Math.min(turnMs, ...waits));
  }
}
