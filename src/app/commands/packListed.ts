import { PackError, type PackJob, type PackResult } from '../../pack/packTypes';
import type { AppContext } from '../services';

/** Packs by the settings of the folder. What is found is listed in the Problems view, also when it stops the packing. */
export async function packListed(
  { packing, problems }: Pick<AppContext, 'packing' | 'problems'>,
  job: PackJob,
): Promise<PackResult> {
  try {
    const packed = await packing.pack(job);
    problems.show(job.root, packed.problems);
    return packed;
  } catch (error) {
    if (error instanceof PackError) problems.show(job.root, error.problems);
    throw error;
  }
}
