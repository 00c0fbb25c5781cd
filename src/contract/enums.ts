/** Enumerations of the platform, by their documented numbers. Source: platform API reference, types of the SDK. */

export const versionStatus = { pending: 0, processing: 1, rejected: 2, approved: 3, cancelled: 4 } as const;
export type VersionStatus = (typeof versionStatus)[keyof typeof versionStatus];

export const phases = ['Develop', 'Platform', 'Online'] as const;
export type Phase = (typeof phases)[number];

/** State of the build task that CreateMNPVersion starts. */
export const taskStatus = { pending: 1, running: 20, failed: 30, succeeded: 60 } as const;

export const approvalResult = { reject: 2, approve: 3 } as const;
export const applyAction = { submit: 'submit', cancel: 'cancel' } as const;
export const previewAction = { set: 1, cancel: 2 } as const;
export const miniProgramStatus = { available: 1, removed: 2 } as const;
export const applicationType = { test: 1, formal: 2 } as const;
export const teamRoleType = { miniProgram: 1, application: 2 } as const;
/** Which configuration file of a super app. */
export const appType = { android: 2, ios: 3 } as const;
export const accountType = { superAdmin: 1, platformAdmin: 2, member: 3 } as const;
export const userStatus = { normal: 1, disabled: 2 } as const;
export const roleType = { preset: 1, custom: 2 } as const;
/** What a domain of a mini program is for. The read type documents the first two only; all five can be written. */
export const domainType = { request: 1, webView: 2, socket: 3, upload: 4, download: 5 } as const;
export const globalDomainType = { allowed: 1, blocked: 2 } as const;
/** Answer of ModifyGlobalDomain. */
export const globalDomainResult = { done: 0, onAllowlist: 1, onBlocklist: 2 } as const;
export const sensitiveApiType = { system: 1, custom: 2 } as const;
/** Whether every mini program may call a sensitive API or only those with a permission. */
export const sensitiveApiStatus = { open: 0, restricted: 1 } as const;
/** Of a permission request. 0 stands for "never asked" where a permission is listed without one. */
export const permissionStatus = { processing: 1, rejected: 20, approved: 30 } as const;
