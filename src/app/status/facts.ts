import type { ProgramVersions, VersionState } from '../model/version';
import type { Memento } from '../ports';

/** What the status bar tells of one mini program; small enough to be kept for the next start. */
export interface StatusFacts {
  readonly name: string;
  readonly online: string | undefined;
  /** The newest version that somebody waits for. */
  readonly waiting: { readonly version: string; readonly state: WaitingState } | undefined;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}
export type WaitingState = Extract<VersionState, 'inReview' | 'approved' | 'rejected'>;
const waitingStates: readonly VersionState[] = ['inReview', 'approved', 'rejected'];

export function factsOf(name: string, { versions, readAt }: ProgramVersions): StatusFacts {
  const online = versions.find((version) => version.state === 'online');
  // Versions come highest number first. What lies below the online version is of no interest any more.
  const onlineAt = online ? versions.indexOf(online) : versions.length;
  const waiting = versions.slice(0, onlineAt).find((version) => waitingStates.includes(version.state));
  return {
    name: versions[0]?.ref.programName ?? name,
    online: online?.ref.version,
    waiting: waiting && { version: waiting.ref.version, state: waiting.state as WaitingState },
    readAt,
  };
}
/** One entry for each profile, so that removing a profile can remove it. */
const keyOf = (profileId: string): string => `status/${profileId}`;
type Kept = Readonly<Record<string, StatusFacts>>;
export const loadFacts = (state: Memento, profileId: string, mnpId: string): StatusFacts | undefined =>
  state.get<Kept>(keyOf(profileId))?.[mnpId];
export const saveFacts = (state: Memento, profileId: string, mnpId: string, facts: StatusFacts): Promise<void> =>
  state.set(keyOf(profileId), { ...state.get<Kept>(keyOf(profileId)), [mnpId]: facts });
export const forgetFacts = (state: Memento, profileId: string): Promise<void> => state.set(keyOf(profileId), undefined);
