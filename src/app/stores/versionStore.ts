import type { Clock } from '../../base/clock';
import { isCancelled } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { ProgramRef } from '../model/refs';
import type { ProgramVersions } from '../model/version';
import type { Session } from '../services';
import { readVersions } from './reads';

/** What is known of one program's versions. `value` stays while a newer reading is under way or failed. */
export interface VersionsState {
  readonly value: ProgramVersions | undefined;
  /** Something happened since it was read, or it was never read. Not set by a failure, so that looking does not ask again and again. */
  readonly needsRead: boolean;
  readonly error: unknown;
}
const nothing: VersionsState = { value: undefined, needsRead: true, error: undefined };

/** Versions by program of the active profile. */
export class VersionStore {
  readonly #clock: Clock;
  readonly #states = new Map<string, VersionsState>();
  readonly #reading = new Map<string, Promise<VersionsState>>();
  readonly #changed = new Emitter<string>();
  /** Counts `clear`: an answer that was asked for before belongs to another profile. */
  #generation = 0;
  /** Fires with the program id whose state changed. */
  readonly onDidChange = this.#changed.event;

  constructor(clock: Clock) {
    this.#clock = clock;
  }
  stateOf(mnpId: string): VersionsState {
    return this.#states.get(mnpId) ?? nothing;
  }
  known(): readonly string[] {
    return [...this.#states.keys()];
  }
  /** Reads when that is due. Never rejects: an error is part of the state. */
  async load(open: () => Promise<Session>, program: ProgramRef): Promise<VersionsState> {
    const state = this.stateOf(program.mnpId);
    return state.needsRead ? this.read(open, program) : state;
  }
  /** Reads now; one reading at a time for each program. */
  read(open: () => Promise<Session>, program: ProgramRef): Promise<VersionsState> {
    const running = this.#reading.get(program.mnpId);
    if (running) return running;
    const reading = this.#readNow(open, program).finally(() => {
      if (this.#reading.get(program.mnpId) === reading) this.#reading.delete(program.mnpId);
    });
    this.#reading.set(program.mnpId, reading);
    return reading;
  }
  /** Takes over what somebody else has just read. */
  put(mnpId: string, value: ProgramVersions): void {
    this.#set(mnpId, { value, needsRead: false, error: undefined });
  }
  markStale(mnpId?: string): void {
    for (const id of mnpId === undefined ? this.known() : [mnpId]) {
      // A reading that began before the change may miss it: it no longer counts.
      this.#reading.delete(id);
      const state = this.#states.get(id);
      if (state) this.#states.set(id, { ...state, needsRead: true });
    }
  }
  clear(): void {
    this.#generation++;
    this.#states.clear();
    this.#reading.clear();
  }
  dispose(): void {
    this.clear();
    this.#changed.dispose();
  }
  async #readNow(open: () => Promise<Session>, program: ProgramRef): Promise<VersionsState> {
    const generation = this.#generation;
    let next: VersionsState;
    try {
      const value = await readVersions(await open(), program, () => this.#clock.now());
      next = { value, needsRead: false, error: undefined };
    } catch (error) {
      const before = this.stateOf(program.mnpId);
      next = isCancelled(error) ? before : { value: before.value, needsRead: false, error };
    }
    if (generation === this.#generation) this.#set(program.mnpId, next);
    return next;
  }
  #set(mnpId: string, state: VersionsState): void {
    this.#states.set(mnpId, state);
    this.#changed.fire(mnpId);
  }
}
