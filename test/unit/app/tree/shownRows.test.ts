import assert from 'node:assert/strict';
import type { TreeNode } from '../../../../src/app/tree/node';
import { ViewHost } from '../../../support/viewHost';
import { type FakeWorld, fakeWorld, programRow, settle, shop, stageRow } from '../fakeCloud';

/** A platform of two mini programs whose answers a test may change, shown with everything unfolded. */
async function shownWorld() {
  const rows = [programRow('mp1', 'Shop', { EffectMNPVersion: '1.0.0' }), programRow('mp2', 'Bank')];
  const stages = [stageRow(1, '1.0.0', 'Online', { VersionCurrentStatus: 3 }), stageRow(2, '1.1.0', 'Develop')];
  const world: FakeWorld = fakeWorld({
    ...shop,
    DescribeMNPList: () => ({ TotalCount: rows.length, DataList: rows }),
    DescribeMNPAllStageVersions: ({ MNPId }) => (MNPId === 'mp1' ? stages : []),
    DescribeMNPDomainACL: () => ({}),
  });
  await world.app.handlers['miniProgram.trySandbox']();
  const host = new ViewHost<TreeNode>(world.app.tree, (node) => node.kind === 'program' || node.kind === 'group');
  await host.draw();
  await settle();
  host.reset();
  const labels = (): readonly string[] =>
    host.drawn.map((node) => (node ? world.app.tree.present(node).label : 'everything'));
  const shopNode = async (): Promise<TreeNode> => {
    const nodes = await world.app.tree.getChildren();
    return nodes.find((node) => node.kind === 'program' && node.mnpId === 'mp1') ?? assert.fail('no Shop');
  };
  return { ...world, rows, stages, host, labels, shopNode };
}

describe('What is drawn anew in a view', () => {
  it('is nothing when everything is read again and is the same', async () => {
    const { app, cloud, host, labels } = await shownWorld();
    const before = cloud.count('DescribeMNPAllStageVersions');
    app.context.programs.invalidate();
    await settle();
    assert.deepEqual(labels(), []);
    assert.ok(host.told.length > 0, 'the model told');
    assert.equal(cloud.count('DescribeMNPAllStageVersions') - before, 2, 'both were read');
  });
  it('is the one row that looks otherwise', async () => {
    const { app, rows, host } = await shownWorld();
    rows[1] = programRow('mp2', 'Bank', { Status: 2 });
    app.context.programs.invalidate();
    await settle();
    assert.deepEqual(
      host.drawn.map((node) => node?.id),
      ['program/sandbox/mp2'],
    );
  });
  it('is the group in which a version has come, and its count', async () => {
    const { app, stages, labels } = await shownWorld();
    stages.push(stageRow(3, '1.2.0', 'Develop'));
    app.context.programs.invalidate('mp1');
    await settle();
    assert.deepEqual(labels(), ['Development versions']);
  });
  it('is the mini program that has another group', async () => {
    const { app, stages, labels } = await shownWorld();
    stages.splice(1, 1);
    app.context.programs.invalidate('mp1');
    await settle();
    assert.deepEqual(labels(), ['Shop']);
  });
  it('is everything when there is one row more', async () => {
    const { app, rows, labels } = await shownWorld();
    rows.push(programRow('mp3', 'Taxi'));
    app.context.programs.invalidate();
    await settle();
    assert.deepEqual(labels(), ['everything']);
  });
  it('is a row whose tooltip was seen and says something else, and not one whose tooltip nobody saw', async () => {
    const { app, rows, host, labels, shopNode } = await shownWorld();
    assert.match((await host.shown.resolveTooltip(await shopNode())) ?? '', /Shop/);
    rows[0] = programRow('mp1', 'Shop', { EffectMNPVersion: '1.0.0', MNPIntro: 'Tea and cake' });
    rows[1] = programRow('mp2', 'Bank', { MNPIntro: 'Money' });
    app.context.programs.invalidate();
    await settle();
    assert.deepEqual(labels(), ['Shop']);
  });
  it('waits until a row is unfolded again; nothing is read for it before', async () => {
    const { app, cloud, stages, host, labels, shopNode } = await shownWorld();
    const program = await shopNode();
    host.shown.setOpen(program, false);
    const before = cloud.count('DescribeMNPAllStageVersions');
    stages.push(stageRow(3, '1.2.0', 'Develop'));
    app.context.programs.invalidate('mp1');
    await settle();
    assert.deepEqual([labels(), cloud.count('DescribeMNPAllStageVersions')], [[], before]);
    host.shown.setOpen(program, true);
    host.look(program);
    await settle();
    assert.deepEqual(labels(), ['Development versions']);
  });
  it('waits until the view can be seen again; nothing is read for it before', async () => {
    const { app, cloud, rows, host, labels } = await shownWorld();
    host.isVisible = false;
    const before = cloud.calls.length;
    rows.push(programRow('mp3', 'Taxi'));
    app.context.programs.invalidate();
    await settle();
    assert.deepEqual([labels(), cloud.calls.length], [[], before]);
    host.isVisible = true;
    host.look();
    await settle();
    assert.deepEqual(labels(), ['everything']);
  });
  it('is left to the host, which shows that it waits, where an answer takes long and nothing is known', async () => {
    const { app, cloud, host, labels } = await shownWorld();
    let answer: (() => void) | undefined;
    cloud.answers.DescribeMNPList = async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return { TotalCount: 1, DataList: [programRow('mp9', 'Found')] };
    };
    app.context.store.list.setKeyword('found');
    await settle();
    assert.deepEqual(labels(), []);
    host.endPatience();
    await settle();
    assert.deepEqual(labels(), ['everything']);
    answer?.();
    await settle();
    assert.deepEqual(
      (await app.tree.getChildren()).map((node) => app.tree.present(node).label),
      ['Found'],
    );
  });
});
