import { domainType } from '../contract/enums';
import type { SeedProgram } from './seedBuilder';
import type { Tenant } from './seedTenant';

/** The mini program that the sample project of this repository is linked to. */
export const sampleProgramId = 'mpsandboxcoffee1';

const cafe = 'Food and Drink->31_Restaurants and Cafes';

/** A coffee shop's tenant in which every state of a version can be seen. Oldest mini program first. */
export function demoPrograms({ shopTeam, looseTeam }: Tenant): readonly SeedProgram[] {
  return [
    {
      name: 'Summer Menu',
      type: cafe,
      intro: 'Iced drinks and small plates, June to August.',
      desc: 'The seasonal menu with pictures and allergens. Taken down when the season ended.',
      team: shopTeam,
      daysAgo: 210,
      removed: true,
      versions: [
        { number: '1.0.0', intro: 'First seasonal menu', daysAgo: 190, state: 'released' },
        { number: '1.0.1', intro: 'Fix prices of two iced drinks', daysAgo: 180, state: 'released' },
      ],
    },
    {
      name: '街角咖啡外卖',
      type: 'Food and Drink->32_Take-out,Logistics Services->1_Pickup/Delivery',
      intro: '附近门店下单，三十分钟送达。',
      desc: '选择门店、下单、查看骑手位置。支持预约时间和发票。',
      team: shopTeam,
      daysAgo: 160,
      rolledBackTo: '3.1.0',
      versions: [
        { number: '3.0.0', intro: '全新下单流程', daysAgo: 60, state: 'released' },
        { number: '3.1.0', intro: '支持预约送达时间', daysAgo: 30, state: 'released' },
        { number: '3.2.0', intro: '骑手位置实时更新', daysAgo: 4, state: 'released' },
      ],
    },
    {
      name: 'Barista Training',
      type: 'Education Services->17_Skills and Courses',
      intro: 'Short lessons for new staff.',
      desc: 'Registered for the training team; nothing has been uploaded yet.',
      team: looseTeam,
      daysAgo: 45,
      versions: [],
    },
    {
      name: 'Store Locator',
      type: 'Life Service->146_Local Guides',
      intro: 'Find the nearest shop and its opening hours.',
      desc: 'A map of all shops with opening hours, seats and step-free access.',
      team: shopTeam,
      daysAgo: 40,
      failedBuild: { message: 'Build failed: app.json is not valid JSON (Unexpected end of JSON input).', daysAgo: 2 },
      versions: [{ number: '0.4.0', intro: 'Map with clusters', daysAgo: 12, state: 'develop' }],
    },
    {
      name: 'Table Booking',
      type: 'Food and Drink->33_Table Reservation',
      intro: 'Reserve a table for up to twelve people.',
      desc: 'Pick a shop, a time and a table. In development.',
      team: shopTeam,
      daysAgo: 36,
      versions: [
        { number: '0.1.0', intro: 'Calendar and table plan', daysAgo: 25, state: 'develop' },
        { number: '0.2.0', intro: 'Reminders', daysAgo: 15, state: 'develop' },
        { number: '0.3.0', intro: 'Deposits for large groups', daysAgo: 6, state: 'withdrawn' },
      ],
    },
    {
      name: 'Bean Subscription',
      type: 'Shopping->41_Groceries',
      intro: 'Fresh beans every two weeks.',
      desc: 'Choose roast and grind, pause at any time.',
      team: shopTeam,
      daysAgo: 30,
      versions: [
        { number: '0.8.0', intro: 'Checkout', daysAgo: 9, state: 'develop' },
        { number: '0.9.0', intro: 'Pause and resume', daysAgo: 1.5, state: 'develop', preview: 'pages/plans/index' },
      ],
    },
    ...livePrograms({ shopTeam }),
  ];
}

/** Those that are online, the sample project's own last, so that lists begin with it. */
function livePrograms({ shopTeam }: Pick<Tenant, 'shopTeam'>): readonly SeedProgram[] {
  return [
    {
      name: 'Loyalty Stamps',
      type: 'Life Service->145_Membership and Loyalty',
      intro: 'The tenth cup is free.',
      desc: 'Digital stamp card with a history of visits.',
      team: shopTeam,
      daysAgo: 120,
      versions: [
        { number: '1.1.0', intro: 'Stamp history', daysAgo: 50, state: 'released' },
        {
          number: '1.2.0',
          intro: 'Share stamps with friends',
          daysAgo: 3,
          state: 'rejected',
          note: 'The privacy notice does not mention that contacts are read. Please add it and submit again.',
        },
      ],
    },
    {
      name: '会员积分',
      type: 'Life Service->145_Membership and Loyalty',
      intro: '消费积分，随时兑换。',
      desc: '积分查询、兑换与到期提醒。',
      team: shopTeam,
      daysAgo: 20,
      versions: [{ number: '1.0.0', intro: '首个版本', daysAgo: 0.4, state: 'inReview' }],
    },
    {
      name: 'Gift Cards',
      type: 'Shopping->42_Gift Cards',
      intro: 'Send a coffee to a friend.',
      desc: 'Buy, send and redeem gift cards.',
      team: shopTeam,
      daysAgo: 90,
      versions: [
        { number: '1.0.0', intro: 'First release', daysAgo: 70, state: 'released' },
        { number: '1.1.0', intro: 'Pick a design', daysAgo: 2, state: 'approved', note: 'Looks good.' },
      ],
    },
    {
      name: 'Order Ahead',
      type: cafe,
      intro: 'Skip the queue.',
      desc: 'Order and pay before you arrive; we tell you when it is ready.',
      team: shopTeam,
      daysAgo: 150,
      domains: [
        { type: domainType.request, urls: ['https://orders.corner-coffee.example:8443'] },
        { type: domainType.socket, urls: ['wss://queue.corner-coffee.example'] },
      ],
      versions: [
        { number: '2.2.0', intro: 'Favourite orders', daysAgo: 80, state: 'released' },
        { number: '2.3.0', intro: 'Pick-up shelf number', daysAgo: 35, state: 'released' },
        { number: '2.4.0', intro: 'Live waiting time', daysAgo: 1, state: 'halfApproved', note: 'Approved.' },
      ],
    },
    {
      id: sampleProgramId,
      name: 'Corner Coffee',
      type: `${cafe},Life Service->145_Membership and Loyalty`,
      intro: 'Menu, opening hours and stamps of the corner coffee shop.',
      desc: 'The main mini program of the shop: menu, opening hours, offers and the stamp card.',
      team: shopTeam,
      daysAgo: 180,
      domains: [
        {
          type: domainType.request,
          urls: ['https://api.corner-coffee.example', 'https://stamps.corner-coffee.example'],
        },
        { type: domainType.webView, urls: ['https://www.corner-coffee.example'] },
        { type: domainType.download, urls: ['https://pictures.corner-coffee.example'] },
      ],
      versions: [
        { number: '1.2.0', intro: 'Opening hours per shop', daysAgo: 110, state: 'released' },
        { number: '1.3.0', intro: 'Seasonal drinks on the first page', daysAgo: 75, state: 'released' },
        { number: '1.4.0', intro: 'Stamp card', daysAgo: 28, state: 'released' },
        { number: '1.4.1', intro: 'Fix the stamp counter after midnight', daysAgo: 14, state: 'released' },
      ],
    },
  ];
}
