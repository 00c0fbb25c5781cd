import type { RowOf } from '../../contract/actions';
import type { teamActions } from '../../contract/actions/team';
import { teamRoleType } from '../../contract/enums';
import { newTeamId } from '../ids';
import { Problem } from '../problem';
import type { SandboxState, TeamRecord } from '../state';
import { type Handlers, keyword, lengthOf, page, seconds } from './handler';
import { applicationsOf, applicationTeamOf, teamOf } from './lookup';
import { setAdministrator, teamMemberHandlers } from './teamMember';

/** No figure is published; this is ours. */
const nameLimit = 60;
/** `teamStatus` of the 2025 dialect: active. */
const active = 1;

export const teamHandlers: Handlers<keyof typeof teamActions> = {
  DescribeTeamList(request, { state, sees }) {
    const wanted = keyword(request.Keyword);
    const rows = [...state.teams.values()].filter(
      (team) => sees(team.id) && (!wanted || team.name.toLowerCase().includes(wanted)),
    );
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
    if (roles.length !== 1 || roles.some((role) => !known.includes(role)))
      throw new Problem('InvalidParameterValue', 'The value of parameter `TeamRoleTypeList` must hold one of 1 and 2.');
    const related = request.RelatedTeamId ?? '';
    if (related && !state.teams.get(related)?.roles.includes(teamRoleType.application))
      throw new Problem('FailedOperation.GetOperateResourceFailed', 'The related team is not an application team.');
    const id = newTeamId(random);
    const team: TeamRecord = {
      id,
      name: request.TeamName.trim(),
      adminUserId: request.AdminUserId,
      roles,
      relatedTeamId: related === '' ? undefined : related,
      members: [],
      createUser: user,
      createTime: now,
    };
    setAdministrator(state, team, request.AdminUserId);
    state.teams.set(id, team);
    return null;
  },
  ModifyTeam(request, { state }) {
    const team = teamOf(state, request.TeamId);
    checkName(state, request.TeamName, team);
    if (request.AdminUserId) checkAdministrator(state, request.AdminUserId);
    team.name = request.TeamName.trim();
    if (request.AdminUserId) setAdministrator(state, team, request.AdminUserId);
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
  ...teamMemberHandlers,
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

function checkName(state: SandboxState, name: string, current: TeamRecord | undefined): void {
  const text = name.trim();
  if (text === '' || lengthOf(text) > nameLimit)
    throw new Problem('InvalidParameterValue', `The team name must have 1 to ${nameLimit} characters.`);
  for (const team of state.teams.values()) {
    if (team !== current && team.name === text)
      throw new Problem('InvalidParameterValue.ExistTeamName', 'The team name already exists.');
  }
}
function checkAdministrator(state: SandboxState, userId: string): void {
  if (!state.users.has(userId)) throw new Problem('InvalidParameterValue', `The user ${userId} does not exist.`);
}
