import assert from 'node:assert/strict';
import { FakeClock } from '../../../support/fakes';
import { fakeWorld, type FakeWorld, programRow, settle, shop, stageRow } from '../fakeCloud';
import { TransportError } from '../../../../src/client/errors';

const folder = { name: 'shop', path: '/nonexistent/shop' };
async function pass(world: FakeWorld, seconds: number, stepSeconds = 5): Promise<void> {
  for (let at = 0; at < seconds; at += stepSeconds) {
    world.ports.clock.advance(stepSeconds * 1000);
    await settle();
  }
}
/** A window with the view open and a linked folder. */
async function open(answers = shop): Promise<FakeWorld> {
  const world = fakeWorld(answers, new FakeClock(undefined, false));
  world.ports.workspace.folders = [folder];
  world.ports.workspace.linked.set(folder.path, 'mp1');
  await world.app.start();
  await world.app.handlers['miniProgram.trySandbox']();
  world.ports.presence.set(true);
  await settle();
  return world;
}

/** The same with 1.1.0 beside the online version, in the state that the platform tells at the moment. */
const openInReview = (status: () => number): Promise<FakeWorld> =>
  open({
    ...shop,
    DescribeMNPAllStageVersions: () => [
      stageRow(1, '1.0.0', 'Online', { VersionCurrentStatus: 3 }),
      stageRow(2, '1.1.0', 'Develop', { VersionCurrentStatus: status(), ApprovalNo: 'aud2' }),
    ],
  });

describe('Polling', () => {
  it('asks nothing before somebody looks', async () => {
    const world = fakeWorld(shop, new FakeClock(undefined, false));
    await world.app.start();
    await pass(world, 600, 60);
    assert.equal(world.cloud.calls.length, 0);
    assert.equal(world.ports.sandbox.starts, 0);
  });
  it('needs fewer than 20 requests in an idle hour that somebody watches', async () => {
    const world = await open();
    const [program] = await world.app.tree.getChildren();
    await world.app.tree.getChildren(program);
    await pass(world, 3_600);
    assert.ok(world.cloud.count('DescribeMNPList') >= 11, 'the list is looked at');
    assert.ok(world.cloud.calls.length < 20, `${world.cloud.calls.length} requests`);
    world.app.dispose();
  });
  it('asks nothing while nobody watches, and at once what is due when somebody looks again', async () => {
    const world = await open();
    world.ports.presence.set(false);
    await settle();
    const before = world.cloud.calls.length;
    await pass(world, 3_600, 60);
    assert.equal(world.cloud.calls.length, before);
    world.ports.presence.set(true);
    await settle();
    assert.equal(world.cloud.count('DescribeMNPList'), 2);
    world.app.dispose();
  });
  it('keeps the status bar true in a focused window whose view is closed, and leaves the list alone', async () => {
    let status = 1;
    const world = await openInReview(() => status);
    world.ports.presence.set(false, true);
    await settle();
    const lists = world.cloud.count('DescribeMNPList');
    status = 3;
    await pass(world, 35);
    assert.match(world.app.status.value?.text ?? '', /1\.1\.0 ready to release/);
    await pass(world, 3_600, 60);
    assert.equal(world.cloud.count('DescribeMNPList'), lists);
    world.app.dispose();
  });
  it('asks nothing in a focused window in which nobody has opened the view or run a command', async () => {
    const world = fakeWorld(shop, new FakeClock(undefined, false));
    world.ports.workspace.folders = [folder];
    world.ports.workspace.linked.set(folder.path, 'mp1');
    await world.app.start();
    world.ports.presence.set(false, true);
    await pass(world, 3_600, 60);
    assert.equal(world.cloud.calls.length, 0);
    world.app.dispose();
  });
  it('looks every 30 s while a version is in review, and shows the verdict by itself', async () => {
    let status = 1;
    const world = await openInReview(() => status);
    assert.match(world.app.status.value?.text ?? '', /1\.0\.0 online · 1\.1\.0 in review/);
    const before = world.cloud.count('DescribeMNPAllStageVersions');
    await pass(world, 300);
    const looks = world.cloud.count('DescribeMNPAllStageVersions') - before;
    assert.ok(looks >= 9 && looks <= 11, `${looks} looks in five minutes`);
    status = 3;
    await pass(world, 35);
    assert.match(world.app.status.value?.text ?? '', /1\.1\.0 ready to release/);
    world.app.dispose();
  });
  it('doubles the wait after failures up to ten minutes, and says since when the data is', async () => {
    const world = await open();
    world.cloud.answers = {
      DescribeMNPList: () => {
        throw new TransportError('DescribeMNPList', 'offline', 'host', 'ENETUNREACH');
      },
    };
    const before = world.cloud.count('DescribeMNPList');
    await pass(world, 3_600);
    const looks = world.cloud.count('DescribeMNPList') - before;
    assert.ok(looks >= 5 && looks <= 7, `${looks} looks in an hour without network`);
    assert.match(world.app.viewDescription.value, /could not update, seen 1 h ago/);
    assert.equal(world.app.contextKeys.value['miniProgram.state'], 'rows');
    world.app.dispose();
  });
  it('rests when the setting says so', async () => {
    const world = await open();
    world.ports.settings['miniProgram.autoRefresh'] = false;
    const before = world.cloud.calls.length;
    await pass(world, 1_200, 60);
    assert.equal(world.cloud.calls.length, before);
    world.app.dispose();
  });
  it('goes on looking after the clock has been set back by hours', async () => {
    const world = await open();
    await pass(world, 320);
    const before = world.cloud.count('DescribeMNPList');
    assert.ok(before >= 2);
    world.ports.clock.advance(-8 * 3_600_000);
    world.ports.presence.set(false);
    world.ports.presence.set(true);
    await settle();
    assert.equal(world.cloud.count('DescribeMNPList'), before + 1, 'what was read in the future is old');
    await pass(world, 900);
    const looks = world.cloud.count('DescribeMNPList') - before;
    assert.ok(looks >= 3 && looks <= 5, `${looks} looks in a quarter of an hour`);
    world.app.dispose();
  });
  it('leaves a mini program alone that is folded, though a version of it is in review', async () => {
    const answers = {
      ...shop,
      DescribeMNPList: () => ({ TotalCount: 1, DataList: [programRow('mp2', 'Bank')] }),
      DescribeMNPAllStageVersions: () => [stageRow(2, '1.1.0', 'Develop', { VersionCurrentStatus: 1 })],
    };
    const world = await open(answers);
    const [program] = await world.app.tree.getChildren();
    await world.app.tree.getChildren(program);
    const looksIn = async (seconds: number): Promise<number> => {
      const before = world.cloud.calls.length;
      await pass(world, seconds);
      return world.cloud.calls.slice(before).filter(({ request }) => JSON.stringify(request).includes('mp2')).length;
    };
    assert.ok((await looksIn(120)) > 0);
    world.app.tree.setOpen(program!, false);
    assert.equal(await looksIn(120), 0);
    world.app.tree.setOpen(program!, true);
    assert.ok((await looksIn(120)) > 0);
    world.app.dispose();
  });
});
