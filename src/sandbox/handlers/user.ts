import type { userActions } from '../../contract/actions/user';
import { accountType, userStatus } from '../../contract/enums';
import { newUserId } from '../ids';
import type { PresetKeys } from '../presetKeys';
import { Problem } from '../problem';
import type { SandboxState, UserRecord } from '../state';
import { type Handlers, keyword, lengthOf, page, seconds } from './handler';
import { teamOf } from './lookup';
import { checkPassword } from './password';

/** No figures are published; these are ours. */
const nameLimit = 60;
const loginForm = /^[A-Za-z0-9][\w.@-]{0,63}$/;

/** All but those that need a key for passwords. */
const plainHandlers: Handlers<Exclude<keyof typeof userActions, 'CreatePresetKey' | 'CreateUser'>> = {
  DescribeUserList(request, { state }) {
    const wanted = keyword(request.Keyword);
    const types: readonly number[] = Object.values(accountType);
    // The platform's own sample filters by account type 0 and team "0" to say "any".
    if (request.AccountType && !types.includes(request.AccountType))
      throw new Problem('InvalidParameterValue.InvalidAccountType', 'An account type must be 1, 2 or 3.');
    const team = request.TeamId && request.TeamId !== '0' ? teamOf(state, request.TeamId) : undefined;
    const members = team && new Set(team.members.map(({ userId }) => userId));
    const rows = [...state.users.values()]
      .reverse()
      .filter((user) => !request.AccountType || user.accountType === request.AccountType)
      .filter((user) => members === undefined || members.has(user.id))
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
    const user = userOf(state, request.UserId);
    return { UserId: user.id, UserAccount: user.account, AccountType: user.accountType, UserName: user.name };
  },
  DescribeRoleList(request, { state }) {
    const wanted = keyword(request.Keyword);
    const team = request.TeamId ? teamOf(state, request.TeamId) : undefined;
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

  /** The login cannot be changed: the older dialect has a parameter for it, deprecated and undocumented. */
  ModifyUser(request, { state }) {
    const user = userOf(state, request.UserId);
    checkOrdinary(user);
    checkName(request.UserName);
    checkAccountType(request.AccountType);
    user.name = request.UserName.trim();
    user.accountType = request.AccountType;
    return { Result: true };
  },

  /** Ends the memberships of the user, too. */
  DeleteUser(request, { state }) {
    const user = userOf(state, request.UserId);
    checkOrdinary(user);
    const led = [...state.teams.values()].find(({ adminUserId }) => adminUserId === user.id);
    if (led) {
      throw new Problem(
        'FailedOperation',
        `The user is the administrator of the team ${led.name}. Give the team another administrator first.`,
      );
    }
    for (const team of state.teams.values()) team.members = team.members.filter(({ userId }) => userId !== user.id);
    state.users.delete(user.id);
    return { Result: true };
  },
};

export const userHandlers = (keys: PresetKeys): Handlers<keyof typeof userActions> => ({
  ...plainHandlers,

  CreatePresetKey: async (_request, { requestId, now }) => ({ Key: await keys.issue(requestId, now) }),

  CreateUser(request, { state, random, nowMs, now }) {
    const account = request.UserAccount.trim();
    if (!loginForm.test(account)) {
      throw new Problem(
        'InvalidParameterValue',
        'The login must begin with a letter or a digit and have at most 64 letters, digits or signs of . _ - @.',
      );
    }
    const taken = [...state.users.values()].some((user) => user.account.toLowerCase() === account.toLowerCase());
    if (taken) throw new Problem('InvalidParameterValue.ExistUserAccount', 'The login already exists.');
    checkName(request.UserName);
    checkAccountType(request.AccountType);
    checkPassword(keys.decrypt(request.KeyId, request.Password, now), account);
    const id = newUserId(random, nowMs);
    const name = request.UserName.trim();
    const { AccountType: type } = request;
    state.users.set(id, { id, account, name, accountType: type, createTime: now, status: userStatus.normal });
    return { ResourceId: id };
  },
});

function userOf(state: SandboxState, id: string): UserRecord {
  const user = state.users.get(id);
  if (!user) throw new Problem('InvalidParameterValue.InvalidUserId', `The user ${id} does not exist.`);
  return user;
}
function checkOrdinary(user: UserRecord): void {
  if (user.accountType !== accountType.superAdmin) return;
  throw new Problem('FailedOperation.UnableOperateAdminAccount', 'The super administrator cannot be changed.');
}
function checkName(name: string): void {
  if (name.trim() === '' || lengthOf(name) > nameLimit) {
    throw new Problem('InvalidParameterValue.InvalidUserName', `The user name must have 1 to ${nameLimit} characters.`);
  }
}
function checkAccountType(type: number): void {
  if (type === accountType.platformAdmin || type === accountType.member) return;
  throw new Problem(
    'InvalidParameterValue.InvalidAccountType',
    'The account type must be 2 (platform administrator) or 3 (member).',
  );
}

const teamNames = (user: UserRecord, state: SandboxState): string =>
  [...state.teams.values()]
    .filter((team) => team.members.some(({ userId }) => userId === user.id))
    .map(({ name }) => name)
    .join(',');
