import { UserError } from '../errors/userError';
import type { ApprovalItem, Version } from '../model/version';
import type { VersionRef } from '../model/refs';
import type { Profile } from '../profile';
import type { ProgramStore } from '../stores/programStore';
import type { NodeKind, NodeOf, Presentation, TreeNode } from './node';

/** What node specs look at. */
export interface TreeWorld {
  readonly store: ProgramStore;
  readonly profile: () => Profile | undefined;
  readonly linkedId: () => string | undefined;
  /** Whether its verdict is waited for, to be told. */
  readonly isWatched?: (ref: VersionRef) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
export interface NodeSpec<K extends NodeKind> {
  readonly present: (node: NodeOf<K>, world: TreeWorld) => Presentation;
  readonly children: (node: NodeOf<K>, world: TreeWorld) => Promise<readonly TreeNode[]>;
  /** Markdown; the host trusts no command or HTML in it. */
  readonly tooltip?: (node: NodeOf<K>, world: TreeWorld) => Promise<string | undefined>;
}
export const isKeyMissing = (error: unknown): boolean => error instanceof UserError && error.reason === 'keyMissing';
export const noChildren = (): Promise<readonly TreeNode[]> => Promise.resolve([]);

export function findVersion(world: TreeWorld, ref: VersionRef): Version | undefined {
  const known = world.store.versionStates.stateOf(ref.mnpId).value;
  return known?.versions.find((version) => version.ref.versionId === ref.versionId);
}
/** Items of the version's newest request. */
export function itemsOf(world: TreeWorld, version: Version): readonly ApprovalItem[] {
  const known = world.store.versionStates.stateOf(version.ref.mnpId).value;
  return known?.approvals.filter((item) => item.approvalNo === version.approvalNo) ?? [];
}
