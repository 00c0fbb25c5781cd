import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter, type Observable } from '../../base/event';
import { assertNever } from '../../base/errors';
import { ApiError } from '../../client/errors';
import { knownReviewer } from '../approvals/rights';
import type { Memento } from '../ports';
import type { Session, Sessions } from '../services';
import type { Administrator, GlobalDomain, Member, Role, SensitiveApi, SuperApp, Team, User } from './model';
import { PagedList } from './pagedList';
import { type PartName, partNames } from './parts';
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
import { readLedTeams } from './ledTeams';
import type { ObjectNode, RoleNode } from './node';
import type { PlatformRef, SuperAppRef, TeamRef } from './refs';

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

type Row = Role | { readonly ref: PlatformRef };
const keyOf = (row: Row): string => ('ref' in row ? row.ref.key : String(row.roleId));

export interface PlatformPorts {
  readonly sessions: Sessions;
  /** What is found out about the key is put there. */
  readonly administrator: Observable<Administrator>;
  readonly clock: Pick<Clock, 'now'>;
  /** Keeps whose key it is. */
  readonly globalState: Memento;
}

/** All lists of the active profile; another profile begins anew. Reads nothing by itself. */
export class PlatformStore implements Disposable {
  readonly #sessions: Sessions;
  readonly #administrator: Observable<Administrator>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #globalState: Memento;
  /** Teams that the owner of the key administrates, as far as that is known; asked for when the platform is not theirs. */
  #led: ReadonlySet<string> = new Set();
  /** Counts keys: teams that were asked for with another one do not count. */
  #keys = 0;
  readonly #changed = new Emitter<PlatformChange>();
  readonly #owned = new DisposableList();
  #lists = new DisposableList();
  #profileId: string | undefined;
  #parts: Parts;
  readonly #members = new Map<string, PagedList<Member>>();
  readonly #apis = new Map<string, PagedList<SensitiveApi>>();
  readonly onDidChange = this.#changed.event;

  constructor({ sessions, administrator, clock, globalState }: PlatformPorts) {
    this.#clock = clock;
    this.#globalState = globalState;
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
  /** False when the platform would refuse to change this: a team's administrator may change what belongs to the team. */
  mayChange(node: ObjectNode | RoleNode): boolean {
    if (this.mayAdministrate) return true;
    switch (node.kind) {
      case 'team':
        return this.#led.has(node.key);
      case 'member':
        return this.#led.has(node.team.key);
      case 'superApp':
        return this.#led.has(node.row.teamId);
      case 'sensitiveApi': {
        const { key } = node.superApp;
        return this.#parts.superApps.state.rows.some(({ ref, teamId }) => ref.key === key && this.#led.has(teamId));
      }
      case 'user':
      case 'globalDomain':
      case 'role':
        return false;
      default:
        return assertNever(node);
    }
  }
  /** Whether something may be added to this part. */
  mayAdd(part: PartName): boolean {
    if (this.mayAdministrate) return true;
    return part === 'superApps' && this.#parts.superApps.state.rows.some(({ teamId }) => this.#led.has(teamId));
  }
  /** Whether this team's super apps may be created with the key. */
  mayCreateFor = (team: TeamRef): boolean => this.mayAdministrate || this.#led.has(team.key);
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
    const make = <T extends Row>(part: PartName, read: Reader<T>): PagedList<T> =>
      this.#watched(this.#newList(read, keyOf), () => {
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
  #childList<T extends Row>(
    known: Map<string, PagedList<T>>,
    parent: SuperAppRef | TeamRef,
    read: Reader<T>,
  ): PagedList<T> {
    const found = known.get(parent.key);
    if (found) return found;
    const made = this.#watched(this.#newList(read, keyOf), () => this.#changed.fire({ parent }));
    known.set(parent.key, made);
    return made;
  }
  #newList<T>(read: Reader<T>, key: (row: T) => string): PagedList<T> {
    return new PagedList(read, this.#open, { now: () => this.#clock.now(), keyOf: key });
  }
  #watched<T>(list: PagedList<T>, onChange: () => void): PagedList<T> {
    this.#lists.add(list);
    list.onDidChange(onChange);
    return list;
  }
  #noteRight(): void {
    const { wasRead, error } = this.#parts.users.state;
    if (isRefused(error)) {
      this.#administrator.set('no');
      void this.#loadLed();
    } else if (wasRead && error === undefined) this.#administrator.set('yes');
  }
  /** Never rejects: nothing more is offered then, and the next reading of the users tries again. */
  async #loadLed(): Promise<void> {
    const key = this.#keys;
    try {
      const session = await this.#open();
      const { account } = knownReviewer(this.#globalState, session);
      const led = account === undefined ? new Set<string>() : await readLedTeams(session, account);
      const isNew = led.size !== this.#led.size || [...led].some((key) => !this.#led.has(key));
      if (key !== this.#keys || !isNew) return;
      this.#led = led;
      this.#changed.fire(undefined);
    } catch {
      // The lists that are shown fail for the same reason, and tell it.
    }
  }
  #onSession(): void {
    const id = this.#sessions.active?.id;
    this.#keys++;
    if (id === this.#profileId) {
      // The same profile may have another key now.
      this.#led = new Set();
      this.#administrator.set('unknown');
      this.markStale();
      return;
    }
    this.#profileId = id;
    this.#led = new Set();
    this.#lists.dispose();
    this.#lists = new DisposableList();
    this.#members.clear();
    this.#apis.clear();
    this.#administrator.set('unknown');
    this.#parts = this.#makeParts();
    this.#changed.fire(undefined);
  }
}
