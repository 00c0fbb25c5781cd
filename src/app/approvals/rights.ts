import { ApiError } from '../../client/errors';
import { readAll } from '../../client/paginate';
import type { Memento } from '../ports';
import type { Session } from '../services';

/** True when the platform refuses the key, whatever is asked again. */
export const isRefused = (error: unknown): boolean => error instanceof ApiError && error.advice === 'perm';

/** What is known of a key's owner; kept, because the platform has no action that tells. */
export interface Reviewer {
  /** Login; undefined until the platform has shown it beside something that this key did. */
  readonly account: string | undefined;
  /** Super apps for which the platform has refused a verdict of this key. */
  readonly refusedFor: readonly string[];
  /** Super apps of the teams in which the account is; undefined = not known, so nothing is left out. */
  readonly memberFor: readonly string[] | undefined;
}
const nobody: Reviewer = { account: undefined, refusedFor: [], memberFor: undefined };
interface Kept {
  /** Whose key it was: another key of the same profile may be another person's. */
  readonly secretId: string;
  readonly account?: string;
  readonly refusedFor?: readonly string[];
}
const keyOf = (profileId: string): string => `reviewer/${profileId}`;

/** What is kept of the owner of this profile's key. */
export function knownReviewer(state: Memento, { profile }: Pick<Session, 'profile'>): Reviewer {
  const kept = state.get<Kept>(keyOf(profile.id));
  const own = kept?.secretId === profile.secretId ? kept : undefined;
  return { ...nobody, account: profile.account ?? own?.account, refusedFor: own?.refusedFor ?? [] };
}
/** Remembers whose key it is, once the platform has shown it beside what this key did. */
export async function learnAccount(state: Memento, session: Session, account: string): Promise<void> {
  const known = knownReviewer(state, session);
  if (account === '' || known.account === account) return;
  await keep(state, session, { account, refusedFor: known.refusedFor });
}
/** Remembers that this key may not decide for a super app. */
export async function learnRefusal(state: Memento, session: Session, applicationIds: readonly string[]): Promise<void> {
  const { account, refusedFor } = knownReviewer(state, session);
  await keep(state, session, { account, refusedFor: [...new Set([...refusedFor, ...applicationIds])] });
}
/** Forgets refusals: somebody may have given the right meanwhile. For when the user asks to look again. */
export async function forgetRefusals(state: Memento, session: Session): Promise<void> {
  const { account, refusedFor } = knownReviewer(state, session);
  if (refusedFor.length > 0) await keep(state, session, { account, refusedFor: [] });
}
async function keep(
  state: Memento,
  { profile }: Session,
  { account, refusedFor }: Pick<Reviewer, 'account' | 'refusedFor'>,
): Promise<void> {
  const kept: Kept = { secretId: profile.secretId, refusedFor, ...(account === undefined ? {} : { account }) };
  await state.set(keyOf(profile.id), kept);
}

/** False when it is known that a verdict for this super app would be refused. */
export const mayDecide = ({ refusedFor, memberFor }: Reviewer, applicationId: string): boolean =>
  !refusedFor.includes(applicationId) && (memberFor === undefined || memberFor.includes(applicationId));

/**
 * The super apps for which the account may have a say, by the teams in which it is. Undefined when that cannot be told:
 * the account is not known, the lists are refused, or it is an administrator, whose rights do not follow from teams.
 */
export async function readMembership(
  session: Session,
  account: string | undefined,
): Promise<readonly string[] | undefined> {
  if (account === undefined) return undefined;
  try {
    const [members, applications] = await Promise.all([
      readAll(session.client, 'DescribeTeamMemberList', { Keyword: account }),
      readAll(session.client, 'DescribeApplicationList', {}),
    ]);
    const teams = new Set(members.flatMap((row) => (row.UserAccount === account ? (row.TeamId ?? []) : [])));
    const own = applications.flatMap((row) => (row.TeamId && teams.has(row.TeamId) ? (row.ApplicationId ?? []) : []));
    if (own.length > 0 || session.profile.environment === 'sandbox') return own;
    return (await isAdministrator(session)) ? undefined : own;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}
async function isAdministrator(session: Session): Promise<boolean> {
  try {
    await session.client.call('DescribeUserList', { Offset: 0, Limit: 1 });
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}
