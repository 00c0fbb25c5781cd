import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import { applyAction } from '../../contract/enums';
import { UserError } from '../errors/userError';
import { lookUntil, NotSeenYet } from './look';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import type { Version } from '../model/version';
import { readVersion, readVersions } from './serverVersions';
import { mayHaveHappened, untilAborted } from './unanswered';

type Submitted = StepResults['submit'];
const maxSends = 2;

/**
 * CreateMNPApproval, once: a version that is in review or approved already counts as submitted, also when an earlier
 * request was never answered. Success is read back.
 */
export async function submitForApproval(
  run: PublishRun,
  versionId: number,
  scope: StepScope<'submit'>,
): Promise<Submitted> {
  const before = await readVersion(run, versionId);
  const already = before && submittedAs(before);
  if (already) return already;
  const approvalNoBefore = before?.approvalNo ?? '';
  let failure: unknown;
  for (let sends = 0; sends < maxSends; sends++) {
    await scope.sending({ approvalNoBefore });
    try {
      const request = { MNPVersionId: versionId, ApplyAction: applyAction.submit };
      const call = run.context.session.client.call('CreateMNPApproval', request);
      const { data, requestId } = await untilAborted(call, scope.signal);
      failure =
        data?.Result === false
          ? new UserError(
              l10n.t('The platform did not take {0} for approval (RequestId {1}).', run.plan.version, requestId),
            )
          : new NotSeenYet(
              l10n.t(
                '{0} was submitted, but the platform does not show it in review yet. Resume this publish in a minute.',
                run.plan.version,
              ),
            );
    } catch (error) {
      const isOpenAlready = error instanceof ApiError && error.code === 'FailedOperation.ExistMNPApprovalRecord';
      if (!mayHaveHappened(error) && !isOpenAlready) {
        if (!scope.signal.aborted) await scope.notSent();
        throw error;
      }
      if (isOpenAlready) await refuseOther(run, versionId, error);
      failure = error;
    }
    const seen = await lookUntil(run, run.timing.verifyMs, async () => {
      const version = await readVersion(run, versionId);
      return version && submittedAs(version);
    });
    if (seen) return seen;
    if (!mayHaveHappened(failure)) break;
  }
  throw failure;
}

function submittedAs(version: Version): Submitted | undefined {
  const isSubmitted = ['inReview', 'approved', 'online'].includes(version.state);
  return isSubmitted ? { approvalNo: version.approvalNo ?? null } : undefined;
}
/** Only one request per mini program may be open: when another version has it, says which. */
async function refuseOther(run: PublishRun, versionId: number, cause: ApiError): Promise<void> {
  const inReview = (await readVersions(run)).filter((row) => row.state === 'inReview');
  const [other] = inReview;
  if (other === undefined || inReview.some((row) => row.ref.versionId === versionId)) return;
  throw new UserError(
    l10n.t(
      'Version {0} of {1} is in review already, and only one may be. Withdraw it or wait for the decision, then resume.',
      other.ref.version,
      run.plan.programName,
    ),
    [{ label: l10n.t('Resume'), command: 'miniProgram.resumePublish', args: [run.plan.id] }],
    'other',
    { cause },
  );
}
