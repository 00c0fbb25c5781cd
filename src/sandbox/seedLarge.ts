import { globalDomainType } from '../contract/enums';
import { addProgram, type Seeding, type SeedState, type SeedVersion } from './seedBuilder';
import { addGlobalDomains, addUser } from './seedRules';
import type { Tenant } from './seedTenant';

const places = ['Harbor', 'Hilltop', 'Riverside', 'Old Town', 'Station', 'Garden', 'North Gate', 'Lakeside'] as const;
const trades = ['Bakery', 'Books', 'Flowers', 'Laundry', 'Pharmacy', 'Cinema', 'Gym', 'Market', 'Museum'] as const;
const tradesInChinese = ['面包房', '书店', '花店', '洗衣', '药房', '影院', '健身房', '市场', '博物馆'] as const;
const placesInChinese = ['海港', '山顶', '河畔', '老城', '车站', '花园', '北门', '湖边'] as const;
const types = [
  'Shopping->41_Groceries',
  'Life Service->144_Lilliputian Services',
  'Tools->63_Notes and Lists',
  'Travel and Transport->53_Tickets',
] as const;
const newest: readonly SeedState[] = [
  'develop',
  'released',
  'approved',
  'released',
  'rejected',
  'withdrawn',
  'released',
];

const userCount = 2_000;
const domainCount = 3_000;
const families = ['Lin', 'Novak', 'Okafor', 'Silva', 'Tan', 'Virtanen', 'Weber', 'Yilmaz'] as const;
const given = ['Ana', 'Bo', 'Chidi', 'Dana', 'Emil', 'Fatima', 'Goran', 'Hana', 'Ines', 'Jonas'] as const;
const familiesInChinese = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄'] as const;
const givenInChinese = ['伟', '芳', '娜', '敏', '静', '强', '磊', '洋', '艳', '勇'] as const;

/** Fills up the users and the global domains; one user in ten is in the shop's team. */
export function addManyRules(seeding: Seeding, { shopTeam }: Tenant): void {
  const { state } = seeding;
  const tester = state.roles.find(({ name }) => name === 'Mini Program Tester')?.id ?? 0;
  // One more comes with the demo.
  for (let i = 0; state.users.size < userCount - 1; i++) {
    const isChinese = i % 5 === 4;
    const family = (isChinese ? familiesInChinese : families)[i % families.length] ?? '';
    const first = (isChinese ? givenInChinese : given)[(i * 3) % given.length] ?? '';
    const name = isChinese ? `${family}${first}` : `${first} ${family}`;
    const account = `user${String(i + 1).padStart(4, '0')}`;
    const id = addUser(seeding, { account, name, daysAgo: 390 - (380 * i) / userCount });
    if (i % 10 === 0) shopTeam.members.push({ userId: id, roleId: tester });
  }
  addGlobalDomains(
    seeding,
    Array.from({ length: domainCount - 5 }, (_, i): readonly [string, number] => [
      `service-${i + 1}.branch-${(i % 97) + 1}.example`,
      i % 6 === 5 ? globalDomainType.blocked : globalDomainType.allowed,
    ]),
  );
}

/** Adds so many generated mini programs, oldest first, with one to three versions each. */
export function addManyPrograms(seeding: Seeding, { shopTeam, looseTeam }: Tenant, count: number): void {
  for (let i = 0; i < count; i++) {
    const daysAgo = 380 - (150 * i) / count;
    addProgram(seeding, {
      name: nameOf(i),
      type: types[i % types.length] ?? types[0],
      intro: `Branch ${i + 1}: news, prices and opening hours.`,
      desc: 'Generated to see how long lists behave.',
      team: i % 25 === 0 ? looseTeam : shopTeam,
      daysAgo,
      versions: versionsOf(i, daysAgo),
    });
  }
}

function nameOf(i: number): string {
  const [place, trade] = i % 5 === 4 ? [placesInChinese, tradesInChinese] : [places, trades];
  const number = String(i + 1).padStart(5, '0');
  return `${place[i % place.length] ?? ''} ${trade[(i * 7) % trade.length] ?? ''} ${number}`;
}

/** A team that is bound to no super app has never had anything approved. */
function versionsOf(i: number, daysAgo: number): readonly SeedVersion[] {
  const last: SeedState =
    i % 25 === 0 ? 'develop' : i % 20 === 7 ? 'inReview' : (newest[i % newest.length] ?? 'develop');
  const earlier: SeedState = i % 25 === 0 ? 'develop' : 'released';
  const count = 1 + (i % 3);
  return Array.from({ length: count }, (_, n) => ({
    number: `1.${n}.${i % 10}`,
    intro: `Round ${n + 1} of improvements`,
    daysAgo: daysAgo - 1 - n * 20,
    state: n === count - 1 ? last : earlier,
  }));
}
