import type { Clock } from '../../base/clock';
import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter } from '../../base/event';
import { PagedList } from '../platform/pagedList';
import type { Memento } from '../ports';
import type { Session, Sessions } from '../services';
import { type ApprovalRequest, isOpenRequest, isOpenVerdict, mergeRows, requestKey, type Verdict } from './model';
import { type ApprovalFilter, apiRequests, type Phase, versionRequests } from './reads';
import { isRefused, knownReviewer, mayDecide, readMembership, type Reviewer } from './rights';

export interface ApprovalsPorts {
  readonly sessions: Sessions;
  /** Keeps whose key it is. */
  readonly globalState: Memento;
  readonly clock: Clock;
}
/** Groups of the Approvals view, in the order shown. */
export const approvalGroups = ['waiting', 'inProgress', 'decided'] as const;
export type ApprovalGroup = (typeof approvalGroups)[number];
export interface ApprovalsState {
  readonly groups: Readonly<Record<ApprovalGroup, readonly ApprovalRequest[]>>;
  /** Whether the open requests, or the decided ones, have been read at all. */
  readonly wasRead: Readonly<Record<Phase, boolean>>;
  readonly hasMore: Readonly<Record<Phase, boolean>>;
  readonly errors: Readonly<Record<Phase, unknown>>;
  /** The platform shows this key no approvals at all. */
  readonly isRefused: boolean;
  /** Requests are open, and none of them may be decided with this key. */
  readonly mayDecideNothing: boolean;
}
interface Lists {
  readonly open: readonly PagedList<ApprovalRequest>[];
  readonly decided: readonly PagedList<ApprovalRequest>[];
}
/** Most rows of open requests that are read without being asked: the badge counts them. */
const maxOpen = 1_000;
const nobody: Reviewer = { account: undefined, refusedFor: [], memberFor: undefined };

/** Requests for approval of the active profile; another profile begins anew. Reads nothing by itself. */
export class ApprovalsStore implements Disposable {
  readonly #ports: ApprovalsPorts;
  readonly #changed = new Emitter<void>();
  readonly #owned = new DisposableList();
  #made = new DisposableList();
  #lists: Lists;
  #profileId: string | undefined;
  #filter: ApprovalFilter = {};
  #reviewer = nobody;
  #membership: { readonly account: string | undefined; readonly teams: readonly string[] | undefined } | undefined;
  readonly #teams = new Map<string, string | undefined>();
  #state: ApprovalsState | undefined;
  #readAt: number | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(ports: ApprovalsPorts) {
    this.#ports = ports;
    this.#profileId = ports.sessions.active?.id;
    this.#lists = this.#makeLists();
    this.#owned.add(ports.sessions.onDidChange(() => this.#onSession()));
  }
  get profileId(): string | undefined {
    return this.#profileId;
  }
  get filter(): ApprovalFilter {
    return this.#filter;
  }
  get reviewer(): Reviewer {
    return this.#reviewer;
  }
  /** When the open requests were last read; milliseconds since the epoch. */
  get readAt(): number | undefined {
    return this.#readAt;
  }
  get state(): ApprovalsState {
    return (this.#state ??= this.#makeState());
  }
  /** Every request that is known, open ones first. */
  get known(): readonly ApprovalRequest[] {
    return approvalGroups.flatMap((group) => this.state.groups[group]);
  }
  /** Whether the open requests, as read last, say something else of this one. False when that cannot be told. */
  isOld({ ref, verdicts }: ApprovalRequest): boolean {
    const { wasRead, hasMore, errors, groups } = this.state;
    const isWhole =
      wasRead.open && !hasMore.open && errors.open === undefined && Object.keys(this.#filter).length === 0;
    if (!isWhole || ref.profileId !== this.#profileId) return false;
    const known = [...groups.waiting, ...groups.inProgress].find((one) => requestKey(one.ref) === requestKey(ref));
    return openIds(verdicts) !== openIds(known?.verdicts ?? []);
  }
  /** Reads the open requests when that is due. Never rejects: an error is part of the state. */
  async loadOpen(): Promise<void> {
    if (!this.#lists.open.some((list) => list.state.needsRead)) return;
    await this.#loadRights();
    await this.#readOpen();
  }
  async loadDecided(): Promise<void> {
    await Promise.all(this.#lists.decided.map((list) => list.load()));
  }
  /** Reads again what is open, and what is decided where that was looked at. Answers false when that failed. */
  async refresh(): Promise<boolean> {
    this.markStale();
    await this.loadOpen();
    if (this.state.wasRead.decided) await this.loadDecided();
    return this.state.errors.open === undefined;
  }
  /**
   * What the clock asks for: one page of what is open, and all of it, with what is decided, only when something is new.
   * Answers false when that failed.
   */
  async look(): Promise<boolean> {
    const lists = this.#lists;
    if (lists.open.some(({ state }) => state.needsRead)) return this.refresh();
    await this.#loadRights();
    const changed = await Promise.all(lists.open.map((list) => list.refreshIfChanged()));
    if (lists !== this.#lists) return true;
    await this.#readOpen();
    if (changed.includes(true) && this.state.wasRead.decided)
      await Promise.all(lists.decided.map((list) => list.refresh()));
    return this.state.errors.open === undefined;
  }
  async loadMore(phase: Phase): Promise<void> {
    await Promise.all(this.#lists[phase].map((list) => list.loadMore()));
  }
  markStale(): void {
    for (const list of [...this.#lists.open, ...this.#lists.decided]) list.markStale();
  }
  /** Rights are looked up again at the next reading: teams change. */
  forgetRights(): void {
    this.#membership = undefined;
  }
  /** What is known of the owner of this session's key; the teams are asked for once. Throws what the client throws. */
  async reviewerOf(session: Session): Promise<Reviewer> {
    const known = knownReviewer(this.#ports.globalState, session);
    const { id } = session.profile;
    const isCurrent = (): boolean => id === this.#profileId;
    let membership = isCurrent() ? this.#membership : undefined;
    if (!membership || membership.account !== known.account)
      membership = { account: known.account, teams: await readMembership(session, known.account) };
    const reviewer = { ...known, memberFor: membership.teams };
    if (isCurrent()) {
      this.#membership = membership;
      this.#reviewer = reviewer;
    }
    return reviewer;
  }
  /** What was learned of the owner of the key counts from now on. */
  noteReviewer(session: Session): void {
    if (session.profile.id !== this.#profileId) return;
    this.#reviewer = { ...knownReviewer(this.#ports.globalState, session), memberFor: this.#reviewer.memberFor };
    this.#fire();
  }
  setFilter(filter: ApprovalFilter): void {
    this.#filter = filter;
    this.#startOver();
  }
  dispose(): void {
    this.#owned.dispose();
    this.#made.dispose();
    this.#changed.dispose();
  }

  readonly #open = (): Promise<Session> => this.#ports.sessions.open(this.#profileId);
  async #readOpen(): Promise<void> {
    const lists = this.#lists;
    await Promise.all(
      lists.open.map(async (list) => {
        let { rows } = await list.load();
        while (list.hasMore && rows.length < maxOpen && list.state.error === undefined) {
          await list.loadMore();
          if (list.state.rows.length === rows.length) break;
          ({ rows } = list.state);
        }
      }),
    );
    if (lists !== this.#lists) return;
    this.#readAt = this.#ports.clock.now();
    this.#fire();
  }
  async #loadRights(): Promise<void> {
    try {
      await this.reviewerOf(await this.#open());
    } catch {
      // The list that is read next fails for the same reason, and tells it.
    }
  }
  /** The team of a mini program; asked once for each. */
  readonly #teamOf = async ({ client }: Session, mnpId: string): Promise<string | undefined> => {
    if (!this.#teams.has(mnpId)) {
      const { data } = await client.call('DescribeMNP', { MNPId: mnpId });
      this.#teams.set(mnpId, data?.TeamId ?? undefined);
    }
    return this.#teams.get(mnpId);
  };
  #makeLists(): Lists {
    const make = (phase: Phase): readonly PagedList<ApprovalRequest>[] =>
      [versionRequests(phase, this.#filter), apiRequests(phase, this.#filter, this.#teamOf)].map((read) => {
        const list = this.#made.add(new PagedList(read, this.#open));
        list.onDidChange(() => this.#fire());
        return list;
      });
    return { open: make('open'), decided: make('decided') };
  }
  #makeState(): ApprovalsState {
    const rowsOf = (phase: Phase): readonly ApprovalRequest[] => this.#lists[phase].flatMap((list) => list.state.rows);
    // Open rows last: they are newer than what was decided when those were read.
    const all = mergeRows([...rowsOf('decided'), ...rowsOf('open')]);
    const open = all.filter(isOpenRequest);
    const isMine = ({ verdicts }: ApprovalRequest): boolean =>
      verdicts.some((verdict) => isOpenVerdict(verdict) && mayDecide(this.#reviewer, verdict.applicationId));
    const waiting = open.filter(isMine).toSorted((a, b) => (a.appliedAt ?? 0) - (b.appliedAt ?? 0));
    const inProgress = open.filter((request) => !isMine(request)).toSorted(newestFirst);
    return {
      groups: {
        waiting,
        inProgress,
        decided: all.filter((request) => !isOpenRequest(request)).toSorted(newestFirst),
      },
      wasRead: { open: this.#wasRead('open'), decided: this.#wasRead('decided') },
      hasMore: { open: this.#hasMore('open'), decided: this.#hasMore('decided') },
      errors: { open: this.#errorOf('open'), decided: this.#errorOf('decided') },
      isRefused: this.#lists.open.every(({ state }) => isRefused(state.error)),
      mayDecideNothing: waiting.length === 0 && inProgress.some((request) => !wasDecidedHere(request, this.#reviewer)),
    };
  }
  #wasRead(phase: Phase): boolean {
    return this.#lists[phase].some(({ state }) => state.wasRead);
  }
  #hasMore(phase: Phase): boolean {
    return this.#lists[phase].some((list) => list.hasMore);
  }
  /** A list that this key may not see is no failure while it sees the other. */
  #errorOf(phase: Phase): unknown {
    return this.#lists[phase].map(({ state }) => state.error).find((error) => error !== undefined && !isRefused(error));
  }
  #onSession(): void {
    const id = this.#ports.sessions.active?.id;
    if (id === this.#profileId) {
      // The same profile may have another key now.
      this.#membership = undefined;
      this.markStale();
      return;
    }
    this.#profileId = id;
    this.#filter = {};
    this.#startOver();
  }
  #startOver(): void {
    this.#made.dispose();
    this.#made = new DisposableList();
    this.#teams.clear();
    this.#reviewer = nobody;
    this.#membership = undefined;
    this.#readAt = undefined;
    this.#lists = this.#makeLists();
    this.#fire();
  }
  #fire(): void {
    this.#state = undefined;
    this.#changed.fire();
  }
}
const openIds = (verdicts: readonly Verdict[]): string =>
  verdicts
    .flatMap((verdict) => (isOpenVerdict(verdict) ? verdict.applicationId : []))
    .sort()
    .join();
const lastTouched = ({ verdicts, appliedAt }: ApprovalRequest): number =>
  Math.max(appliedAt ?? 0, ...verdicts.map(({ decidedAt }) => decidedAt ?? 0));
const newestFirst = (a: ApprovalRequest, b: ApprovalRequest): number => lastTouched(b) - lastTouched(a);
/** True when what is left open waits for others after this account has decided. */
const wasDecidedHere = ({ verdicts }: ApprovalRequest, { account }: Reviewer): boolean =>
  account !== undefined && verdicts.some(({ reviewer }) => reviewer === account);
