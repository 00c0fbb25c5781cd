import type { Clock } from '../../base/clock';
import { isCancelled } from '../../base/errors';
import { Emitter } from '../../base/event';
import { type SortOrder, sortPrograms } from '../model/programs';
import type { Program } from '../model/version';
import type { Memento } from '../ports';
import type { Session } from '../services';
import { loadCachedList, saveCachedList } from './listCache';
import { readProgramPage } from './reads';

/** The list of mini programs as far as it is loaded, in the chosen order. */
export interface ListState {
  readonly programs: readonly Program[];
  /** How many the platform has for this search. */
  readonly total: number;
  /** When the first page was last read; undefined before. Milliseconds since the epoch. */
  readonly readAt: number | undefined;
  /** From the disk, or known to be old, and not asked for since. Not set by a failure, so that looking does not ask again and again. */
  readonly needsRead: boolean;
  readonly isLoading: boolean;
  readonly error: unknown;
}
const empty: ListState = {
  programs: [],
  total: 0,
  readAt: undefined,
  needsRead: true,
  isLoading: false,
  error: undefined,
};
/** Most rows that one request asks for (the largest `Limit` in the platform's samples). */
const maxLimit = 100;
/** Most rows that a refresh reads again; further ones stay as they were. */
const maxRefresh = 500;
/** Most rows that one press of "Load more" adds: ten requests. */
const maxMore = 1_000;
const sortKey = 'sort';

/** What a reading found: all rows known now, and how far into the platform's list they reach. */
interface Reading {
  readonly rows: Map<string, Program>;
  readonly offset: number;
  readonly total: number;
}
export interface ProgramListPorts {
  readonly clock: Clock;
  readonly workspaceState: Memento;
  readonly pageSize: () => number;
}
/** The mini programs of one profile, page by page, with server-side search. */
export class ProgramList {
  readonly #ports: ProgramListPorts;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #state = empty;
  /** Rows the platform has sent, by id, in any order. */
  #rows = new Map<string, Program>();
  #offset = 0;
  #profileId: string | undefined;
  #keyword = '';
  /** Counts changes of profile and search: later answers to earlier questions are dropped. */
  #generation = 0;
  #running: Promise<void> | undefined;

  constructor(ports: ProgramListPorts) {
    this.#ports = ports;
  }
  get state(): ListState {
    return this.#state;
  }
  get keyword(): string {
    return this.#keyword;
  }
  get sort(): SortOrder {
    return this.#ports.workspaceState.get<SortOrder>(sortKey) === 'name' ? 'name' : 'changed';
  }
  get hasMore(): boolean {
    return this.#state.readAt !== undefined && this.#offset < this.#state.total;
  }
  find(mnpId: string): Program | undefined {
    return this.#rows.get(mnpId);
  }
  /** Shows another profile: at first what was last seen of it. */
  show(profileId: string | undefined): void {
    this.#restart(profileId, '');
  }
  setKeyword(keyword: string): void {
    if (keyword !== this.#keyword) this.#restart(this.#profileId, keyword);
  }
  async setSort(order: SortOrder): Promise<void> {
    await this.#ports.workspaceState.set(sortKey, order);
    this.#publish({}, true);
  }
  /** Reads again what is loaded, at least the first page. Errors become part of the state. */
  refresh(open: () => Promise<Session>): Promise<void> {
    return this.#once(open, async (session) => {
      const wanted = Math.min(Math.max(this.#ports.pageSize(), this.#offset), maxRefresh);
      const keep = this.#offset > maxRefresh;
      const read = await this.#readRows(session, { from: 0, to: wanted, rows: keep ? this.#rows : [] });
      return keep ? { ...read, offset: Math.min(this.#offset, read.total) } : read;
    });
  }
  /** Reads only the first page and takes over its rows: what the clock asks for. */
  refreshFirst(open: () => Promise<Session>): Promise<void> {
    if (this.#offset <= this.#ports.pageSize()) return this.refresh(open);
    return this.#once(open, async (session) => {
      const page = await readProgramPage(session, { offset: 0, limit: this.#ports.pageSize(), keyword: this.#keyword });
      const rows = new Map(this.#rows);
      for (const program of page.programs) rows.set(program.ref.mnpId, program);
      return { rows, offset: Math.min(this.#offset, page.total), total: page.total };
    });
  }
  /**
   * Reads as many rows again as there are, at most `maxMore`. Each time the list grows the host makes all of its rows anew
   * (VS Code 1.104 keeps the old ones for ever): page by page, 10,000 rows would cost it a million.
   */
  async loadMore(open: () => Promise<Session>): Promise<void> {
    await this.#running;
    await this.#once(open, (session) => {
      const from = this.#offset;
      const more = Math.max(this.#ports.pageSize(), Math.min(from, maxMore));
      return this.#readRows(session, { from, to: from + more, rows: this.#rows });
    });
  }
  /** Changes one row from what our own action is known to have done; a reading confirms it later. */
  patch(mnpId: string, change: Partial<Program>): void {
    const program = this.#rows.get(mnpId);
    if (!program) return;
    this.#rows.set(mnpId, { ...program, ...change });
    this.#publish({}, true);
  }
  remove(mnpId: string): void {
    if (!this.#rows.delete(mnpId)) return;
    this.#offset = Math.max(0, this.#offset - 1);
    this.#publish({ total: Math.max(0, this.#state.total - 1) }, true);
  }
  markStale(): void {
    // A reading that began before the change may miss it: the next one does not wait for it.
    this.#running = undefined;
    this.#generation++;
    this.#publish({ needsRead: true, isLoading: false });
  }
  dispose(): void {
    this.#generation++;
    this.#changed.dispose();
  }
  /** Reads the rows between two offsets and adds them; stops when nobody wants them any more. Rejects when one page fails. */
  async #readRows(
    session: Session,
    { from, to, rows: before }: { from: number; to: number; rows: Iterable<readonly [string, Program]> },
  ): Promise<Reading> {
    const generation = this.#generation;
    const keyword = this.#keyword;
    const rows = new Map(before);
    let offset = from;
    let total: number;
    do {
      const limit = Math.min(maxLimit, to - offset);
      const page = await readProgramPage(session, { offset, limit, keyword });
      for (const program of page.programs) rows.set(program.ref.mnpId, program);
      offset += page.rows;
      total = page.rows === 0 ? offset : page.total;
    } while (offset < Math.min(to, total) && generation === this.#generation);
    return { rows, offset, total };
  }
  #restart(profileId: string | undefined, keyword: string): void {
    this.#generation++;
    this.#running = undefined;
    this.#profileId = profileId;
    this.#keyword = keyword;
    const cached =
      profileId === undefined || keyword !== '' ? undefined : loadCachedList(this.#ports.workspaceState, profileId);
    this.#rows = new Map(cached?.programs.map((program) => [program.ref.mnpId, program]));
    this.#offset = this.#rows.size;
    this.#state = empty;
    this.#publish(cached ? { total: cached.total, readAt: cached.readAt } : {}, true);
  }
  /** One reading at a time; a second caller gets the one that runs. */
  #once(open: () => Promise<Session>, read: (session: Session) => Promise<Reading>): Promise<void> {
    if (this.#running) return this.#running;
    const running = this.#read(open, read).finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }
  async #read(open: () => Promise<Session>, read: (session: Session) => Promise<Reading>): Promise<void> {
    const generation = this.#generation;
    this.#publish({ isLoading: true });
    try {
      const session = await open();
      const { rows, offset, total } = await read(session);
      if (generation !== this.#generation) return;
      this.#rows = rows;
      this.#offset = offset;
      const readAt = this.#ports.clock.now();
      this.#publish({ total, readAt, needsRead: false, isLoading: false, error: undefined }, true);
      if (this.#keyword === '')
        await saveCachedList(this.#ports.workspaceState, session.profile.id, {
          programs: this.#state.programs,
          total,
          readAt,
        });
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#publish({ isLoading: false, needsRead: false, error: isCancelled(error) ? undefined : error });
    }
  }
  /** Begins with the order of before, which is nearly right: sorting is then a matter of one pass, even for 10,000. */
  #sorted(): readonly Program[] {
    const rest = new Map(this.#rows);
    const programs: Program[] = [];
    for (const { ref } of this.#state.programs) {
      const row = rest.get(ref.mnpId);
      if (row && rest.delete(ref.mnpId)) programs.push(row);
    }
    return sortPrograms([...programs, ...rest.values()], this.sort);
  }
  #publish(change: Partial<ListState>, rowsChanged = false): void {
    const programs = rowsChanged ? this.#sorted() : this.#state.programs;
    this.#state = { ...this.#state, ...change, programs };
    this.#changed.fire();
  }
}
