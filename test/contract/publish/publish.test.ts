import assert from 'node:assert/strict';
import { publish } from '../../../src/app/publish/publish';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { contextOf, depsOf, type Folders, handleOf, planOf } from './support/world';
import { rigForEach } from './support/rig';
import { approveAll, approvalsOf, onlineNumber, versionsOf } from './support/truth';

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`publish against the sandbox, ${dialect}`, () => {
    let sandbox: Sandbox;
    let folders: Folders;
    rigForEach({ dialect, onlyDialect: dialect, buildMs: 150 }, (rig) => ({ sandbox, folders } = rig));

    it('goes from a folder to the preview, then to approval, then to released, as one publish', async () => {
      const context = contextOf(sandbox, folders.storage);
      const handle = handleOf();
      const plan = planOf(sandbox, folders.project);
      const first = await publish(context, plan, handle, depsOf());
      assert.ok(first.kind === 'preview' && first.shown);
      assert.equal(sandbox.state.programs.get(plan.mnpId)?.preview?.versionId, first.versionId);
      assert.match(handle.messages[0] ?? '', /^1\/5 /);
      assert.ok(handle.messages.some((message) => /^2\/5 Uploading .* of .* (k?B|MB)/.test(message)));

      const second = await publish(context, { ...plan, until: 'submitted' }, handleOf(), depsOf());
      assert.ok(second.kind === 'submitted');
      assert.equal(second.approvalNo, approvalsOf(sandbox, first.versionId)[0]?.no);

      const third = await publish(context, { ...plan, until: 'released' }, handleOf(), depsOf());
      assert.equal(third.kind, 'inReview', 'nobody has approved it yet');
      approveAll(sandbox, first.versionId);
      const fourth = await publish(context, { ...plan, until: 'released' }, handleOf(), depsOf());
      assert.deepEqual(fourth, { kind: 'released', versionId: first.versionId });
      assert.equal(onlineNumber(sandbox), '1.5.0');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
      assert.equal(approvalsOf(sandbox, first.versionId).length, 1);
    });
  });
}
