import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { ProgramRef } from '../model/refs';
import type { Program, ProgramVersions } from '../model/version';
import type { Profile } from '../profile';
import { isSandboxProfileId } from '../profiles/profileStore';
import type { Programs, Session, Sessions } from '../services';
import { ProgramList, type ProgramListPorts } from './programList';
import { ProgramParts } from './programParts';
import { readProgram, readVersions } from './reads';
import { VersionStore, type VersionsState } from './versionStore';

/** The list and the versions of the active profile, kept in step with each other. Shown data is pulled: see `needsRead`. */
export class ProgramStore implements Programs, Disposable {
  readonly list: ProgramList;
  readonly versionStates: VersionStore;
  readonly parts: ProgramParts;
  readonly #sessions: Sessions;
  readonly #clock: Clock;
  readonly #changed = new Emitter<{ readonly mnpId: string | undefined }>();
  readonly #disposables = new DisposableList();
  #identity: string | undefined;
  /** Rows as they were at the last reading, to see which programs changed on the platform. */
  #seen = new Map<string, string>();
  #seenIn: readonly Program[] = [];
  readonly onDidChange = this.#changed.event;

  constructor(ports: ProgramListPorts, sessions: Sessions) {
    this.#sessions = sessions;
    this.#clock = ports.clock;
    this.list = new ProgramList(ports);
    this.versionStates = new VersionStore(ports.clock);
    this.parts = new ProgramParts(ports.clock);
    this.#disposables.add(this.list.onDidChange(() => this.#onList()));
    this.#disposables.add(this.versionStates.onDidChange((mnpId) => this.#onVersions(mnpId)));
    this.#disposables.add(this.parts.onDidChange((mnpId) => this.#changed.fire({ mnpId })));
    this.#disposables.add(sessions.onDidChange(() => this.#onSession()));
    this.#onSession();
  }
  /** Opens the active profile; given to every reading, so that the profile is the one of that moment. */
  readonly open = (): Promise<Session> => this.#sessions.open();

  async program(session: Session, mnpId: string, signal?: AbortSignal): Promise<Program> {
    const program = await readProgram(session, mnpId, { signal });
    if (this.#isActive(session)) {
      const { ref, intro, type, iconUrl, isRemoved, onlineVersion } = program;
      this.list.patch(mnpId, { ref, intro, type, iconUrl, isRemoved, onlineVersion });
    }
    return program;
  }
  async versions(session: Session, mnpId: string, signal?: AbortSignal): Promise<ProgramVersions> {
    const ref = this.refOf(session.profile.id, mnpId);
    const versions = await readVersions(session, ref, () => this.#clock.now(), { signal });
    if (this.#isActive(session)) this.versionStates.put(mnpId, versions);
    return versions;
  }
  invalidate(mnpId?: string): void {
    this.versionStates.markStale(mnpId);
    this.parts.markStale(mnpId);
    if (mnpId === undefined) this.list.markStale();
    this.#changed.fire({ mnpId });
  }
  /** The versions as they are known, read when that is due. Never rejects. */
  loadVersions(program: ProgramRef): Promise<VersionsState> {
    return this.versionStates.load(this.open, program);
  }
  /** Never rejects: a failure is part of the list's state. */
  async loadList(): Promise<void> {
    if (this.list.state.needsRead) await this.list.refresh(this.open);
  }
  /** Forgets all that is known: the place behind the profile is another one now. */
  startOver(): void {
    this.#identity = undefined;
    this.#onSession();
  }
  /** Takes the program out of what is shown, after it was deleted. */
  forget(mnpId: string): void {
    this.list.remove(mnpId);
    this.#changed.fire({ mnpId: undefined });
  }
  /** The handle of a program, with its name where it is known. */
  refOf(profileId: string, mnpId: string): ProgramRef {
    return this.list.find(mnpId)?.ref ?? { kind: 'program', profileId, mnpId, name: mnpId };
  }
  dispose(): void {
    this.#disposables.dispose();
    this.list.dispose();
    this.versionStates.dispose();
    this.parts.dispose();
    this.#changed.dispose();
  }
  #isActive(session: Session): boolean {
    return session.profile.id === this.#sessions.active?.id;
  }
  #onSession(): void {
    const { active } = this.#sessions;
    const identity = active && identityOf(active);
    if (identity === this.#identity) {
      // The same place with another key or name: what failed may work now.
      if (this.list.state.error !== undefined) this.invalidate();
      return;
    }
    this.#identity = identity;
    this.#seen = new Map();
    this.versionStates.clear();
    this.parts.clear();
    this.list.show(active?.id);
    this.#changed.fire({ mnpId: undefined });
  }
  /** A row that changed on the platform makes what is known of its versions old. */
  #onList(): void {
    const { programs } = this.list.state;
    if (programs === this.#seenIn) return;
    this.#seenIn = programs;
    const seen = new Map<string, string>();
    const changed: string[] = [];
    for (const program of programs) {
      const mark = `${program.updatedAt ?? ''}/${program.onlineVersion ?? ''}/${program.isRemoved}`;
      const before = this.#seen.get(program.ref.mnpId);
      seen.set(program.ref.mnpId, mark);
      if (before !== undefined && before !== mark) {
        const known = this.versionStates.stateOf(program.ref.mnpId).value;
        const isOurs = known && onlineOf(known) === program.onlineVersion;
        if (!isOurs) changed.push(program.ref.mnpId);
      }
    }
    this.#seen = seen;
    for (const mnpId of changed) this.invalidate(mnpId);
  }
  #onVersions(mnpId: string): void {
    const { value, error } = this.versionStates.stateOf(mnpId);
    if (value && error === undefined) {
      const onlineVersion = onlineOf(value);
      const row = this.list.find(mnpId);
      if (row && !row.isRemoved && row.onlineVersion !== onlineVersion) this.list.patch(mnpId, { onlineVersion });
    }
    this.#changed.fire({ mnpId });
  }
}
const onlineOf = (versions: ProgramVersions): string | undefined =>
  versions.versions.find((version) => version.state === 'online')?.ref.version;
/** What makes another world of data. The emulator's address changes with each start and does not count. */
function identityOf(profile: Profile): string {
  const { id, endpoint, platformId, secretId, dialect } = profile;
  return isSandboxProfileId(id) ? id : JSON.stringify([id, endpoint, platformId, secretId, dialect]);
}
