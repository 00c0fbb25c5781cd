import type { userActions } from '../../contract/actions/user';
import { Problem } from '../problem';
import type { SandboxState, UserRecord } from '../state';
import { type Handlers, keyword, page, seconds } from './handler';

export const userHandlers: Handlers<keyof typeof userActions> = {
  DescribeUserList(request, { state }) {
    const wanted = keyword(request.Keyword);
    // The platform's own sample filters by account type 0 and team "0" to say "any".
    const team = request.TeamId && request.TeamId !== '0' ? request.TeamId : undefined;
    const rows = [...state.users.values()]
      .reverse()
      .filter((user) => !request.AccountType || user.accountType === request.AccountType)
      .filter((user) => team === undefined || teamsOf(user, state).some(({ id }) => id === team))
      .filter((user) => !wanted || `${user.account} ${user.name}`.toLowerCase().includes(wanted));
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map((user) => ({
        UserId: user.id,
        UserAccount: user.account,
        Teams: teamNames(user, state),
        AccountType: user.accountType,
        UserName: user.name,
        CreateTime: seconds(user.createTime),
        Status: user.status,
        TeamName: teamNames(user, state),
      })),
    };
  },
  DescribeUser(request, { state }) {
    const user = state.users.get(request.UserId);
    if (!user) throw new Problem('InvalidParameterValue.InvalidUserId', `The user ${request.UserId} does not exist.`);
    return { UserId: user.id, UserAccount: user.account, AccountType: user.accountType, UserName: user.name };
  },
  DescribeRoleList(request, { state }) {
    const wanted = keyword(request.Keyword);
    const team = request.TeamId ? state.teams.get(request.TeamId) : undefined;
    const rows = state.roles
      .filter((role) => !team || team.roles.includes(role.teamRole))
      .filter((role) => !wanted || role.name.toLowerCase().includes(wanted));
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map((role) => ({
        RoleId: role.id,
        RoleName: role.name,
        TeamName: '',
        CreateTime: seconds(role.createTime),
        RoleType: role.type,
      })),
    };
  },
  CreateUser: 'notEmulated',
  ModifyUser: 'notEmulated',
  DeleteUser: 'notEmulated',
  CreatePresetKey: 'notEmulated',
};

const teamsOf = (user: UserRecord, state: SandboxState) =>
  [...state.teams.values()].filter((team) => team.members.some(({ userId }) => userId === user.id));
const teamNames = (user: UserRecord, state: SandboxState): string =>
  teamsOf(user, state)
    .map(({ name }) => name)
    .join(',');
