import type { RowOf } from '../../contract/actions';
import type { teamActions } from '../../contract/actions/team';
import { teamRoleType } from '../../contract/enums';
import { newTeamId } from '../ids';
import { Problem } from '../problem';
import type { SandboxState, TeamRecord } from '../state';
import { type Handlers, keyword, page, seconds } from './handler';
import { applicationsOf, applicationTeamOf, teamOf } from './lookup';

/** `teamStatus` of the 2025 dialect: active. */
const active = 1;

export const teamHandlers: Handlers<keyof typeof teamActions> = {
  DescribeTeamList(request, { state }) {
    const wanted = keyword(request.Keyword);
    const rows = [...state.teams.values()].filter((team) => !wanted || team.name.toLowerCase().includes(wanted));
    return { TotalCount: rows.length, DataList: page(rows, request).map((team) => listRow(team, state)) };
  },
  DescribeTeam(request, { state }) {
    const team = state.teams.get(request.TeamId);
    if (!team) throw new Problem('InvalidParameterValue', `The team ${request.TeamId} does not exist.`);
    const bound = team.relatedTeamId === undefined ? undefined : applicationTeamOf(state, team);
    return {
      TeamName: team.name,
      TeamRoleType: team.roles[0] ?? 0,
      AdminUserAccount: state.users.get(team.adminUserId)?.account ?? '',
      CreateUser: team.createUser,
      CreateTime: seconds(team.createTime),
      MemberCount: team.members.length,
      BindMiniTeamCount: [...state.teams.values()].filter((other) => other.relatedTeamId === team.id).length,
      BindTeamName: bound?.name ?? '',
      RegisterLink: '',
      ApplicationName: applicationsOf(state, bound)
        .map(({ name }) => name)
        .join(','),
      ExpireTime: 0,
      Status: active,
    };
  },
  CreateTeam(request, { state, random, now, user }) {
    checkName(state, request.TeamName, undefined);
    checkAdministrator(state, request.AdminUserId);
    const roles = [...new Set(request.TeamRoleTypeList)];
    const known: readonly number[] = Object.values(teamRoleType);
    if (roles.length === 0 || roles.some((role) => !known.includes(role)))
      throw new Problem('InvalidParameterValue', 'The value of parameter `TeamRoleTypeList` must hold 1 or 2.');
    const related = request.RelatedTeamId ?? '';
    if (related && !state.teams.get(related)?.roles.includes(teamRoleType.application))
      throw new Problem('FailedOperation.GetOperateResourceFailed', 'The related team is not an application team.');
    const id = newTeamId(random);
    state.teams.set(id, {
      id,
      name: request.TeamName,
      adminUserId: request.AdminUserId,
      roles,
      relatedTeamId: related === '' ? undefined : related,
      members: [{ userId: request.AdminUserId, roleId: administratorRole(state, roles[0] ?? 0) }],
      createUser: user,
      createTime: now,
    });
    return null;
  },
  ModifyTeam(request, { state }) {
    const team = teamOf(state, request.TeamId);
    checkName(state, request.TeamName, team);
    if (request.AdminUserId) checkAdministrator(state, request.AdminUserId);
    team.name = request.TeamName;
    if (request.AdminUserId) team.adminUserId = request.AdminUserId;
    return { Result: true };
  },
  DeleteTeam(request, { state }) {
    const team = teamOf(state, request.TeamId);
    const isUsed =
      [...state.programs.values()].some(({ teamId }) => teamId === team.id) || applicationsOf(state, team).length > 0;
    if (isUsed) throw new Problem('FailedOperation', 'The team still has mini programs or applications.');
    state.teams.delete(team.id);
    for (const other of state.teams.values()) if (other.relatedTeamId === team.id) other.relatedTeamId = undefined;
    return { Result: true };
  },
  DescribeTeamMemberList(request, { state }) {
    const wanted = keyword(request.Keyword);
    const roles = request.RoleIds ?? [];
    const rows = [...state.teams.values()]
      .filter((team) => !request.TeamId || team.id === request.TeamId)
      .flatMap((team) => team.members.map((member) => memberRow(team, member, state)))
      .filter((row) => roles.length === 0 || roles.includes(row.TeamRoleId ?? 0))
      .filter((row) => !wanted || `${row.UserAccount ?? ''} ${row.UserName ?? ''}`.toLowerCase().includes(wanted));
    return { TotalCount: rows.length, DataList: page(rows, request) };
  },
  AddTeamMember: 'notEmulated',
  ModifyTeamMember: 'notEmulated',
  DeleteTeamMember: 'notEmulated',
};

function listRow(team: TeamRecord, state: SandboxState): RowOf<'DescribeTeamList'> {
  const administrator = state.users.get(team.adminUserId);
  return {
    TeamId: team.id,
    TeamName: team.name,
    AdminUserId: team.adminUserId,
    AdminUserAccount: administrator?.account ?? '',
    AdminUserName: administrator?.name ?? '',
    MemberCount: team.members.length,
    RegisterLink: '',
    TeamRoleTypeList: team.roles,
    RelatedTeamId: Number(team.relatedTeamId ?? 0),
    ExpireTime: 0,
    Status: active,
  };
}

function memberRow(
  team: TeamRecord,
  member: TeamRecord['members'][number],
  state: SandboxState,
): RowOf<'DescribeTeamMemberList'> {
  const user = state.users.get(member.userId);
  return {
    UserId: member.userId,
    UserAccount: user?.account ?? '',
    UserName: user?.name ?? '',
    TeamId: team.id,
    TeamName: team.name,
    TeamRoleName: state.roles.find(({ id }) => id === member.roleId)?.name ?? '',
    TeamRoleId: member.roleId,
    CanEdit: member.userId !== team.adminUserId,
  };
}

function checkName(state: SandboxState, name: string, current: TeamRecord | undefined): void {
  if (name.trim() === '') throw new Problem('InvalidParameterValue', 'The value of parameter `TeamName` is empty.');
  for (const team of state.teams.values()) {
    if (team !== current && team.name === name)
      throw new Problem('InvalidParameterValue.ExistTeamName', 'The team name already exists.');
  }
}
function checkAdministrator(state: SandboxState, userId: string): void {
  if (!state.users.has(userId)) throw new Problem('InvalidParameterValue', `The user ${userId} does not exist.`);
}
const administratorRole = (state: SandboxState, teamRole: number): number =>
  state.roles.find((role) => role.teamRole === teamRole)?.id ?? 0;
