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
