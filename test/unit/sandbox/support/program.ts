import { applyAction, approvalResult } from '../../../../src/contract/enums';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';
import { call } from './cloud';
import { goodProgram, withFile, zipOf } from './files';

export const texts = {
  MNPName: 'Corner Bakery',
  MNPType: 'Food and Drink->31_Restaurants and Cafes',
  MNPIcon: 'https://pictures.example.org/icon.png',
  MNPIntro: 'Bread',
  MNPDesc: 'Bread and rolls',
};
/** Registers a mini program with the team of that name. */
export async function createProgram(
  sandbox: Sandbox,
  team = 'Coffee Shop Studio',
  name = texts.MNPName,
): Promise<string> {
  const TeamId = [...sandbox.state.teams.values()].find((candidate) => candidate.name === team)?.id ?? '';
  return (await call(sandbox, 'CreateMNP', { ...texts, MNPName: name, TeamId })).ResourceId ?? '';
}
/** Builds a version (builds take no time in these tests) and answers its ID. */
export async function createVersion(sandbox: Sandbox, MNPId: string, MNPVersion: string): Promise<number> {
  let id = 0;
  await withFile(await zipOf(goodProgram), async (FileUrl) => {
    const { TaskId } = await call(sandbox, 'CreateMNPVersion', { MNPId, MNPVersion, FileUrl, MNPVersionIntro: 'News' });
    id = (await call(sandbox, 'DescribeMNPVersion', { BusinessId: TaskId ?? '' })).MNPVersionId ?? 0;
  });
  return id;
}
export async function submit(sandbox: Sandbox, MNPVersionId: number): Promise<string> {
  const reply = await call(sandbox, 'CreateMNPApproval', { MNPVersionId, ApplyAction: applyAction.submit });
  return reply.ApprovalNo ?? '';
}
export const superApps = (sandbox: Sandbox): string[] => [...sandbox.state.applications.keys()];
export async function decide(
  sandbox: Sandbox,
  ApprovalNo: string,
  result: number = approvalResult.approve,
): Promise<void> {
  const ApprovalItems = superApps(sandbox).map((AppId) => ({ AppId, ApprovalResult: result, ApprovalNote: 'Seen' }));
  await call(sandbox, 'ProcessMNPApproval', { ApprovalNo, ApprovalItems });
}
export async function approveVersion(sandbox: Sandbox, id: number): Promise<void> {
  await decide(sandbox, await submit(sandbox, id));
}
export async function releaseVersion(sandbox: Sandbox, MNPId: string, number: string): Promise<number> {
  const id = await createVersion(sandbox, MNPId, number);
  await approveVersion(sandbox, id);
  await call(sandbox, 'ReleaseMNPVersion', { MNPVersionId: id });
  return id;
}
/** `number phases/status` of every version, newest first. */
export async function stages(sandbox: Sandbox, MNPId: string): Promise<string[]> {
  const rows = await call(sandbox, 'DescribeMNPAllStageVersions', { MNPId });
  return rows.map((row) => `${row.MNPVersion ?? ''} ${row.Phase ?? ''}/${row.VersionCurrentStatus ?? ''}`);
}
