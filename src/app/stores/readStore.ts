import type { Clock } from '../../base/clock';
import { isCancelled } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { ProgramRef } from '../model/refs';
import type { Session } from '../services';

/** What is known of one program in some respect. `value` stays while a newer reading is under way or failed. */
export interface ReadState<T> {
  readonly value: T | undefined;
  /** Something happened since it was read, or it was never read. Not set by a failure, so that looking does not ask again and again. */
  readonly needsRead: boolean;
  readonly error: unknown;
  /** When `value` was read; milliseconds since the epoch. */
  readonly readAt: number | undefined;
}
const nothing = { value: undefined, needsRead: true, error: undefined, readAt: undefined } as const;

/** What was read of each program of the active profile, such as its versions. */
export class ReadStore<T> {
  readonly #readOne: (session: Session, program: ProgramRef) => Promise<T>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #states = new Map<string, ReadState<T>>();
  readonly #reading = new Map<string, Promise<ReadState<T>>>();
  readonly #changed = new Emitter<string>();
  /** Counts `clear`: an answer that was asked for before belongs to another profile. */
  #generation = 0;
  /** Counts what made readings of a program old; one that began before leaves it due to be read. */
  readonly #changes = new Map<string, number>();
  /** Counts readings, those of others too. */
  #begun = 0;
  /** Which reading told last of a program: an earlier one that answers later has nothing to add. */
  readonly #told = new Map<string, number>();
  /** Fires with the program id whose state changed. */
  readonly onDidChange = this.#changed.event;

  constructor(readOne: (session: Session, program: ProgramRef) => Promise<T>, clock: Pick<Clock, 'now'>) {
    this.#readOne = readOne;
    this.#clock = clock;
  }
  stateOf(mnpId: string): ReadState<T> {
    return this.#states.get(mnpId) ?? nothing;
  }
  known(): readonly string[] {
    return [...this.#states.keys()];
  }
  /** Reads when that is due. Never rejects: an error is part of the state. */
  async load(open: () => Promise<Session>, program: ProgramRef): Promise<ReadState<T>> {
    const state = this.stateOf(program.mnpId);
    return state.needsRead ? this.read(open, program) : state;
  }
  /** Reads now; one reading at a time for each program. */
  read(open: () => Promise<Session>, program: ProgramRef): Promise<ReadState<T>> {
    const running = this.#reading.get(program.mnpId);
    if (running) return running;
    const reading = this.#readNow(open, program).finally(() => {
      if (this.#reading.get(program.mnpId) === reading) this.#reading.delete(program.mnpId);
    });
    this.#reading.set(program.mnpId, reading);
    return reading;
  }
  /** Takes over what somebody else has just read: of a reading that began before and answers later nothing is taken. */
  put(mnpId: string, value: T): void {
    this.#told.set(mnpId, ++this.#begun);
    this.#set(mnpId, { value, needsRead: false, error: undefined, readAt: this.#clock.now() });
  }
  markStale(mnpId?: string): void {
    for (const id of mnpId === undefined ? new Set([...this.known(), ...this.#reading.keys()]) : [mnpId]) {
      // A reading that began before the change may miss it: the next one does not wait for it.
      this.#reading.delete(id);
      this.#changes.set(id, this.#changesOf(id) + 1);
      const state = this.#states.get(id);
      if (state) this.#states.set(id, { ...state, needsRead: true });
    }
  }
  clear(): void {
    this.#generation++;
    this.#states.clear();
    this.#reading.clear();
    this.#changes.clear();
    this.#told.clear();
  }
  dispose(): void {
    this.clear();
    this.#changed.dispose();
  }
  async #readNow(open: () => Promise<Session>, program: ProgramRef): Promise<ReadState<T>> {
    const generation = this.#generation;
    const { mnpId } = program;
    const changes = this.#changesOf(mnpId);
    const turn = ++this.#begun;
    let next: ReadState<T>;
    try {
      const value = await this.#readOne(await open(), program);
      next = { value, needsRead: false, error: undefined, readAt: this.#clock.now() };
    } catch (error) {
      const before = this.stateOf(mnpId);
      next = isCancelled(error) ? before : { ...before, needsRead: false, error };
    }
    if (generation !== this.#generation) return next;
    if (turn < (this.#told.get(mnpId) ?? 0)) return this.stateOf(mnpId);
    this.#told.set(mnpId, turn);
    this.#set(mnpId, { ...next, needsRead: next.needsRead || changes !== this.#changesOf(mnpId) });
    return next;
  }
  #changesOf(mnpId: string): number {
    return this.#changes.get(mnpId) ?? 0;
  }
  #set(mnpId: string, state: ReadState<T>): void {
    this.#states.set(mnpId, state);
    this.#changed.fire(mnpId);
  }
}
