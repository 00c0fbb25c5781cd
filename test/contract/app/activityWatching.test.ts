import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VersionRef } from '../../../src/app/model/refs';
import type { Session, Sessions } from '../../../src/app/services';
import { WatchList } from '../../../src/app/watching/watchList';
import { Watcher } from '../../../src/app/watching/watcher';
import { FakeClock } from '../../support/fakes';
import { openWorld, type World } from './world';

const second = 1_000;
const day = 86_400 * second;
const settle = (ms = 60): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

describe('Tell me when it is approved', () => {
  let world: World;
  let storagePath: string;
  let clock: FakeClock;
  let inReview: VersionRef;
  /** Actions that the watchers asked for. */
  let calls: string[];
  const watchers: Watcher[] = [];
  beforeEach(async () => {
    storagePath = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
    world = await openWorld({}, { storagePath });
    clock = new FakeClock(world.ports.clock.now(), false);
    const {
      id: _id,
      group: _group,
      ...ref
    } = (await world.version('Order Ahead', '2.4.0')) as VersionRef & {
      readonly id: string;
      readonly group: string;
    };
    inReview = ref;
    calls = [];
    openWindow();
  });
  afterEach(async () => {
    for (const one of watchers.splice(0)) one.dispose();
    await world.close();
    await rm(storagePath, { recursive: true, force: true });
  });
  /** A window that watches, with the time of this test. */
  function openWindow(watches = world.app.context.watches): Watcher {
    const made = new Watcher({ ...world.app.context, sessions: counting(world.app.context.sessions), clock, watches });
    watches.current.onDidChange(() => made.wake());
    watchers.push(made);
    made.wake();
    return made;
  }
  function counting(sessions: Sessions): Sessions {
    const counted = ({ client, ...rest }: Session): Session => ({
      ...rest,
      client: {
        call: (action, request, options) => {
          calls.push(action);
          return client.call(action, request, options);
        },
      },
    });
    return {
      active: sessions.active,
      onDidChange: sessions.onDidChange,
      list: () => sessions.list(),
      open: async (id) => counted(await sessions.open(id)),
    };
  }
  async function pass(ms: number, settleMs = 60): Promise<void> {
    await settle(settleMs);
    for (let left = ms; left > 0; left -= 30 * second) {
      clock.advance(Math.min(left, 30 * second));
      await settle(settleMs);
    }
  }
  /** Lets time pass until it is so, for at most ten minutes. */
  async function passUntil(isSo: () => boolean): Promise<void> {
    for (let steps = 0; steps < 20 && !isSo(); steps++) await pass(30 * second);
    assert.ok(isSo(), 'it did not happen');
  }
  const watch = (ref = inReview): Promise<void> => world.act((h) => h['miniProgram.watchApproval'](ref));
  const told = (): readonly string[] => world.ports.ui.said.slice(1).map(({ message }) => message);
  const labels = (): readonly string[] => world.ports.ui.last.actions.map(({ label }) => label);

  it('says once that it is approved, with a Release… that only asks', async () => {
    await watch();
    await settle();
    assert.deepEqual(calls, [], 'a window that has only been opened asks nothing');
    await pass(30 * second);
    assert.deepEqual(calls, ['DescribeMNPAllStageVersions'], 'one request');
    assert.deepEqual(told(), []);
    await world.act((h) => h['miniProgram.approve'](inReview));
    world.ports.ui.said.length = 1;
    await passUntil(() => told().length > 0);
    assert.deepEqual(told(), ['Order Ahead 2.4.0 is approved and can be released. Sandbox']);
    assert.deepEqual(labels(), ['Release…', 'Show']);
    world.ports.ui.then({ confirm: false });
    await world.ports.ui.press('Release…');
    assert.match(world.ports.ui.asked.at(-1) ?? '', /^Release 2\.4\.0 of Order Ahead to all users\?/);
    assert.deepEqual(world.app.context.watches.current.value, []);
    calls.length = 0;
    await pass(600 * second, 20);
    assert.deepEqual(calls, [], 'nothing is asked any more');
  });
  it("tells the reviewer's words for each super app, to copy", async () => {
    await watch();
    const session = await world.app.context.sessions.open();
    const { approvals } = await world.app.context.programs.versions(session, inReview.mnpId);
    const open = approvals.filter(({ versionId, status }) => versionId === inReview.versionId && status !== 'approved');
    const words = '图标模糊 — please draw it | again';
    await world.act((h) => h['miniProgram.reject'](inReview), ...(open.length > 1 ? [{ pickMany: [/./] }] : []), {
      input: words,
    });
    world.ports.ui.said.length = 1;
    await passUntil(() => told().length > 0);
    assert.equal(told().length, 1);
    assert.match(told()[0] ?? '', /^Order Ahead 2\.4\.0 was rejected\. .+: 图标模糊 — please draw it \| again/);
    assert.deepEqual(labels(), ['Copy', 'Show']);
    await world.ports.ui.press('Copy');
    assert.ok(world.ports.ui.copied?.includes(words));
  });
  it('ends quietly when the request is withdrawn, and at once with Stop Watching', async () => {
    await watch();
    await world.ports.ui.press('Stop Watching');
    assert.deepEqual(world.app.context.watches.current.value, []);
    await watch();
    await world.act((h) => h['miniProgram.withdrawApproval'](inReview));
    const before = world.ports.ui.said.length;
    await passUntil(() => world.app.context.watches.current.value.length === 0);
    assert.equal(world.ports.ui.said.length, before);
    assert.deepEqual(world.app.context.watches.current.value, []);
  });
  it('asks at growing intervals up to five minutes', async () => {
    await watch();
    await pass(3_600 * second, 20);
    assert.ok(calls.length >= 13 && calls.length <= 18, `${calls.length} requests in an hour`);
    assert.ok(calls.every((action) => action === 'DescribeMNPAllStageVersions'));
  });
  it('goes on quietly when the platform cannot be reached or says no', async () => {
    await watch();
    world.sandbox.faults.next({ action: 'DescribeMNPAllStageVersions', dropAfterBytes: 0, times: 9 });
    world.sandbox.faults.next({ action: 'DescribeMNPAllStageVersions', code: 'UnauthorizedOperation' });
    await pass(30 * second);
    assert.deepEqual(told(), []);
    assert.equal(world.app.context.watches.current.value.length, 1);
    world.sandbox.faults.clear();
    await world.act((h) => h['miniProgram.approve'](inReview));
    world.ports.ui.said.length = 1;
    await passUntil(() => told().length > 0);
    assert.equal(told().length, 1);
  });
  it('survives a reload: another window of the same user goes on', async () => {
    await watch();
    watchers.splice(0).forEach((one) => one.dispose());
    await world.act((h) => h['miniProgram.approve'](inReview));
    world.ports.ui.said.length = 1;
    openWindow(new WatchList(world.ports.globalState));
    await passUntil(() => told().length > 0);
    assert.equal(told().length, 1);
  });
  it('asks in one window only; another takes over when that one is closed', async () => {
    await watch();
    await settle();
    openWindow(new WatchList(world.ports.globalState));
    openWindow(new WatchList(world.ports.globalState));
    await pass(30 * second);
    assert.equal(calls.length, 1);
    await world.act((h) => h['miniProgram.approve'](inReview));
    world.ports.ui.said.length = 1;
    watchers.shift()?.dispose();
    await passUntil(() => told().length > 0);
    await pass(120 * second);
    assert.equal(told().length, 1, 'told by one of the two, once');
  });
  it('ends with the profile, and after thirty days', async () => {
    const { watches } = world.app.context;
    await watches.add({ ...inReview, profileId: 'removed' }, clock.now());
    await settle();
    assert.deepEqual(watches.current.value, []);
    await watches.add(inReview, clock.now() - 30 * day - 1);
    await passUntil(() => watches.current.value.length === 0);
    await settle();
    assert.match(world.ports.ui.last.message, /in review for 30 days and is not watched any more/);
    assert.deepEqual(labels(), ['Watch Again', 'Show']);
    assert.deepEqual(watches.current.value, []);
  });
  it('says so when the mini program is gone, after it was looked for three times', async () => {
    await watch();
    await world.act((h) => h['miniProgram.withdrawApproval'](inReview));
    world.sandbox.state.programs.delete(inReview.mnpId);
    world.ports.ui.said.length = 1;
    await pass(60 * second);
    assert.deepEqual(told(), []);
    await passUntil(() => told().length > 0);
    assert.match(told()[0] ?? '', /no longer on the platform/);
  });
  it('is for versions in review only, and shows in the row', async () => {
    await world.act((h) => h['miniProgram.watchApproval'](), { pick: 'Order Ahead' }, { pick: '2.4.0' });
    const { tree } = world.app;
    const row = await world.version('Order Ahead', '2.4.0');
    assert.ok(tree.present(row).tokens.includes('watched') && !tree.present(row).tokens.includes('watchable'));
    const done = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.watchApproval'](done));
    assert.match(world.ports.ui.last.message, /Nothing to wait for/);
    await world.act((h) => h['miniProgram.stopWatching'](), { pick: 'Order Ahead 2.4.0' });
    assert.ok(tree.present(row).tokens.includes('watchable'));
  });
});
