import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import { previewAction } from '../../contract/enums';
import { lookUntil, NotSeenYet } from './look';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import { readVersion, readVersions } from './serverVersions';
import { mayHaveHappened, untilAborted } from './unanswered';

/**
 * Makes the version the preview (ConfigureMNPPreview) and reads it back. There is one preview at a time: another one is
 * cleared first, after asking once.
 */
export async function setPreview(
  run: PublishRun,
  versionId: number,
  scope: StepScope<'preview'>,
): Promise<StepResults['preview']> {
  for (let attempt = 0; ; attempt++) {
    const rows = await readVersions(run);
    if (rows.some((row) => row.ref.versionId === versionId && row.isPreview)) return { shown: true };
    const other = rows.find((row) => row.isPreview);
    if (other !== undefined) {
      if (!(await mayReplace(run, other.ref.version))) return { shown: false };
      await configure(run, other.ref.versionId, previewAction.cancel, scope);
    }
    try {
      await configure(run, versionId, previewAction.set, scope);
    } catch (error) {
      // Someone set another preview between our look and our request: look again, once.
      if (attempt > 0 || !(error instanceof ApiError && error.code === 'FailedOperation.ShowcaseVersionAlreadyExist'))
        throw error;
      continue;
    }
    const shown = await lookUntil(run, run.timing.verifyMs, () => isPreview(run, versionId));
    if (shown) return { shown: true };
    throw new NotSeenYet(
      l10n.t(
        'The platform accepted {0} as the preview version but does not show it as such yet. Resume this publish in a minute.',
        run.plan.version,
      ),
    );
  }
}
async function isPreview(run: PublishRun, versionId: number): Promise<true | undefined> {
  return (await readVersion(run, versionId))?.isPreview || undefined;
}
async function mayReplace(run: PublishRun, otherVersion: string): Promise<boolean> {
  if (run.plan.preview === 'ask') {
    const replace = await run.deps.replacePreview(otherVersion);
    await run.save({ plan: { ...run.plan, preview: replace ? 'replace' : 'keep' } });
  }
  return run.plan.preview === 'replace';
}
async function configure(
  run: PublishRun,
  versionId: number,
  action: (typeof previewAction)[keyof typeof previewAction],
  scope: StepScope<'preview'>,
): Promise<void> {
  const { mnpId, entryPath } = run.plan;
  const withPath = action === previewAction.set && entryPath !== '';
  const request = {
    MNPId: mnpId,
    MNPVersionId: versionId,
    ActionType: action,
    ...(withPath && { PreivewEntrancePath: entryPath }),
  };
  await scope.sending({ versionId });
  try {
    await untilAborted(run.context.session.client.call('ConfigureMNPPreview', request), scope.signal);
  } catch (error) {
    // Setting or clearing twice does no harm, and what comes next reads the platform: an unanswered try is no failure yet.
    if (!mayHaveHappened(error)) throw error;
    run.context.log.warn(`publish ${run.plan.id}: ConfigureMNPPreview unanswered, reading back`);
  }
}
