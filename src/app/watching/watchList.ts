import type { Disposable } from '../../base/disposable';
import { Observable } from '../../base/event';
import type { VersionRef } from '../model/refs';
import type { Memento } from '../ports';

/** A version in review whose verdict somebody waits for. */
export interface Watch extends VersionRef {
  /** Milliseconds since the epoch. */
  readonly since: number;
}
type Watched = Pick<VersionRef, 'profileId' | 'mnpId' | 'versionId'>;
const key = 'watches';

/** The versions that are watched, in all windows of this user. Survives a reload; each change begins with what is stored now. */
export class WatchList implements Disposable {
  readonly current: Observable<readonly Watch[]>;

  constructor(private readonly state: Memento) {
    this.current = new Observable(stored(state));
  }
  /** Takes over what other windows have changed. */
  reload(): void {
    this.#show(stored(this.state));
  }
  has(ref: Watched): boolean {
    return this.current.value.some((watch) => isSame(watch, ref));
  }
  async add(ref: VersionRef, since: number): Promise<void> {
    const { profileId, mnpId, programName, versionId, version } = ref;
    const watch: Watch = { kind: 'version', profileId, mnpId, programName, versionId, version, since };
    await this.#store([...stored(this.state).filter((other) => !isSame(other, ref)), watch]);
  }
  /** Answers false when it was not there any more: whoever ends a watch tells of it, and nobody else. */
  async remove(ref: Watched): Promise<boolean> {
    const before = stored(this.state);
    const after = before.filter((watch) => !isSame(watch, ref));
    if (after.length < before.length) await this.#store(after);
    else this.#show(after);
    return after.length < before.length;
  }
  dispose(): void {
    this.current.dispose();
  }
  async #store(watches: readonly Watch[]): Promise<void> {
    await this.state.set(key, watches.length === 0 ? undefined : watches);
    this.#show(watches);
  }
  #show(watches: readonly Watch[]): void {
    if (JSON.stringify(watches) !== JSON.stringify(this.current.value)) this.current.set(watches);
  }
}
const isSame = (a: Watched, b: Watched): boolean =>
  a.profileId === b.profileId && a.mnpId === b.mnpId && a.versionId === b.versionId;

function stored(state: Memento): readonly Watch[] {
  const value = state.get<unknown>(key);
  return Array.isArray(value) ? value.filter(isWatch) : [];
}
function isWatch(value: unknown): value is Watch {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, profileId, mnpId, programName, versionId, version, since } = value as Partial<Watch>;
  return (
    kind === 'version' &&
    [profileId, mnpId, programName, version].every((text) => typeof text === 'string') &&
    typeof versionId === 'number' &&
    typeof since === 'number'
  );
}
