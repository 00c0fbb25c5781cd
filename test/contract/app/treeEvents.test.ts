import assert from 'node:assert/strict';
import type { ApprovalNode } from '../../../src/app/approvals/node';
import type { PlatformNode } from '../../../src/app/platform/node';
import type { TreeNode } from '../../../src/app/tree/node';
import { ViewHost } from '../../support/viewHost';
import { openWorld, type World } from './world';

describe('What the views draw anew', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const refresh = async (): Promise<void> => {
    await world.act((run) => run['miniProgram.refresh']());
    await world.act((run) => run['miniProgram.refreshPlatform']());
    await world.act((run) => run['miniProgram.refreshApprovals']());
    await world.settled(() => Promise.resolve());
  };
  async function shown<N extends object>(host: ViewHost<N>): Promise<ViewHost<N>> {
    await world.settled(() => host.draw());
    // What became known meanwhile, such as whether the key is an administrator's.
    host.look();
    await world.settled(() => Promise.resolve());
    host.reset();
    return host;
  }

  it('is nothing at a refresh in which nothing is new, though the models tell of every reading', async () => {
    const programs = await shown(
      new ViewHost<TreeNode>(world.app.tree, (_, { collapsible }) => collapsible !== 'none'),
    );
    const platform = await shown(new ViewHost<PlatformNode>(world.app.platform, () => true));
    const approvals = await shown(new ViewHost<ApprovalNode>(world.app.approvals, () => true));
    await refresh();
    for (const host of [programs, platform, approvals]) {
      assert.ok(host.told.length > 0);
      assert.equal(host.drawn.length, 0);
    }
  });
  it('is one part of the Platform view when one row of it is new, and nothing of the other views', async () => {
    const { app, sandbox } = world;
    const platform = await shown(new ViewHost<PlatformNode>(app.platform, () => true));
    const approvals = await shown(new ViewHost<ApprovalNode>(app.approvals, () => true));
    const [first] = [...sandbox.state.globalDomains.values()];
    assert.ok(first);
    sandbox.state.globalDomains.set(9_999, { ...first, id: 9_999, domain: 'https://new.example.com' });
    await refresh();
    assert.deepEqual(
      platform.drawn.map((node) => node && app.platform.present(node).label),
      ['Global domains'],
    );
    assert.deepEqual(approvals.drawn, []);
  });
});
