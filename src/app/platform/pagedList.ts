import { isCancelled } from '../../base/errors';
import { Emitter } from '../../base/event';
import type { Session } from '../services';
import type { Reader } from './reads';

export interface PagedState<T> {
  readonly rows: readonly T[];
  /** How many the platform has for this search. */
  readonly total: number;
  readonly wasRead: boolean;
  /** Never read, or old. Not set by a failure, so that looking does not ask again and again. */
  readonly needsRead: boolean;
  readonly error: unknown;
}
/** What a list needs to be looked at by the clock. */
export interface PagedListOptions<T> {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** What tells a row from all others of its list, whatever else changes. */
  keyOf(row: T): string;
}
/** Most rows of one request (the largest `Limit` in the platform's samples). */
const maxLimit = 100;
/** Rows of the first page, and the fewest that "Load more" adds. */
const firstRows = 50;
/** Most rows that a refresh reads again, and that one press of "Load more" adds. */
const maxRefresh = 500;
const maxMore = 1_000;

/** One list of the platform, page by page, searched there. Errors become part of the state. */
export class PagedList<T> {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  #state: PagedState<T> = { rows: [], total: 0, wasRead: false, needsRead: true, error: undefined };
  #offset = 0;
  #keyword = '';
  /** Counts searches and changes: what was asked for before is dropped. */
  #generation = 0;
  #running: Promise<void> | undefined;
  #readAt: number | undefined;

  constructor(
    private readonly read: Reader<T>,
    private readonly open: () => Promise<Session>,
    private readonly options?: PagedListOptions<T>,
  ) {}
  /** When it was last read; milliseconds since the epoch. */
  get readAt(): number | undefined {
    return this.#readAt;
  }
  get state(): PagedState<T> {
    return this.#state;
  }
  get keyword(): string {
    return this.#keyword;
  }
  get hasMore(): boolean {
    return this.#state.wasRead && this.#offset < this.#state.total;
  }
  /** Reads when that is due. */
  async load(): Promise<PagedState<T>> {
    if (this.#state.needsRead) await this.refresh();
    return this.#state;
  }
  /** Reads again what is loaded, at least the first page. */
  refresh(): Promise<void> {
    return this.#once((session) => this.#readRows(session, 0, clamp(this.#offset, firstRows, maxRefresh), []));
  }
  /**
   * What the clock asks for: the first page, and the others only when the platform has another number of rows, or others on
   * the first page. Rows beyond those that are read again stay as they were, so that a long list never shrinks below
   * somebody's eyes.
   */
  refreshFirst(): Promise<void> {
    if (this.#offset <= maxLimit) return this.refresh();
    const { total } = this.#state;
    return this.#once(async (session) => {
      const page = await this.#readRows(session, 0, maxLimit, []);
      if (page.total === total && this.#beginsWith(page.rows)) return this.#withRest(page);
      return this.#withRest(await this.#readRows(session, page.offset, Math.min(this.#offset, maxRefresh), page.rows));
    });
  }
  /** Reads as many rows again as there are: a list of thousands takes few presses. */
  async loadMore(): Promise<void> {
    await this.#running;
    if (!this.hasMore) return;
    const to = this.#offset + clamp(this.#offset, firstRows, maxMore);
    await this.#once((session) => this.#readRows(session, this.#offset, to, this.#state.rows));
  }
  setKeyword(keyword: string): void {
    if (keyword === this.#keyword) return;
    this.#keyword = keyword;
    this.#offset = 0;
    this.#restart({ rows: [], total: 0, wasRead: false, needsRead: true, error: undefined });
  }
  markStale(): void {
    // A reading that began before the change may miss it: the next one does not wait for it.
    this.#restart({ ...this.#state, needsRead: true });
  }
  dispose(): void {
    this.#generation++;
    this.#changed.dispose();
  }
  #restart(state: PagedState<T>): void {
    this.#generation++;
    this.#running = undefined;
    this.#set(state);
  }
  async #readRows(session: Session, from: number, to: number, before: readonly T[]): Promise<Reading<T>> {
    const rows = [...before];
    const generation = this.#generation;
    const keyword = this.#keyword;
    let offset = from;
    let total: number;
    let sent: number;
    do {
      const limit = Math.min(maxLimit, to - offset);
      const page = await this.read(session, { offset, limit, keyword });
      rows.push(...page.rows);
      offset += page.sent;
      ({ sent } = page);
      total = sent === 0 ? offset : page.total;
      // Nobody wants the others any more when something else was asked for.
    } while (sent > 0 && offset < Math.min(to, total) && generation === this.#generation);
    return { rows, offset, total };
  }
  /**
   * For a list that changes at its beginning or in its length: reads the first page, and all only when that is another one.
   * Answers whether it was.
   */
  async refreshIfChanged(): Promise<boolean> {
    let isOther = false;
    await this.#once(async (session) => {
      const { rows, total } = this.#state;
      const page = await this.#readRows(session, 0, clamp(this.#offset, firstRows, maxLimit), []);
      isOther = page.total !== total || !isSame(page.rows, rows.slice(0, page.rows.length));
      if (!isOther) return { rows, offset: this.#offset, total };
      const to = clamp(this.#offset, firstRows, maxRefresh);
      return to > page.offset && page.offset < page.total ? this.#readRows(session, page.offset, to, page.rows) : page;
    });
    return isOther;
  }
  /** Whether these are the same objects, whatever changed in them, as the first that are shown. */
  #beginsWith(rows: readonly T[]): boolean {
    const { options } = this;
    const shown = this.#state.rows;
    return (
      rows.length <= shown.length && rows.every((row, at) => options?.keyOf(row) === options?.keyOf(shown[at] ?? row))
    );
  }
  #withRest({ rows, offset, total }: Reading<T>): Reading<T> {
    const { options } = this;
    if (!options || offset >= Math.min(this.#offset, total)) return { rows, offset, total };
    const read = new Set(rows.map((row) => options.keyOf(row)));
    const rest = this.#state.rows.slice(offset).filter((row) => !read.has(options.keyOf(row)));
    return { rows: [...rows, ...rest], offset: Math.min(this.#offset, total), total };
  }
  /** One reading at a time; a second caller gets the one that runs. */
  #once(read: (session: Session) => Promise<Reading<T>>): Promise<void> {
    if (this.#running) return this.#running;
    const running = this.#take(read).finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }
  async #take(read: (session: Session) => Promise<Reading<T>>): Promise<void> {
    const generation = this.#generation;
    try {
      const { rows, offset, total } = await read(await this.open());
      if (generation !== this.#generation) return;
      this.#offset = offset;
      this.#readAt = this.options?.now();
      const { needsRead, error } = this.#state;
      // Nothing new: nothing is drawn again.
      if (!needsRead && error === undefined && total === this.#state.total && isSame(rows, this.#state.rows)) return;
      this.#set({ rows, total, wasRead: true, needsRead: false, error: undefined });
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#set({ ...this.#state, needsRead: false, error: isCancelled(error) ? undefined : error });
    }
  }
  #set(state: PagedState<T>): void {
    this.#state = state;
    this.#changed.fire();
  }
}
const isSame = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
interface Reading<T> {
  readonly rows: readonly T[];
  readonly offset: number;
  readonly total: number;
}
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
