import assert from 'node:assert/strict';
import { isOpenVerdict, type Verdict } from '../../../src/app/approvals/model';
import type { ApprovalNode } from '../../../src/app/approvals/node';
import { learnAccount } from '../../../src/app/approvals/rights';
import { approvalResult, permissionStatus } from '../../../src/contract/enums';
import { FakeClock } from '../../support/fakes';
import { openWorld, type World } from './world';

const nodesOf = async (world: World): Promise<readonly ApprovalNode[]> => {
  const { approvals } = world.app;
  const roots = await approvals.getChildren();
  return (await Promise.all(roots.map(async (root) => [root, ...(await approvals.getChildren(root))]))).flat();
};
const isOpen = (verdicts: readonly Verdict[]): boolean => verdicts.some(isOpenVerdict);
const last = (world: World): string => world.ports.ui.last.message;

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`approvals beyond their own view, ${dialect}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await openWorld({ dialect });
    });
    afterEach(() => world.close());

    it("warns of one's own request in the Mini Programs view by the same question, before the approvals were looked at", async () => {
      const { sessions, globalState } = world.app.context;
      await learnAccount(globalState, await sessions.open(), 'publisher');
      for (const one of world.sandbox.state.approvals.values()) one.applyUser = 'publisher';
      const node = await world.version('会员积分', '1.0.0');
      await world.act(
        (handlers) => handlers['miniProgram.approve'](node),
        { pickMany: ['City Pass'] },
        { confirm: false },
      );
      const [question] = world.ports.ui.asked.filter((text) => text.includes('yourself'));
      assert.match(question ?? '', /^You asked for this yourself\. Approve 会员积分 1\.0\.0\?/);
      assert.match(question ?? '', /• 会员积分 1\.0\.0 – City Pass \(your own request\)/);
      const request = await world.app.approvals.load().then(({ store }) => store.loadOpen().then(() => store.known));
      assert.ok(request.find(({ ref }) => ref.programName === '会员积分')?.verdicts.every(isOpenVerdict));
      await world.act(
        (handlers) => handlers['miniProgram.approve'](node),
        { pickMany: ['City Pass', '城市钱包'] },
        { confirm: true },
      );
      assert.equal(last(world), '会员积分 1.0.0 is approved for City Pass, 城市钱包.');
    });

    it('is told in the Activity view with version, request, super apps and RequestId', async () => {
      const node = await world.version('Order Ahead', '2.4.0');
      await world.act((handlers) => handlers['miniProgram.approve'](node));
      const { activityView } = world.app.context;
      const entry = (await activityView.getChildren()).find(
        (one) => activityView.present(one).label === 'Approve Order Ahead 2.4.0',
      );
      assert.ok(entry);
      const details = (await activityView.getChildren(entry)).map((detail) => {
        const { label, description } = activityView.present(detail);
        return `${label}: ${description ?? ''}`;
      });
      assert.match(details[0] ?? '', /^Send: .*RequestId [0-9a-f-]{36}$/);
      const no = [...world.sandbox.state.approvals.values()].find(({ versionId }) => versionId === node.versionId)?.no;
      assert.ok(details.includes(`Request: ${no}`), details.join('\n'));
      assert.ok(details.includes('Super apps: 城市钱包'), details.join('\n'));
    });

    it('the badge follows each decision of somebody else within one poll, of both kinds', async () => {
      const clock = new FakeClock(undefined, false);
      const own = await openWorld({ dialect }, { clock });
      const { approvals, context } = own.app;
      try {
        await nodesOf(own);
        own.ports.presence.set(true);
        approvals.isVisible.set(true);
        assert.equal(approvals.badge.value?.value, 4);
        const { client } = await context.sessions.open();
        const { store } = await approvals.load();
        const onePoll = async (expected: number): Promise<void> => {
          clock.advance(31_000);
          await own.settled(() => Promise.resolve());
          assert.equal(approvals.badge.value?.value, expected);
        };
        const versions = store.known.filter(({ ref, verdicts }) => ref.request === 'version' && isOpen(verdicts));
        const apis = store.known.filter(({ ref, verdicts }) => ref.request === 'api' && isOpen(verdicts));
        assert.deepEqual([versions.length, apis.length], [2, 2]);
        let expected = 4;
        for (const { ref, verdicts } of versions) {
          const open = verdicts.filter(isOpenVerdict);
          for (const [at, { applicationId: AppId }] of open.entries()) {
            const ApprovalItems = [{ AppId, ApprovalResult: approvalResult.approve }];
            await client.call('ProcessMNPApproval', { ApprovalNo: ref.approvalNo, ApprovalItems });
            // A request waits until the last of its super apps has decided.
            if (at === open.length - 1) expected--;
            await onePoll(expected);
          }
        }
        const { approved, rejected } = permissionStatus;
        await client.call('ProcessMNPSensitiveAPIPermissionApproval', {
          ApprovalNo: apis[0]?.ref.approvalNo ?? '',
          ApprovalStatus: approved,
        });
        await onePoll(1);
        await client.call('ProcessMNPSensitiveAPIPermissionApproval', {
          ApprovalNo: apis[1]?.ref.approvalNo ?? '',
          ApprovalStatus: rejected,
          ApprovalNote: 'No.',
        });
        clock.advance(31_000);
        await own.settled(() => Promise.resolve());
        assert.equal(approvals.badge.value, undefined);
      } finally {
        await own.close();
      }
    });
  });
}
