import { setImmediate } from 'node:timers/promises';
import { Cancelled, isCancelled } from '../base/errors';
import { packageSizes } from './checks/sizes';
import { checkUse } from './checks/useTable';
import type { ContentResult } from './collected';
import { contentPass } from './contentPass';
import { makeManifest } from './manifest';
import {
  type CheckJob,
  PackError,
  type PackJob,
  type PackProblem,
  type PackReport,
  type PackResult,
} from './packTypes';
import { keptFiles } from './plan/plan';
import { checkStructure, type Survey, survey } from './survey';
import { PackPool } from './worker/pool';
import { ZipWriter } from './zip/zipWriter';

/**
 * Checks a folder and writes its package. The folder is never changed; `outFile` is replaced only by a complete zip, and
 * nothing else is left behind. The same folder gives the same bytes.
 * Throws `PackError` with every problem, not only the first, when one of them is an error; `Cancelled` when the signal
 * fires.
 */
export async function packFolder(job: PackJob): Promise<PackResult> {
  return withPool(job, async (pool) => {
    const found = await survey(job, pool);
    // While the files are read: the threads need not wait for what is found out here.
    const checking = checkStructure(found, job.signal);
    const isRefused = checking.then(hasErrors);
    // Awaited later; a failure in between must not count as unhandled.
    isRefused.catch(() => undefined);
    const writer = await ZipWriter.create(job.outFile).catch(async (error: unknown) => {
      if (await isRefused) return undefined;
      throw error;
    });
    try {
      const content = await contentPass(job, found, pool, writer, isRefused);
      const known = await report(job, found, await checking, content);
      if (!writer || hasErrors(known.problems)) throw new PackError(known.problems);
      return { ...known, ...(await writer.finish()), file: job.outFile };
    } catch (error) {
      await writer?.abandon();
      throw error;
    }
  }).catch((error: unknown) => {
    throw asPackError(error, job.outFile);
  });
}
/** Everything `packFolder` finds out, without a zip: for a preview, and for `check`. Problems do not throw. */
export async function checkFolder(job: CheckJob): Promise<PackReport> {
  return withPool(job, async (pool) => {
    const found = await survey(job, pool);
    const checking = checkStructure(found, job.signal);
    checking.catch(() => undefined);
    const content = await contentPass(job, found, pool, undefined);
    return report(job, found, await checking, content);
  });
}
async function withPool<T>(job: CheckJob, work: (pool: PackPool) => Promise<T>): Promise<T> {
  const given = job.pool instanceof PackPool ? job.pool : undefined;
  const pool = given ?? new PackPool({ skipForLittle: true });
  try {
    return await work(pool);
  } catch (error) {
    throw job.signal?.aborted ? new Cancelled() : error;
  } finally {
    if (!given) pool.dispose();
  }
}
const hasErrors = (problems: readonly PackProblem[]): boolean => problems.some(({ severity }) => severity === 'error');

async function report(
  job: CheckJob,
  { context, plan, files }: Survey,
  structure: readonly PackProblem[],
  content: ContentResult,
): Promise<PackReport> {
  const found = [...structure, ...content.problems, ...(await checkUse(context, content))];
  const all = found.map((problem) => (job.allowSecrets ? allowed(problem) : problem));
  const { project, app } = context;
  const manifest = makeManifest(project.appId?.value, content.files, app?.value ?? {}, content.hosts);
  // With many files each of the two takes its time: others get a turn in between.
  await setImmediate();
  return {
    project,
    files,
    excluded: [...plan.outside, ...plan.excluded.map(({ path, reason }) => ({ path: plan.prefix + path, reason }))],
    kept: keptFiles(plan),
    packages: packageSizes(context),
    sourceBytes: files.reduce((sum, file) => sum + file.bytes, 0),
    problems: sorted(all),
    manifest,
  };
}
/** The user has seen these secrets and ships them. */
function allowed(problem: PackProblem): PackProblem {
  return problem.rule.startsWith('secret') && problem.severity === 'error'
    ? { ...problem, severity: 'warning' }
    : problem;
}
const weights = { error: 0, warning: 1, info: 2 } as const;
function sorted(problems: readonly PackProblem[]): readonly PackProblem[] {
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return [...problems].sort(
    (a, b) =>
      weights[a.severity] - weights[b.severity] ||
      compare(a.file ?? '', b.file ?? '') ||
      (a.range?.line ?? 0) - (b.range?.line ?? 0) ||
      (a.range?.column ?? 0) - (b.range?.column ?? 0),
  );
}
const diskRules: Readonly<Record<string, 'diskFull' | 'outNotWritable'>> = {
  ENOSPC: 'diskFull',
  EDQUOT: 'diskFull',
  EACCES: 'outNotWritable',
  EPERM: 'outNotWritable',
  EROFS: 'outNotWritable',
  ENOENT: 'outNotWritable',
  EISDIR: 'outNotWritable',
  ENOTDIR: 'outNotWritable',
};
/** What the file system says about the zip (or the folder itself), as a problem with a rule of its own. */
function asPackError(error: unknown, outFile: string): unknown {
  if (isCancelled(error) || error instanceof PackError) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const rule = code === undefined ? undefined : diskRules[code];
  if (code === undefined || rule === undefined) return error;
  const isOut = rule === 'diskFull' || path?.startsWith(outFile) === true;
  const args = { path: isOut ? outFile : (path ?? ''), code };
  return new PackError([{ rule: isOut ? rule : 'folderUnreadable', severity: 'error', args }]);
}
