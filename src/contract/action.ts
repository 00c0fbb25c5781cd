import type { ErrorCode } from './errorCodes';
import type { Fields, Shape } from './shape';

export type Effect = 'read' | 'create' | 'update' | 'delete' | 'publish' | 'withdraw';

/** Reply of an action whose envelope holds no `Data`. */
export const none = { type: 'none' } as const;
export type NoneShape = typeof none;

/** One action of the platform as data: everything the client, the sandbox and the tests need to know about it. */
export interface ActionSpec<Req extends Fields = Fields, Res = Shape | NoneShape> {
  readonly summary: string;
  readonly effect: Effect;
  /** Answers `{TotalCount, DataList}` for `Offset` and `Limit`. */
  readonly paged?: true;
  readonly request: Req;
  readonly reply: Res;
  /** Codes the documentation of either dialect lists for this action, besides the common ones. */
  readonly errors: readonly ErrorCode[];
}

/** Keeps the literal types of an entry. */
export function action<const Req extends Fields, const Res>(spec: ActionSpec<Req, Res>): ActionSpec<Req, Res> {
  return spec;
}
