import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import { UserError } from '../errors/userError';
import { readVersions } from '../stores/reads';
import { lookUntil, NotSeenYet } from './look';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import { readVersion } from './serverVersions';
import { mayHaveHappened, untilAborted } from './unanswered';

const maxSends = 2;

/**
 * Waits for the reviewers. Answers whether the version may be released now; throws `UserError` when it was rejected or
 * withdrawn.
 */
export async function isApproved(run: PublishRun, versionId: number): Promise<boolean> {
  const decided = await lookUntil(run, run.timing.approvalMs, async () => {
    const version = await readVersion(run, versionId);
    return version === undefined || version.state === 'inReview' ? undefined : version.state;
  });
  switch (decided) {
    case undefined:
      return false;
    case 'approved':
    case 'online':
    case 'history':
      return true;
    case 'rejected':
      throw new UserError(
        l10n.t(
          '{0} was rejected{1}. Correct it and publish a new version.',
          run.plan.version,
          await noteText(run, versionId),
        ),
      );
    case 'withdrawn':
    case 'develop':
      throw new UserError(
        l10n.t(
          'The approval request of {0} was withdrawn. Submit it again before it can be released.',
          run.plan.version,
        ),
      );
  }
}
/** What the reviewers wrote, or nothing. */
async function noteText(run: PublishRun, versionId: number): Promise<string> {
  const { mnpId, programName: name, profileId } = run.plan;
  const program = { kind: 'program', profileId, mnpId, name } as const;
  const { session, clock } = run.context;
  const { approvals } = await readVersions(session, program, () => clock.now(), { signal: run.signal });
  const rejected = approvals.find((item) => item.versionId === versionId && item.status === 'rejected');
  return rejected?.note ? `: ${rejected.note}` : '';
}

/** ReleaseMNPVersion, once; a version that is online already counts as released. Success is read back. */
export async function release(
  run: PublishRun,
  versionId: number,
  scope: StepScope<'release'>,
): Promise<StepResults['release']> {
  if (await isOnline(run, versionId)) return seen(run);
  let failure: unknown;
  for (let sends = 0; sends < maxSends; sends++) {
    await scope.sending({ versionId });
    try {
      const call = run.context.session.client.call('ReleaseMNPVersion', { MNPVersionId: versionId });
      const { data, requestId } = await untilAborted(call, scope.signal);
      failure = notOnline(run, data?.Result === false, requestId);
    } catch (error) {
      const isReleased = error instanceof ApiError && error.code === 'FailedOperation.MNPVersionReleased';
      if (!mayHaveHappened(error) && !isReleased) {
        if (!scope.signal.aborted) await scope.notSent();
        throw error;
      }
      failure = error;
    }
    if (await lookUntil(run, run.timing.verifyMs, () => isOnline(run, versionId))) return seen(run);
    if (!mayHaveHappened(failure)) break;
  }
  throw failure;
}
const seen = (run: PublishRun): StepResults['release'] => ({ seenOnlineAt: run.context.clock.now() });

async function isOnline(run: PublishRun, versionId: number): Promise<true | undefined> {
  return (await readVersion(run, versionId))?.state === 'online' || undefined;
}
function notOnline(run: PublishRun, refused: boolean, requestId: string): UserError {
  const { version } = run.plan;
  if (refused)
    return new UserError(
      l10n.t('The platform did not release {0} (RequestId {1}). Refresh and try again.', version, requestId),
    );
  return new NotSeenYet(
    l10n.t(
      'The platform accepted the release of {0} but does not show it online yet (RequestId {1}). Refresh in a minute.',
      version,
      requestId,
    ),
  );
}
