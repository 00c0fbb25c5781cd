import type { CommandId } from '../../src/app/manifest';
import type { ActionName } from '../../src/contract/actions';

/** Where a person meets an action: commands, views that show what it answers, and flows that use it on the way. */
export interface Place {
  /** Without `miniProgram.`. */
  readonly commands: readonly Short[];
  readonly also?: string;
}
type Short = CommandId extends `miniProgram.${infer Name}` ? Name : never;
const at = (...commands: readonly Short[]): Place => ({ commands });
const shownIn = (also: string, ...commands: readonly Short[]): Place => ({ commands, also });

const programs = 'Mini Programs view';
const platform = 'Platform view';
const approvals = 'Approvals view';
const publish = 'the publish flow, `publish` of the command line';

/** Every action has a place; the compiler asks for a new one's. */
export const actionPlaces: { readonly [A in ActionName]: Place } = {
  DescribeMNPList: shownIn(`${programs}, check of a new profile`, 'refresh', 'search', 'loadMore'),
  DescribeMNP: shownIn('details behind every change of a mini program', 'edit', 'copyJson'),
  CreateMNP: at('create'),
  ModifyMNP: at('edit', 'changeIcon'),
  DeleteMNP: at('delete'),
  RemoveMNP: at('takeDown'),
  DescribeMNPCategory: at('create', 'edit'),

  CreateMNPVersion: shownIn(publish, 'publish', 'uploadVersion'),
  DescribeMNPVersion: shownIn(publish, 'publish', 'uploadVersion', 'resumePublish'),
  DescribeMNPAllStageVersions: shownIn(`${programs}, \`status\` of the command line`, 'showVersionDetails'),
  DescribeMNPReleasedVersionHistory: shownIn(`History in the ${programs}`, 'rollBack'),
  ReleaseMNPVersion: shownIn(publish, 'release', 'publish'),
  RollbackMNPVersion: at('rollBack'),
  ConfigureMNPPreview: shownIn(publish, 'setPreview', 'clearPreview'),
  DescribeMNPPreview: shownIn(publish, 'previewQr'),
  DescribeMNPOfflinePackageURL: at('copyPackageUrl'),

  CreateMNPApproval: shownIn(publish, 'submitApproval', 'withdrawApproval'),
  DescribeMNPApprovalList: shownIn(`${approvals}, In review in the ${programs}`, 'showApproval'),
  ProcessMNPApproval: shownIn(approvals, 'approve', 'reject', 'showApproval'),

  DescribeApplicationList: shownIn(platform, 'refreshPlatform', 'searchPlatform'),
  DescribeApplication: at('showSuperApp', 'editSuperApp'),
  CreateApplication: at('createSuperApp'),
  ModifyApplication: at('editSuperApp'),
  DeleteApplication: at('deleteSuperApp'),
  DescribeApplicationConfigFile: at('downloadConfigFile'),

  DescribeTeamList: shownIn(platform, 'refreshPlatform', 'searchPlatform'),
  DescribeTeam: at('showTeam'),
  CreateTeam: at('createTeam'),
  ModifyTeam: at('renameTeam', 'changeTeamAdministrator'),
  DeleteTeam: at('deleteTeam'),
  DescribeTeamMemberList: shownIn(platform, 'refreshPlatform'),
  AddTeamMember: at('addTeamMember'),
  ModifyTeamMember: at('changeMemberRole'),
  DeleteTeamMember: at('removeTeamMember'),

  DescribeUserList: shownIn(platform, 'refreshPlatform', 'searchPlatform'),
  DescribeUser: at('showUser'),
  CreateUser: at('addUsers'),
  ModifyUser: at('editUser'),
  DeleteUser: at('deleteUser'),
  DescribeRoleList: shownIn(platform, 'refreshPlatform', 'changeMemberRole'),
  CreatePresetKey: shownIn('encrypts the password', 'addUsers', 'editUser'),

  DescribeMNPDomainACL: shownIn(`Domains in the ${programs}`, 'refreshNode', 'editDomain'),
  CreateMNPDomainACL: at('addDomains'),
  ModifyMNPDomain: at('editDomain', 'removeDomain'),
  DescribeGlobalDomainACL: shownIn(platform, 'refreshPlatform', 'searchPlatform'),
  CreateGlobalDomainACL: at('addGlobalDomains'),
  ModifyGlobalDomain: at('editGlobalDomain'),
  DeleteGlobalDomain: at('removeGlobalDomain'),

  DescribeApplicationSensitiveAPIList: shownIn(platform, 'refreshPlatform'),
  CreateApplicationSensitiveAPI: at('addSensitiveApi'),
  EnableApplicationSensitiveAPI: at('openSensitiveApi'),
  DisableApplicationSensitiveAPI: at('restrictSensitiveApi'),
  DeleteApplicationSensitiveAPI: at('deleteSensitiveApi'),
  DescribeMNPSensitiveAPIPermissionList: shownIn(`Sensitive APIs in the ${programs}`, 'refreshNode'),
  CreateMNPSensitiveAPIPermissionApproval: at('requestPermission'),
  DescribeMNPSensitiveAPIPermissionApprovalList: shownIn(approvals, 'showApproval'),
  DescribeMNPSensitiveAPIPermissionApproval: at('showPermission', 'showApproval'),
  ProcessMNPSensitiveAPIPermissionApproval: shownIn(approvals, 'showApproval'),

  DescribeTempSecret4UploadFile2Cos: shownIn(publish, 'publish', 'uploadVersion', 'changeIcon'),
};
/** Calls of other services than the platform. */
export const otherCalls: Readonly<Record<string, Place & { readonly service: string; readonly source: string }>> = {
  DescribeLibrarySecret: {
    commands: ['mediaLibrarySecret'],
    also: 'the `smh` upload target',
    service: 'Smart Media Hosting, 2021-07-12',
    source: 'src/client/mediaLibraries.ts',
  },
  getCodeSecret: {
    commands: ['wechatKey'],
    service: 'WeChat, `POST /tcb/getcodesecret`',
    source: 'src/wechat/codeSecret.ts',
  },
};
