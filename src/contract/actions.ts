import type { ActionSpec, NoneShape } from './action';
import { applicationActions } from './actions/application';
import { approvalActions } from './actions/approval';
import { domainActions } from './actions/domain';
import { miniProgramActions } from './actions/miniProgram';
import { sensitiveApiActions } from './actions/sensitiveApi';
import { teamActions } from './actions/team';
import { uploadActions } from './actions/upload';
import { userActions } from './actions/user';
import { versionActions } from './actions/version';
import type { Infer, InferReply, ObjectShape } from './shape';

/** The core actions by family. All of them exist in both dialects. */
export const families = {
  miniProgram: miniProgramActions,
  version: versionActions,
  approval: approvalActions,
  application: applicationActions,
  team: teamActions,
  user: userActions,
  domain: domainActions,
  sensitiveApi: sensitiveApiActions,
  upload: uploadActions,
} as const;

export const actions = {
  ...miniProgramActions,
  ...versionActions,
  ...approvalActions,
  ...applicationActions,
  ...teamActions,
  ...userActions,
  ...domainActions,
  ...sensitiveApiActions,
  ...uploadActions,
} as const;
export type ActionName = keyof typeof actions;

type RequestShape<A extends ActionName> = ObjectShape<(typeof actions)[A]['request']>;
/** Everything the wire carries, `PlatformId` included: what a server receives. */
export type WireRequestOf<A extends ActionName> = Infer<RequestShape<A>>;
/** What a caller gives: the client adds `PlatformId` from the profile. */
export type RequestOf<A extends ActionName> = Omit<WireRequestOf<A>, 'PlatformId'>;
/** `Data` of the reply; null where the platform left it out, undefined never. */
export type DataOf<A extends ActionName> = (typeof actions)[A]['reply'] extends NoneShape
  ? null
  : InferReply<(typeof actions)[A]['reply']> | null;
/** One row of a list action's `DataList`. */
export type RowOf<A extends ActionName> =
  NonNullable<DataOf<A>> extends { readonly DataList: infer L }
    ? NonNullable<L> extends readonly (infer R)[]
      ? R
      : never
    : never;
export type PagedAction = {
  [A in ActionName]: (typeof actions)[A] extends { readonly paged?: true }
    ? NonNullable<DataOf<A>> extends { readonly TotalCount: unknown; readonly DataList: unknown }
      ? A
      : never
    : never;
}[ActionName];

export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}
export function specOf(name: ActionName): ActionSpec {
  return actions[name];
}
/** Reads may be sent again after an unanswered try; a change may have happened, so it is never sent blindly twice. */
export function isRetrySafe(name: ActionName): boolean {
  return specOf(name).effect === 'read';
}
