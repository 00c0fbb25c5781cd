import assert from 'node:assert/strict';
import { readDetails } from '../../../src/app/approvals/details';
import type { ApprovalNode, RequestNode } from '../../../src/app/approvals/node';
import { keepPublished } from '../../../src/app/packing/published';
import type { PackManifest } from '../../../src/pack/packTypes';
import { openWorld, type World } from './world';

const nodesOf = async (world: World): Promise<readonly ApprovalNode[]> => {
  const { approvals } = world.app;
  // A view is empty for a moment after a switch of the profile.
  const roots = await world.settled(() => approvals.getChildren());
  return (await Promise.all(roots.map(async (root) => [root, ...(await approvals.getChildren(root))]))).flat();
};
/** "group: label | description" of every row. */
async function rows(world: World): Promise<readonly string[]> {
  const { approvals } = world.app;
  return (await nodesOf(world)).map((node) => {
    const { label, description } = approvals.present(node);
    return node.kind === 'approval'
      ? `${node.group}: ${label} | ${description ?? ''}`
      : `${label} ${description ?? ''}`.trim();
  });
}
async function request(world: World, programName: string, subject: string): Promise<RequestNode> {
  const found = (await nodesOf(world)).find(
    (node) => node.kind === 'approval' && node.programName === programName && node.subject === subject,
  );
  assert.ok(found?.kind === 'approval', `no request for ${programName} ${subject}`);
  return found;
}
const become = (world: World, role: string): Promise<void> =>
  world.act((handlers) => handlers['miniProgram.switchSandboxRole'](role));
const last = (world: World): string => world.ports.ui.last.message;

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`approvals, ${dialect}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await openWorld({ dialect });
      world.ports.sandbox.played = world.sandbox.accounts;
    });
    afterEach(() => world.close());

    it('are grouped by who has to act, with the number that waits as the badge', async () => {
      const shown = (await rows(world)).map((row) => row.replace(/ · (just now|[^·]* ago)$/, ''));
      assert.deepEqual(shown, [
        'Waiting for me 4',
        'waiting: Order Ahead | 2.4.0 · 城市钱包',
        'waiting: Order Ahead | getPhoneNumber · City Pass',
        'waiting: 会员积分 | 1.0.0 · City Pass, 城市钱包',
        'waiting: 会员积分 | openMemberCard · City Pass',
        'In progress 0',
        'Nothing here.',
        ...shown.slice(7),
      ]);
      assert.equal(world.app.approvals.badge.value?.value, 4);
    });

    it('a reviewer approves a version for both super apps; the badge follows at once', async () => {
      await become(world, 'reviewer');
      const node = await request(world, '会员积分', '1.0.0');
      await world.act((handlers) => handlers['miniProgram.approve'](node), { pickMany: ['City Pass', '城市钱包'] });
      assert.equal(last(world), '会员积分 1.0.0 is approved for City Pass, 城市钱包.');
      assert.equal(world.app.approvals.badge.value?.value, 3);
      const approval = [...world.sandbox.state.approvals.values()].find(({ no }) => no === node.approvalNo);
      assert.deepEqual(
        approval?.items.map(({ status, user }) => [status, user]),
        [
          [3, 'reviewer'],
          [3, 'reviewer'],
        ],
      );
    });

    it('a rejection needs a note; a closed box and a refused call keep it', async () => {
      await become(world, 'reviewer');
      const node = await request(world, 'Order Ahead', 'getPhoneNumber');
      const note = 'Please ask for it only when the order is ready.';
      await world.act((handlers) => handlers['miniProgram.reject'](node), { input: '' }, { input: undefined });
      assert.ok(world.ports.ui.asked.includes('refused: A note is required: the developers read it.'));
      world.sandbox.faults.next({ action: 'ProcessMNPSensitiveAPIPermissionApproval', code: 'FailedOperation' });
      await world.act((handlers) => handlers['miniProgram.reject'](node), { input: note });
      assert.match(last(world), /FailedOperation/);
      const draft = (await import('../../../src/app/approvals/drafts')).noteDraft(world.ports.workspaceState, [node]);
      assert.equal(draft, note);
      await world.act((handlers) => handlers['miniProgram.reject'](node), { input: draft });
      assert.equal(last(world), 'Order Ahead: getPhoneNumber is rejected for City Pass.');
      assert.equal(world.app.approvals.badge.value?.value, 3);
    });

    it('several are decided after one question that lists them; who was faster is told, nothing is repeated', async () => {
      await become(world, 'reviewer');
      const chosen = [await request(world, 'Order Ahead', '2.4.0'), await request(world, '会员积分', 'openMemberCard')];
      let sent = 0;
      const permission = [...world.sandbox.state.permissions.values()].find(({ no }) => no === chosen[1]?.approvalNo);
      const { confirm } = world.ports.ui;
      world.ports.ui.confirm = (options) => {
        sent++;
        assert.equal(options.detail, '• Order Ahead 2.4.0 – 城市钱包\n• 会员积分: openMemberCard – City Pass');
        // Another reviewer is faster.
        if (permission) permission.status = 20;
        return confirm.call(world.ports.ui, options);
      };
      await world.act((handlers) => handlers['miniProgram.approve'](chosen[0], chosen), { confirm: true });
      assert.equal(sent, 1);
      assert.match(last(world), /^1 of 2 decisions did not go through\. 会员积分: openMemberCard: /);
      assert.equal(world.app.approvals.badge.value?.value, 2);
      await world.ports.ui.press('Show Results');
      assert.match(world.ports.ui.texts.at(-1)?.text ?? '', /^- Order Ahead 2\.4\.0 – 城市钱包: approved\n- 会员积分/);
    });

    it('a developer and an administrator are told that they may not decide, and are offered nothing', async () => {
      for (const role of ['developer', 'administrator']) {
        await become(world, role);
        const shown = await rows(world);
        assert.deepEqual(shown.slice(0, 3), [
          'Waiting for me 0',
          'This account may not decide requests.',
          'In progress 4',
        ]);
        assert.equal(world.app.approvals.badge.value, undefined);
        const node = await request(world, 'Order Ahead', '2.4.0');
        assert.deepEqual(world.app.approvals.present(node).tokens, ['approval']);
        await world.act((handlers) => handlers['miniProgram.approve'](node));
        assert.match(last(world), /^Nothing to decide/);
      }
      const items = [...world.sandbox.state.approvals.values()].flatMap(({ items: all }) => all);
      assert.ok(items.every(({ user }) => user !== 'shop_developer' && user !== 'platform_admin'));
    });

    it("warns of a request of one's own, once the platform has shown whose key it is", async () => {
      const [approval] = [...world.sandbox.state.approvals.values()].filter(({ status }) => status === 1);
      for (const one of world.sandbox.state.approvals.values()) one.applyUser = 'publisher';
      const first = await request(world, 'Order Ahead', '2.4.0');
      await world.act((handlers) => handlers['miniProgram.approve'](first));
      const second = await request(world, '会员积分', '1.0.0');
      await world.act(
        (handlers) => handlers['miniProgram.approve'](second),
        { pickMany: ['City Pass'] },
        { confirm: false },
      );
      assert.ok(world.ports.ui.asked.some((text) => text.startsWith('You asked for this yourself. Approve')));
      assert.ok(approval);
    });

    it('are limited to a super app', async () => {
      await nodesOf(world);
      await world.act(
        (handlers) => handlers['miniProgram.filterApprovals'](),
        { pick: '城市钱包' },
        { pick: 'All teams' },
      );
      const shown = (await rows(world)).filter((row) => row.startsWith('waiting'));
      assert.deepEqual(
        shown.map((row) => row.replace(/ · (just now|[^·]* ago)$/, '')),
        ['waiting: Order Ahead | 2.4.0 · 城市钱包', 'waiting: 会员积分 | 1.0.0 · 城市钱包'],
      );
      assert.equal(world.app.approvals.filterText.value, '城市钱包');
      assert.equal(world.app.contextKeys.value['miniProgram.approvalsFiltered'], true);
    });

    it('the panel decides for the ticked super apps and shows what the platform then says', async () => {
      await become(world, 'reviewer');
      const node = await request(world, '会员积分', '1.0.0');
      await world.act((handlers) => handlers['miniProgram.showApproval'](node));
      const model = world.ports.ui.shownApprovals.at(-1);
      assert.ok(model);
      assert.equal(model.details.decidable.length, 2);
      await assert.rejects(model.decide('reject', model.details.decidable, ' '), /A note is required/);
      const [app] = model.details.decidable;
      const after = await model.decide('approve', [app ?? ''], 'Fine.');
      assert.deepEqual(
        after.request.verdicts.map(({ status, note }) => [status, note]),
        [
          ['approved', 'Fine.'],
          ['processing', ''],
        ],
      );
      assert.equal(model.draft(), '');
      assert.deepEqual(after.decidable, model.details.decidable.slice(1));
    });

    it('a request that was decided elsewhere is known to be old', async () => {
      await become(world, 'reviewer');
      const node = await request(world, 'Order Ahead', '2.4.0');
      await world.act((handlers) => handlers['miniProgram.showApproval'](node));
      const model = world.ports.ui.shownApprovals.at(-1);
      assert.equal(model?.isOld(model.details), false);
      await world.act((handlers) => handlers['miniProgram.approve'](node));
      assert.equal(model.isOld(model.details), true);
      assert.deepEqual((await model.refresh()).decidable, []);
    });

    it('tells what the package asks for more than the online version, from our own manifests', async () => {
      const node = await request(world, 'Order Ahead', '2.4.0');
      const { files } = world.ports;
      const storage = await files.tempFolder();
      const session = await world.app.context.sessions.open();
      const { state, platformId } = world.sandbox;
      const idOf = (number: string): number =>
        [...state.versions.values()].find((one) => one.mnpId === node.mnpId && one.number === number)?.id ?? 0;
      const ports = { ...world.app.context, storagePath: storage.path };
      const target = { platformId, mnpId: node.mnpId };
      const manifest = (bytes: number, permissions: readonly string[], domains: readonly string[]): PackManifest => ({
        format: 1,
        appId: node.mnpId,
        contentHash: String(bytes),
        files: [{ path: 'app.json', bytes, sha256: String(bytes) }],
        pages: ['pages/index'],
        permissions,
        domains,
      });
      try {
        const online = {
          version: '2.3.0',
          versionId: idOf('2.3.0'),
          at: 1,
          manifest: manifest(100, [], ['a.example']),
        };
        const asked = manifest(300, ['scope.userLocation'], ['a.example', 'b.example']);
        await keepPublished(ports, target, online);
        await keepPublished(ports, target, { version: '2.4.0', versionId: idOf('2.4.0'), at: 2, manifest: asked });
        const { store } = await world.app.approvals.load();
        const facts = (await readDetails(ports, session, node, store.reviewer))?.package;
        assert.deepEqual(facts?.since, {
          version: '2.3.0',
          changes: '1 changed, +200 B since 2.3.0',
          permissionsAdded: ['scope.userLocation'],
          domainsAdded: ['b.example'],
        });
      } finally {
        storage.dispose();
      }
    });
  });
}
