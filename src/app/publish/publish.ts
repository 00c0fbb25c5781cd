import * as l10n from '@vscode/l10n';
import { isCancelled, messageOf } from '../../base/errors';
import { Redactor } from '../../base/redact';
import { ApiError } from '../../client/errors';
import { PackError } from '../../pack/packTypes';
import { masked } from '../activity/masked';
import { problemsText } from '../errors/packWords';
import { UserError } from '../errors/userError';
import { amountOf } from '../model/sizes';
import { environmentWord } from '../model/words';
import { summaryText } from '../packing/changes';
import type { ProgressHandle } from '../ports';
import { describeTarget } from '../uploadTargets/targetWords';
import { BuildFailed, readOurs, waitForBuild } from './build';
import { createVersion, Unanswered } from './createVersion';
import { createJournals, isReadable, type Journal, type JournalState } from './journal';
import { NotSeenYet } from './look';
import { lockPublish } from './lock';
import { keepManifest, needsPackage, packageFolder } from './package';
import { stepIds, type PublishPlan, type StepId, type StepResults } from './plan';
import { setPreview } from './preview';
import { isApproved, release } from './release';
import { PublishRun, stepOfError, type PublishContext, type PublishDeps, type StepScope } from './run';
import { stepName } from './stepWords';
import { submitForApproval } from './submit';

/**
 * Where a publish ended. `inReview`: asked to release, but the reviewers have not decided. `stopped`: given up after the
 * platform was asked. `notSeen`: the platform has taken it but does not show it yet. Both can be resumed.
 */
export type PublishOutcome =
  | { readonly kind: 'uploaded' }
  | { readonly kind: 'built'; readonly versionId: number }
  | { readonly kind: 'preview'; readonly versionId: number; readonly shown: boolean }
  | { readonly kind: 'submitted' | 'inReview'; readonly versionId: number; readonly approvalNo: string | null }
  | { readonly kind: 'released'; readonly versionId: number }
  | { readonly kind: 'stopped' | 'notSeen'; readonly step: StepId; readonly message: string };

/**
 * From a folder to where `plan.until` says. When the journal of `plan.id` exists it goes on from the first step that is
 * not done. Throws `Cancelled` when given up before anything was asked of the platform, `UserError` with reason `busy`
 * when this mini program is being published, and what packing, uploading and the client throw, marked with the step
 * (`stepOfError`); the journal then says how far it came.
 */
export async function publish(
  context: PublishContext,
  plan: PublishPlan,
  handle: ProgressHandle,
  deps: PublishDeps,
): Promise<PublishOutcome> {
  const lock = await lockPublish(context, plan);
  try {
    const journals = createJournals(context.files, context.storagePath, () => context.clock.now());
    const before = await journals.read(plan.id);
    if (before !== undefined && !isReadable(before)) throw unreadable();
    refuseElsewhere(context, before?.plan ?? plan);
    const run = new PublishRun(context, deps, handle, journals, startOf(plan, before, context));
    await run.save({});
    try {
      const outcome = await takeSteps(run);
      await run.save({ state: outcome.kind === 'inReview' ? 'waiting' : 'done' });
      return outcome;
    } catch (error) {
      return await giveUp(run, error);
    }
  } finally {
    lock.dispose();
  }
}

async function takeSteps(run: PublishRun): Promise<PublishOutcome> {
  const { until } = run.plan;
  const built = run.result('build');
  if (built) await readOurs(run, built.versionId);
  let anew = false;
  const pack = await run.step('package', (scope) => packageFolder(run, scope, anew), {
    again: async () => (anew = await needsPackage(run)),
  });
  const { url } = await run.step('upload', (scope) => upload(run, pack, scope), {
    again: (result) => result.url === null && run.result('version') === undefined,
    record: ({ url: full, bytes }) => ({ url: full?.includes('?') ? null : full, bytes }),
  });
  if (until === 'uploaded') return { kind: 'uploaded' };
  const created = await run.step('version', (scope) => createVersion(run, url ?? '', scope));
  const { versionId } = await run.step('build', (scope) => waitForBuild(run, created, scope));
  await keepManifest(run, versionId);
  await run.journals.removePackage(run.plan.id);
  if (until === 'built') return { kind: 'built', versionId };
  const { shown } = await run.step('preview', (scope) => setPreview(run, versionId, scope));
  if (until === 'preview') return { kind: 'preview', versionId, shown };
  const { approvalNo } = await run.step('submit', (scope) => submitForApproval(run, versionId, scope));
  if (until === 'submitted') return { kind: 'submitted', versionId, approvalNo };
  if (run.result('release') === undefined && !(await isApproved(run, versionId)))
    return { kind: 'inReview', versionId, approvalNo };
  await run.step('release', (scope) => release(run, versionId, scope));
  return { kind: 'released', versionId };
}

async function upload(
  run: PublishRun,
  pack: StepResults['package'],
  scope: StepScope<'upload'>,
): Promise<StepResults['upload']> {
  const { plan, context } = run;
  // A profile may send its packages elsewhere by now than when the publish began.
  const target = describeTarget(context.session.profile.uploadTarget);
  if (plan.target !== target) await run.save({ plan: { ...plan, target } });
  context.log.info(`publish ${plan.id}: the package goes to: ${target}`);
  const { url, bytes } = await context.session.upload({
    file: pack.file,
    suffix: '.zip',
    signal: scope.signal,
    appId: plan.mnpId,
    version: plan.version,
    fileName: `${plan.mnpId}-${plan.version}.zip`,
    earlier: scope.inputs,
    onPlace: (place) => scope.sending(place),
    onProgress: (sent, total) =>
      scope.report([amountOf(sent, total), ...(pack.summary ? [summaryText(pack.summary)] : [])].join(' · ')),
  });
  return { url, bytes };
}

function startOf(
  plan: PublishPlan,
  before: Journal | undefined,
  { session: { profile }, clock }: PublishContext,
): Journal {
  const now = clock.now();
  const by = { secretId: masked(profile.secretId), endpoint: profile.endpoint };
  if (before === undefined) return { format: 1, plan, by, state: 'running', createdAt: now, updatedAt: now, steps: {} };
  const { failure: _old, ...rest } = before;
  return { ...rest, plan: { ...before.plan, until: plan.until }, by, state: 'running' };
}
/** A profile may point elsewhere by now: what the journal knows holds for the platform it was written for. */
function refuseElsewhere({ session: { profile } }: PublishContext, plan: PublishPlan): void {
  if (profile.platformId === plan.platformId && profile.environment === plan.environment) return;
  throw new UserError(
    l10n.t(
      'This publish was for the platform {0} ({1}), but the profile {2} leads to {3} ({4}) now. Discard it and publish again.',
      plan.platformId,
      environmentWord(plan.environment),
      profile.name,
      profile.platformId,
      environmentWord(profile.environment),
    ),
    [{ label: l10n.t('Discard'), command: 'miniProgram.discardPublish', args: [plan.id] }],
  );
}
function unreadable(): UserError {
  return new UserError(
    l10n.t(
      'The record of this publish was written by a newer version of this extension. Update the extension to resume it.',
    ),
  );
}

/** Writes how it ended. Giving up after the point of no return is an outcome: the platform goes on by itself. */
async function giveUp(run: PublishRun, error: unknown): Promise<PublishOutcome> {
  try {
    return await endWith(run, error);
  } catch (thrown) {
    // On a full disk the end cannot be written either: the journal then says "running", from where it is taken up again.
    if (thrown !== error)
      run.context.log.warn(`publish ${run.plan.id}: how it ended could not be written: ${messageOf(thrown)}`);
    throw error;
  }
}
async function endWith(run: PublishRun, error: unknown): Promise<PublishOutcome> {
  const step = stepOfError(error) ?? null;
  // The first finding tells enough in a list of what is unfinished; whoever shows the error tells all.
  const told = error instanceof PackError ? problemsText(error.problems, 1) : messageOf(error);
  const { redact = (text: string) => new Redactor().redact(text) } = run.context;
  const message = redact(told);
  run.context.log[isCancelled(error) ? 'info' : 'error'](
    `publish ${run.plan.id}: ${step ?? 'between steps'}: ${message}`,
  );
  if (isCancelled(error)) {
    await run.save({ state: run.isPastNoReturn ? 'stopped' : 'cancelled' });
    if (run.isPastNoReturn)
      return { kind: 'stopped', step: step ?? 'release', message: stoppedText(run.plan.version, step) };
    await run.journals.removePackage(run.plan.id);
    throw error;
  }
  if (error instanceof NotSeenYet) {
    await run.save({ state: 'stopped', ...(error instanceof Unanswered && { failure: { step, message } }) });
    return { kind: 'notSeen', step: step ?? 'release', message };
  }
  if (error instanceof BuildFailed) await run.forget(stepIds);
  if (isApiCode(error, 'FailedOperation.FileDownloadFailed')) await run.forget(['upload']);
  await run.save({ state: endStateOf(run, error), failure: { step, message } });
  throw error;
}
function endStateOf(run: PublishRun, error: unknown): JournalState {
  // A value that the platform refuses before there is a version will be refused again: there is nothing to resume.
  const isRefused = !run.isPastNoReturn && error instanceof ApiError && error.advice === 'input';
  return isRefused && !isApiCode(error, 'FailedOperation.FileDownloadFailed') ? 'refused' : 'failed';
}
const isApiCode = (error: unknown, code: string): boolean => error instanceof ApiError && error.code === code;

function stoppedText(version: string, step: StepId | null): string {
  if (step === 'version' || step === 'build')
    return l10n.t(
      'Stopped waiting. The platform may go on building {0}; resume this publish to see what came of it.',
      version,
    );
  if (step === 'release')
    return l10n.t('Stopped waiting. {0} may be released already; resume this publish or refresh to see.', version);
  const name = stepName(step ?? 'submit');
  return l10n.t('Stopped at {0}. Version {1} stays on the platform; resume this publish to go on.', name, version);
}
