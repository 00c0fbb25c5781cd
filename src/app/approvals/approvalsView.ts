import * as l10n from '@vscode/l10n';
import type { Disposable } from '../../base/disposable';
import { Emitter, Observable } from '../../base/event';
import type { PollJob } from '../refresh/poller';
import type { Presentation } from '../tree/node';
import type { ApprovalsPorts, ApprovalsStore } from './approvalsStore';
import type { ApprovalsTree } from './approvalsTree';
import type { ApprovalNode } from './node';

/** What is loaded when the Approvals view is first looked at, or one of its commands runs. */
export interface Approvals {
  readonly store: ApprovalsStore;
  readonly tree: ApprovalsTree;
}
export interface Badge {
  readonly value: number;
  readonly tooltip: string;
}
/** Milliseconds between two looks: while something waits or is in progress, for those who decide, for all others. */
const cadence = { open: 30_000, reviewer: 300_000, idle: 1_800_000 } as const;

/** The Approvals view, whose code is loaded when somebody first looks. */
export class ApprovalsView implements Disposable {
  readonly #changed = new Emitter<ApprovalNode | undefined>();
  /** How many requests wait for the owner of the key; undefined = none. */
  readonly badge = new Observable<Badge | undefined>(undefined);
  /** What the list is limited to, in words; empty = nothing. */
  readonly filterText = new Observable<string>('');
  readonly onDidChange = this.#changed.event;
  /** Whether the view can be seen; set by the host. */
  readonly isVisible = new Observable<boolean>(false);
  readonly #subscription: Disposable;
  #loading: Promise<Approvals> | undefined;
  #loaded: Approvals | undefined;
  #isDisposed = false;

  constructor(private readonly ports: ApprovalsPorts) {
    // A badge counts for one profile, and a filter names what is in it.
    this.#subscription = ports.sessions.onDidChange(() => {
      if (this.#loaded === undefined || this.#loaded.store.profileId === ports.sessions.active?.id) return;
      this.badge.set(undefined);
      this.filterText.set('');
    });
  }
  load(): Promise<Approvals> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      // An update may be replacing the files just now: the next look finds them.
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
  /** What is shown may have changed by what was done elsewhere; nothing when nothing was ever shown. */
  markStale(): void {
    this.#loaded?.store.markStale();
    if (this.#loaded) this.#changed.fire(undefined);
  }
  async getChildren(node?: ApprovalNode): Promise<readonly ApprovalNode[]> {
    return (await this.load()).tree.getChildren(node);
  }
  present(node: ApprovalNode): Presentation {
    return this.#tree.present(node);
  }
  async resolveTooltip(node: ApprovalNode): Promise<string | undefined> {
    return this.#tree.resolveTooltip(node);
  }
  parentOf(node: ApprovalNode): ApprovalNode | undefined {
    return this.#tree.parentOf(node);
  }
  /** Looks for new requests while the view can be seen. Nothing before it was looked at. */
  get pollJob(): PollJob {
    return {
      name: 'approvals',
      // The view itself must be seen, which is told by `isVisible`.
      needs: 'focus',
      everyMs: () => this.#everyMs(),
      readAt: () => this.#loaded?.store.readAt,
      look: async () => (await this.#loaded?.store.look()) ?? true,
    };
  }
  dispose(): void {
    this.#isDisposed = true;
    this.#subscription.dispose();
    this.#loaded?.tree.dispose();
    this.#loaded?.store.dispose();
    this.#changed.dispose();
    this.badge.dispose();
    this.filterText.dispose();
    this.isVisible.dispose();
  }
  /** Whoever has a node has it from `getChildren`. */
  get #tree(): ApprovalsTree {
    if (!this.#loaded) throw new Error('The approvals view was not loaded');
    return this.#loaded.tree;
  }
  #everyMs(): number | undefined {
    if (this.#loaded?.store.readAt === undefined || !this.isVisible.value) return undefined;
    const { groups, isRefused } = this.#loaded.store.state;
    if (isRefused) return cadence.idle;
    if (groups.waiting.length + groups.inProgress.length > 0) return cadence.open;
    return groups.decided.length > 0 ? cadence.reviewer : cadence.idle;
  }
  async #load(): Promise<Approvals> {
    const [{ ApprovalsStore }, { ApprovalsTree }] = await Promise.all([
      import('./approvalsStore'),
      import('./approvalsTree'),
    ]);
    const store = new ApprovalsStore(this.ports);
    const tree = new ApprovalsTree(store, () => this.ports.clock.now());
    if (this.#isDisposed) {
      tree.dispose();
      store.dispose();
    }
    tree.onDidChange((node) => this.#changed.fire(node));
    store.onDidChange(() => this.badge.set(sameBadge(this.badge.value, badgeOf(store))));
    this.#loaded = { store, tree };
    return this.#loaded;
  }
}
function badgeOf({ state }: ApprovalsStore): Badge | undefined {
  const value = state.groups.waiting.length;
  if (value === 0) return undefined;
  const tooltip = state.hasMore.open
    ? l10n.t('At least {0} requests wait for you', value)
    : value === 1
      ? l10n.t('1 request waits for you')
      : l10n.t('{0} requests wait for you', value);
  return { value, tooltip };
}
const sameBadge = (before: Badge | undefined, now: Badge | undefined): Badge | undefined =>
  before && now && before.value === now.value && before.tooltip === now.tooltip ? before : now;
