import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter, type Observable } from '../../base/event';
import { ApiError } from '../../client/errors';
import type { Session, Sessions } from '../services';
import type { Administrator, GlobalDomain, Member, Role, SensitiveApi, SuperApp, Team, User } from './model';
import { PagedList } from './pagedList';
import {
  readDomains,
  readMembers,
  type Reader,
  readRoles,
  readSensitiveApis,
  readSuperApps,
  readTeams,
  readUsers,
} from './reads';
import type { SuperAppRef, TeamRef } from './refs';

/** The parts of the Platform view, in the order shown. */
export const partNames = ['superApps', 'teams', 'roles', 'users', 'globalDomains'] as const;
export type PartName = (typeof partNames)[number];
export interface Parts {
  readonly superApps: PagedList<SuperApp>;
  readonly teams: PagedList<Team>;
  readonly roles: PagedList<Role>;
  readonly users: PagedList<User>;
  readonly globalDomains: PagedList<GlobalDomain>;
}
/** What changed: a part, or the children of one super app or team; undefined = everything. */
export type PlatformChange = { readonly part: PartName } | { readonly parent: SuperAppRef | TeamRef } | undefined;

/** True when the platform refuses the key, whatever is asked again. */
export const isRefused = (error: unknown): boolean => error instanceof ApiError && error.advice === 'perm';

/** All lists of the active profile; another profile begins anew. Reads nothing by itself. */
export class PlatformStore implements Disposable {
  readonly #sessions: Sessions;
  readonly #administrator: Observable<Administrator>;
  readonly #changed = new Emitter<PlatformChange>();
  readonly #owned = new DisposableList();
  #lists = new DisposableList();
  #profileId: string | undefined;
  #parts: Parts;
  readonly #members = new Map<string, PagedList<Member>>();
  readonly #apis = new Map<string, PagedList<SensitiveApi>>();
  readonly onDidChange = this.#changed.event;

  constructor(sessions: Sessions, administrator: Observable<Administrator>) {
    this.#sessions = sessions;
    this.#administrator = administrator;
    this.#profileId = sessions.active?.id;
    this.#parts = this.#makeParts();
    this.#owned.add(sessions.onDidChange(() => this.#onSession()));
  }
  get parts(): Parts {
    return this.#parts;
  }
  get profileId(): string | undefined {
    return this.#profileId;
  }
  /** False once the platform has refused the list of users: nothing is offered then that administrators alone may do. */
  get mayAdministrate(): boolean {
    return this.#administrator.value !== 'no';
  }
  members(team: TeamRef): PagedList<Member> {
    return this.#childList(this.#members, team, readMembers(team));
  }
  sensitiveApis(superApp: SuperAppRef): PagedList<SensitiveApi> {
    return this.#childList(this.#apis, superApp, readSensitiveApis(superApp));
  }
  /** Marks everything as old; whoever shows it reads again. */
  markStale(): void {
    for (const part of partNames) this.#parts[part].markStale();
    for (const list of [...this.#members.values(), ...this.#apis.values()]) list.markStale();
  }
  dispose(): void {
    this.#owned.dispose();
    this.#lists.dispose();
    this.#changed.dispose();
  }
  readonly #open = (): Promise<Session> => this.#sessions.open(this.#profileId);

  #makeParts(): Parts {
    const make = <T>(part: PartName, read: Reader<T>): PagedList<T> =>
      this.#watched(new PagedList(read, this.#open), () => {
        if (part === 'users') this.#noteRight();
        this.#changed.fire({ part });
      });
    return {
      superApps: make('superApps', readSuperApps),
      teams: make('teams', readTeams),
      roles: make('roles', readRoles()),
      users: make('users', readUsers),
      globalDomains: make('globalDomains', readDomains),
    };
  }
  #childList<T>(known: Map<string, PagedList<T>>, parent: SuperAppRef | TeamRef, read: Reader<T>): PagedList<T> {
    const found = known.get(parent.key);
    if (found) return found;
    const made = this.#watched(new PagedList(read, this.#open), () => this.#changed.fire({ parent }));
    known.set(parent.key, made);
    return made;
  }
  #watched<T>(list: PagedList<T>, onChange: () => void): PagedList<T> {
    this.#lists.add(list);
    list.onDidChange(onChange);
    return list;
  }
  #noteRight(): void {
    const { wasRead, error } = this.#parts.users.state;
    if (isRefused(error)) this.#administrator.set('no');
    else if (wasRead && error === undefined) this.#administrator.set('yes');
  }
  #onSession(): void {
    const id = this.#sessions.active?.id;
    if (id === this.#profileId) {
      // The same profile may have another key now.
      this.#administrator.set('unknown');
      this.markStale();
      return;
    }
    this.#profileId = id;
    this.#lists.dispose();
    this.#lists = new DisposableList();
    this.#members.clear();
    this.#apis.clear();
    this.#administrator.set('unknown');
    this.#parts = this.#makeParts();
    this.#changed.fire(undefined);
  }
}
