import { addProgram, type Seeding, type SeedState, type SeedVersion } from './seedBuilder';
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
  'inReview',
  'rejected',
  'withdrawn',
  'released',
];

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
  const last: SeedState = i % 25 === 0 ? 'develop' : (newest[i % newest.length] ?? 'develop');
  const earlier: SeedState = i % 25 === 0 ? 'develop' : 'released';
  const count = 1 + (i % 3);
  return Array.from({ length: count }, (_, n) => ({
    number: `1.${n}.${i % 10}`,
    intro: `Round ${n + 1} of improvements`,
    daysAgo: daysAgo - 1 - n * 20,
    state: n === count - 1 ? last : earlier,
  }));
}
