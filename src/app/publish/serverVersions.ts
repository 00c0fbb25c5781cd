import { groupVersions } from '../model/versions';
import type { Version } from '../model/version';
import type { PublishRun } from './run';

/** The versions as the platform has them now, one for each id. Throws what the client throws. */
export async function readVersions(run: PublishRun): Promise<readonly Version[]> {
  const { mnpId, programName: name, profileId } = run.plan;
  const { client } = run.context.session;
  const { data } = await client.call('DescribeMNPAllStageVersions', { MNPId: mnpId }, { signal: run.signal });
  return groupVersions({ kind: 'program', profileId, mnpId, name }, data ?? [], []);
}
export async function readVersion(run: PublishRun, versionId: number): Promise<Version | undefined> {
  return (await readVersions(run)).find((version) => version.ref.versionId === versionId);
}
