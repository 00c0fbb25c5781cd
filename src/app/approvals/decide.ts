import type { Clock } from '../../base/clock';
import { isCancelled } from '../../base/errors';
import { growing, poll } from '../../base/poll';
import { ApiError } from '../../client/errors';
import { approvalResult, permissionStatus } from '../../contract/enums';
import type { Memento } from '../ports';
import { mayHaveHappened, untilAborted } from '../publish/unanswered';
import type { Session } from '../services';
import { type ApprovalRequest, type Decision, isOpenVerdict, type Verdict } from './model';
import { readRequest } from './reads';
import { isRefused, learnAccount, learnRefusal } from './rights';

export interface Deciding {
  readonly request: ApprovalRequest;
  /** Super apps for which is decided; at least one. */
  readonly applicationIds: readonly string[];
  readonly decision: Decision;
  /** Empty = none. */
  readonly note: string;
}
/** What became of a decision. `request` is as the platform showed it afterwards. */
export type DecisionOutcome =
  | { readonly kind: 'done'; readonly request: ApprovalRequest }
  /** Closed, but otherwise than was decided: somebody was faster. */
  | { readonly kind: 'other'; readonly request: ApprovalRequest }
  /** Accepted, and not shown in time. */
  | { readonly kind: 'notShown' }
  /** The user stopped waiting after it was sent. */
  | { readonly kind: 'stopped' }
  /** Nothing happened, or it cannot be told. */
  | { readonly kind: 'failed'; readonly error: unknown };
export interface DecidePorts {
  readonly globalState: Memento;
  readonly clock: Clock;
  /** Told of every answer to a decision, accepted or refused, as it comes. */
  readonly onAnswer?: (deciding: Deciding, requestId: string) => void;
}
/** Milliseconds for the platform to show a decision that it accepted. */
const showMs = 20_000;

/**
 * Sends the decision once and reads it back; an unanswered one counts by what is read afterwards, and is not sent again
 * (ProcessMNPApproval, ProcessMNPSensitiveAPIPermissionApproval). Never rejects. What the platform refuses for several super
 * apps together is decided for each: a refusal changes nothing, and may concern one of them only.
 */
export async function decide(
  ports: DecidePorts,
  session: Session,
  deciding: Deciding,
  signal: AbortSignal,
): Promise<readonly DecisionOutcome[]> {
  const outcome = await decideOnce(ports, session, deciding, signal);
  const { applicationIds } = deciding;
  if (outcome.kind !== 'failed' || !isRefused(outcome.error)) return [outcome];
  if (applicationIds.length < 2) {
    await learnRefusal(ports.globalState, session, applicationIds);
    return [outcome];
  }
  const outcomes: DecisionOutcome[] = [];
  for (const id of applicationIds)
    outcomes.push(...(await decide(ports, session, { ...deciding, applicationIds: [id] }, signal)));
  return outcomes;
}
async function decideOnce(
  ports: DecidePorts,
  session: Session,
  deciding: Deciding,
  signal: AbortSignal,
): Promise<DecisionOutcome> {
  let unanswered: unknown;
  try {
    const { requestId } = await untilAborted(send(session, deciding), signal);
    ports.onAnswer?.(deciding, requestId);
  } catch (error) {
    if (isCancelled(error)) return { kind: 'stopped' };
    if (error instanceof ApiError) ports.onAnswer?.(deciding, error.requestId);
    if (!mayHaveHappened(error)) return { kind: 'failed', error };
    unanswered = error;
  }
  try {
    const seen = await untilClosed(ports.clock, session, deciding, signal);
    if (!seen) return unanswered === undefined ? { kind: 'notShown' } : { kind: 'failed', error: unanswered };
    const own = ownVerdicts(seen, deciding);
    const isDone = own.every(({ status }) => status === (deciding.decision === 'approve' ? 'approved' : 'rejected'));
    // Whose key it is, is known only when the platform has answered us.
    if (isDone && unanswered === undefined) await learnAccount(ports.globalState, session, own[0]?.reviewer ?? '');
    return { kind: isDone ? 'done' : 'other', request: seen };
  } catch (error) {
    if (isCancelled(error)) return { kind: 'stopped' };
    // It was accepted; that it cannot be read is another matter.
    return unanswered === undefined ? { kind: 'notShown' } : { kind: 'failed', error: unanswered };
  }
}
function send(
  { client }: Session,
  { request, applicationIds, decision, note }: Deciding,
): Promise<{ readonly requestId: string }> {
  const { approvalNo: ApprovalNo, request: kind } = request.ref;
  const said = note === '' ? {} : { ApprovalNote: note };
  if (kind === 'api') {
    const ApprovalStatus = decision === 'approve' ? permissionStatus.approved : permissionStatus.rejected;
    return client.call('ProcessMNPSensitiveAPIPermissionApproval', { ApprovalNo, ApprovalStatus, ...said });
  }
  return client.call('ProcessMNPApproval', {
    ApprovalNo,
    ApprovalItems: applicationIds.map((AppId) => ({ AppId, ApprovalResult: approvalResult[decision], ...said })),
  });
}
const untilClosed = (
  clock: Clock,
  session: Session,
  deciding: Deciding,
  signal: AbortSignal,
): Promise<ApprovalRequest | undefined> =>
  poll({ clock, signal, every: growing(500, 4_000), forMs: showMs }, async () => {
    const now = await readRequest(session, deciding.request.ref, { signal });
    const own = now && ownVerdicts(now, deciding);
    return own && own.length > 0 && !own.some(isOpenVerdict) ? now : undefined;
  });
const ownVerdicts = ({ verdicts }: ApprovalRequest, { applicationIds }: Deciding): readonly Verdict[] =>
  verdicts.filter(({ applicationId }) => applicationIds.includes(applicationId));
