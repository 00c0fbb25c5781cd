import assert from 'node:assert/strict';
import { createEntries } from '../../../src/app/activity/entries';
import { ActivityFeed } from '../../../src/app/activity/feed';
import { detailsOf } from '../../../src/app/activity/details';
import { lookOf } from '../../../src/app/activity/words';
import { isReadable } from '../../../src/app/publish/journal';
import { publish } from '../../../src/app/publish/publish';
import { ApiError } from '../../../src/client/errors';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { rigForEach } from '../publish/support/rig';
import { contextOf, depsOf, type Folders, handleOf, planOf } from '../publish/support/world';

describe('a publish in the Activity view', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  rigForEach({ buildMs: 50 }, (rig) => ({ sandbox, folders } = rig));
  const only = async (): Promise<Parameters<typeof detailsOf>[0]> => {
    const context = contextOf(sandbox, folders.storage);
    const [entry] = await createEntries(context, new ActivityFeed()).list();
    return entry ?? assert.fail('nothing is listed');
  };

  it('has who, target, package hash and the RequestId of every change, and no secret', async () => {
    const context = contextOf(sandbox, folders.storage);
    const plan = planOf(sandbox, folders.project);
    await publish(context, { ...plan, until: 'submitted' }, handleOf(), depsOf());
    const details = detailsOf(await only());
    const text = details.map(({ label, value }) => `${label} | ${value}`).join('\n');
    for (const action of ['CreateMNPVersion', 'ConfigureMNPPreview', 'CreateMNPApproval'])
      assert.match(text, new RegExp(`${action} \\| RequestId [\\w-]{36}`));
    assert.match(text, /SHA-256 \| [0-9a-f]{64}/);
    assert.match(text, /By \| .+ · \w{4}…\w{4}/);
    assert.ok(text.includes(sandbox.url) && text.includes(sandbox.platformId));
    for (const secret of [sandbox.secretKey, sandbox.secretId]) assert.ok(!text.includes(secret));
    assert.ok(details.filter(({ step }) => step !== undefined).every(({ step }) => step === 'done'));
  });
  it('keeps the RequestId of a refusal, says at which step it failed, and what was answered before stays', async () => {
    const context = contextOf(sandbox, folders.storage);
    const plan = planOf(sandbox, folders.project);
    sandbox.faults.next({ action: 'CreateMNPApproval', code: 'UnauthorizedOperation' });
    let requestId = '';
    await assert.rejects(publish(context, { ...plan, until: 'submitted' }, handleOf(), depsOf()), (error) => {
      if (error instanceof ApiError) ({ requestId } = error);
      return requestId !== '';
    });
    const entry = await only();
    assert.match(lookOf(entry, context.clock.now()).text, /^failed at Submit for Approval · /);
    assert.deepEqual(lookOf(entry, 0).tokens, ['retryable', 'discardable']);
    const lines = (): Promise<readonly string[]> =>
      only().then((found) => detailsOf(found).map(({ label, value }) => `${label} ${value}`));
    assert.ok((await lines()).includes(`CreateMNPApproval RequestId ${requestId}`));
    await publish(context, { ...plan, until: 'submitted' }, handleOf(), depsOf());
    const approvals = (await lines()).filter((line) => line.startsWith('CreateMNPApproval'));
    assert.equal(approvals.length, 2, 'the refused one and the one that was taken');
    const { journal } = (await only()) as Extract<typeof entry, { readonly kind: 'publish' }>;
    assert.ok(isReadable(journal));
  });
});
