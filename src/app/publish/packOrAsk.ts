import { throwIfAborted } from '../../base/errors';
import { PackError, type PackJob, type PackProblem, type PackResult } from '../../pack/packTypes';

/** Asks whether what looks like secrets is to ship all the same, in this one package. */
export type AskSecrets = (secrets: readonly PackProblem[]) => Promise<boolean>;

/** What stands in the way of packing, when that is nothing but secrets; else undefined. */
export function secretsOnly(error: unknown): readonly PackProblem[] | undefined {
  if (!(error instanceof PackError)) return undefined;
  const errors = error.problems.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ rule }) => rule.startsWith('secret')) ? errors : undefined;
}
/** Packs; when only secrets stand in the way, asks and packs with them. The answer is for this call and kept nowhere. */
export async function packOrAsk(
  packFolder: (job: PackJob) => Promise<PackResult>,
  job: PackJob,
  ask: AskSecrets | undefined,
): Promise<PackResult> {
  try {
    return await packFolder(job);
  } catch (error) {
    const secrets = secretsOnly(error);
    if (secrets === undefined || !(await ask?.(secrets))) throw error;
    throwIfAborted(job.signal);
    return packFolder({ ...job, allowSecrets: true });
  }
}
