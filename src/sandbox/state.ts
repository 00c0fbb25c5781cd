import type { VersionStatus } from '../contract/enums';

/** Everything the sandbox remembers. Plain data: what survives a restart. Times are Unix seconds unless a name ends in `Ms`. */
export interface SandboxState {
  platformId: string;
  secretId: string;
  /** Next numbers of what the platform counts. */
  counters: { program: number; version: number; application: number; role: number; globalDomain: number };
  categories: CategoryRecord[];
  users: Map<string, UserRecord>;
  roles: RoleRecord[];
  teams: Map<string, TeamRecord>;
  applications: Map<string, ApplicationRecord>;
  /** Oldest first. */
  programs: Map<string, ProgramRecord>;
  versions: Map<number, VersionRecord>;
  tasks: Map<string, TaskRecord>;
  /** Oldest first. */
  approvals: Map<string, ApprovalRecord>;
  /** Of all super apps, oldest first. */
  sensitiveApis: Map<string, SensitiveApiRecord>;
  /** Requests for permission to call a sensitive API, oldest first. */
  permissions: Map<string, PermissionRecord>;
  /** Oldest first. */
  globalDomains: Map<number, GlobalDomainRecord>;
  /** By `bucket/key`. */
  objects: Map<string, ObjectRecord>;
  /** Files of the media libraries, by `library/space/path`. */
  mediaFiles: Map<string, MediaFileRecord>;
  /** Their folders but the root, with the time each was made. */
  mediaFolders: Map<string, number>;
}
export interface CategoryRecord {
  id: number;
  name: string;
  values: string[];
  createTime: number;
}
export interface UserRecord {
  id: string;
  account: string;
  name: string;
  /** 1 super admin, 2 platform admin, 3 member. */
  accountType: number;
  createTime: number;
  /** 1 normal, 2 disabled. */
  status: number;
}
export interface RoleRecord {
  id: number;
  name: string;
  /** The kind of team (`teamRoleType`) that may give this role. */
  teamRole: number;
  /** 1 preset, 2 custom. */
  type: number;
  createTime: number;
}
export interface TeamRecord {
  id: string;
  name: string;
  adminUserId: string;
  /** `teamRoleType` numbers. */
  roles: number[];
  /** The application team that a mini program team is bound to. */
  relatedTeamId: string | undefined;
  members: { userId: string; roleId: number }[];
  createUser: string;
  createTime: number;
}
export interface ApplicationRecord {
  id: string;
  identityId: number;
  name: string;
  logo: string;
  intro: string;
  remark: string;
  androidKey: string;
  iosKey: string;
  scheme: string;
  /** `applicationType`. */
  type: number;
  teamId: string;
  createUser: string;
  createTime: number;
  updateUser: string;
  updateTime: number;
}
export interface ProgramRecord {
  id: string;
  /** The number that ModifyMNP answers. */
  number: number;
  name: string;
  /** A URL, or a path of the sandbox's own. */
  icon: string;
  type: string;
  intro: string;
  desc: string;
  teamId: string;
  /** `miniProgramStatus`. */
  status: number;
  createUser: string;
  createTime: number;
  updateUser: string;
  updateTime: number;
  onlineVersionId: number | undefined;
  /** Set by a rollback until the next release: the platform does not support two rollbacks in a row. */
  rolledBack: boolean;
  preview: PreviewRecord | undefined;
  /** Oldest first. */
  versionIds: number[];
  languages: { lang: string; isDefault: number; name: string; intro: string }[];
  ageRatings: { standard: string; age: number }[];
  /** One entry for each kind (`domainType`) that has any. */
  domains: { type: number; urls: string[] }[];
}
export interface PreviewRecord {
  versionId: number;
  path: string;
  businessId: string;
  time: number;
}
export interface VersionRecord {
  id: number;
  mnpId: string;
  number: string;
  intro: string;
  createUser: string;
  createTime: number;
  /** When the build is done and the version can be seen. */
  readyAtMs: number;
  status: VersionStatus;
  approvalNo: string;
  /** Of the last time it went online; undefined when it never did. */
  releasedAt: number | undefined;
  /** The version that replaced this one by a rollback, 0 if none. */
  rollbackVersion: number;
}
export interface TaskRecord {
  id: string;
  mnpId: string;
  /** Undefined when the build fails. */
  versionId: number | undefined;
  startedAtMs: number;
  doneAtMs: number;
  /** Why the build fails; undefined when it succeeds. */
  failure: string | undefined;
  parts: { name: string; size: number }[];
  /** Debug builds only: the QR text and until when it works. */
  debug: { content: string; expireTime: number } | undefined;
}
export interface ApprovalRecord {
  no: string;
  mnpId: string;
  versionId: number;
  /** Of the request as a whole. */
  status: VersionStatus;
  applyUser: string;
  applyTime: number;
  items: ApprovalItemRecord[];
  /** What was asked of the reviewer beforehand, and when it is due. */
  decision?: { result: 'approve' | 'reject'; note: string; atMs: number };
}
export interface ApprovalItemRecord {
  applicationId: string;
  status: VersionStatus;
  note: string;
  user: string;
  time: number;
}
export interface SensitiveApiRecord {
  id: string;
  applicationId: string;
  /** The method that a mini program calls. */
  name: string;
  desc: string;
  /** `sensitiveApiType`. */
  type: number;
  /** `sensitiveApiStatus`. */
  status: number;
  /** 0 mini programs, 1 mini games, 100 both. */
  useScope: number;
  createUser: string;
  createTime: number;
  updateUser: string;
  updateTime: number;
}
export interface PermissionRecord {
  no: string;
  apiId: string;
  mnpId: string;
  reason: string;
  /** `permissionStatus`. */
  status: number;
  applyUser: string;
  applyTime: number;
  note: string;
  user: string;
  time: number;
}
export interface GlobalDomainRecord {
  id: number;
  domain: string;
  /** `globalDomainType`. */
  type: number;
  createUser: string;
  createTime: number;
  updateUser: string;
  updateTime: number;
}
export interface MediaFileRecord {
  /** `bucket/key` of its bytes. */
  object: string;
  size: number;
  etag: string;
  /** CRC-64 as a decimal number. */
  crc64: string;
  time: number;
}
export interface ObjectRecord {
  /** Name of the file in the objects folder. */
  file: string;
  size: number;
  etag: string;
  /** CRC-64 as a decimal number. */
  crc64: string;
  contentType: string;
  time: number;
}

export function emptyState(platformId: string, secretId: string): SandboxState {
  return {
    platformId,
    secretId,
    counters: { program: 700, version: 2600, application: 400, role: 20080, globalDomain: 5400 },
    categories: [],
    users: new Map(),
    roles: [],
    teams: new Map(),
    applications: new Map(),
    programs: new Map(),
    versions: new Map(),
    tasks: new Map(),
    approvals: new Map(),
    sensitiveApis: new Map(),
    permissions: new Map(),
    globalDomains: new Map(),
    objects: new Map(),
    mediaFiles: new Map(),
    mediaFolders: new Map(),
  };
}
