import { type ActionName, specOf } from '../../../src/contract/actions';
import type { ErrorCode } from '../../../src/contract/errorCodes';
import { sampleProgramId } from '../../../src/sandbox/seedDemo';
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/startSandbox';
import { call } from '../../unit/sandbox/support/cloud';
import * as demo from './adjusted';

type Members = Readonly<Record<string, unknown>>;

/** A way to make the sandbox answer an error without a fault: what differs from the adjusted example. */
export interface Provocation {
  readonly change: (sandbox: Sandbox) => Members | Promise<Members>;
  /** Signs as this account. */
  readonly as?: 'developer' | 'reviewer' | 'administrator';
  readonly options?: SandboxOptions;
}
const change = (members: Members): Provocation => ({ change: () => members });
const by = (make: Provocation['change']): Provocation => ({ change: make });
const long = (length: number): string => 'x'.repeat(length);

/** Ways that follow from the names of an action's parameters alone. */
export function generalProvocation(action: ActionName, code: ErrorCode, example: Members): Provocation | undefined {
  const { request, paged } = specOf(action);
  const [first] = Object.keys(request).filter((name) => name !== 'PlatformId' && name in example);
  const wrong = (name: string, value: unknown): Provocation | undefined =>
    name in request ? change({ [name]: value }) : undefined;
  const general: Partial<Record<ErrorCode, Provocation | undefined>> = {
    'InvalidParameterValue.InvalidPlatformId': change({ PlatformId: 'T00000XX0000000XXXX' }),
    'InvalidParameterValue.QueryParameterLengthExceedLimit': change({ Keyword: long(65) }),
    'InvalidParameterValue.InvalidMNPId': wrong('MNPId', 'mp00000000000000'),
    'InvalidParameterValue.InvalidApplicationId': wrong('ApplicationId', 'app-0000000000'),
    'InvalidParameterValue.InvalidTeamId': wrong('TeamId', '1000000000'),
    'InvalidParameterValue.InvalidUserId': wrong('UserId', 'U20200101000000AAAAAA'),
    InvalidParameter: change({ [first ?? 'PlatformId']: { of: 'another type' } }),
    MissingParameter: change({ [first ?? 'PlatformId']: undefined }),
    UnknownParameter: change({ Colour: 'red' }),
    InvalidParameterValue: paged ? change({ Limit: 0 }) : undefined,
  };
  return general[code];
}

const noDomain = change({ DomainId: 1 });
const noApi = change({ APIId: 'api-0000000000000000' });
const notTheirApi: Provocation = { change: () => ({}), as: 'developer' };
const rating = (StandardId: string, AgeRating = 12): Members => ({ StandardId, AgeRating });
const texts = {
  'InvalidParameterValue.AgeRatingExceedSupperAppLimit': change({ AgeRatings: [rating('apple', 21)] }),
  'InvalidParameterValue.DuplicateAgeRatingStandard': change({ AgeRatings: [rating('iarc'), rating('iarc')] }),
  'InvalidParameterValue.InvalidAgeRatingStandard': change({ AgeRatings: [rating('homemade')] }),
  'InvalidParameterValue.InvalidMNPI18NLang': change({ I18nList: [{ Lang: 'tlh' }] }),
  'InvalidParameterValue.InvalidMNPName': change({ MNPName: ' ' }),
  'InvalidParameterValue.InvalidMNPType': change({ MNPType: 'Nowhere->1_None' }),
  'InvalidParameterValue.MNPTypeNumberExceedLimit': change({ MNPType: Array(9).fill('Tools->62_Weather').join(',') }),
  'InvalidParameterValue.MiniProgramNameAlreadyExist': change({ MNPName: 'Gift Cards' }),
} as const;
const applicationTexts = {
  'FailedOperation.ApplicationNameAlreadyExisted': change({ ApplicationName: '城市钱包' }),
  'InvalidParameterValue.InvalidAppPackageNameLayout': change({ AndroidAppKey: 'not a package name' }),
  'InvalidParameterValue.InvalidApplicationIntro': change({ Intro: long(501) }),
  'InvalidParameterValue.InvalidApplicationName': change({ ApplicationName: long(61) }),
  'InvalidParameterValue.InvalidApplicationRemark': change({ Remark: long(1001) }),
} as const;
const noTeam = change({ TeamId: '1000000000' });
const admin = by((s) => ({ UserId: demo.userId(s, 'publisher') }));

/** Ways that need knowledge of the action. */
export const provocations: Readonly<Partial<Record<ActionName, Readonly<Partial<Record<ErrorCode, Provocation>>>>>> = {
  CreateMNP: {
    ...texts,
    'FailedOperation.MNPNumberExceedLimit': { change: () => ({}), options: { quotas: { programs: 3 } } },
    'FailedOperation.OperationsTeamNoMiniProgramPermission': by((s) => ({ TeamId: demo.teamId(s, 'Branch Apps') })),
    'InvalidParameterValue.InvalidMNPIcon': change({ MNPIcon: 'icon' }),
    'InvalidParameterValue.InvalidMNPIntro': change({ MNPIntro: '' }),
    InvalidParameterValue: noTeam,
  },
  ModifyMNP: {
    ...texts,
    'FailedOperation.MiniProgramIconAnalysisFailed': change({ MNPIcon: 'https://pictures.example.org/icon.svg' }),
    InvalidParameterValue: change({ MNPIntro: '' }),
  },
  RemoveMNP: {
    'FailedOperation.RecordNotFound': change({ MNPId: 'mp00000000000000' }),
    FailedOperation: by((s) => ({ MNPId: demo.programId(s, 'Summer Menu') })),
  },
  CreateMNPVersion: {
    'FailedOperation.FileDownloadFailed': change({ FileUrl: 'http://127.0.0.1:9/none.zip' }),
    'InvalidParameterValue.ExistMismatchParameterType': change({ VersionType: 7 }),
    'InvalidParameterValue.InvalidMNPVersion': change({ MNPVersion: 'one' }),
    'InvalidParameterValue.InvalidMNPVersionIntro': change({ MNPVersionIntro: '' }),
    'InvalidParameterValue.MNPFileSizExceedLimit': {
      change: () => ({ FileUrl: 'https://files.example.org/big.zip' }),
      options: {
        fetch: () => Promise.resolve(new Response('PK', { headers: { 'content-length': String(2 ** 31) } })),
      },
    },
  },
  DescribeMNPVersion: { 'InvalidParameterValue.InvalidMNPVersionTaskId': change({ BusinessId: '1' }) },
  ReleaseMNPVersion: {
    'FailedOperation.MNPReleaseNumberExceedLimit': {
      async change(s) {
        const MNPVersionId = demo.version(s, '会员积分', '1.0.0').MNPVersionId;
        const ApprovalNo = s.state.versions.get(MNPVersionId)?.approvalNo ?? '';
        const ApprovalItems = [...s.state.applications.keys()].map((AppId) => ({ AppId, ApprovalResult: 3 }));
        await call(s, 'ProcessMNPApproval', { ApprovalNo, ApprovalItems });
        return { MNPVersionId };
      },
      options: { quotas: { releases: 3 } },
    },
    'FailedOperation.MNPVersionReleased': versionId('Corner Coffee', '1.4.1'),
    'FailedOperation.OnlyReleasePlatformApprovedMNPVersion': versionId('Store Locator', '0.4.0'),
    'FailedOperation.ReleaseMNPVersionNeedGreaterThanOnlineVersion': by(async (s) => {
      const version = demo.version(s, 'Gift Cards', '1.1.0');
      const MNPVersion = '0.9.9';
      const request = { MNPId: version.MNPId, MNPVersion, MNPVersionIntro: 'Late', FileUrl: await demo.uploaded(s) };
      await call(s, 'CreateMNPVersion', request);
      const { MNPVersionId } = demo.version(s, 'Gift Cards', MNPVersion);
      const { ApprovalNo } = await call(s, 'CreateMNPApproval', { MNPVersionId, ApplyAction: 'submit' });
      const ApprovalItems = [...s.state.applications.keys()].map((AppId) => ({ AppId, ApprovalResult: 3 }));
      await call(s, 'ProcessMNPApproval', { ApprovalNo: ApprovalNo ?? '', ApprovalItems });
      return { MNPVersionId };
    }),
    'InvalidParameterValue.InvalidMNPVersionId': change({ MNPVersionId: 1 }),
  },
  RollbackMNPVersion: {
    'InvalidParameterValue.InvalidMiniAppId': change({ MNPId: 'mp00000000000000' }),
    FailedOperation: change({ MNPVersion: '9.9.9' }),
  },
  ConfigureMNPPreview: {
    'FailedOperation.RecordNotFound': change({ MNPVersionId: 1 }),
    'FailedOperation.ShowcaseVersionAlreadyExist': by((s) => demo.version(s, 'Bean Subscription', '0.8.0')),
    InvalidParameterValue: change({ ActionType: 3 }),
  },
  DescribeMNPPreview: { 'FailedOperation.RecordNotFound': by((s) => demo.version(s, 'Bean Subscription', '0.8.0')) },
  DescribeMNPOfflinePackageURL: {
    'FailedOperation.MNPOnlineVersionNotExist': by((s) => ({ MNPId: demo.programId(s, 'Store Locator') })),
    InvalidParameterValue: change({ MNPId: 'mp00000000000000' }),
  },
  CreateMNPApproval: {
    'FailedOperation.ExistMNPApprovalRecord': versionId('会员积分', '1.0.0'),
    'FailedOperation.MNPTeamAssociatedApplicationTeamNotCreateApplication': by((s) =>
      versionOfTeam(s, 'Branch Pilots'),
    ),
    'FailedOperation.MNPTeamNotAssociatedApplicationTeam': by((s) => versionOfTeam(s, 'Field Lab')),
    'InvalidParameterValue.InvalidApplyAction': change({ ApplyAction: 'think' }),
    'InvalidParameterValue.MNPApprovalStatusError': change({ ApplyAction: 'cancel' }),
    'InvalidParameterValue.MNPVersionIsNotPlatformPhase': versionId('Corner Coffee', '1.4.1'),
    InvalidParameterValue: change({ MNPVersionId: 1 }),
  },
  ProcessMNPApproval: {
    'InvalidParameterValue.InvalidApprovalNo': change({ ApprovalNo: 'aud000000000000000' }),
    'InvalidParameterValue.InvalidApprovalNote': verdict({ ApprovalNote: long(501) }),
    'InvalidParameterValue.ProcessApplicationAndApprovalApplicationMismatch': verdict({ AppId: 'app-0000000000' }),
    'InvalidParameterValue.ProcessApprovalItemIsEmpty': change({ ApprovalItems: [] }),
    'InvalidParameterValue.ProcessMNPApprovalStatusError': verdict({ ApprovalResult: 1 }),
  },
  CreateApplication: {
    ...applicationTexts,
    'FailedOperation.ApplicationNumberExceedLimit': { change: () => ({}), options: { quotas: { applications: 2 } } },
    'InvalidParameterValue.AppPackageNameNotConfig': change({ AndroidAppKey: undefined, IosAppKey: undefined }),
    FailedOperation: by((s) => ({ TeamId: demo.teamId(s, 'Coffee Shop Studio') })),
  },
  ModifyApplication: applicationTexts,
  DeleteApplication: {
    'FailedOperation.AppAlreadyBindAudit': by((s) => ({ ApplicationId: demo.applicationId(s) })),
    'FailedOperation.AppAlreadyBindMiniProgram': by((s) => {
      s.state.approvals.clear();
      return { ApplicationId: demo.applicationId(s) };
    }),
  },
  DescribeApplicationConfigFile: { InvalidParameterValue: change({ AppType: 1 }) },
  DescribeTeam: { InvalidParameterValue: noTeam },
  CreateTeam: {
    'FailedOperation.GetOperateResourceFailed': change({ RelatedTeamId: '1000000000' }),
    'InvalidParameterValue.ExistTeamName': change({ TeamName: 'Coffee Shop Studio' }),
    InvalidParameterValue: change({ TeamRoleTypeList: [1, 2] }),
  },
  ModifyTeam: {
    'InvalidParameterValue.ExistTeamName': change({ TeamName: 'Coffee Shop Studio' }),
    InvalidParameterValue: change({ TeamName: '' }),
  },
  DeleteTeam: { FailedOperation: by((s) => ({ TeamId: demo.teamId(s, 'Coffee Shop Studio') })) },
  AddTeamMember: {
    'FailedOperation.UnableOperateAdminAccount': by((s) => member(s, { UserId: demo.userId(s, 'publisher') })),
    'InvalidParameterValue.InvalidRoleId': by((s) => member(s, { UserRoleId: 1 })),
    'InvalidParameterValue.InvalidUserId': by((s) => member(s, { UserId: 'U1' })),
    InvalidParameterValue: by((s) => member(s, { UserId: demo.userId(s, 'reviewer') })),
  },
  ModifyTeamMember: { 'InvalidParameterValue.InvalidRoleId': change({ RoleId: 1 }) },
  DeleteTeamMember: {
    'FailedOperation.UnableOperateAdminAccount': admin,
    InvalidParameterValue: change({ UserId: 'U1' }),
  },
  DescribeUserList: { 'InvalidParameterValue.InvalidAccountType': change({ AccountType: 9 }) },
  CreateUser: {
    'FailedOperation.GetOperateResourceFailed': change({ KeyId: '8d3834f4-3f2b-440f-8ba7-37aa85e27549' }),
    'InvalidParameterValue.ExistUserAccount': change({ UserAccount: 'Reviewer' }),
    InvalidParameterValue: by((s) => demo.encrypted(s, 'password')),
  },
  ModifyUser: {
    'FailedOperation.UnableOperateAdminAccount': admin,
    'InvalidParameterValue.InvalidAccountType': change({ AccountType: 1 }),
    'InvalidParameterValue.InvalidUserName': change({ UserName: '' }),
    InvalidParameterValue: change({ UserId: 'U1' }),
  },
  DeleteUser: {
    'FailedOperation.UnableOperateAdminAccount': admin,
    FailedOperation: by(async (s) => {
      const UserId = demo.userId(s, 'operator');
      await call(s, 'ModifyTeam', { TeamId: demo.teamId(s, 'Field Lab'), TeamName: 'Field Lab', AdminUserId: UserId });
      return { UserId };
    }),
  },
  CreateMNPDomainACL: {
    'FailedOperation.ExistRepeatDomainUrl': domains('https://api.corner-coffee.example'),
    'FailedOperation.GetOperateResourceFailed': change({ MNPId: 'mp00000000000000' }),
    InvalidParameterValue: domains('http://plain.example'),
  },
  DescribeMNPDomainACL: { InvalidParameterValue: change({ MNPId: 'mp00000000000000' }) },
  ModifyMNPDomain: { InvalidParameterValue: domains('https://a.example/path') },
  CreateGlobalDomainACL: { InvalidParameterValue: change({ DomainType: 3 }) },
  ModifyGlobalDomain: {
    'FailedOperation.RecordNotFound': noDomain,
    InvalidParameterValue: change({ DomainUrl: 'no spaces please' }),
  },
  DeleteGlobalDomain: { 'FailedOperation.RecordNotFound': noDomain },
  CreateApplicationSensitiveAPI: {
    'FailedOperation.ExistSensitiveAPI': change({ APIList: [{ APIName: 'getLocation', APIType: 1 }] }),
    InvalidParameterValue: change({ APIList: [] }),
  },
  EnableApplicationSensitiveAPI: {
    'FailedOperation.NoAccessPermission': notTheirApi,
    'FailedOperation.RecordNotFound': noApi,
  },
  DisableApplicationSensitiveAPI: {
    'FailedOperation.NoAccessPermission': notTheirApi,
    'FailedOperation.RecordNotFound': noApi,
  },
  DeleteApplicationSensitiveAPI: {
    'FailedOperation.NoAccessPermission': notTheirApi,
    'FailedOperation.RecordNotFound': noApi,
  },
  CreateMNPSensitiveAPIPermissionApproval: {
    'FailedOperation.GetOperateResourceFailed': noApi,
    FailedOperation: by((s) => ({ APIId: demo.apiId(s, 'scanCode') })),
    InvalidParameterValue: change({ ApplyReason: ' ' }),
  },
  DescribeMNPSensitiveAPIPermissionApproval: {
    'FailedOperation.NoAccessPermission': {
      change(s) {
        for (const team of s.state.teams.values()) team.members = [];
        return {};
      },
      as: 'developer',
    },
    'FailedOperation.RecordNotFound': change({ ApprovalNo: '20200101aaaaaaaaaa' }),
  },
  ProcessMNPSensitiveAPIPermissionApproval: {
    'FailedOperation.RecordNotFound': change({ ApprovalNo: '20200101aaaaaaaaaa' }),
    FailedOperation: by((s) => ({ ApprovalNo: demo.permissionNo(s, 30) })),
    InvalidParameterValue: change({ ApprovalStatus: 20, ApprovalNote: '' }),
  },
  DescribeTempSecret4UploadFile2Cos: { InvalidParameterValue: change({ Suffix: 'no/suffix' }) },
};

function versionId(program: string, number: string): Provocation {
  return by((s) => ({ MNPVersionId: demo.version(s, program, number).MNPVersionId }));
}
function verdict(members: Members): Provocation {
  return by((s) => ({ ApprovalItems: [{ AppId: demo.applicationId(s), ApprovalResult: 3, ...members }] }));
}
function domains(url: string): Provocation {
  return change({ MNPId: sampleProgramId, Domain: [{ DomainType: 1, DomainUrlList: [url] }] });
}
function member(s: Sandbox, members: Members): Members {
  const usual = { UserId: demo.userId(s, 'shop_tester'), UserRoleId: demo.roleId(s, 'Application Developer') };
  return { MemberList: [{ ...usual, ...members }] };
}
/** A new version of a new mini program of this team. */
async function versionOfTeam(s: Sandbox, team: string): Promise<Members> {
  const program = { MNPName: team, MNPType: 'Tools->62_Weather', MNPIcon: 'https://a.example/a.png', MNPIntro: 'a' };
  const { ResourceId } = await call(s, 'CreateMNP', { ...program, MNPDesc: 'a', TeamId: demo.teamId(s, team) });
  const version = { MNPId: ResourceId ?? '', MNPVersion: '1.0.0', MNPVersionIntro: 'First' };
  await call(s, 'CreateMNPVersion', { ...version, FileUrl: await demo.uploaded(s) });
  return { MNPVersionId: demo.version(s, team, '1.0.0').MNPVersionId };
}
