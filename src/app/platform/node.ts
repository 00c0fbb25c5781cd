import type { GlobalDomain, Member, Role, SensitiveApi, SuperApp, Team, User } from './model';
import type { PartName } from './parts';
import type { PlatformRef, SuperAppRef, TeamRef } from './refs';

type RowNode<R extends { readonly ref: PlatformRef }> = R['ref'] & { readonly id: string; readonly row: R };
/** A row with a handle is itself a valid argument of commands. */
export type ObjectNode =
  RowNode<SuperApp> | RowNode<SensitiveApi> | RowNode<Team> | RowNode<Member> | RowNode<User> | RowNode<GlobalDomain>;
/** What children hang below: a part of the view, or a super app or team. */
export type Branch = PartName | SuperAppRef | TeamRef;
export interface PartNode {
  readonly kind: 'part';
  readonly id: string;
  readonly part: PartName;
}
export interface RoleNode {
  readonly kind: 'role';
  readonly id: string;
  readonly row: Role;
}
/** A row in place of others: more to load, why there are none, or that there is no profile. */
export interface SignNode {
  readonly kind: 'sign';
  readonly id: string;
  readonly sign: 'more' | 'failed' | 'refused' | 'empty' | 'noMatch' | 'noProfile';
  readonly branch: Branch | undefined;
}
export type PlatformNode = ObjectNode | PartNode | RoleNode | SignNode;

export const branchId = (branch: Branch): string =>
  typeof branch === 'string' ? branch : `${branch.kind}/${branch.key}`;
