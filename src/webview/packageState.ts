/** What the page remembers while its tab is in the background: VS Code throws the page itself away. */
export interface PageState {
  /** Rows that the user has opened (true) or closed (false). */
  readonly rows: Readonly<Record<string, boolean>>;
  readonly search: string;
  /** How far it is scrolled, in pixels. */
  readonly top: number;
}
export interface StateStore {
  getState(): unknown;
  setState(state: PageState): void;
}
const empty: PageState = { rows: {}, search: '', top: 0 };
/** Enough for anyone's clicks; more would be carried along for nothing. */
const maxRows = 2000;

export class RememberedState {
  #state: PageState;

  constructor(private readonly store: StateStore) {
    this.#state = { ...empty, ...(store.getState() as Partial<PageState> | undefined) };
  }
  get value(): PageState {
    return this.#state;
  }
  set(change: Partial<PageState>): void {
    this.#state = { ...this.#state, ...change };
    this.store.setState(this.#state);
  }
  setRow(id: string, isOpen: boolean): void {
    const others = Object.entries(this.#state.rows).filter(([known]) => known !== id);
    this.set({ rows: Object.fromEntries([...others, [id, isOpen] as const].slice(-maxRows)) });
  }
}
