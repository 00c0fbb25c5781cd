import type { Program } from '../model/version';
import type { Memento } from '../ports';

/** The first page as it was last seen, so that the first paint needs no network. */
export interface CachedList {
  readonly programs: readonly Program[];
  readonly total: number;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}
const keyOf = (profileId: string): string => `list/${profileId}`;
const maxCached = 50;

export function loadCachedList(state: Memento, profileId: string): CachedList | undefined {
  const cached = state.get<Partial<CachedList>>(keyOf(profileId));
  if (!Array.isArray(cached?.programs) || typeof cached.readAt !== 'number') return undefined;
  return { programs: cached.programs, total: cached.total ?? cached.programs.length, readAt: cached.readAt };
}
export async function saveCachedList(state: Memento, profileId: string, list: CachedList): Promise<void> {
  const programs = list.programs.slice(0, maxCached).map((program) => ({
    ...program,
    // Icon addresses can be signed; a signature is not kept on disk.
    iconUrl: program.iconUrl.replace(/\?.*$/, ''),
  }));
  await state.set(keyOf(profileId), { ...list, programs });
}
export async function forgetCachedList(state: Memento, profileId: string): Promise<void> {
  await state.set(keyOf(profileId), undefined);
}
