import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isReadable } from '../../../src/app/publish/journal';
import type { PublishPlan } from '../../../src/app/publish/plan';
import { Publishes } from '../../../src/app/publish/publishes';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { type PutServer, startPutServer } from '../../support/putServer';
import { Seeded } from '../../support/seeded';
import { packagesIn, placeOf, webLogin } from './support/places';
import type { TortureJob } from './support/tortureChild';
import { approvalsOf, approveAll, onlineNumber, versionsOf } from './support/truth';
import { type Address, addressOf, contextOf, type Folders, makeFolders, planOf } from './support/world';

/** `npm run torture` takes 200 rounds from a seed of the day, half of them to the other targets; the suite takes a few. */
const rounds = Number(process.env['TORTURE_ROUNDS'] ?? 8);
const firstSeed = Number(process.env['TORTURE_SEED'] ?? 20261122);
const unansweredMs = 700;
/** A publish of the small project takes about this long in a process of its own. */
const lifeMs = 1_500;
const ends = ['built', 'preview', 'released'] as const;

interface Outcome {
  readonly kind: string;
  readonly message?: string;
}
const kinds = ['platform', 'cos', 'smh', 'http'] as const;
for (const kind of kinds)
  describe(`a publish to ${kind} that is killed at a random moment, again and again`, function () {
    const count = kind === 'platform' ? rounds : Math.ceil(rounds / 2);
    this.timeout(30_000 + count * 30_000);
    torture(kind, count);
  });

function torture(kind: (typeof kinds)[number], count: number): void {
  let sandbox: Sandbox;
  let web: PutServer;
  let folders: Folders;
  let bundle: string;
  const address = (): Address => addressOf(sandbox, placeOf(kind, { sandbox, web }));
  const uploads = (): number => packagesIn(kind, { sandbox, web });
  before(async () => {
    bundle = await mkdtemp(join(tmpdir(), 'mini-program-torture-'));
    const script = fileURLToPath(new URL('support/tortureChild.ts', import.meta.url));
    const outfile = join(bundle, 'child.js');
    await build({
      entryPoints: [script],
      outfile,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      logLevel: 'error',
    });
    folders = await makeFolders();
    sandbox = await startSandbox({ buildMs: 120, rateLimit: 'off' });
    web = await startPutServer(webLogin);
  });
  after(async () => {
    await sandbox.close();
    await web.close();
    await folders.remove();
    await rm(bundle, { recursive: true, force: true });
  });

  /** Runs the publish in a process; kills it after `killAfterMs` when it still runs. Undefined = it was killed. */
  async function attempt(plan: PublishPlan, killAfterMs: number | undefined): Promise<Outcome | undefined> {
    const job: TortureJob = { address: address(), storage: folders.storage, plan, unansweredMs };
    const child = spawn(process.execPath, [join(bundle, 'child.js')], {
      env: { ...process.env, PUBLISH_CHILD_JOB: JSON.stringify(job) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
    const closed = once(child, 'close');
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    const [, signal] = (await closed) as [number | null, NodeJS.Signals | null];
    clearTimeout(timer);
    assert.ok(said !== '' || signal === 'SIGKILL', 'a process that nobody killed says how it ended');
    return said === '' ? undefined : (JSON.parse(said) as Outcome);
  }
  /** What a user does with what the outcome says, until there is nothing left to do. */
  async function finish(plan: PublishPlan, random: Seeded): Promise<number> {
    const publishes = new Publishes(contextOf(address(), folders.storage));
    let kills = 1 + random.below(4);
    for (let tries = 1; tries <= 20; tries++) {
      const outcome = await attempt(plan, kills-- > 0 ? random.below(lifeMs) : undefined);
      if (outcome === undefined || outcome.kind === 'stopped') continue;
      if (outcome.kind === plan.until) return tries;
      if (outcome.kind === 'inReview') {
        for (const { id } of versionsOf(sandbox, plan.version)) approveAll(sandbox, id);
        continue;
      }
      assert.equal(outcome.kind, 'notSeen', JSON.stringify(outcome));
      // Nobody answered the create and nothing shows up: the user has it created again.
      const [journal] = await publishes.refresh();
      assert.ok(journal, 'an unseen publish can be resumed');
      await publishes.allowCreateAgain(journal);
    }
    throw new Error(`not done after 20 tries`);
  }

  for (let round = 0; round < count; round++) {
    const seed = firstSeed + round;
    it(`ends as asked, with nothing twice and nothing left over (seed ${seed})`, async () => {
      const random = new Seeded(seed);
      const version = `2.${round}.0`;
      const until = random.pick(ends);
      const plan = planOf(address(), folders.project, { id: `torture-${seed}`, version, until });
      const [before, kept] = [uploads(), await leftovers(folders.storage)];
      await finish({ ...plan, preview: 'replace' }, random);

      const versions = versionsOf(sandbox, version);
      assert.equal(versions.length, 1, 'one version');
      const id = versions[0]?.id ?? 0;
      assert.equal(approvalsOf(sandbox, id).length, until === 'released' ? 1 : 0, 'one approval');
      if (until === 'released') assert.equal(onlineNumber(sandbox), version);
      const publishes = new Publishes(contextOf(address(), folders.storage));
      const journal = await publishes.journals.read(plan.id);
      assert.ok(journal !== undefined && isReadable(journal));
      assert.equal(journal.state, 'done');
      assert.deepEqual(await publishes.refresh(), []);
      assert.deepEqual(await leftovers(folders.storage), kept, 'no file left over');
      assert.equal(uploads() - before, 1, 'one package in the store');
    });
  }
}

/** Packages, drafts of files and locks that nobody needs any more. */
async function leftovers(storage: string): Promise<readonly string[]> {
  const names = await readdir(storage, { recursive: true }).catch((): string[] => []);
  return names.filter((name) => /\.(zip|part|lock|tmp|manifest)(\.|$)/.test(name));
}
