import assert from 'node:assert/strict';
import type { ApprovalNode } from '../../../../src/app/approvals/node';
import { FakeClock } from '../../../support/fakes';
import { fakeWorld, type FakeWorld, settle, shop } from '../fakeCloud';

const row = (no: string, app: string, more: object = {}): object => ({
  ApprovalNo: no,
  ApplicationId: app,
  ApplicationName: app,
  ApprovalStatus: 1,
  MNPId: 'mp1',
  MNPName: '店铺 [x](command:y)',
  MNPVersion: '1.1.0',
  MNPVersionId: 2,
  ApplyUser: 'dev',
  ApplyTime: '1772600000',
  ...more,
});
const minutes = 60_000;

describe('the approvals view', () => {
  let world: FakeWorld;
  let clock: FakeClock;
  let rows: object[];
  const pages = (request: { readonly Offset: number; readonly Limit: number }): object => ({
    TotalCount: rows.length,
    DataList: rows.slice(request.Offset, request.Offset + request.Limit),
  });
  beforeEach(async () => {
    clock = new FakeClock(undefined, false);
    rows = [row('aud1', 'app-1'), row('aud1', 'app-2'), row('aud2', 'app-1')];
    world = fakeWorld(
      {
        ...shop,
        DescribeMNPApprovalList: pages,
        DescribeMNPSensitiveAPIPermissionApprovalList: () => ({ TotalCount: 0, DataList: [] }),
      },
      clock,
    );
    await world.app.handlers['miniProgram.trySandbox']();
  });
  afterEach(() => world.app.dispose());
  const reads = (): number => world.cloud.count('DescribeMNPApprovalList');
  const look = async (): Promise<readonly ApprovalNode[]> => {
    const [waiting] = await world.app.approvals.getChildren();
    assert.ok(waiting);
    return world.app.approvals.getChildren(waiting);
  };

  it('asks nothing before somebody looks', async () => {
    world.ports.presence.set(true);
    clock.advance(60 * minutes);
    await settle();
    assert.equal(reads(), 0);
  });
  it('puts the super apps of one request into one row', async () => {
    const nodes = await look();
    assert.deepEqual(
      nodes.map((node) => world.app.approvals.present(node).description?.replace(/ · [^·]*$/, '')),
      ['1.1.0 · app-1, app-2', '1.1.0 · app-1'],
    );
    assert.equal(world.app.approvals.badge.value?.value, 2);
    const tooltip = await world.app.approvals.resolveTooltip(nodes[0]!);
    assert.ok(tooltip && !tooltip.includes('](command'), tooltip);
  });
  it('shows a decision of somebody else within one poll, and rests while it cannot be seen', async () => {
    world.ports.presence.set(true);
    await look();
    world.app.approvals.isVisible.set(true);
    await settle();
    rows = rows.slice(0, 2);
    clock.advance(31_000);
    await settle();
    assert.equal(world.app.approvals.badge.value?.value, 1);
    world.app.approvals.isVisible.set(false);
    await settle();
    const before = reads();
    clock.advance(60 * minutes);
    await settle();
    assert.equal(reads(), before);
  });
  it('counts 500 open requests, and reads them in pages of at most 100', async () => {
    rows = Array.from({ length: 500 }, (_, n) => row(`aud${n}`, 'app-1'));
    await look();
    assert.equal(world.app.approvals.badge.value?.value, 500);
    assert.ok(reads() <= 8, `${reads()} requests`);
  });
  it('looks at one page while nothing is new, and at all of them when something is', async () => {
    rows = Array.from({ length: 500 }, (_, n) => row(`aud${n}`, 'app-1'));
    world.ports.presence.set(true);
    await look();
    world.app.approvals.isVisible.set(true);
    await settle();
    const before = reads();
    for (let polls = 0; polls < 4; polls++) {
      clock.advance(31_000);
      await settle();
    }
    assert.equal(reads() - before, 4);
    // Decided on the last page, while another request came in on the first: the platform counts as many as before.
    rows = [row('aud900', 'app-1'), ...rows.slice(0, 498), row('aud901', 'app-1')];
    clock.advance(31_000);
    await settle();
    const { store } = await world.app.approvals.load();
    const known = new Set(store.known.map(({ ref }) => ref.approvalNo));
    assert.deepEqual(
      [known.has('aud900'), known.has('aud901'), known.has('aud499'), known.size],
      [true, true, false, 500],
    );
  });
  it('forgets the badge with the profile', async () => {
    await look();
    await world.app.context.profiles.remove('sandbox');
    assert.equal(world.app.approvals.badge.value, undefined);
    const [sign] = await world.app.approvals.getChildren();
    assert.equal(sign && world.app.approvals.present(sign).label, 'Add a profile to see its approvals.');
  });
});
