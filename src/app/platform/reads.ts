import type { CallOptions } from '../../client/cloudClient';
import { type ListRequestOf, readPage } from '../../client/paginate';
import type { PagedAction, RowOf } from '../../contract/actions';
import {
  applicationType,
  globalDomainType,
  roleType,
  sensitiveApiStatus,
  sensitiveApiType,
  userStatus,
} from '../../contract/enums';
import { timeOf } from '../model/times';
import type { Session } from '../services';
import type { GlobalDomain, Member, Role, SensitiveApi, SuperApp, Team, User } from './model';
import type { SuperAppRef, TeamRef } from './refs';

export interface PageWanted {
  readonly offset: number;
  readonly limit: number;
  /** At most `maxKeyword` characters; empty = all. */
  readonly keyword: string;
}
export interface ReadRows<T> {
  readonly rows: readonly T[];
  /** Rows the platform sent, for the next offset; more than `rows` when some could not be used. */
  readonly sent: number;
  readonly total: number;
}
/** Reads one page of a list. Throws what the client throws. */
export type Reader<T> = (session: Session, page: PageWanted, options?: CallOptions) => Promise<ReadRows<T>>;

/** A reader of one action; rows without what names them are left out. */
function reader<A extends PagedAction, T>(
  action: A,
  request: object,
  toRow: (row: RowOf<A>, profileId: string) => T | undefined,
): Reader<T> {
  return async ({ client, profile }, { offset, limit, keyword }, options) => {
    const wanted = { ...request, ...(keyword === '' ? {} : { Keyword: keyword }) } as unknown as ListRequestOf<A>;
    const page = await readPage(client, action, wanted, { offset, limit }, options);
    return {
      rows: page.rows.flatMap((row) => toRow(row, profile.id) ?? []),
      sent: page.rows.length,
      total: page.total,
    };
  };
}
export const readSuperApps = reader('DescribeApplicationList', {}, (row, profileId): SuperApp | undefined =>
  row.ApplicationId
    ? {
        ref: { kind: 'superApp', profileId, key: row.ApplicationId, name: row.ApplicationName ?? row.ApplicationId },
        intro: row.Intro ?? '',
        teamId: row.TeamId ?? '',
        teamName: row.TeamName ?? '',
        sensitiveApiCount: row.SensitiveApiCount ?? undefined,
        isTest: row.ApplicationType === applicationType.test,
        createdBy: row.CreateUser ?? '',
        createdAt: timeOf(row.CreateTime),
      }
    : undefined,
);
export const readTeams = reader('DescribeTeamList', {}, (row, profileId): Team | undefined =>
  row.TeamId
    ? {
        ref: { kind: 'team', profileId, key: row.TeamId, name: row.TeamName ?? row.TeamId },
        administratorId: row.AdminUserId ?? '',
        administratorName: row.AdminUserName ?? '',
        administratorAccount: row.AdminUserAccount ?? '',
        memberCount: row.MemberCount ?? undefined,
        roleTypes: row.TeamRoleTypeList ?? [],
      }
    : undefined,
);
/** The roles of a team; of all without one. */
export const readRoles = (team?: TeamRef): Reader<Role> =>
  reader('DescribeRoleList', team ? { TeamId: team.key } : {}, (row): Role | undefined =>
    row.RoleId === null
      ? undefined
      : {
          roleId: row.RoleId,
          name: row.RoleName ?? String(row.RoleId),
          teamName: row.TeamName ?? '',
          isCustom: row.RoleType === roleType.custom,
        },
  );
export const readUsers = reader('DescribeUserList', {}, (row, profileId): User | undefined =>
  row.UserId
    ? {
        ref: { kind: 'user', profileId, key: row.UserId, name: row.UserName ?? row.UserAccount ?? row.UserId },
        account: row.UserAccount ?? '',
        accountType: row.AccountType ?? undefined,
        teams: row.TeamName ?? row.Teams ?? '',
        isDisabled: row.Status === userStatus.disabled,
        createdAt: timeOf(row.CreateTime),
      }
    : undefined,
);
export const readDomains = reader('DescribeGlobalDomainACL', {}, (row, profileId): GlobalDomain | undefined =>
  row.DomainId === null || !row.DomainUrl
    ? undefined
    : {
        ref: { kind: 'globalDomain', profileId, key: String(row.DomainId), name: row.DomainUrl },
        domainId: row.DomainId,
        isBlocked: row.DomainType === globalDomainType.blocked,
        changedBy: row.UpdateUser ?? row.CreateUser ?? '',
        changedAt: timeOf(row.UpdateTime) ?? timeOf(row.CreateTime),
      },
);
/** Everybody who is in a team that the key may see, once for each team: whom it may choose when it may not see the users. */
export const readColleagues = reader('DescribeTeamMemberList', {}, (row, profileId): User | undefined =>
  row.UserId
    ? {
        ref: { kind: 'user', profileId, key: row.UserId, name: row.UserName ?? row.UserAccount ?? row.UserId },
        account: row.UserAccount ?? '',
        accountType: undefined,
        teams: row.TeamName ?? '',
        isDisabled: false,
        createdAt: undefined,
      }
    : undefined,
);
export const readMembers = (team: TeamRef): Reader<Member> =>
  reader('DescribeTeamMemberList', { TeamId: team.key }, (row, profileId): Member | undefined =>
    row.UserId
      ? {
          ref: { kind: 'member', profileId, key: row.UserId, name: row.UserName ?? row.UserAccount ?? '', team },
          account: row.UserAccount ?? '',
          roleId: row.TeamRoleId ?? undefined,
          roleName: row.TeamRoleName ?? '',
          canEdit: row.CanEdit !== false,
        }
      : undefined,
  );
export const readSensitiveApis = (superApp: SuperAppRef): Reader<SensitiveApi> =>
  reader(
    'DescribeApplicationSensitiveAPIList',
    { ApplicationId: superApp.key },
    (row, profileId): SensitiveApi | undefined =>
      row.APIId
        ? {
            ref: { kind: 'sensitiveApi', profileId, key: row.APIId, name: row.APIName ?? row.APIId, superApp },
            description: row.APIDesc ?? '',
            isCustom: row.APIType === sensitiveApiType.custom,
            isRestricted: row.Status === sensitiveApiStatus.restricted,
          }
        : undefined,
  );
