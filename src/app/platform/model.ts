import type { DomainRef, MemberRef, SensitiveApiRef, SuperAppRef, TeamRef, UserRef } from './refs';

/** Whether the key is one of a platform administrator: `no` once the platform has refused its list of users. */
export type Administrator = 'unknown' | 'yes' | 'no';

export interface SuperApp {
  readonly ref: SuperAppRef;
  readonly intro: string;
  /** Empty where the platform does not tell. */
  readonly teamId: string;
  readonly teamName: string;
  readonly sensitiveApiCount: number | undefined;
  /** A super app for tests only. */
  readonly isTest: boolean;
  readonly createdBy: string;
  /** Milliseconds since the epoch, here and below. */
  readonly createdAt: number | undefined;
}
export interface SensitiveApi {
  readonly ref: SensitiveApiRef;
  readonly description: string;
  readonly isCustom: boolean;
  /** Only mini programs with a permission may call it; else all may. */
  readonly isRestricted: boolean;
}
export interface Team {
  readonly ref: TeamRef;
  readonly administratorId: string;
  readonly administratorName: string;
  readonly administratorAccount: string;
  readonly memberCount: number | undefined;
  /** `teamRoleType`. */
  readonly roleTypes: readonly number[];
}
export interface Member {
  readonly ref: MemberRef;
  readonly account: string;
  readonly roleId: number | undefined;
  readonly roleName: string;
  /** False for the administrator of the team. */
  readonly canEdit: boolean;
}
export interface Role {
  readonly roleId: number;
  readonly name: string;
  readonly teamName: string;
  readonly isCustom: boolean;
}
export interface User {
  readonly ref: UserRef;
  readonly account: string;
  /** `accountType`. */
  readonly accountType: number | undefined;
  readonly teams: string;
  readonly isDisabled: boolean;
  readonly createdAt: number | undefined;
}
export interface GlobalDomain {
  readonly ref: DomainRef;
  readonly domainId: number;
  readonly isBlocked: boolean;
  readonly changedBy: string;
  readonly changedAt: number | undefined;
}
