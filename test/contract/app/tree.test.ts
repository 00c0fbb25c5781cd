import assert from 'node:assert/strict';
import { openWorld, type World } from './world';

describe('Mini Programs view of the demo sandbox', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('opens after one click with every program, the newest change first, and no question', async () => {
    const rows = await world.rows();
    assert.equal(rows[0], '会员积分 | nothing online');
    assert.ok(rows.includes('Corner Coffee | 1.4.1 online'));
    assert.equal(rows.length, 11);
    assert.ok(rows.some((row) => row === 'Summer Menu | taken down'));
    assert.deepEqual(world.ports.ui.asked, []);
    assert.deepEqual(world.ports.ui.said, []);
    assert.equal(world.app.contextKeys.value['miniProgram.state'], 'rows');
    assert.match(world.app.viewDescription.value, /Sandbox · updated just now/i);
  });
  it('groups the versions of a program by what they are', async () => {
    const program = await world.program('Order Ahead');
    const groups = await world.rows(program);
    assert.deepEqual(groups, ['Online | 2.3.0', 'In review | 2.4.0', 'History | 2.2.0', 'Domains', 'Sensitive APIs']);
    const [, review] = await world.app.tree.getChildren(program);
    assert.match((await world.rows(review)).join(), /^2\.4\.0 \| in review \(1 of 2 open\)/);
  });
  it('gives each version the words of the commands that make sense for it', async () => {
    const tokensOf = async (program: string, version: string): Promise<string> =>
      world.app.tree.present(await world.version(program, version)).tokens.join(' ');
    assert.match(await tokensOf('Order Ahead', '2.4.0'), /withdrawable watchable reviewable/);
    assert.match(await tokensOf('Gift Cards', '1.1.0'), /releasable/);
    assert.match(await tokensOf('Loyalty Stamps', '1.2.0'), /submittable/);
    assert.match(await tokensOf('Corner Coffee', '1.4.0'), /history rollbackTarget/);
    assert.match(await tokensOf('Bean Subscription', '0.9.0'), /submittable preview$/);
    assert.doesNotMatch(await tokensOf('Corner Coffee', '1.4.1'), /submittable|releasable|rollbackTarget/);
  });
  it('tells the reviewer’s note of a rejected version in the tooltip', async () => {
    const tooltip = await world.app.tree.resolveTooltip(await world.version('Loyalty Stamps', '1.2.0'));
    assert.match(tooltip ?? '', /privacy notice/);
  });
  it('says what to do for a program without versions', async () => {
    assert.deepEqual(await world.rows(await world.program('Barista Training')), [
      'No versions yet. Select to publish a folder.',
      'Domains',
      'Sensitive APIs',
    ]);
  });
  it('answers the same node objects and ids after a refresh', async () => {
    const before = await world.app.tree.getChildren();
    await world.act((handlers) => handlers['miniProgram.refresh']());
    const after = await world.app.tree.getChildren();
    assert.ok(before.every((node, at) => node === after[at]));
  });
  it('searches on the server, says when nothing matches, and clears', async () => {
    await world.act((h) => h['miniProgram.search'](), { input: 'coffee' });
    assert.deepEqual(
      (await world.rows()).map((row) => row.split(' | ')[0]),
      ['Corner Coffee'],
    );
    assert.equal(world.app.contextKeys.value['miniProgram.searching'], true);
    await world.act((h) => h['miniProgram.search'](), { input: 'no such program' });
    assert.deepEqual(await world.rows(), []);
    assert.equal(world.app.contextKeys.value['miniProgram.state'], 'noMatch');
    await world.act((h) => h['miniProgram.clearSearch']());
    assert.equal((await world.rows()).length, 11);
  });
  it('fails only the branch that failed, with code and RequestId, and recovers by its retry', async () => {
    const program = await world.program('Gift Cards');
    await world.act((h) => h['miniProgram.refreshNode'](program));
    world.sandbox.faults.next({ action: 'DescribeMNPAllStageVersions', code: 'FailedOperation.PackageAlreadyExpired' });
    await world.act((h) => h['miniProgram.refreshNode'](program));
    const children = await world.app.tree.getChildren(program);
    const failure = children[0];
    assert.equal(failure?.kind, 'failure');
    assert.match(
      world.app.tree.present(failure).description ?? '',
      /plan of this platform has expired.*FailedOperation\.PackageAlreadyExpired, RequestId [-0-9a-f]{36}/,
    );
    assert.ok(children.length > 1, 'what was known stays');
    assert.deepEqual(world.ports.ui.said, []);
    await world.act((h) => h['miniProgram.retry'](failure));
    assert.ok((await world.app.tree.getChildren(program)).every((node) => node.kind !== 'failure'));
  });
});

describe('Mini Programs view of the large sandbox', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ seed: 'large' });
  });
  after(() => world.close());

  it('pages with "Load more (x of y)" and knows the end by a search', async () => {
    assert.match((await world.rows()).at(-1) ?? '', /^Load more \(50 of \d+\)$/);
    await world.act((h) => h['miniProgram.loadMore']());
    const rows = await world.rows();
    assert.equal(rows.length, 101);
    assert.match(rows.at(-1) ?? '', /^Load more \(100 of \d+\)$/);
    assert.equal(new Set((await world.app.tree.getChildren()).map((node) => node.id)).size, 101);
  });
  it('keeps what is loaded when the next page fails, and says so once', async () => {
    world.sandbox.faults.next({ action: 'DescribeMNPList', code: 'UnauthorizedOperation' });
    await world.act((h) => h['miniProgram.loadMore']());
    assert.equal(world.ports.ui.said.length, 1);
    assert.match(world.ports.ui.last.message, /no right to DescribeMNPList.*UnauthorizedOperation, RequestId/);
    assert.equal((await world.app.tree.getChildren()).filter((node) => node.kind === 'program').length, 100);
  });
});
