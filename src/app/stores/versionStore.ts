import type { Clock } from '../../base/clock';
import type { ProgramVersions } from '../model/version';
import { readVersions } from './reads';
import { type ReadState, ReadStore } from './readStore';

export type VersionsState = ReadState<ProgramVersions>;

/** Versions by program of the active profile. */
export class VersionStore extends ReadStore<ProgramVersions> {
  constructor(clock: Clock) {
    super((session, program) => readVersions(session, program, () => clock.now()), clock);
  }
}
