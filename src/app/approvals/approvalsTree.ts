import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { Presentation } from '../tree/node';
import { type ApprovalGroup, approvalGroups, type ApprovalsStore } from './approvalsStore';
import { requestKey } from './model';
import type { ApprovalNode, ApprovalSignNode, RequestNode } from './node';
import { presentGroup, presentRequest, presentSign, requestTooltip, signTooltip } from './present';
import type { Phase } from './reads';

/** The Approvals view as data. The same node object is answered for the same id as long as it shows the same row. */
export class ApprovalsTree implements Disposable {
  readonly #changed = new Emitter<ApprovalNode | undefined>();
  readonly #owned = new DisposableList();
  readonly #nodes = new Map<string, ApprovalNode>();
  readonly #parents = new Map<string, ApprovalNode>();
  #profileId: string | undefined;
  /** Until something of the profile switched to was read. */
  #isSwitching = false;
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly store: ApprovalsStore,
    private readonly now: () => number,
  ) {
    this.#owned.add(store.onDidChange(() => this.#changed.fire(undefined)));
  }
  /** Reads what is due; never rejects for a platform error, which becomes a node. */
  async getChildren(node?: ApprovalNode): Promise<readonly ApprovalNode[]> {
    if (!node) return this.#roots();
    if (node.kind !== 'approvalGroup') return [];
    const reading = node.group === 'decided' ? this.store.loadDecided() : undefined;
    if (!this.store.state.wasRead.decided) await reading;
    return this.#rowsOf(node.group).map((child) => this.#intern(child, node));
  }
  present(node: ApprovalNode): Presentation {
    switch (node.kind) {
      case 'approval':
        return presentRequest(node, this.store.reviewer, this.now());
      case 'approvalGroup':
        return presentGroup(node, this.store.state);
      case 'approvalSign':
        return presentSign(node, this.store.state);
    }
  }
  /** Markdown with everything of others escaped. */
  resolveTooltip(node: ApprovalNode): Promise<string | undefined> {
    const text =
      node.kind === 'approval'
        ? requestTooltip(node.row)
        : node.kind === 'approvalSign'
          ? signTooltip(node, this.store.state)
          : undefined;
    return Promise.resolve(text);
  }
  parentOf(node: ApprovalNode): ApprovalNode | undefined {
    return this.#parents.get(node.id);
  }
  dispose(): void {
    this.#owned.dispose();
    this.#changed.dispose();
    this.#nodes.clear();
    this.#parents.clear();
  }
  async #roots(): Promise<readonly ApprovalNode[]> {
    const { store } = this;
    if (store.profileId !== this.#profileId) {
      this.#isSwitching = this.#profileId !== undefined;
      this.#profileId = store.profileId;
      this.#nodes.clear();
      this.#parents.clear();
    }
    if (store.profileId === undefined) return [this.#intern(this.#sign('noProfile', 'open'), undefined)];
    // What is known is shown at once, and replaced when the newer answer is there.
    const reading = store.loadOpen();
    if (!store.state.wasRead.open) {
      // Waiting would leave the rows of the profile before in the view.
      if (this.#isSwitching && store.state.errors.open === undefined && !store.state.isRefused) return [];
      await reading;
    }
    this.#isSwitching = false;
    const { state } = store;
    if (state.isRefused) return [this.#intern(this.#sign('refused', 'open'), undefined)];
    const failed = state.errors.open === undefined ? [] : [this.#sign('failed', 'open')];
    const groups = approvalGroups.map((group) => this.#groupNode(group));
    return [...failed, ...groups].map((child) => this.#intern(child, undefined));
  }
  #rowsOf(group: ApprovalGroup): readonly ApprovalNode[] {
    const { state } = this.store;
    const phase: Phase = group === 'decided' ? 'decided' : 'open';
    const rows = state.groups[group].map((row): RequestNode => ({
      ...row.ref,
      id: `approval/${row.ref.profileId}/${requestKey(row.ref)}`,
      row,
      group,
    }));
    const failed = phase === 'decided' && state.errors.decided !== undefined ? [this.#sign('failed', phase)] : [];
    // Those that wait come from the same pages as those in progress: one row for both, at the end.
    const more = state.hasMore[phase] && group !== 'waiting' ? [this.#sign('more', phase)] : [];
    if (rows.length === 0 && failed.length === 0 && more.length === 0)
      return [this.#sign(group === 'waiting' && state.mayDecideNothing ? 'notYours' : 'none', phase, group)];
    return [...failed, ...rows, ...more];
  }
  #groupNode(group: ApprovalGroup): ApprovalNode {
    return { kind: 'approvalGroup', id: `approvalGroup/${this.#profileId ?? ''}/${group}`, group };
  }
  #sign(sign: ApprovalSignNode['sign'], phase: Phase, group = ''): ApprovalSignNode {
    return { kind: 'approvalSign', id: `approvalSign/${this.#profileId ?? ''}/${phase}/${group}/${sign}`, sign, phase };
  }
  #intern(node: ApprovalNode, parent: ApprovalNode | undefined): ApprovalNode {
    const known = this.#nodes.get(node.id);
    const kept = known && isSame(known, node) ? known : node;
    this.#nodes.set(node.id, kept);
    if (parent) this.#parents.set(node.id, parent);
    return kept;
  }
}
function isSame(known: ApprovalNode, node: ApprovalNode): boolean {
  if (known.kind !== 'approval' || node.kind !== 'approval') return true;
  return known.group === node.group && JSON.stringify(known.row) === JSON.stringify(node.row);
}
