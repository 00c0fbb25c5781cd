import * as l10n from '@vscode/l10n';
import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter, type Observable } from '../../base/event';
import type { Presentation } from '../tree/node';
import type { Administrator } from './model';
import { type Branch, branchId, type PartNode, type PlatformNode, type SignNode } from './node';
import type { PagedList } from './pagedList';
import { partNames } from './parts';
import { isRefused, type PlatformChange, type PlatformStore } from './platformStore';
import { presentRow, rowTooltip } from './rows';
import { presentSign, signTooltip } from './signs';
import { partIcons, partWord } from './words';

/** The Platform view as data. The same node object is answered for the same id as long as it shows the same row. */
export class PlatformTree implements Disposable {
  readonly #changed = new Emitter<PlatformNode | undefined>();
  readonly #owned = new DisposableList();
  readonly #nodes = new Map<string, PlatformNode>();
  readonly #parents = new Map<string, PlatformNode>();
  /** Looks of rows that have not changed: a page more must not make VS Code draw thousands of rows anew. */
  #looks = new WeakMap<PlatformNode, Presentation>();
  /** What is unfolded on the screen: only that is worth reading again by itself. */
  readonly #open = new Map<string, PlatformNode>();
  #profileId: string | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly store: PlatformStore,
    administrator: Observable<Administrator>,
  ) {
    this.#owned.add(store.onDidChange((change) => this.#onChange(change)));
    this.#owned.add(
      administrator.onDidChange(() => {
        this.#looks = new WeakMap();
        this.#changed.fire(undefined);
      }),
    );
  }
  /** Reads what is due; never rejects for a platform error, which becomes a node. */
  async getChildren(node?: PlatformNode): Promise<readonly PlatformNode[]> {
    if (!node) return this.#roots();
    const branch = branchOf(node);
    if (branch === undefined || this.#isForeign(branch)) return [];
    this.#open.set(node.id, node);
    const list = this.listOf(branch);
    // What is known is shown at once, and replaced when the newer answer is there: VS Code knows no row while it waits.
    const reading = list.load();
    if (!list.state.wasRead) await reading;
    const children = this.#rowsOf(branch, list).map((child) => this.#intern(child, node));
    this.#forgetGone(node, children);
    return children;
  }
  /** A row that is gone is not unfolded any more: else the platform would be asked about it for ever. */
  #forgetGone(parent: PlatformNode, children: readonly PlatformNode[]): void {
    for (const [id, node] of this.#open) {
      if (this.#parents.get(id)?.id !== parent.id || children.includes(node)) continue;
      this.#open.delete(id);
      this.#nodes.delete(id);
    }
  }
  /** The host tells when a row is folded, or unfolded again with rows that it still has. */
  setOpen(node: PlatformNode, isOpen: boolean): void {
    if (isOpen && branchOf(node) !== undefined) this.#open.set(node.id, node);
    else this.#open.delete(node.id);
  }
  /** The lists below unfolded rows, but those that the key may not see: these stay so until somebody asks again. */
  get openLists(): readonly PagedList<unknown>[] {
    return [...this.#open.values()].flatMap((node) => {
      const branch = branchOf(node);
      const list =
        branch === undefined || this.#isForeign(branch) || this.#isHidden(node) ? undefined : this.listOf(branch);
      return list?.state.wasRead === true && !isRefused(list.state.error) ? list : [];
    });
  }
  present(node: PlatformNode): Presentation {
    if (node.kind === 'part') return this.#presentPart(node);
    if (node.kind === 'sign') return presentSign(node, node.branch && this.listOf(node.branch));
    const known = this.#looks.get(node);
    if (known) return known;
    const made = presentRow(node, this.store.mayChange(node), this.store.mayAdministrate);
    this.#looks.set(node, made);
    return made;
  }
  resolveTooltip(node: PlatformNode): Promise<string | undefined> {
    return Promise.resolve(this.#tooltip(node));
  }
  #tooltip(node: PlatformNode): string | undefined {
    if (node.kind === 'part') return undefined;
    return node.kind === 'sign' ? signTooltip(node, node.branch && this.listOf(node.branch)) : rowTooltip(node);
  }
  parentOf(node: PlatformNode): PlatformNode | undefined {
    return this.#parents.get(node.id);
  }
  /** The list behind a part, a super app (its sensitive APIs) or a team (its members). */
  listOf(branch: Branch): PagedList<unknown> {
    if (typeof branch === 'string') return this.store.parts[branch];
    const list = branch.kind === 'team' ? this.store.members(branch) : this.store.sensitiveApis(branch);
    return list;
  }
  dispose(): void {
    this.#owned.dispose();
    this.#changed.dispose();
    this.#nodes.clear();
    this.#parents.clear();
  }
  #roots(): readonly PlatformNode[] {
    const { profileId } = this.store;
    if (profileId !== this.#profileId) {
      this.#profileId = profileId;
      this.#nodes.clear();
      this.#parents.clear();
      this.#open.clear();
    }
    if (profileId === undefined) return [this.#intern(signNode('none', undefined, 'noProfile'), undefined)];
    // Whether the key is an administrator's decides what all rows offer; the parts are shown meanwhile.
    void this.store.parts.users.load();
    return partNames.map((part) => this.#intern({ kind: 'part', id: `part/${profileId}/${part}`, part }, undefined));
  }
  #rowsOf(branch: Branch, list: PagedList<unknown>): readonly PlatformNode[] {
    const id = `${this.#profileId ?? ''}/${branchId(branch)}`;
    const { rows, error, wasRead } = list.state;
    const sign = (name: SignNode['sign']): PlatformNode => signNode(id, branch, name);
    if (isRefused(error)) return [sign('refused')];
    const nodes = (rows as readonly PlatformRow[]).map((row) => rowNode(row, id));
    if (error !== undefined) return [sign('failed'), ...nodes];
    if (nodes.length === 0 && wasRead) return [sign(list.keyword === '' ? 'empty' : 'noMatch')];
    return list.hasMore ? [...nodes, sign('more')] : nodes;
  }
  #presentPart({ id, part }: PartNode): Presentation {
    const { state, keyword } = this.listOf(part);
    const isRead = state.wasRead && (!state.needsRead || this.#open.has(id));
    const isLocked = isRefused(state.error);
    const description = isLocked
      ? l10n.t('not for this key')
      : [
          // An old count of a part that is closed would be a wrong one; of one that is open it is about to be read.
          isRead ? String(state.total) : '',
          keyword === '' ? '' : l10n.t('search: {0}', keyword),
          state.wasRead && state.error !== undefined ? l10n.t('could not update') : '',
        ]
          .filter((text) => text !== '')
          .join(' · ');
    const may = this.store.mayAdd(part) && !isLocked;
    return {
      id,
      label: partWord(part),
      description,
      icon: { id: isLocked ? 'lock' : partIcons[part] },
      tokens: [
        'part',
        part,
        ...(isLocked ? [] : (['searchable'] as const)),
        ...(keyword === '' ? [] : (['searched'] as const)),
        ...(may ? (['managed'] as const) : []),
      ],
      collapsible: 'collapsed',
      accessibleLabel: description === '' ? partWord(part) : `${partWord(part)}, ${description}`,
      hasTooltip: false,
    };
  }
  /** Of the profile before, while the new rows are drawn: this account is not asked about it. */
  #isForeign(branch: Branch): boolean {
    return typeof branch === 'object' && branch.profileId !== this.store.profileId;
  }
  /** Below a row that is folded. */
  #isHidden(node: PlatformNode): boolean {
    const parent = this.#parents.get(node.id);
    return parent !== undefined && (!this.#open.has(parent.id) || this.#isHidden(parent));
  }
  #intern(node: PlatformNode, parent: PlatformNode | undefined): PlatformNode {
    const known = this.#nodes.get(node.id);
    const kept = known && isSame(known, node) ? known : node;
    if (this.#open.has(kept.id)) this.#open.set(kept.id, kept);
    this.#nodes.set(node.id, kept);
    if (parent) this.#parents.set(node.id, parent);
    return kept;
  }
  #onChange(change: PlatformChange): void {
    if (!change) {
      // What may be done with a row may be another thing now.
      this.#looks = new WeakMap();
      this.#changed.fire(undefined);
      return;
    }
    const id =
      'part' in change
        ? `part/${this.#profileId ?? ''}/${change.part}`
        : rowId(`${this.#profileId ?? ''}/${change.parent.kind === 'team' ? 'teams' : 'superApps'}`, change.parent);
    const node = this.#nodes.get(id);
    if (node) this.#changed.fire(node);
  }
}
type PlatformRow = Exclude<PlatformNode, PartNode | SignNode>['row'];

const rowId = (branch: string, ref: { readonly kind: string; readonly key: string }): string =>
  `${branch}/${ref.kind}/${ref.key}`;
function rowNode(row: PlatformRow, branch: string): PlatformNode {
  if (!('ref' in row)) return { kind: 'role', id: `${branch}/role/${row.roleId}`, row };
  return { ...row.ref, id: rowId(branch, row.ref), row } as PlatformNode;
}
const signNode = (branch: string, of: Branch | undefined, sign: SignNode['sign']): SignNode => ({
  kind: 'sign',
  id: `sign/${branch}/${sign}`,
  sign,
  branch: of,
});
function branchOf(node: PlatformNode): Branch | undefined {
  if (node.kind === 'part') return node.part;
  return node.kind === 'superApp' || node.kind === 'team' ? node.row.ref : undefined;
}
function isSame(known: PlatformNode, node: PlatformNode): boolean {
  if (!('row' in known) || !('row' in node)) return true;
  return known.row === node.row || JSON.stringify(known.row) === JSON.stringify(node.row);
}
