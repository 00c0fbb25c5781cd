import { type Disposable, DisposableList } from '../../base/disposable';
import { Emitter } from '../../base/event';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { Program } from '../model/version';
import { nodeIds, type NodeKind, type NodeOf, type Presentation, type TreeNode } from './node';
import { groupSpec } from './nodes/group';
import { actionSpec, failureSpec, loadMoreSpec, messageSpec, waysOut } from './nodes/other';
import { domainKindSpec, domainSpec } from './nodes/domain';
import { permissionSpec } from './nodes/permission';
import { programSpec } from './nodes/program';
import { programPartSpec } from './nodes/programPart';
import { versionSpec } from './nodes/version';
import { isKeyMissing, type NodeSpec, type TreeWorld } from './world';

const specs: { readonly [K in NodeKind]: NodeSpec<K> } = {
  program: programSpec,
  group: groupSpec,
  version: versionSpec,
  programPart: programPartSpec,
  domainKind: domainKindSpec,
  domain: domainSpec,
  permission: permissionSpec,
  loadMore: loadMoreSpec,
  failure: failureSpec,
  action: actionSpec,
  message: messageSpec,
};
const specOf = <K extends NodeKind>(node: NodeOf<K>): NodeSpec<K> => specs[node.kind];

/** The Mini Programs view as data. The same node object is answered for the same id as long as it means the same. */
export class TreeModel implements Disposable {
  readonly #world: TreeWorld;
  readonly #changed = new Emitter<TreeNode | undefined>();
  readonly #disposables = new DisposableList();
  readonly #nodes = new Map<string, TreeNode>();
  readonly #parents = new Map<string, TreeNode>();
  /** Ids of programs that are unfolded: only these are worth reading again by themselves. */
  readonly #opened = new Set<string>();
  #shown: Picture | undefined;
  #profileId: string | undefined;
  /** Until something of the profile switched to was read. */
  #isSwitching = false;
  /** The smallest node whose children or looks changed; undefined = everything. */
  readonly onDidChange = this.#changed.event;

  constructor(world: TreeWorld) {
    this.#world = world;
    this.#disposables.add(world.store.list.onDidChange(() => this.#onList()));
    this.#disposables.add(world.store.onDidChange(({ mnpId }) => this.#onStore(mnpId)));
  }
  /** Reads what is due; never rejects for a platform error, which becomes a node. */
  async getChildren(node?: TreeNode): Promise<readonly TreeNode[]> {
    if (!node) return this.#roots();
    // A row of the profile before, unfolded while the new rows are drawn: its mini program is none of this account's.
    if (profileOf(node) !== this.#world.profile()?.id) return [];
    if (node.kind === 'program') this.#opened.add(node.mnpId);
    const children = await specOf(node).children(node, this.#world);
    return children.map((child) => this.#intern(child, node));
  }
  present(node: TreeNode): Presentation {
    return specOf(node).present(node, this.#world);
  }
  /** Markdown with everything of others escaped; undefined when there is nothing to tell. */
  async resolveTooltip(node: TreeNode): Promise<string | undefined> {
    return specOf(node).tooltip?.(node, this.#world);
  }
  parentOf(node: TreeNode): TreeNode | undefined {
    return this.#parents.get(node.id);
  }
  /** The row of a version or mini program, read where it is due; of a version that is not there, its mini program. */
  async find(ref: ProgramRef | VersionRef): Promise<TreeNode | undefined> {
    if (this.#world.store.list.state.programs.length === 0) await this.#world.store.loadList();
    const roots = await this.getChildren();
    const program = roots.find(
      (node) => node.kind === 'program' && node.mnpId === ref.mnpId && node.profileId === ref.profileId,
    );
    if (program?.kind !== 'program' || ref.kind === 'program') return program;
    await this.#world.store.loadVersions(program);
    for (const group of await this.getChildren(program)) {
      if (group.kind !== 'group') continue;
      const rows = await this.getChildren(group);
      const found = rows.find((node) => node.kind === 'version' && node.versionId === ref.versionId);
      if (found) return found;
    }
    return program;
  }
  /** The host tells when a row is folded, or unfolded again with rows that it still has. */
  setOpen(node: TreeNode, isOpen: boolean): void {
    if (node.kind !== 'program') return;
    if (isOpen) this.#opened.add(node.mnpId);
    else this.#opened.delete(node.mnpId);
  }
  /** Programs that are unfolded. */
  get opened(): ReadonlySet<string> {
    return this.#opened;
  }
  /** Draws everything again, when something outside the store changed how rows look. */
  touch(): void {
    this.#changed.fire(undefined);
  }
  dispose(): void {
    this.#disposables.dispose();
    this.#changed.dispose();
    this.#nodes.clear();
    this.#parents.clear();
  }
  async #roots(): Promise<readonly TreeNode[]> {
    const { store } = this.#world;
    const profile = this.#world.profile();
    if (profile?.id !== this.#profileId) {
      this.#isSwitching = this.#profileId !== undefined;
      this.#forget(profile?.id);
    }
    if (!profile) return [];
    // What is known is shown at once, and replaced when the newer answer is there. Of a profile that has just been
    // switched to that may be nothing: waiting would leave the rows of the other one below its name.
    const reading = store.loadList();
    if (store.list.state.programs.length === 0 && !this.#isSwitching) await reading;
    if (!store.list.state.isLoading) this.#isSwitching = false;
    const { programs, error } = store.list.state;
    const linkedId = this.#world.linkedId();
    // The program of this folder comes first, whatever the order.
    const ordered = programs.toSorted((a, b) => Number(b.ref.mnpId === linkedId) - Number(a.ref.mnpId === linkedId));
    const nodes = ordered.map((program) => this.#nodeOf(program));
    if (store.list.hasMore) nodes.push(this.#intern({ kind: 'loadMore', id: nodeIds.loadMore(profile.id) }, undefined));
    // With nothing to show, the welcome content for a missing key says more than a row.
    if (error !== undefined && !(programs.length === 0 && isKeyMissing(error))) {
      const failure = { kind: 'failure', id: nodeIds.failure(profile.id, undefined), program: undefined } as const;
      nodes.unshift(this.#intern(failure, undefined));
      if (programs.length === 0) nodes.push(...waysOut(error, profile.id));
    }
    this.#shown = this.#picture();
    return nodes;
  }
  #nodeOf({ ref }: Program): TreeNode {
    const id = nodeIds.program(ref);
    const known = this.#nodes.get(id);
    return known?.kind === 'program' && known.name === ref.name ? known : this.#intern({ ...ref, id }, undefined);
  }
  /** Nodes of another profile are never shown again. */
  #forget(profileId: string | undefined): void {
    this.#profileId = profileId;
    this.#nodes.clear();
    this.#parents.clear();
    this.#opened.clear();
  }
  #intern(node: TreeNode, parent: TreeNode | undefined): TreeNode {
    const known = this.#nodes.get(node.id);
    const kept = known && nameOf(known) === nameOf(node) ? known : node;
    this.#nodes.set(node.id, kept);
    if (parent) this.#parents.set(node.id, parent);
    return kept;
  }
  #programNode(profileId: string, mnpId: string): TreeNode | undefined {
    return this.#nodes.get(nodeIds.program({ kind: 'program', profileId, mnpId, name: '' }));
  }
  /** What decides about the rows themselves: order, names, end and failure. */
  #picture(): Picture {
    const { list } = this.#world.store;
    const { programs, error, total } = list.state;
    const ids = programs.map((program) => `${program.ref.mnpId}\n${program.ref.name}`).join('\n');
    const profileId = this.#world.profile()?.id ?? '';
    return { programs, error, shape: `${profileId}\n${ids}\n${list.hasMore ? total : ''}` };
  }
  #onList(): void {
    const before = this.#shown;
    const { programs, error } = this.#world.store.list.state;
    // Nobody has looked yet: there is nothing to draw again.
    if (!before || (before.programs === programs && before.error === error)) return;
    const after = this.#picture();
    this.#shown = after;
    if (before.shape !== after.shape || before.error !== after.error) {
      this.#changed.fire(undefined);
      return;
    }
    const old = new Map(before.programs.map((program) => [program.ref.mnpId, program]));
    for (const program of after.programs) {
      const was = old.get(program.ref.mnpId);
      if (was !== program && JSON.stringify(was) !== JSON.stringify(program)) this.#fireProgram(program.ref.mnpId);
    }
  }
  #onStore(mnpId: string | undefined): void {
    if (mnpId === undefined) this.#changed.fire(undefined);
    else this.#fireProgram(mnpId);
  }
  #fireProgram(mnpId: string): void {
    const profile = this.#world.profile();
    const node = profile && this.#programNode(profile.id, mnpId);
    if (node) this.#changed.fire(node);
  }
}
interface Picture {
  readonly programs: readonly Program[];
  readonly error: unknown;
  readonly shape: string;
}
/** Undefined for a row that belongs to no mini program. */
const profileOf = (node: TreeNode): string | undefined =>
  'profileId' in node ? node.profileId : 'program' in node ? node.program?.profileId : undefined;
/** Names are part of a node; another name makes another node with the same id. */
function nameOf(node: TreeNode): string {
  switch (node.kind) {
    case 'program':
    case 'programPart':
    case 'domainKind':
    case 'domain':
      return node.name;
    case 'permission':
      return `${node.name}\n${node.method}`;
    case 'version':
      return `${node.programName}\n${node.version}`;
    case 'group':
    case 'failure':
    case 'message':
      return node.program?.name ?? '';
    case 'action':
      return node.action.label;
    case 'loadMore':
      return '';
  }
}
