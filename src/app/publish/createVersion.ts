import * as l10n from '@vscode/l10n';
import { messageOf } from '../../base/errors';
import { UserError } from '../errors/userError';
import { lookUntil, NotSeenYet } from './look';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import { readVersions } from './serverVersions';
import { mayHaveHappened, untilAborted } from './unanswered';

type Created = StepResults['version'];

/** The platform was asked, gave no answer and shows nothing: only the user may have it asked again. */
export class Unanswered extends NotSeenYet {}

/**
 * CreateMNPVersion, never twice for one version unless the user says so: what the platform had before is journaled first,
 * and when no answer came (now, or in a process that was killed) the platform is read for as long as a build may take.
 * When nothing shows up by then, throws `Unanswered`.
 */
export async function createVersion(run: PublishRun, url: string, scope: StepScope<'version'>): Promise<Created> {
  const { inputs } = scope;
  const knownIds = inputs?.knownIds ?? (await readVersions(run)).map(({ ref }) => ref.versionId);
  const found = async (forMs: number): Promise<Created | undefined> => {
    scope.report(l10n.t('– asking the platform whether it has it already'));
    const versionId = await lookUntil(run, forMs, () => findNew(run, knownIds));
    return versionId === undefined ? undefined : { taskId: null, versionId, knownIds };
  };
  if (inputs !== undefined) {
    const earlier = await found(inputs.again ? 0 : unansweredMs(run));
    if (earlier) return earlier;
    if (!inputs.again) throw unanswered(run);
  }
  await scope.sending({ knownIds });
  const taskId = await send(run, url, scope);
  if (taskId !== undefined) return { taskId, versionId: null, knownIds };
  const late = await found(unansweredMs(run));
  if (late) return late;
  throw unanswered(run);
}
/** Answers the task, or undefined when nobody knows whether it was created. */
async function send(run: PublishRun, url: string, scope: StepScope<'version'>): Promise<string | undefined> {
  const { mnpId, version, intro } = run.plan;
  const request = { MNPId: mnpId, MNPVersion: version, MNPVersionIntro: intro, FileUrl: url };
  const { log, session } = run.context;
  try {
    const { data, requestId } = await untilAborted(session.client.call('CreateMNPVersion', request), scope.signal);
    if (!data?.TaskId) log.warn(`publish ${run.plan.id}: CreateMNPVersion answered without a task (${requestId})`);
    return data?.TaskId || undefined;
  } catch (error) {
    if (mayHaveHappened(error)) {
      log.warn(`publish ${run.plan.id}: CreateMNPVersion unanswered, reading back: ${messageOf(error)}`);
      return undefined;
    }
    // After a plain "no" to the second, the first is still unanswered.
    if (scope.inputs !== undefined && !scope.signal.aborted) await scope.sending(scope.inputs);
    else if (!scope.signal.aborted) await scope.notSent();
    throw error;
  }
}
const unansweredMs = ({ timing }: PublishRun): number => timing.unansweredMs ?? timing.buildMs;
const unanswered = (run: PublishRun): Unanswered =>
  new Unanswered(
    l10n.t(
      'No answer came when {0} was created, and the platform has not shown it for {1} minutes. Resume this publish to look again or to create it once more.',
      run.plan.version,
      Math.ceil(unansweredMs(run) / 60_000),
    ),
  );

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
