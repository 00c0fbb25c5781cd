import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityNode } from '../../../src/app/activity/node';
import { createEntries } from '../../../src/app/activity/entries';
import { ActivityFeed } from '../../../src/app/activity/feed';
import { createJournals } from '../../../src/app/publish/journal';
import { journal } from '../../unit/app/activity/support';
import { openWorld, type World } from './world';

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

describe('the Activity view', () => {
  let world: World;
  let storagePath: string;
  beforeEach(async () => {
    storagePath = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
    world = await openWorld({}, { storagePath });
  });
  afterEach(async () => {
    await world.close();
    await rm(storagePath, { recursive: true, force: true });
  });
  const rows = async (node?: ActivityNode): Promise<readonly string[]> => {
    const { activityView } = world.app;
    return (await activityView.getChildren(node)).map((child) => {
      const { label, description } = activityView.present(child);
      return `${label} | ${description ?? ''}`;
    });
  };
  const first = async (): Promise<ActivityNode> => {
    const [node] = await world.app.activityView.getChildren();
    return node ?? assert.fail('nothing is listed');
  };

  it('is empty at first, and tells every change with its steps, ids, target and RequestId', async () => {
    assert.deepEqual(await rows(), []);
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    await world.act((h) => h['miniProgram.setPreview'](node));
    const tea = await world.program('Table Booking');
    await world.act((h) => h['miniProgram.takeDown'](tea), { confirm: true });
    assert.deepEqual(
      (await rows()).map((row) => row.split(' | ')[0]),
      ['Take down Table Booking', 'Set preview Gift Cards 1.1.0', 'Release Gift Cards 1.1.0'],
    );
    const released = (await world.app.activityView.getChildren())[2];
    const details = (await rows(released)).join('\n');
    assert.match(details, /Send \| .+RequestId [\w-]{36}/);
    assert.match(details, /Read back \| /);
    assert.ok(details.includes(`Version ID | ${node.versionId}`), details);
    assert.match(details, /Target \| sandbox · \S+ · http:\/\/127\.0\.0\.1/);
    assert.match(details, /By \| Sandbox · \w{4}…\w{4}/);
  });
  it('tells a refused change with the reason, and one that nobody answered as what may have happened', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    world.sandbox.faults.next({ action: 'ReleaseMNPVersion', code: 'UnauthorizedOperation' });
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    assert.match((await rows())[0] ?? '', /^Release Gift Cards 1\.1\.0 \| failed · /);
    const details = (await rows(await first())).join('\n');
    assert.match(details, /Reason \| .*UnauthorizedOperation/);
    assert.match(details, /Send \| .*RequestId [\w-]{36}/);
    world.sandbox.faults.next({ action: 'ReleaseMNPVersion', delayMs: 150 });
    const releasing = world.act((h) => h['miniProgram.release'](node), { confirm: true });
    while (world.sandbox.faults.pending > 0) await wait(5);
    assert.match((await rows())[0] ?? '', /^Release Gift Cards 1\.1\.0 \| running: Send$/);
    world.ports.ui.cancel();
    await releasing;
    assert.match((await rows())[0] ?? '', /\| may have happened · /);
  });
  it('records nothing that was not confirmed', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: false });
    assert.deepEqual(await rows(), []);
  });
  it('does the change although nothing can be written down', async () => {
    await writeFile(join(storagePath, 'activity'), 'a file where the folder should be');
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    assert.match(world.ports.ui.last.message, /is online/);
    assert.ok(world.ports.log.lines.some((line) => line.includes('was not written down')));
  });
  it('follows what other windows write while it can be seen, without asking again and again', async () => {
    await rows();
    const draws: unknown[] = [];
    world.app.activityView.onDidChange((node) => draws.push(node));
    world.app.activityView.show(true);
    await wait(100);
    draws.length = 0;
    await wait(200);
    assert.deepEqual(draws, [], 'it is quiet when nothing happens');
    const other = await openWorld({}, { storagePath });
    const node = await other.version('Order Ahead', '2.4.0');
    await other.act((h) => h['miniProgram.withdrawApproval'](node));
    await other.close();
    for (let look = 0; look < 100 && draws.length === 0; look++) await wait(10);
    assert.ok(draws.length > 0);
    assert.match((await rows())[0] ?? '', /^Withdraw Order Ahead 2\.4\.0 \| done · /);
    world.app.activityView.show(false);
    await wait(50);
    draws.length = 0;
    await writeFile(join(storagePath, 'activity', 'x.json'), '{}');
    await wait(100);
    assert.deepEqual(draws, [], 'a view that nobody sees follows nothing');
  });
  it('leaves no lock behind, and its files hold no secret', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    const names = await readdir(join(storagePath, 'activity'));
    assert.deepEqual(
      names.filter((name) => !name.endsWith('.json')),
      [],
    );
    const text = (await world.ports.files.readText(join(storagePath, 'activity', names[0] ?? ''))) ?? '';
    assert.ok(text.includes('Gift Cards'));
    assert.ok(!text.includes(world.sandbox.secretKey) && !text.includes(world.sandbox.secretId), text);
  });
  it('copies a report, reveals the version, and clears', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    const entry = await first();
    assert.equal(entry.kind, 'activity');
    const ref = { kind: 'activity', activityId: entry.activityId } as const;
    await world.act((h) => h['miniProgram.copyActivityReport'](ref));
    assert.match(world.ports.ui.copied ?? '', /^# Release Gift Cards/);
    await world.act((h) => h['miniProgram.copyActivityReport'](), { pick: 'Release Gift Cards 1.1.0' });
    const asked: Parameters<typeof world.app.tree.find>[0][] = [];
    world.app.onReveal((target) => asked.push(target));
    await world.act((h) => h['miniProgram.revealActivity'](ref));
    const [target] = asked;
    const row = target && (await world.app.tree.find(target));
    assert.equal(row?.kind === 'version' && row.versionId, node.versionId);
    await world.act((h) => h['miniProgram.clearFinishedActivities']());
    assert.deepEqual(await rows(), []);
    await world.act((h) => h['miniProgram.copyActivityReport'](ref));
    assert.match(world.ports.ui.last.message, /no longer there/);
  });
  it('discards a failed publish, and offers to retry it only as long as it can be', async () => {
    const { profile } = await world.app.context.sessions.open();
    const journals = createJournals(world.ports.files, storagePath, () => world.ports.clock.now());
    const now = world.ports.clock.now();
    const failure = { step: 'upload', message: 'No room' } as const;
    const { plan, ...rest } = journal('failed', now, { state: 'failed', failure });
    await journals.save({ ...rest, plan: { ...plan, profileId: profile.id, platformId: profile.platformId } });
    const node = await first();
    const tokens = (): readonly string[] => world.app.activityView.present(node).tokens;
    assert.deepEqual(tokens(), ['activity', 'retryable', 'discardable', 'locatable']);
    const ref = { kind: 'activity', activityId: 'failed' } as const;
    await world.act((h) => h['miniProgram.discardActivity'](ref));
    assert.match(world.ports.ui.last.message, /The publish is discarded/);
    assert.match((await rows())[0] ?? '', /^Publish Shop 1\.0\.0 \| discarded · /);
    assert.deepEqual(tokens(), ['activity', 'locatable']);
    await world.act((h) => h['miniProgram.retryActivity'](ref));
    assert.match(world.ports.ui.last.message, /no unfinished publish/);
  });
  it('is read in another window after a restart', async () => {
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: true });
    const entries = await createEntries(world.ports, new ActivityFeed()).list();
    assert.deepEqual(
      entries.map(({ kind, atWork }) => `${kind} ${atWork}`),
      ['change nowhere'],
    );
  });
});
