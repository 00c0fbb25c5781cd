import assert from 'node:assert/strict';
import type { UploadTarget } from '../../../src/app/profile';
import { present } from '../../../src/app/errors/present';
import { isReadable, type JournalState } from '../../../src/app/publish/journal';
import type { PublishPlan, Until } from '../../../src/app/publish/plan';
import { publish, type PublishOutcome } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import type { PublishContext } from '../../../src/app/publish/run';
import { isCancelled } from '../../../src/base/errors';
import type { Dialect } from '../../../src/contract/shape';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { type PutServer, startPutServer } from '../../support/putServer';
import { Seeded } from '../../support/seeded';
import { placeOf, webLogin } from './support/places';
import { longestDelayMs, randomFault, randomTrouble } from './support/randomFaults';
import { approvalsOf, approveAll, onlineNumber, versionsOf } from './support/truth';
import { addressOf, depsOf, type Folders, handleOf, hurriedContextOf, makeFolders, planOf } from './support/world';

/** `npm run torture` takes 2,000 schedules; the suite takes a few from a fixed seed. */
const schedules = Number(process.env['SCHEDULES'] ?? 40);
const firstSeed = Number(process.env['TORTURE_SEED'] ?? 20261122);
/** Real time that one run may take, however many faults strike: waits are hurried twentyfold. */
const hangMs = 20_000;
/**
 * In hurried time: longer than a request that nobody waits for any more may be held up, and its version be built. What shows
 * up later than that the user is warned of, and creates twice.
 */
const unansweredMs = 20 * (longestDelayMs + 250);
const ends = ['uploaded', 'built', 'preview', 'submitted', 'released'] as const;
/** Every state has something that a user can do next; `running` is none of them. */
const named: readonly JournalState[] = ['done', 'waiting', 'failed', 'stopped', 'refused', 'cancelled'];

interface World {
  readonly sandbox: Sandbox;
  readonly kind: UploadTarget['kind'];
  readonly context: PublishContext;
  readonly plan: PublishPlan;
  readonly random: Seeded;
}
type Ended = PublishOutcome | { readonly kind: 'threw'; readonly error: unknown };

describe('a publish under a random schedule of faults', function () {
  this.timeout(120_000);
  let folders: Folders;
  let web: PutServer;
  before(async () => (web = await startPutServer(webLogin)));
  after(() => web.close());
  beforeEach(async () => (folders = await makeFolders()));
  afterEach(() => folders.remove());

  const perTest = 20;
  for (let first = 0; first < schedules; first += perTest) {
    const seeds = Array.from({ length: Math.min(perTest, schedules - first) }, (_, i) => firstSeed + first + i);
    it(`ends done or in a named state, never wrongly done (seeds ${seeds[0]} to ${seeds.at(-1)})`, async () => {
      for (const seed of seeds) {
        try {
          await oneSchedule(seed, folders, web);
        } catch (error) {
          throw new Error(`seed ${seed}: ${String(error)}`, { cause: error });
        }
      }
    });
  }
});

/** Half of them publish to the platform's own store, the others to the rest by turns. */
const kinds = ['platform', 'cos', 'platform', 'smh', 'platform', 'http'] as const;

async function oneSchedule(seed: number, folders: Folders, web: PutServer): Promise<void> {
  const random = new Seeded(seed);
  const kind = kinds[seed % kinds.length] ?? 'platform';
  const dialect = random.pick<Dialect>(['tcsas', 'tcmpp']);
  const sandbox = await startSandbox({ dialect, buildMs: 30, rateLimit: 'off' });
  try {
    const until = random.pick(ends);
    const plan = planOf(sandbox, folders.project, { id: `schedule-${seed}`, version: '1.5.0', until });
    const context = hurriedContextOf(addressOf(sandbox, placeOf(kind, { sandbox, web })), folders.storage);
    const world: World = { sandbox, kind, context, plan: { ...plan, preview: 'replace' }, random };
    for (let tries = 1 + random.below(3); tries > 0; tries--) {
      for (let faults = 1 + random.below(4); faults > 0; faults--) sandbox.faults.next(randomFault(random, kind));
      if (kind === 'http' && random.below(2) === 0) web.troubles.push(randomTrouble(random));
      await judge(world, await runOnce(world));
    }
    sandbox.faults.clear();
    web.troubles.length = 0;
    await untilDone(world);
  } finally {
    web.troubles.length = 0;
    await sandbox.close();
  }
}
/** One try; a user who gives up in the middle now and then. */
async function runOnce({ context, plan, random }: World): Promise<Ended> {
  const givesUp = random.below(5) === 0;
  const handle = handleOf((_, abort) => {
    if (givesUp && random.below(8) === 0) abort();
  });
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`hangs after: ${handle.messages.at(-1) ?? 'nothing'}`)), hangMs);
  });
  const deps = depsOf({ buildMs: 3_000, verifyMs: 1_500, unansweredMs });
  const ended = publish(context, plan, handle, deps).catch((error: unknown): Ended => ({ kind: 'threw', error }));
  return Promise.race([ended, hung]).finally(() => clearTimeout(timer));
}
/** What the product says against what really is. */
async function judge(world: World, ended: Ended): Promise<void> {
  const { sandbox, plan } = world;
  const versions = versionsOf(sandbox, plan.version);
  assert.ok(versions.length <= 1, `${versions.length} versions`);
  const id = versions[0]?.id ?? 0;
  assert.ok(approvalsOf(sandbox, id).length <= 1, 'one approval at most');
  const state = await stateOf(world);
  if (ended.kind === 'threw') {
    if (isCancelled(ended.error)) return;
    const shown = present(ended.error, { profileId: plan.profileId });
    assert.ok(shown && shown.message.trim() !== '', 'an error has words');
  } else if ('versionId' in ended) {
    assert.equal(ended.versionId, id, 'it speaks of the version that is there');
    if (ended.kind === 'submitted') assert.equal(approvalsOf(sandbox, id).length, 1, 'it is submitted');
    if (ended.kind === 'released') assert.equal(onlineNumber(sandbox), plan.version, 'it is online');
  }
  assert.ok(state !== undefined && named.includes(state), `state ${state}`);
}
async function stateOf({ context, plan }: World): Promise<JournalState | undefined> {
  const journal = await new Publishes(context).journals.read(plan.id);
  return journal !== undefined && isReadable(journal) ? journal.state : undefined;
}
/** With the faults gone a user comes to the end by doing what the states say. */
async function untilDone(world: World): Promise<void> {
  const { sandbox, context, plan } = world;
  const publishes = new Publishes(context);
  for (let tries = 0; tries < 8; tries++) {
    const state = await stateOf(world);
    if (state === 'refused' || state === 'cancelled') return;
    const ended = await runOnce({ ...world, random: new Seeded(1) });
    await judge(world, ended);
    if (ended.kind === endOf(plan.until)) {
      assert.equal(versionsOf(sandbox, plan.version).length, plan.until === 'uploaded' ? 0 : 1);
      return;
    }
    if (ended.kind === 'inReview') for (const { id } of versionsOf(sandbox, plan.version)) approveAll(sandbox, id);
    const [journal] = await publishes.refresh();
    if (ended.kind === 'notSeen' && journal) await publishes.allowCreateAgain(journal);
    if (ended.kind === 'threw') throw ended.error;
  }
  assert.fail(`not done: ${await stateOf(world)}`);
}
const endOf = (until: Until): PublishOutcome['kind'] => until;
