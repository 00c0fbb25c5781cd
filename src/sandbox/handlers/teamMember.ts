import type { WireRequestOf } from '../../contract/actions';
import { Problem } from '../problem';
import type { SandboxState, TeamRecord } from '../state';
import { type Handlers, keyword, page } from './handler';
import { teamOf } from './lookup';

type Member = TeamRecord['members'][number];

export const teamMemberHandlers: Handlers<
  'DescribeTeamMemberList' | 'AddTeamMember' | 'ModifyTeamMember' | 'DeleteTeamMember'
> = {
  DescribeTeamMemberList(request, { state, sees }) {
    const wanted = keyword(request.Keyword);
    const wantedRoles = request.RoleIds ?? [];
    const roleNames = new Map(state.roles.map(({ id, name }) => [id, name]));
    const rows = [...state.teams.values()]
      .filter((team) => sees(team.id) && (!request.TeamId || team.id === request.TeamId))
      .flatMap((team) => team.members.map((member) => ({ team, member, user: state.users.get(member.userId) })))
      .filter(({ member }) => wantedRoles.length === 0 || wantedRoles.includes(member.roleId))
      .filter(({ user }) => !wanted || `${user?.account ?? ''} ${user?.name ?? ''}`.toLowerCase().includes(wanted));
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map(({ team, member, user }) => ({
        UserId: member.userId,
        UserAccount: user?.account ?? '',
        UserName: user?.name ?? '',
        TeamId: team.id,
        TeamName: team.name,
        TeamRoleName: roleNames.get(member.roleId) ?? '',
        TeamRoleId: member.roleId,
        CanEdit: member.userId !== team.adminUserId,
      })),
    };
  },

  /** All or nothing. */
  AddTeamMember(request, { state }) {
    const team = teamOf(state, request.TeamId);
    if (request.MemberList.length === 0) throw new Problem('InvalidParameterValue', 'No member was given.');
    const added = new Map<string, Member>();
    for (const item of request.MemberList) {
      const member = newMember(item, team, state);
      if (added.has(member.userId)) throw new Problem('InvalidParameterValue', 'The same user is given twice.');
      added.set(member.userId, member);
    }
    team.members.push(...added.values());
    return { Result: true };
  },

  ModifyTeamMember(request, { state }) {
    const team = teamOf(state, request.TeamId);
    const member = team.members.find(({ userId }) => userId === request.UserId);
    if (!member) throw new Problem('InvalidParameterValue.InvalidUserId', 'The user is not in the team.');
    checkNotAdministrator(team, request.UserId);
    checkRole(state, team, request.RoleId);
    member.roleId = request.RoleId;
    return { Result: true };
  },

  DeleteTeamMember(request, { state }) {
    const team = teamOf(state, request.TeamId);
    if (!team.members.some(({ userId }) => userId === request.UserId))
      throw new Problem('InvalidParameterValue.UserTeamRelationNotExist', 'The user is not in the team.');
    checkNotAdministrator(team, request.UserId);
    team.members = team.members.filter(({ userId }) => userId !== request.UserId);
    return { Result: true };
  },
};

/** Makes a user the administrator of a team, and a member if need be; the former one stays in the team. */
export function setAdministrator(state: SandboxState, team: TeamRecord, userId: string): void {
  const roleId = state.roles.find((role) => role.teamRole === team.roles[0])?.id ?? 0;
  const member = team.members.find((one) => one.userId === userId);
  if (member) member.roleId = roleId;
  else team.members.push({ userId, roleId });
  team.adminUserId = userId;
}

function newMember(
  { UserId: userId = '', UserRoleId: roleId = 0 }: WireRequestOf<'AddTeamMember'>['MemberList'][number],
  team: TeamRecord,
  state: SandboxState,
): Member {
  if (!state.users.has(userId))
    throw new Problem('InvalidParameterValue.InvalidUserId', `The user ${userId} does not exist.`);
  checkNotAdministrator(team, userId);
  if (team.members.some((member) => member.userId === userId))
    throw new Problem('InvalidParameterValue', `The user ${userId} is already in the team.`);
  checkRole(state, team, roleId);
  return { userId, roleId };
}
function checkRole(state: SandboxState, team: TeamRecord, roleId: number): void {
  if (state.roles.some((role) => role.id === roleId && team.roles.includes(role.teamRole))) return;
  throw new Problem('InvalidParameterValue.InvalidRoleId', `The role ${roleId} does not exist in this kind of team.`);
}
function checkNotAdministrator(team: TeamRecord, userId: string): void {
  if (team.adminUserId !== userId) return;
  throw new Problem(
    'FailedOperation.UnableOperateAdminAccount',
    'The administrator of the team cannot be added, changed or removed. Give the team another administrator first.',
  );
}
