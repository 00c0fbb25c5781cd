import type { ApprovalRef } from './approvals/model';
import type { DomainPlace, PermissionPlace, PermissionRef, ProgramDomainRef } from './model/partRefs';
import type { ActivityRef } from './activity/node';
import type { FileRef, ProgramRef, VersionRef } from './model/refs';
import type { DomainRef, MemberRef, SensitiveApiRef, SuperAppRef, TeamRef, UserRef } from './platform/refs';

/**
 * Everything that package.json declares and code relies on, in one table; test/unit/manifest.test.ts compares the two
 * both ways. Arguments: what a command accepts from a tree node, a status bar menu or a test; without one it asks.
 */
export interface CommandArgs {
  'miniProgram.trySandbox': [];
  'miniProgram.resetSandbox': [];
  'miniProgram.rehearseFault': [];
  'miniProgram.openSample': [];
  'miniProgram.addProfile': [];
  'miniProgram.switchProfile': [];
  'miniProgram.rekeyProfile': [profileId?: string];
  'miniProgram.renameProfile': [profileId?: string];
  'miniProgram.removeProfile': [profileId?: string];
  'miniProgram.uploadTarget': [profileId?: string];
  'miniProgram.testUpload': [profileId?: string];
  'miniProgram.linkFolder': [];
  'miniProgram.unlinkFolder': [];

  'miniProgram.refresh': [];
  'miniProgram.refreshNode': [node?: ProgramRef];
  'miniProgram.search': [];
  'miniProgram.clearSearch': [];
  'miniProgram.sort': [];
  'miniProgram.loadMore': [node?: unknown];
  'miniProgram.retry': [node?: unknown];
  'miniProgram.copyId': [node?: ProgramRef | VersionRef];
  'miniProgram.copyName': [node?: ProgramRef | VersionRef];
  'miniProgram.copyJson': [node?: ProgramRef | VersionRef];

  'miniProgram.create': [];
  'miniProgram.edit': [node?: ProgramRef];
  'miniProgram.delete': [node?: ProgramRef];
  'miniProgram.takeDown': [node?: ProgramRef];
  'miniProgram.rollBack': [node?: ProgramRef | VersionRef];

  'miniProgram.changeIcon': [node?: ProgramRef];
  'miniProgram.copyPackageUrl': [node?: ProgramRef];
  'miniProgram.addDomains': [node?: DomainPlace];
  'miniProgram.editDomain': [node?: ProgramDomainRef];
  'miniProgram.removeDomain': [node?: ProgramDomainRef];
  'miniProgram.requestPermission': [node?: PermissionPlace];
  'miniProgram.showPermission': [node?: PermissionRef];

  'miniProgram.wechatKey': [];
  'miniProgram.mediaLibrarySecret': [];
  'miniProgram.switchDialect': [profileId?: string];

  'miniProgram.publish': [node?: ProgramRef];
  'miniProgram.resumePublish': [publishId?: string];
  'miniProgram.discardPublish': [publishId?: string];
  'miniProgram.check': [];
  'miniProgram.showProblems': [];
  'miniProgram.package': [];
  'miniProgram.previewPackage': [target?: ProgramRef | FileRef];
  'miniProgram.showTaskTerminal': [];
  'miniProgram.uploadVersion': [node?: ProgramRef];

  'miniProgram.previewQr': [node?: VersionRef | ProgramRef];
  'miniProgram.setPreview': [node?: VersionRef];
  'miniProgram.clearPreview': [node?: VersionRef | ProgramRef];
  'miniProgram.submitApproval': [node?: VersionRef];
  'miniProgram.withdrawApproval': [node?: VersionRef];
  'miniProgram.approve': [node?: VersionRef | ApprovalRef, selection?: readonly ApprovalRef[]];
  'miniProgram.reject': [node?: VersionRef | ApprovalRef, selection?: readonly ApprovalRef[]];
  'miniProgram.release': [node?: VersionRef];
  'miniProgram.showVersionDetails': [node?: VersionRef];

  'miniProgram.refreshApprovals': [];
  'miniProgram.filterApprovals': [];
  'miniProgram.clearApprovalFilter': [];
  'miniProgram.loadMoreApprovals': [node?: unknown];
  'miniProgram.showApproval': [node?: ApprovalRef];
  'miniProgram.switchSandboxRole': [role?: string];

  'miniProgram.refreshPlatform': [];
  'miniProgram.searchPlatform': [node?: unknown];
  'miniProgram.clearPlatformSearch': [node?: unknown];
  'miniProgram.loadMorePlatform': [node?: unknown];
  'miniProgram.retryPlatform': [node?: unknown];
  'miniProgram.copyPlatformId': [node?: unknown];

  'miniProgram.createSuperApp': [];
  'miniProgram.showSuperApp': [node?: SuperAppRef];
  'miniProgram.editSuperApp': [node?: SuperAppRef];
  'miniProgram.deleteSuperApp': [node?: SuperAppRef];
  'miniProgram.downloadConfigFile': [node?: SuperAppRef];
  'miniProgram.addSensitiveApi': [node?: SuperAppRef];
  'miniProgram.openSensitiveApi': [node?: SensitiveApiRef];
  'miniProgram.restrictSensitiveApi': [node?: SensitiveApiRef];
  'miniProgram.deleteSensitiveApi': [node?: SensitiveApiRef];

  'miniProgram.createTeam': [];
  'miniProgram.showTeam': [node?: TeamRef];
  'miniProgram.renameTeam': [node?: TeamRef];
  'miniProgram.changeTeamAdministrator': [node?: TeamRef];
  'miniProgram.deleteTeam': [node?: TeamRef];
  'miniProgram.addTeamMember': [node?: TeamRef];
  'miniProgram.changeMemberRole': [node?: MemberRef];
  'miniProgram.removeTeamMember': [node?: MemberRef];

  'miniProgram.addUsers': [];
  'miniProgram.showUser': [node?: UserRef];
  'miniProgram.editUser': [node?: UserRef];
  'miniProgram.deleteUser': [node?: UserRef];

  'miniProgram.addGlobalDomains': [];
  'miniProgram.editGlobalDomain': [node?: DomainRef];
  'miniProgram.removeGlobalDomain': [node?: DomainRef];

  'miniProgram.watchApproval': [node?: VersionRef];
  'miniProgram.stopWatching': [node?: VersionRef];

  'miniProgram.retryActivity': [node?: ActivityRef];
  'miniProgram.resumeActivity': [node?: ActivityRef];
  'miniProgram.discardActivity': [node?: ActivityRef];
  'miniProgram.copyActivityReport': [node?: ActivityRef];
  'miniProgram.revealActivity': [node?: ActivityRef];
  'miniProgram.clearFinishedActivities': [];

  'miniProgram.showStatusMenu': [];
  'miniProgram.showLog': [];
  'miniProgram.doctor': [profileId?: string];
}
export type CommandId = keyof CommandArgs;

/** Commands that need a node and so are hidden from the palette. */
export const hiddenFromPalette = [
  'miniProgram.refreshNode',
  'miniProgram.loadMore',
  'miniProgram.retry',
  'miniProgram.copyId',
  'miniProgram.copyName',
  'miniProgram.copyJson',
  'miniProgram.showProblems',
  'miniProgram.loadMoreApprovals',
  'miniProgram.loadMorePlatform',
  'miniProgram.retryPlatform',
  'miniProgram.copyPlatformId',
  'miniProgram.retryActivity',
  'miniProgram.resumeActivity',
  'miniProgram.discardActivity',
] as const satisfies readonly CommandId[];

export const views = {
  programs: 'miniProgram.programs',
  approvals: 'miniProgram.approvals',
  platform: 'miniProgram.platform',
  activity: 'miniProgram.activity',
} as const;
export const viewContainer = 'miniProgram';

/** Context keys of `when` clauses. `state` drives the welcome content of the Mini Programs view. */
export interface ContextKeys {
  'miniProgram.state': WelcomeState;
  'miniProgram.hasProfile': boolean;
  'miniProgram.environment': 'production' | 'staging' | 'sandbox' | 'none';
  'miniProgram.searching': boolean;
  'miniProgram.linked': boolean;
  'miniProgram.resumable': boolean;
  /** The Approvals view shows some requests only. */
  'miniProgram.approvalsFiltered': boolean;
  /** Whether the key is a platform administrator's; `no` once the platform has refused its list of users. */
  'miniProgram.administrator': 'unknown' | 'yes' | 'no';
  /** Absolute paths of the folders that hold a project, for the explorer's menu. */
  'miniProgram.projectFolders': readonly string[];
}
/** `rows`: there is something to list, or a reason with what helps in place of it. */
export type WelcomeState = 'noProfile' | 'keyMissing' | 'empty' | 'noMatch' | 'rows';

export interface SettingTypes {
  /** Mini program this folder belongs to when its project file does not say. */
  'miniProgram.mnpId': string;
  /** Mini programs per page. */
  'miniProgram.pageSize': number;
  /** Refresh visible views by themselves. */
  'miniProgram.autoRefresh': boolean;
  /** `BusinessName` sent with DescribeTempSecret4UploadFile2Cos. */
  'miniProgram.upload.businessName': string;
  /** Where the code lies in the package; a `PackLayout`, or whatever a settings file holds. */
  'miniProgram.package.layout': string;
  /** Size limits in kilobytes instead of the platform's own. */
  'miniProgram.package.limits': object;
  /** Name of the VS Code task that runs before a folder is packed; empty = none. */
  'miniProgram.package.prePackageTask': string;
}

/** Words of a tree item's contextValue, matched in `when` clauses as /\bword\b/. */
export const tokens = [
  'program',
  'available',
  'removed',
  'linked',
  'group',
  'domains',
  'domainKind',
  'domain',
  'permissions',
  'permission',
  'requestable',
  'version',
  'develop',
  'platform',
  'online',
  'history',
  'submittable',
  'withdrawable',
  'reviewable',
  'releasable',
  'preview',
  'previewable',
  'rollbackTarget',
  'loadMore',
  'failure',
  'approval',
  'decidable',
  'part',
  'superApps',
  'teams',
  'roles',
  'users',
  'globalDomains',
  'searchable',
  'searched',
  'managed',
  'removable',
  'superApp',
  'sensitiveApi',
  'open',
  'restricted',
  'team',
  'member',
  'role',
  'user',
  'ordinary',
  'globalDomain',
  'watchable',
  'watched',
  'activity',
  'retryable',
  'resumable',
  'discardable',
  'locatable',
] as const;
export type Token = (typeof tokens)[number];
