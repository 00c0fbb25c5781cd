import {
  globalDomainType,
  permissionStatus,
  sensitiveApiStatus,
  sensitiveApiType,
  userStatus,
} from '../contract/enums';
import { newPermissionNo, newSensitiveApiId, newUserId } from './ids';
import type { Seeding } from './seedBuilder';

const day = 86_400;
const administrator = 'platform_admin';

/** Adds the sensitive APIs of both super apps, requests in every state, global domains, and a user who left. */
export function addDemoRules(seeding: Seeding): void {
  addGlobalDomains(seeding, [
    ['api.corner-coffee.example', globalDomainType.allowed],
    ['pictures.corner-coffee.example', globalDomainType.allowed],
    ['*.maps.example', globalDomainType.allowed],
    ['tracking.example', globalDomainType.blocked],
    ['免费流量.example', globalDomainType.blocked],
  ]);
  const { state } = seeding;
  for (const applicationId of state.applications.keys()) addApis(seeding, applicationId);
  for (const plan of requests) addRequest(seeding, plan);
  addUser(seeding, {
    account: 'former_colleague',
    name: 'Former Colleague',
    daysAgo: 300,
    status: userStatus.disabled,
  });
}

const { open, restricted } = sensitiveApiStatus;
const apis = [
  ['getLocation', 'Where the user is, to the street', sensitiveApiType.system, restricted],
  ['getPhoneNumber', 'Phone number of the account', sensitiveApiType.system, restricted],
  ['chooseContact', '从通讯录中选择联系人', sensitiveApiType.system, restricted],
  ['scanCode', 'Reads QR codes and bar codes', sensitiveApiType.system, open],
  ['openMemberCard', 'Opens the card of the loyalty programme', sensitiveApiType.custom, restricted],
] as const;

function addApis({ state, random, now }: Seeding, applicationId: string): void {
  const createTime = now - 390 * day;
  for (const [name, desc, type, status] of apis) {
    const id = newSensitiveApiId(random);
    const made = { createUser: administrator, createTime, updateUser: administrator, updateTime: createTime };
    state.sensitiveApis.set(id, { id, applicationId, name, desc, type, status, useScope: 0, ...made });
  }
}

interface RequestPlan {
  readonly program: string;
  readonly api: string;
  readonly reason: string;
  readonly daysAgo: number;
  readonly status: number;
  /** The reviewer's. */
  readonly note?: string;
}
/** All of the first super app, oldest first. */
const requests: readonly RequestPlan[] = [
  {
    program: 'Corner Coffee',
    api: 'getLocation',
    reason: 'To show the nearest shop first.',
    daysAgo: 120,
    status: permissionStatus.approved,
    note: 'Fine for the map.',
  },
  {
    program: 'Loyalty Stamps',
    api: 'chooseContact',
    reason: 'To share stamps with friends.',
    daysAgo: 5,
    status: permissionStatus.rejected,
    note: 'Sharing works without reading contacts. Please use the share sheet.',
  },
  {
    program: 'Order Ahead',
    api: 'getPhoneNumber',
    reason: 'To call when the order is ready.',
    daysAgo: 0.6,
    status: permissionStatus.processing,
  },
  {
    program: '会员积分',
    api: 'openMemberCard',
    reason: '在积分页打开会员卡。',
    daysAgo: 0.3,
    status: permissionStatus.processing,
  },
];

function addRequest({ state, random, now }: Seeding, plan: RequestPlan): void {
  const program = [...state.programs.values()].find(({ name }) => name === plan.program);
  const api = [...state.sensitiveApis.values()].find(({ name }) => name === plan.api);
  if (!program || !api) throw new Error(`seed: no ${plan.api} for ${plan.program}`);
  const applyTime = now - Math.round(plan.daysAgo * day);
  const no = newPermissionNo(random, applyTime * 1000);
  const isOpen = plan.status === permissionStatus.processing;
  state.permissions.set(no, {
    no,
    apiId: api.id,
    mnpId: program.id,
    reason: plan.reason,
    status: plan.status,
    applyUser: 'shop_developer',
    applyTime,
    note: plan.note ?? '',
    user: isOpen ? '' : 'reviewer',
    time: isOpen ? 0 : applyTime + 2 * 3600,
  });
}

/** Adds domain rules, oldest first, made over the last year. */
export function addGlobalDomains(
  { state, now }: Pick<Seeding, 'state' | 'now'>,
  domains: readonly (readonly [domain: string, type: number])[],
): void {
  domains.forEach(([domain, type], i) => {
    const createTime = now - 360 * day + Math.floor((300 * day * i) / domains.length);
    const made = { createUser: administrator, createTime, updateUser: administrator, updateTime: createTime };
    const id = state.counters.globalDomain++;
    state.globalDomains.set(id, { id, domain, type, ...made });
  });
}

interface UserPlan {
  readonly account: string;
  readonly name: string;
  readonly daysAgo: number;
  readonly status?: number;
}
/** Adds a member who sits in no team. Answers the ID. */
export function addUser({ state, random, now }: Seeding, plan: UserPlan): string {
  const createTime = now - Math.round(plan.daysAgo * day);
  const id = newUserId(random, createTime * 1000);
  const { account, name, status = userStatus.normal } = plan;
  state.users.set(id, { id, account, name, accountType: 3, createTime, status });
  return id;
}
