import * as l10n from '@vscode/l10n';
import { Cancelled, isCancelled, messageOf, throwIfAborted } from '../../base/errors';
import type { PackJob, PackManifest } from '../../pack/packTypes';
import { logProblems } from '../errors/packWords';
import { amountOf } from '../model/sizes';
import { type PackageSummary, summarize, summaryText } from '../packing/changes';
import { isManifest, keepPublished, lastPublished, type PublishedVersion } from '../packing/published';
import { packOrAsk } from './packOrAsk';
import type { StepResults } from './plan';
import type { PublishRun, StepScope } from './run';
import { readVersions } from './serverVersions';

/** The zip is needed until it is uploaded; the file itself counts: it must be the one that the journal speaks of. */
export async function needsPackage(run: PublishRun): Promise<boolean> {
  const { upload: uploaded, version } = run.journal.steps;
  if (version?.state === 'done' || (uploaded?.state === 'done' && uploaded.result?.url)) return false;
  const known = run.result('package');
  const kept = await run.context.files.fingerprint(run.journals.packageFile(run.plan.id));
  return kept === undefined || kept.bytes !== known?.bytes || kept.sha256 !== known.sha256;
}
/**
 * Packs the folder and says what changed since the last version that was published from this machine. Throws `Cancelled`
 * when the user does not want a version of that.
 */
export async function packageFolder(
  run: PublishRun,
  scope: StepScope<'package'>,
  anew: boolean,
): Promise<StepResults['package']> {
  const { log } = run.context;
  if (anew) {
    log.warn(`publish ${run.plan.id}: the kept package is gone or has changed, packing the folder anew`);
    scope.report(l10n.t('anew, as it is now'));
  }
  const { signal } = scope;
  await run.deps.beforePack?.(run.plan.folder, { signal, report: (text) => scope.report(`– ${text}`) });
  const job: PackJob = {
    root: run.plan.folder,
    outFile: run.journals.packageFile(run.plan.id),
    expectedAppId: run.plan.mnpId,
    signal,
    onProgress: ({ bytes, totalBytes }) => scope.report(amountOf(bytes, totalBytes)),
  };
  const packed = await packOrAsk(run.deps.packFolder, job, run.deps.shipSecrets);
  const { file, bytes, sha256, files, problems, manifest } = packed;
  const warnings = logProblems(log, `publish ${run.plan.id}`, problems);
  const summary = await judge(run, manifest, scope);
  await run.context.files.writeAtomic(run.journals.manifestFile(run.plan.id), JSON.stringify(manifest));
  return { file, bytes, sha256, files: files.length, summary, warnings, ...(anew && { anew: true as const }) };
}
/** Tells what is new in the package and, where that calls for it, asks whether to go on. */
async function judge(run: PublishRun, manifest: PackManifest, scope: StepScope<'package'>): Promise<PackageSummary> {
  const { deps } = run;
  const before = await publishedBefore(run);
  const { summary, widened } = summarize(manifest, before);
  const text = summaryText(summary);
  scope.report(`– ${text}`);
  run.context.log.info(`publish ${run.plan.id}: ${text}`);
  if (before === undefined) return summary;
  const isWidened = widened.permissions.length + widened.domains.length > 0;
  if (isWidened)
    run.context.log.warn(
      `publish ${run.plan.id}: added since ${before.version}: ${[...widened.permissions, ...widened.domains].join(', ')}`,
    );
  const goesOn =
    (!summary.since?.isIdentical || ((await deps.shipIdentical?.(before.version)) ?? true)) &&
    (!isWidened || ((await deps.shipWidened?.(widened, before.version)) ?? true));
  if (!goesOn) throw new Cancelled();
  throwIfAborted(scope.signal);
  return summary;
}
/** The version to compare with, unless the platform no longer has it: a sandbox begins anew, a program may be deleted. */
async function publishedBefore(run: PublishRun): Promise<PublishedVersion | undefined> {
  const { context, plan } = run;
  const before = await lastPublished(context, plan);
  if (before === undefined) return undefined;
  try {
    const isThere = (await readVersions(run)).some(
      ({ ref }) => ref.versionId === before.versionId && ref.version === before.version,
    );
    return isThere ? before : undefined;
  } catch (error) {
    if (isCancelled(error)) throw error;
    // Packing needs no network: the upload will tell what is wrong with it.
    context.log.warn(`publish ${plan.id}: could not look for ${before.version}: ${messageOf(error)}`);
    return before;
  }
}
/** The version exists: what it ships becomes what the next one is compared with. Not worth failing a publish for. */
export async function keepManifest(run: PublishRun, versionId: number): Promise<void> {
  const { context, plan } = run;
  const { files, clock, log } = context;
  try {
    const text = await files.readText(run.journals.manifestFile(plan.id));
    if (text === undefined) return;
    const manifest: unknown = JSON.parse(text);
    if (!isManifest(manifest)) throw new Error('it is not a list of files');
    const at = run.journal.steps.build?.endedAt ?? clock.now();
    await keepPublished(context, plan, { version: plan.version, versionId, at, manifest });
  } catch (error) {
    log.warn(`publish ${plan.id}: what ${plan.version} ships could not be kept: ${messageOf(error)}`);
  }
}
