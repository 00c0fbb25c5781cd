import type { ErrorAction } from '../errors/userError';
import type { CommandArgs, CommandId, Token } from '../manifest';
import type { DomainKindRef, ProgramDomainRef, PermissionRef, ProgramPart, ProgramPartRef } from '../model/partRefs';
import type { ProgramRef, VersionRef } from '../model/refs';

/** Groups of versions below a program, in the order shown. */
export const groupKinds = ['online', 'review', 'preview', 'develop', 'history'] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Nodes are handles: what they show is looked up when they are presented. A program or version node is a valid command argument. */
export interface ProgramNode extends ProgramRef {
  readonly id: string;
}
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly group: GroupKind;
  readonly program: ProgramRef;
}
export interface VersionNode extends VersionRef {
  readonly id: string;
  readonly group: GroupKind;
}
export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly id: string;
}
/** A branch that could not be read; without `program` it is the list. */
export interface FailureNode {
  readonly kind: 'failure';
  readonly id: string;
  readonly program: ProgramRef | undefined;
  /** What of the program; without it the versions. */
  readonly part?: ProgramPart;
}
/** A sentence in place of children. */
export interface MessageNode {
  readonly kind: 'message';
  readonly id: string;
  readonly program: ProgramRef;
  /** What of the program there is none of; without it versions. */
  readonly part?: ProgramPart;
}
export interface ProgramPartNode extends ProgramPartRef {
  readonly id: string;
}
export interface DomainKindNode extends DomainKindRef {
  readonly id: string;
}
export interface DomainNode extends ProgramDomainRef {
  readonly id: string;
}
export interface PermissionNode extends PermissionRef {
  readonly id: string;
}
/** A way out of a list that could not be read at all: welcome content cannot stand beside the reason. */
export interface ActionNode {
  readonly kind: 'action';
  readonly id: string;
  readonly action: ErrorAction;
}
export type TreeNode =
  | ProgramNode
  | GroupNode
  | VersionNode
  | ProgramPartNode
  | DomainKindNode
  | DomainNode
  | PermissionNode
  | LoadMoreNode
  | FailureNode
  | ActionNode
  | MessageNode;
export type NodeKind = TreeNode['kind'];
export type NodeOf<K extends NodeKind> = Extract<TreeNode, { readonly kind: K }>;

/** A command with its arguments, as data. */
export type BoundCommand = {
  [C in CommandId]: { readonly command: C; readonly args: CommandArgs[C] };
}[CommandId];

/** All that a tree row shows. */
export interface Presentation {
  /** Stable over refreshes, so that expansion and selection survive. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Codicon id without `$()`, and theme colour id. */
  readonly icon?: { readonly id: string; readonly color?: string };
  /** Joined by blanks they are the contextValue. */
  readonly tokens: readonly Token[];
  readonly collapsible: 'none' | 'collapsed' | 'expanded';
  readonly command?: BoundCommand & { readonly title: string };
  readonly accessibleLabel: string;
  /** True when `TreeModel.resolveTooltip` has something for this node. */
  readonly hasTooltip: boolean;
}
export const nodeIds = {
  program: (ref: ProgramRef): string => `program/${ref.profileId}/${ref.mnpId}`,
  group: (ref: ProgramRef, group: GroupKind): string => `group/${ref.profileId}/${ref.mnpId}/${group}`,
  version: (ref: VersionRef, group: GroupKind): string =>
    `version/${ref.profileId}/${ref.mnpId}/${group}/${ref.versionId}`,
  loadMore: (profileId: string): string => `loadMore/${profileId}`,
  failure: (profileId: string, mnpId: string | undefined, part?: ProgramPart): string =>
    `failure/${profileId}/${mnpId ?? ''}${part === undefined ? '' : `/${part}`}`,
  action: (profileId: string, command: CommandId): string => `action/${profileId}/${command}`,
  message: (ref: ProgramRef, part?: ProgramPart): string =>
    `message/${ref.profileId}/${ref.mnpId}${part === undefined ? '' : `/${part}`}`,
  programPart: (ref: ProgramRef, part: ProgramPart): string => `part/${ref.profileId}/${ref.mnpId}/${part}`,
  domainKind: (ref: Omit<DomainKindRef, 'kind'>): string =>
    `domainKind/${ref.profileId}/${ref.mnpId}/${ref.domainKind}`,
  domain: (ref: Omit<ProgramDomainRef, 'kind'>): string =>
    `domain/${ref.profileId}/${ref.mnpId}/${ref.domainKind}/${ref.domain}`,
  permission: (ref: PermissionRef): string => `permission/${ref.profileId}/${ref.mnpId}/${ref.apiId}`,
} as const;
