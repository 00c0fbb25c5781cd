import type { Disposable } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import { growing } from '../../base/poll';
import { ApiError } from '../../client/errors';
import type { AppContext } from '../services';
import { tellTooLong, tellVerdict } from './tell';
import { readVerdicts, type Verdict } from './verdict';
import type { Watch, WatchList } from './watchList';

/** Milliseconds between two looks at one mini program, and between two tries to become the window that looks. */
const maxWaitMs = 300_000;
const wait = growing(30_000, maxWaitMs);
const otherWindowMs = 60_000;
/** Days after which nobody waits any more. */
const maxDays = 30;
const dayMs = 86_400_000;
/** Looks in a row after which a mini program or version that the platform does not know is taken to be gone. */
const maxMissing = 3;

export type WatcherPorts = Pick<
  AppContext,
  'clock' | 'files' | 'storagePath' | 'log' | 'ui' | 'run' | 'sessions' | 'programs'
> & { readonly watches: WatchList };

interface Turn {
  readonly looks: number;
  readonly missing: number;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}
/**
 * Waits for verdicts while something is watched, whether or not anybody sees our views. One window of all does it: the one
 * that holds the lock. What cannot be asked (offline, key missing) is asked again later without a word.
 */
export class Watcher implements Disposable {
  readonly #ports: WatcherPorts;
  readonly #turns = new Map<string, Turn>();
  readonly #end = new AbortController();
  #wake = new AbortController();
  #lock: Disposable | undefined;
  #isRunning = false;

  constructor(ports: WatcherPorts) {
    this.#ports = ports;
  }
  /** Looks after what has changed in the list; begins when it is not empty. */
  wake(): void {
    this.#wake.abort();
    if (this.#isRunning || this.#end.signal.aborted) return;
    this.#run().catch((error: unknown) => this.#ports.log.warn(`watching: ${messageOf(error)}`));
  }
  dispose(): void {
    this.#end.abort();
    this.#wake.abort();
    this.#release();
  }
  async #run(): Promise<void> {
    this.#isRunning = true;
    const { clock, watches } = this.#ports;
    try {
      while (!this.#end.signal.aborted) {
        this.#wake = new AbortController();
        const { signal } = this.#wake;
        watches.reload();
        const isOurs = await this.#takeTurn();
        if (watches.current.value.length === 0) return;
        await clock.sleep(isOurs ? this.#nextMs() : otherWindowMs, signal).catch(() => undefined);
      }
    } finally {
      this.#isRunning = false;
      this.#turns.clear();
      this.#release();
    }
  }
  /** Answers whether this window is the one that looks. What fails, such as a disk for a moment, is tried again later. */
  async #takeTurn(): Promise<boolean> {
    try {
      await this.#endOfRemovedProfiles();
      if (this.#ports.watches.current.value.length === 0 || !(await this.#takeLock())) return false;
      await this.#lookAtDue();
      return true;
    } catch (error) {
      this.#ports.log.warn(`watching: ${messageOf(error)}`);
      return false;
    }
  }
  async #endOfRemovedProfiles(): Promise<void> {
    const { watches, sessions } = this.#ports;
    const profiles = new Set(sessions.list().map(({ id }) => id));
    for (const watch of watches.current.value) if (!profiles.has(watch.profileId)) await watches.remove(watch);
  }
  async #takeLock(): Promise<boolean> {
    if (this.#lock) return true;
    const { files, storagePath } = this.#ports;
    const lock = await files.lock(files.join(storagePath, 'locks', 'watching.lock'), '');
    if (!lock.held) return false;
    if (this.#end.signal.aborted) lock.dispose();
    else this.#lock = lock;
    return this.#lock !== undefined;
  }
  #release(): void {
    this.#lock?.dispose();
    this.#lock = undefined;
  }
  async #lookAtDue(): Promise<void> {
    const { clock } = this.#ports;
    const programs = this.#programs();
    for (const id of this.#turns.keys()) if (!programs.has(id)) this.#turns.delete(id);
    for (const [id, watches] of programs) {
      const turn = this.#turns.get(id);
      // Never at once: a window that has only been opened asks nothing.
      if (!turn) this.#turns.set(id, { looks: 0, missing: 0, dueAt: clock.now() + wait(1) });
      else if (isDue(turn, clock.now()) && !this.#end.signal.aborted) await this.#look(id, turn, watches);
    }
  }
  #programs(): Map<string, [Watch, ...Watch[]]> {
    const programs = new Map<string, [Watch, ...Watch[]]>();
    for (const watch of this.#ports.watches.current.value) {
      const id = JSON.stringify([watch.profileId, watch.mnpId]);
      const others = programs.get(id);
      if (others) others.push(watch);
      else programs.set(id, [watch]);
    }
    return programs;
  }
  async #look(id: string, turn: Turn, watches: readonly [Watch, ...Watch[]]): Promise<void> {
    const { clock, sessions, log } = this.#ports;
    let missing = 0;
    try {
      const session = await sessions.open(watches[0].profileId);
      const verdicts = await readVerdicts(session, watches, () => clock.now(), this.#end.signal);
      const isGone = [...verdicts.values()].some(({ kind }) => kind === 'gone');
      if (isGone) missing = turn.missing + 1;
      for (const [watch, verdict] of verdicts)
        if (verdict.kind !== 'gone' || missing >= maxMissing) await this.#decided(watch, verdict);
    } catch (error) {
      log.debug(`watching ${watches[0].mnpId}: ${messageOf(error)}`);
      if (isUnknown(error)) missing = turn.missing + 1;
      if (missing >= maxMissing) for (const watch of watches) await this.#decided(watch, { kind: 'gone' });
    }
    for (const watch of watches) await this.#endOfTooOld(watch);
    const looks = turn.looks + 1;
    this.#turns.set(id, { looks, missing, dueAt: clock.now() + wait(looks + 1) });
  }
  async #decided(watch: Watch, verdict: Verdict): Promise<void> {
    const { watches, programs, sessions } = this.#ports;
    // "Stop Watching" may have been pressed meanwhile.
    if (this.#end.signal.aborted || !(await watches.remove(watch))) return;
    programs.invalidate(watch.mnpId);
    const profile = sessions.list().find(({ id }) => id === watch.profileId);
    if (profile) tellVerdict(this.#ports, profile, watch, verdict);
  }
  async #endOfTooOld(watch: Watch): Promise<void> {
    const { watches, clock } = this.#ports;
    if (clock.now() - watch.since > maxDays * dayMs && (await watches.remove(watch)))
      tellTooLong(this.#ports, watch, maxDays);
  }
  #nextMs(): number {
    const now = this.#ports.clock.now();
    const waits = [...this.#turns.values()].map(({ dueAt }) => dueAt - now);
    return Math.max(1_000, Math.min(...waits, otherWindowMs));
  }
}
/** Nothing is due later than the longest wait: the clock has been set back meanwhile. */
const isDue = ({ dueAt }: Turn, now: number): boolean => dueAt <= now || dueAt > now + maxWaitMs;
/** True when the platform said that it does not know what was asked for. */
const isUnknown = (error: unknown): boolean =>
  error instanceof ApiError && (error.advice === 'input' || error.advice === 'state');
