import { applicationType, roleType, teamRoleType } from '../contract/enums';
import { newApplicationId, newPlatformId, newSecretId, newTeamId, newUserId, type Random } from './ids';
import { presetRoles } from './roles';
import { emptyState, type SandboxState, type TeamRecord } from './state';

/** What every tenant has before its first mini program. */
export interface Tenant {
  readonly state: SandboxState;
  /** Mini program team bound to two super apps. */
  readonly shopTeam: TeamRecord;
  /** Mini program team that is bound to nothing. */
  readonly looseTeam: TeamRecord;
  /** Mini program team whose application team has no application. */
  readonly pilotTeam: TeamRecord;
}
const day = 86_400;

const categories: readonly (readonly [string, readonly string[]])[] = [
  ['Food and Drink', ['31_Restaurants and Cafes', '32_Take-out', '33_Table Reservation']],
  ['Shopping', ['41_Groceries', '42_Gift Cards', '43_Home and Garden']],
  ['Life Service', ['144_Lilliputian Services', '145_Membership and Loyalty', '146_Local Guides']],
  ['Education Services', ['15_Academic Education (Training Institutions)', '17_Skills and Courses']],
  ['Travel and Transport', ['51_Public Transport', '52_Bike and Car Rental', '53_Tickets']],
  ['Logistics Services', ['1_Pickup/Delivery', '2_Search', '10_Postal Service']],
  ['Tools', ['61_Calculators', '62_Weather', '63_Notes and Lists']],
  ['Medical Service', ['26_Public Medical Institutions', '27_Appointments']],
];
const accounts = [
  ['publisher', 'Publisher', 1],
  ['platform_admin', 'Platform Administrator', 2],
  ['shop_developer', 'Shop Developer', 3],
  ['shop_tester', 'Shop Tester', 3],
  ['reviewer', 'Release Reviewer', 3],
  ['operator', '运营专员', 3],
] as const;
/** Who sits where: by kind of team and login, the role. */
const seats: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  [teamRoleType.miniProgram]: {
    publisher: 'Mini Program Administrator',
    shop_developer: 'Mini Program Developer',
    shop_tester: 'Mini Program Tester',
    operator: 'Mini Program Operator',
  },
  [teamRoleType.application]: {
    publisher: 'Application Administrator',
    reviewer: 'Review Staff',
    operator: 'Application Operator',
  },
};

/** Platform, users, roles, teams and two super apps; no mini program. `now` in Unix seconds. */
export function seedTenant(random: Random, now: number): Tenant {
  const state = emptyState(newPlatformId(random), newSecretId(random));
  const start = now - 400 * day;
  state.categories = categories.map(([name, values], i) => ({
    id: 10_000 + i,
    name,
    values: [...values],
    createTime: start,
  }));
  accounts.forEach(([account, name, accountType], i) => {
    const createTime = start + i * day;
    const id = newUserId(random, createTime * 1000);
    state.users.set(id, { id, account, name, accountType, createTime, status: 1 });
  });
  for (const { name, teamRole } of presetRoles)
    state.roles.push({ id: state.counters.role++, name, teamRole, type: roleType.preset, createTime: start });
  const addTeam = teamAdder(state, random, start);
  const operations = addTeam('Super App Operations', teamRoleType.application, undefined);
  const branch = addTeam('Branch Apps', teamRoleType.application, undefined);
  const shopTeam = addTeam('Coffee Shop Studio', teamRoleType.miniProgram, operations);
  const looseTeam = addTeam('Field Lab', teamRoleType.miniProgram, undefined);
  const pilotTeam = addTeam('Branch Pilots', teamRoleType.miniProgram, branch);
  addApplication(state, random, { name: 'City Pass', intro: 'Everyday life in one app.', team: operations, start });
  addApplication(state, random, {
    name: '城市钱包',
    intro: '支付、出行与会员。',
    team: operations,
    start: start + day,
  });
  return { state, shopTeam, looseTeam, pilotTeam };
}

/** Gives the seeded users their places in a team, and no others; whoever else is in it stays. */
export function seat(state: SandboxState, team: TeamRecord): void {
  const places = seats[team.roles[0] ?? 0] ?? {};
  const seeded = new Map<string, string>();
  for (const { id, account } of state.users.values())
    if (accounts.some(([login]) => login === account)) seeded.set(id, places[account] ?? '');
  const placed = [...seeded].flatMap(([userId, name]) => {
    const role = state.roles.find((one) => one.name === name);
    return role ? [{ userId, roleId: role.id }] : [];
  });
  team.members = [...placed, ...team.members.filter(({ userId }) => !seeded.has(userId))];
}

function teamAdder(state: SandboxState, random: Random, start: number) {
  return (name: string, role: number, related: TeamRecord | undefined): TeamRecord => {
    const users = [...state.users.values()];
    const team: TeamRecord = {
      id: newTeamId(random),
      name,
      adminUserId: users[0]?.id ?? '',
      roles: [role],
      relatedTeamId: related?.id,
      members: [],
      createUser: 'platform_admin',
      createTime: start + (state.teams.size + 1) * day,
    };
    seat(state, team);
    state.teams.set(team.id, team);
    return team;
  };
}

function addApplication(
  state: SandboxState,
  random: Random,
  { name, intro, team, start }: { name: string; intro: string; team: TeamRecord; start: number },
): void {
  const id = newApplicationId(random);
  state.applications.set(id, {
    id,
    identityId: state.counters.application++,
    name,
    logo: `/icons/${id}.png`,
    intro,
    remark: '',
    androidKey: `org.example.superapp${state.applications.size + 1}`,
    iosKey: `org.example.superapp${state.applications.size + 1}`,
    scheme: '',
    type: applicationType.formal,
    teamId: team.id,
    createUser: 'platform_admin',
    createTime: start,
    updateUser: 'platform_admin',
    updateTime: start,
  });
}
