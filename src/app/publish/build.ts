import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import { taskStatus } from '../../contract/enums';
import { UserError } from '../errors/userError';
import { findNew } from './createVersion';
import { lookUntil, NotSeenYet } from './look';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import { sizeOf } from '../model/sizes';
import type { Version } from '../model/version';
import { readVersion } from './serverVersions';

/** The platform could not build the package: it has to be made and sent again. */
export class BuildFailed extends UserError {}

/**
 * Waits for the build task (DescribeMNPVersion), then reads back that the version is there. The older dialect answers no
 * version id, so it is looked up by number among the versions that were not there before.
 */
export async function waitForBuild(
  run: PublishRun,
  created: StepResults['version'],
  _scope: StepScope<'build'>,
): Promise<StepResults['build']> {
  const answered = created.versionId ?? (await waitForTask(run, created));
  const versionId = await lookUntil(run, run.timing.verifyMs, () => readBack(run, answered, created.knownIds));
  if (versionId !== undefined) return { versionId };
  throw new NotSeenYet(
    l10n.t(
      'The platform says that {0} is built, but does not list it. Resume this publish in a few minutes.',
      run.plan.version,
    ),
  );
}

/** Answers the version id where the dialect tells it, else null. */
async function waitForTask(run: PublishRun, created: StepResults['version']): Promise<number | null> {
  const { taskId } = created;
  if (taskId === null) throw new Error('A created version has neither a task nor an id');
  const ended = await lookUntil(run, run.timing.buildMs, () => lookAtTask(run, taskId, created.knownIds));
  if (ended !== undefined) return ended.versionId;
  throw new NotSeenYet(
    l10n.t(
      'The platform is still building {0} after {1} minutes. It goes on by itself; resume this publish later.',
      run.plan.version,
      Math.round(run.timing.buildMs / 60_000),
    ),
  );
}
async function lookAtTask(
  run: PublishRun,
  taskId: string,
  knownIds: readonly number[],
): Promise<{ readonly versionId: number | null } | undefined> {
  const { client } = run.context.session;
  try {
    const { data } = await client.call('DescribeMNPVersion', { BusinessId: taskId }, { signal: run.signal });
    if (data?.TaskStatus === taskStatus.succeeded) {
      logSizes(run, data.SubPackageInfos ?? []);
      return { versionId: data.MNPVersionId || null };
    }
    if (data?.TaskStatus === taskStatus.failed) throw buildFailed(run.plan.version, data.TaskMsg ?? '');
    return undefined;
  } catch (error) {
    // A task may be forgotten by the time we come back; the version tells as well.
    if (!(error instanceof ApiError && error.code === 'InvalidParameterValue.InvalidMNPVersionTaskId')) throw error;
    const versionId = await findNew(run, knownIds);
    if (versionId === undefined) throw error;
    return { versionId };
  }
}
/** What the newer dialect tells of the parts of a package, as the platform counts them. */
function logSizes(
  { context, plan }: PublishRun,
  parts: readonly { readonly Name: string | null; readonly Size: number | null }[],
): void {
  if (parts.length === 0) return;
  const sizes = parts.map(({ Name: name, Size: bytes }) => `${name ?? ''} ${sizeOf(bytes ?? 0)}`);
  context.log.info(`Sizes of ${plan.version} on the platform: ${sizes.join(', ')}`);
}
function buildFailed(version: string, taskMessage: string): BuildFailed {
  return new BuildFailed(
    taskMessage === ''
      ? l10n.t('The platform could not build {0} and gives no reason. Check the package and publish again.', version)
      : l10n.t('The platform could not build {0}: {1}. Correct the project and publish again.', version, taskMessage),
  );
}
/** Reads the version with this id. Throws `UserError` when it has another number: then it is not ours. */
export async function readOurs(run: PublishRun, versionId: number): Promise<Version | undefined> {
  const found = await readVersion(run, versionId);
  if (found === undefined || found.ref.version === run.plan.version) return found;
  throw new UserError(
    l10n.t(
      'The version with the id {0} is {1}, not {2}: the platform is not the one that this publish was for. Discard it and publish again.',
      versionId,
      found.ref.version,
      run.plan.version,
    ),
    [{ label: l10n.t('Discard'), command: 'miniProgram.discardPublish', args: [run.plan.id] }],
  );
}
async function readBack(
  run: PublishRun,
  versionId: number | null,
  knownIds: readonly number[],
): Promise<number | undefined> {
  if (versionId === null) return findNew(run, knownIds);
  return (await readOurs(run, versionId))?.ref.versionId;
}
