import type { ActionName, DataOf, WireRequestOf } from '../../contract/actions';
import type { Dialect } from '../../contract/shape';
import type { Faults } from '../faults';
import { Problem } from '../problem';
import type { Random } from '../ids';
import type { SandboxState } from '../state';
import type { PackageStore } from '../packageStore';
import type { Right } from '../roles';

/** What a handler works with. Handlers change the state in one go: nothing is awaited between reading and writing it. */
export interface Call {
  readonly state: SandboxState;
  readonly dialect: Dialect;
  /** Milliseconds of the platform's clock. */
  readonly nowMs: number;
  /** The same in Unix seconds. */
  readonly now: number;
  /** Who signed: the login that the state shows as creator, applicant or reviewer. */
  readonly user: string;
  /** Whether the caller may see what belongs to this team. */
  readonly sees: (teamId: string) => boolean;
  /** Whether a role of the caller in this team allows that, or the caller's account does. */
  readonly may: (right: Right, teamId: string) => boolean;
  readonly random: Random;
  readonly quotas: Quotas;
  readonly buildMs: number;
  readonly requestId: string;
  readonly packages: PackageStore;
  /** What is to go wrong inside the platform: downloads, builds, reviews. */
  readonly faults: Faults;
  /** Makes a path of the sandbox a URL that reaches it as the caller does; leaves URLs alone. */
  readonly url: (pathOrUrl: string) => string;
}
/** What the tenant's plan allows; no limit where it says nothing. */
export interface Quotas {
  readonly programs?: number;
  readonly applications?: number;
  /** Mini programs with a version online. */
  readonly releases?: number;
}
export type Handler<A extends ActionName> = (request: WireRequestOf<A>, call: Call) => DataOf<A> | Promise<DataOf<A>>;
/** One entry per action: a missing one does not compile. */
export type Handlers<A extends ActionName = ActionName> = { readonly [K in A]: Handler<K> };

export interface Page {
  readonly Offset: number;
  readonly Limit: number;
}
/** The rows of one page. Throws for numbers no page can have. */
export function page<T>(rows: readonly T[], { Offset, Limit }: Page): readonly T[] {
  if (Offset < 0) throw new Problem('InvalidParameterValue', 'The value of parameter `Offset` must not be negative.');
  if (Limit < 1) throw new Problem('InvalidParameterValue', 'The value of parameter `Limit` must be positive.');
  return rows.slice(Offset, Offset + Limit);
}
/** The search text in lower case, empty when there is none. */
export function keyword(text: string | undefined): string {
  if (text && lengthOf(text) > 64) {
    throw new Problem(
      'InvalidParameterValue.QueryParameterLengthExceedLimit',
      'The length of the query parameter exceeds the limit of 64 characters.',
    );
  }
  return (text ?? '').trim().toLowerCase();
}
/** Characters of a text as its reader counts them, near enough. */
export const lengthOf = (text: string): number => Array.from(text).length;
export const seconds = (time: number): string => String(time);
