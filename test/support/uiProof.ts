import type { ActionName } from '../../src/contract/actions';

/**
 * The test of test/ui (without `.test.ts`) in which a person's clicks perform an action, and in which what came of it is
 * read by another route than the extension. Each of those files ends with a test that finds the answers to its actions in
 * the log of the extension (`performsWhatItProves`); test/unit/contract/coverage.test.ts sees to it that none is left out.
 */
export const uiProof: { readonly [A in ActionName]: string } = {
  DescribeMNPList: 'programActions',
  DescribeMNP: 'programActions',
  CreateMNP: 'platformActions',
  ModifyMNP: 'programActions',
  DeleteMNP: 'programActions',
  RemoveMNP: 'programActions',
  DescribeMNPCategory: 'programActions',

  CreateMNPVersion: 'publish',
  DescribeMNPVersion: 'publish',
  DescribeMNPAllStageVersions: 'programActions',
  DescribeMNPReleasedVersionHistory: 'programActions',
  ReleaseMNPVersion: 'publish',
  RollbackMNPVersion: 'programActions',
  ConfigureMNPPreview: 'programActions',
  DescribeMNPPreview: 'publish',
  DescribeMNPOfflinePackageURL: 'publish',

  CreateMNPApproval: 'programActions',
  DescribeMNPApprovalList: 'approvalDecisions',
  ProcessMNPApproval: 'approvalDecisions',

  DescribeApplicationList: 'platformActions',
  DescribeApplication: 'platformActions',
  CreateApplication: 'platformActions',
  ModifyApplication: 'platformActions',
  DeleteApplication: 'platformActions',
  DescribeApplicationConfigFile: 'platformActions',

  DescribeTeamList: 'platformActions',
  DescribeTeam: 'platformActions',
  CreateTeam: 'platformActions',
  ModifyTeam: 'platformActions',
  DeleteTeam: 'platformActions',
  DescribeTeamMemberList: 'platformActions',
  AddTeamMember: 'platformActions',
  ModifyTeamMember: 'platformActions',
  DeleteTeamMember: 'platformActions',

  DescribeUserList: 'platformActions',
  DescribeUser: 'platformActions',
  CreateUser: 'platform',
  ModifyUser: 'platformActions',
  DeleteUser: 'platform',
  DescribeRoleList: 'platformActions',
  CreatePresetKey: 'platform',

  DescribeMNPDomainACL: 'programParts',
  CreateMNPDomainACL: 'programParts',
  ModifyMNPDomain: 'programParts',
  DescribeGlobalDomainACL: 'platformActions',
  CreateGlobalDomainACL: 'platformActions',
  ModifyGlobalDomain: 'platformActions',
  DeleteGlobalDomain: 'platformActions',

  DescribeApplicationSensitiveAPIList: 'platformActions',
  CreateApplicationSensitiveAPI: 'platformActions',
  EnableApplicationSensitiveAPI: 'platformActions',
  DisableApplicationSensitiveAPI: 'platformActions',
  DeleteApplicationSensitiveAPI: 'platformActions',
  DescribeMNPSensitiveAPIPermissionList: 'permissions',
  CreateMNPSensitiveAPIPermissionApproval: 'permissions',
  DescribeMNPSensitiveAPIPermissionApprovalList: 'permissions',
  DescribeMNPSensitiveAPIPermissionApproval: 'permissions',
  ProcessMNPSensitiveAPIPermissionApproval: 'permissions',

  DescribeTempSecret4UploadFile2Cos: 'publish',
};
/** Calls of other services, which the log does not tell of: their test asks the service itself and compares. */
export const otherUiProof: Readonly<Record<string, string>> = {
  DescribeLibrarySecret: 'serviceSecrets',
  getCodeSecret: 'serviceSecrets',
};
