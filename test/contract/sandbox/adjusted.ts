import assert from 'node:assert/strict';
import { constants, publicEncrypt } from 'node:crypto';
import { type ActionName, specOf } from '../../../src/contract/actions';
import { permissionStatus, versionStatus } from '../../../src/contract/enums';
import { asField, type Dialect } from '../../../src/contract/shape';
import { sampleProgramId } from '../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import published from '../../support/publishedExamples.json';
import { call, send } from '../../unit/sandbox/support/cloud';
import { goodProgram, zipOf } from '../../unit/sandbox/support/files';
import { store, uploadKey } from '../../unit/sandbox/support/store';

type Members = Readonly<Record<string, unknown>>;

/** The one record of a map that fits. */
function one<T>(records: ReadonlyMap<unknown, T>, fits: (record: T) => boolean, what: string): T {
  const found = [...records.values()].find(fits);
  assert.ok(found !== undefined, `the demo has ${what}`);
  return found;
}
export const teamId = ({ state }: Sandbox, name: string): string =>
  one(state.teams, (team) => team.name === name, name).id;
export const userId = ({ state }: Sandbox, login: string): string =>
  one(state.users, (user) => user.account === login, login).id;
export const roleId = ({ state }: Sandbox, name: string): number =>
  state.roles.find((role) => role.name === name)?.id ?? assert.fail(name);
export const applicationId = ({ state }: Sandbox): string => one(state.applications, () => true, 'a super app').id;
export const programId = ({ state }: Sandbox, name: string): string =>
  one(state.programs, (program) => program.name === name, name).id;
export const apiId = ({ state }: Sandbox, name: string): string =>
  one(state.sensitiveApis, (api) => api.name === name, name).id;
export const domainId = ({ state }: Sandbox): number => one(state.globalDomains, () => true, 'a domain').id;
export const permissionNo = ({ state }: Sandbox, status: number = permissionStatus.processing): string =>
  one(state.permissions, (permission) => permission.status === status, 'a request').no;
export const approvalNo = ({ state }: Sandbox, status: number = versionStatus.processing): string =>
  one(state.approvals, (approval) => approval.status === status, 'an approval').no;
/** A version of a mini program, by their names. */
export function version(sandbox: Sandbox, program: string, number: string): { MNPId: string; MNPVersionId: number } {
  const MNPId = programId(sandbox, program);
  const fits = (record: { mnpId: string; number: string }): boolean =>
    record.mnpId === MNPId && record.number === number;
  return { MNPId, MNPVersionId: one(sandbox.state.versions, fits, `${program} ${number}`).id };
}

/** Uploads a package to the sandbox's own store. */
export async function uploaded(
  sandbox: Sandbox,
  files: Readonly<Record<string, string>> = goodProgram,
): Promise<string> {
  const key = await uploadKey(sandbox);
  await store(sandbox, key, 'PUT', key.object, { body: await zipOf(files) });
  return `${sandbox.url}/cos/${key.object}`;
}
/** A password as a client sends it. */
export async function encrypted(sandbox: Sandbox, text: string): Promise<{ KeyId: string; Password: string }> {
  const { Data, RequestId } = await send(sandbox, 'CreatePresetKey', {});
  const block = publicEncrypt({ key: Data.Key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(text));
  return { KeyId: RequestId, Password: block.toString('base64') };
}
/** A super app that nothing is bound to. */
export async function unusedApplication(sandbox: Sandbox): Promise<string> {
  for (const { id, name } of sandbox.state.applications.values()) if (name === 'Branch App') return id;
  const texts = { ApplicationName: 'Branch App', Logo: 'https://pictures.example.org/a.png', Intro: 'For branches' };
  const { ResourceId } = await call(sandbox, 'CreateApplication', { ...texts, TeamId: teamId(sandbox, 'Branch Apps') });
  return ResourceId ?? '';
}

const operations = 'Super App Operations';
const studio = 'Coffee Shop Studio';
const sample = { MNPId: sampleProgramId };
const leaver = (sandbox: Sandbox): Members => ({ UserId: userId(sandbox, 'former_colleague') });
const nothing = (): Members => ({});

/** What in each published example names something of the vendor's own test account, for the demo's. */
const adjustments: Readonly<Record<ActionName, (sandbox: Sandbox) => Members | Promise<Members>>> = {
  DescribeMNPList: nothing,
  DescribeMNP: () => sample,
  CreateMNP: (s) => ({ TeamId: teamId(s, studio) }),
  ModifyMNP: () => sample,
  DeleteMNP: () => sample,
  RemoveMNP: () => sample,
  DescribeMNPCategory: nothing,
  CreateMNPVersion: async (s) => ({ ...sample, FileUrl: await uploaded(s) }),
  DescribeMNPVersion: async (s) => {
    const request = { ...sample, MNPVersion: '2.0.0', MNPVersionIntro: 'News', FileUrl: await uploaded(s) };
    return { BusinessId: (await call(s, 'CreateMNPVersion', request)).TaskId };
  },
  DescribeMNPAllStageVersions: () => sample,
  DescribeMNPReleasedVersionHistory: () => sample,
  ReleaseMNPVersion: (s) => ({ MNPVersionId: version(s, 'Gift Cards', '1.1.0').MNPVersionId }),
  RollbackMNPVersion: (s) => ({ ...version(s, 'Corner Coffee', '1.4.0'), MNPVersion: '1.4.0' }),
  ConfigureMNPPreview: (s) => version(s, 'Store Locator', '0.4.0'),
  DescribeMNPPreview: (s) => version(s, 'Bean Subscription', '0.9.0'),
  DescribeMNPOfflinePackageURL: () => sample,
  CreateMNPApproval: (s) => ({ MNPVersionId: version(s, 'Table Booking', '0.2.0').MNPVersionId }),
  DescribeMNPApprovalList: () => ({ ApprovalStatusList: [1] }),
  ProcessMNPApproval: (s) => ({
    ApprovalNo: s.state.versions.get(version(s, '会员积分', '1.0.0').MNPVersionId)?.approvalNo,
    ApprovalItems: [{ AppId: applicationId(s), ApprovalResult: 3, ApprovalNote: 'autotest approval pass' }],
  }),
  DescribeApplicationList: nothing,
  DescribeApplication: (s) => ({ ApplicationId: applicationId(s) }),
  CreateApplication: (s) => ({ TeamId: teamId(s, operations) }),
  ModifyApplication: (s) => ({ ApplicationId: applicationId(s) }),
  DeleteApplication: async (s) => ({ ApplicationId: await unusedApplication(s) }),
  DescribeApplicationConfigFile: (s) => ({ ApplicationId: applicationId(s) }),
  DescribeTeamList: nothing,
  DescribeTeam: (s) => ({ TeamId: teamId(s, studio) }),
  CreateTeam: (s) => ({ AdminUserId: userId(s, 'operator') }),
  ModifyTeam: (s) => ({ TeamId: teamId(s, 'Branch Pilots'), AdminUserId: userId(s, 'operator') }),
  DeleteTeam: (s) => ({ TeamId: teamId(s, 'Branch Pilots') }),
  DescribeTeamMemberList: (s) => ({ TeamId: teamId(s, operations) }),
  AddTeamMember: (s) => ({
    TeamId: teamId(s, operations),
    MemberList: [{ UserId: userId(s, 'shop_tester'), UserRoleId: roleId(s, 'Application Senior Developer') }],
  }),
  ModifyTeamMember: (s) => ({
    TeamId: teamId(s, operations),
    UserId: userId(s, 'reviewer'),
    RoleId: roleId(s, 'Application Developer'),
  }),
  DeleteTeamMember: (s) => ({ TeamId: teamId(s, operations), UserId: userId(s, 'reviewer') }),
  DescribeUserList: nothing,
  DescribeUser: leaver,
  CreateUser: (s) => encrypted(s, 'Four-letters-7'),
  ModifyUser: leaver,
  DeleteUser: leaver,
  DescribeRoleList: (s) => ({ TeamId: teamId(s, operations) }),
  CreatePresetKey: nothing,
  DescribeMNPDomainACL: () => sample,
  CreateMNPDomainACL: () => sample,
  ModifyMNPDomain: () => sample,
  DescribeGlobalDomainACL: nothing,
  CreateGlobalDomainACL: nothing,
  ModifyGlobalDomain: (s) => ({ DomainId: domainId(s) }),
  DeleteGlobalDomain: (s) => ({ DomainId: domainId(s) }),
  DescribeApplicationSensitiveAPIList: (s) => ({
    ApplicationId: applicationId(s),
    TeamId: teamId(s, operations),
    Keyword: 'getLocation',
  }),
  CreateApplicationSensitiveAPI: (s) => ({ ApplicationId: applicationId(s) }),
  EnableApplicationSensitiveAPI: (s) => ({ APIId: apiId(s, 'getLocation') }),
  DisableApplicationSensitiveAPI: (s) => ({ APIId: apiId(s, 'scanCode') }),
  DeleteApplicationSensitiveAPI: (s) => ({ APIId: apiId(s, 'scanCode') }),
  DescribeMNPSensitiveAPIPermissionList: () => ({ ...sample, Keyword: 'getLocation' }),
  CreateMNPSensitiveAPIPermissionApproval: (s) => ({ ...sample, APIId: apiId(s, 'chooseContact') }),
  DescribeMNPSensitiveAPIPermissionApprovalList: nothing,
  DescribeMNPSensitiveAPIPermissionApproval: (s) => ({ ApprovalNo: permissionNo(s) }),
  ProcessMNPSensitiveAPIPermissionApproval: (s) => ({ ApprovalNo: permissionNo(s) }),
  DescribeTempSecret4UploadFile2Cos: nothing,
};

const examples: Readonly<Record<string, { readonly request: Members; readonly data?: unknown }>> = published;

/** The vendor's published request with the IDs of a sandbox that was seeded with the demo; no platform ID. */
export async function adjustedExample(sandbox: Sandbox, action: ActionName): Promise<Members> {
  const { PlatformId: _theirs, ...request } = examples[action]?.request ?? assert.fail(`no example of ${action}`);
  return { ...request, ...(await adjustments[action](sandbox)) };
}
/** Whether this dialect's action takes a platform ID: for `send`. */
export function platformFor(action: ActionName, dialect: Dialect): { readonly platformId?: null } {
  const field = specOf(action).request['PlatformId'];
  return field !== undefined && asField(field).presence[dialect] !== 'absent' ? {} : { platformId: null };
}
export const publishedData = (action: ActionName): unknown => examples[action]?.data;
