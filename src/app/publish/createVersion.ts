import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import { lookUntil } from './look';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import { readVersions } from './serverVersions';
import { mayHaveHappened, untilAborted } from './unanswered';

type Created = StepResults['version'];
const maxSends = 2;

/**
 * CreateMNPVersion, never twice for one version: what the platform had before is journaled first, and when no answer
 * came (now, or in a process that was killed) the platform is read until a new version of this number shows up or the
 * read-back time is over; only then it is sent again.
 */
export async function createVersion(run: PublishRun, url: string, scope: StepScope<'version'>): Promise<Created> {
  const { client } = run.context.session;
  const { mnpId, version, intro } = run.plan;
  let unanswered = scope.inputs !== undefined;
  const knownIds = scope.inputs?.knownIds ?? (await readVersions(run)).map(({ ref }) => ref.versionId);
  let failure: unknown;
  for (let sends = 0; ; sends++) {
    if (unanswered) {
      scope.report(l10n.t('– asking the platform whether it has it already'));
      const versionId = await lookUntil(run, run.timing.readBackMs, () => findNew(run, knownIds));
      if (versionId !== undefined) return { taskId: null, versionId, knownIds };
    }
    if (sends === maxSends) throw failure;
    await scope.sending({ knownIds });
    try {
      const request = { MNPId: mnpId, MNPVersion: version, MNPVersionIntro: intro, FileUrl: url };
      const { data, requestId } = await untilAborted(client.call('CreateMNPVersion', request), scope.signal);
      if (data?.TaskId) return { taskId: data.TaskId, versionId: null, knownIds };
      failure = new UserError(
        l10n.t('The platform answered without a build task (RequestId {0}). Try again in a few minutes.', requestId),
      );
    } catch (error) {
      if (!mayHaveHappened(error)) {
        if (!scope.signal.aborted) await scope.notSent();
        throw error;
      }
      failure = error;
    }
    unanswered = true;
  }
}

/** The version that this plan created: our number, an id that was not there before, our note. */
export async function findNew(run: PublishRun, knownIds: readonly number[]): Promise<number | undefined> {
  const { version, intro } = run.plan;
  const fresh = (await readVersions(run)).filter(
    ({ ref }) => ref.version === version && !knownIds.includes(ref.versionId),
  );
  const ours = fresh.filter((row) => row.intro === '' || row.intro.trim() === intro.trim());
  const found = ours.map((row) => row.ref.versionId).sort((a, b) => a - b)[0];
  if (found !== undefined || fresh.length === 0) return found;
  throw new UserError(
    l10n.t(
      'Someone else has created a version {0} with another description meanwhile. Discard this publish and choose a higher number.',
      version,
    ),
  );
}
