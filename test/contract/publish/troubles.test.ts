import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../../src/app/errors/userError';
import { isReadable, type Journal } from '../../../src/app/publish/journal';
import type { PublishPlan } from '../../../src/app/publish/plan';
import { publish, type PublishOutcome } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import { stepOfError } from '../../../src/app/publish/run';
import { Cancelled } from '../../../src/base/errors';
import { ApiError } from '../../../src/client/errors';
import { PackError } from '../../../src/pack/packTypes';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { rigForEach } from './support/rig';
import { approveAll, approvalsOf, onlineNumber, rejectAll, versionsOf } from './support/truth';
import { contextOf, depsOf, type Folders, handleOf, planOf } from './support/world';

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`troubles of a publish, ${dialect}`, () => {
    let sandbox: Sandbox;
    let folders: Folders;
    let plan: PublishPlan;
    rigForEach({ dialect, onlyDialect: dialect }, (rig) => ({ sandbox, folders } = rig));
    beforeEach(() => {
      plan = planOf(sandbox, folders.project);
    });
    const run = (change: Partial<PublishPlan> = {}, handle = handleOf()): Promise<PublishOutcome> =>
      publish(contextOf(sandbox, folders.storage), { ...plan, ...change }, handle, depsOf());
    const journal = async (): Promise<Journal> => {
      const found = await new Publishes(contextOf(sandbox, folders.storage)).journals.read(plan.id);
      assert.ok(found && isReadable(found));
      return found;
    };
    async function failure(change: Partial<PublishPlan> = {}): Promise<unknown> {
      try {
        await run(change);
      } catch (error) {
        return error;
      }
      return assert.fail('it did not fail');
    }
    /** Released, as the reviewers and the user would go on. */
    async function toReleased(versionId: number): Promise<void> {
      await run({ until: 'submitted' });
      approveAll(sandbox, versionId);
      await run({ until: 'released' });
    }

    it('sends no second create when the first was done but not answered', async () => {
      sandbox.faults.next({ action: 'CreateMNPVersion', afterHandling: true, dropAfterBytes: 0 });
      const outcome = await run();
      assert.equal(outcome.kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
      assert.equal(sandbox.faults.pending, 0);
    });
    it('takes a create that failed in the middle for one that may have happened', async () => {
      sandbox.faults.next({ action: 'CreateMNPVersion', code: 'InternalError', afterHandling: true });
      await run();
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('reads back when the answer to the create holds no data', async () => {
      const body = JSON.stringify({ Response: { Data: null, RequestId: 'r-1' } });
      sandbox.faults.next({ action: 'CreateMNPVersion', httpStatus: 200, body, afterHandling: true });
      const outcome = await run();
      assert.equal(outcome.kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('does not take a version of the same number that was there before for its own', async () => {
      const first = await run({ id: 'earlier' });
      assert.ok(first.kind === 'preview');
      sandbox.faults.next({ action: 'CreateMNPVersion', afterHandling: true, dropAfterBytes: 0 });
      const second = await run();
      assert.ok(second.kind === 'preview');
      assert.notEqual(second.versionId, first.versionId);
      assert.equal(versionsOf(sandbox, '1.5.0').length, 2);
    });
    it('submits and releases once when neither was answered', async () => {
      const built = await run();
      assert.ok(built.kind === 'preview');
      sandbox.faults.next({ action: 'CreateMNPApproval', afterHandling: true, dropAfterBytes: 0 });
      sandbox.faults.next({ action: 'ReleaseMNPVersion', afterHandling: true, dropAfterBytes: 0 });
      await toReleased(built.versionId);
      assert.equal(approvalsOf(sandbox, built.versionId).length, 1);
      assert.equal(onlineNumber(sandbox), '1.5.0');
      assert.equal(sandbox.faults.pending, 0);
    });
    it('counts what someone else has done meanwhile: submitted, released', async () => {
      const built = await run();
      assert.ok(built.kind === 'preview');
      await run({ until: 'submitted' });
      approveAll(sandbox, built.versionId);
      const program = sandbox.state.programs.get(plan.mnpId);
      const version = sandbox.state.versions.get(built.versionId);
      assert.ok(program && version);
      program.onlineVersionId = version.id;
      version.releasedAt = 1;
      assert.deepEqual(await run({ until: 'released' }), { kind: 'released', versionId: built.versionId });
    });
    it('says which other version is in review, and submits after that is gone', async () => {
      const first = await run({ id: 'earlier', until: 'submitted' });
      assert.ok(first.kind === 'submitted');
      const error = await failure({ version: '1.6.0', until: 'submitted' });
      assert.ok(error instanceof UserError);
      assert.match(error.message, /1\.5\.0 of Corner Coffee is in review/);
      assert.equal(stepOfError(error), 'submit');
      rejectAll(sandbox, first.versionId, 'no');
      assert.equal((await run({ until: 'submitted' })).kind, 'submitted');
    });
    it('says what the reviewers wrote when the version was rejected', async () => {
      const built = await run({ until: 'submitted' });
      assert.ok(built.kind === 'submitted');
      rejectAll(sandbox, built.versionId, 'The privacy notice is missing');
      await assert.rejects(run({ until: 'released' }), /1\.5\.0 was rejected: The privacy notice is missing/);
      assert.equal(onlineNumber(sandbox), '1.4.1');
    });
    it('does not say released when the platform only says so', async () => {
      const built = await run({ until: 'submitted' });
      assert.ok(built.kind === 'submitted');
      approveAll(sandbox, built.versionId);
      const body = JSON.stringify({ Response: { Data: { Result: true }, RequestId: 'r-2' } });
      sandbox.faults.next({ action: 'ReleaseMNPVersion', httpStatus: 200, body });
      const outcome = await run({ until: 'released' });
      assert.ok(outcome.kind === 'notSeen');
      assert.match(outcome.message, /does not show it online/);
      assert.equal((await journal()).state, 'stopped');
      assert.equal((await run({ until: 'released' })).kind, 'released', 'resuming tries again');
    });
    it('replaces another preview only when told to', async () => {
      const first = await run({ id: 'earlier' });
      assert.ok(first.kind === 'preview');
      const kept = await run({ id: 'kept', version: '1.5.1', preview: 'keep' });
      assert.ok(kept.kind === 'preview' && !kept.shown);
      const replaced = await run({ version: '1.5.2', preview: 'replace' });
      assert.ok(replaced.kind === 'preview' && replaced.shown);
      assert.equal(sandbox.state.programs.get(plan.mnpId)?.preview?.versionId, replaced.versionId);
    });

    it('creates nothing when there is no app.json, and says so', async () => {
      await rm(join(folders.project, 'app.json'));
      const error = await failure();
      assert.ok(error instanceof PackError);
      assert.ok(error.problems.some((problem) => /app/i.test(problem.rule)));
      assert.equal(stepOfError(error), 'package');
      await writeFile(join(folders.project, 'app.json'), JSON.stringify({ pages: ['pages/index/index'] }));
      assert.equal((await run()).kind, 'preview', 'resumes after the folder was corrected');
    });
    it('starts over from the folder after a failed build', async () => {
      const task = { MNPId: plan.mnpId, TaskId: 't', TaskStatus: 30, TaskMsg: 'app.json is not valid JSON' };
      const body = JSON.stringify({ Response: { Data: task, RequestId: 'r-3' } });
      sandbox.faults.next({ action: 'DescribeMNPVersion', httpStatus: 200, body });
      await assert.rejects(run(), /could not build 1\.5\.0: app\.json is not valid JSON/);
      assert.deepEqual((await journal()).steps, {});
    });
    it('takes a number that the platform refuses for the end of this publish', async () => {
      const error = await failure({ version: '1.5' });
      assert.ok(error instanceof ApiError && error.code === 'InvalidParameterValue.InvalidMNPVersion');
      assert.equal((await journal()).state, 'refused');
      assert.deepEqual(await new Publishes(contextOf(sandbox, folders.storage)).refresh(), []);
    });
    it('can be resumed after the plan was renewed', async () => {
      sandbox.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.PackageAlreadyExpired' });
      const error = await failure();
      assert.ok(error instanceof ApiError && error.advice === 'plan');
      const failed = await journal();
      assert.equal(failed.state, 'failed');
      assert.equal(failed.failure?.step, 'version');
      assert.equal(failed.steps.version?.inputs, undefined, 'a plain no is not something to read back');
      assert.equal((await run()).kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('uploads again when the platform could not download the package', async () => {
      sandbox.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.FileDownloadFailed' });
      assert.ok((await failure()) instanceof ApiError);
      assert.equal((await journal()).steps.upload, undefined);
      assert.equal((await run()).kind, 'preview');
    });
    it('lets the network fail while it waits for the build', async () => {
      sandbox.faults.next({ action: 'DescribeMNPVersion', dropAfterBytes: 0, times: 6 });
      assert.equal((await run()).kind, 'preview');
    });

    it('refuses a second publish of the same mini program and says who holds it', async () => {
      const second: unknown[] = [];
      const handle = handleOf((message) => {
        if (/^3\//.test(message)) second.push(run({ id: 'other' }).catch((error: unknown) => error));
      });
      assert.equal((await run({}, handle)).kind, 'preview');
      const error = await second[0];
      assert.ok(error instanceof UserError);
      assert.equal(error.reason, 'busy');
      assert.ok(error.message.includes(folders.project), error.message);
      assert.match(error.message, /1\.5\.0/);
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
      assert.equal((await run({ id: 'other', version: '1.6.0' })).kind, 'preview', 'free again afterwards');
    });

    const before = ['1/7', '2/7'];
    const after = ['3/7', '4/7', '5/7', '6/7'];
    for (const step of [...before, ...after]) {
      it(`cancelled in ${step} leaves a state from which it can go on`, async () => {
        const handle = handleOf((message, abort) => {
          const isSent = step !== '3/7' || message.includes('Cancel only stops waiting');
          if (message.startsWith(step) && isSent) abort();
        });
        if (before.includes(step)) {
          await assert.rejects(run({ until: 'released' }, handle), Cancelled);
          assert.equal((await journal()).state, 'cancelled');
          assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
        } else {
          const outcome = await run({ until: 'released' }, handle);
          assert.ok(outcome.kind === 'stopped');
          assert.match(outcome.message, /resume this publish/);
          assert.equal((await journal()).state, 'stopped');
        }
        assert.equal((await run({ until: 'released' })).kind, 'inReview');
        assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
      });
    }
    it('cancelled while it releases, says that it may be released, and sees later that it is', async () => {
      const built = await run({ until: 'submitted' });
      assert.ok(built.kind === 'submitted');
      approveAll(sandbox, built.versionId);
      sandbox.faults.next({ action: 'ReleaseMNPVersion', delayMs: 150 });
      const handle = handleOf((message, abort) => {
        if (message.startsWith('7/7')) setTimeout(abort, 50);
      });
      const outcome = await run({ until: 'released' }, handle);
      assert.ok(outcome.kind === 'stopped');
      assert.match(outcome.message, /may be released already/);
      assert.equal((await run({ until: 'released' })).kind, 'released');
      assert.equal(onlineNumber(sandbox), '1.5.0');
    });
    it('stops waiting for a build that takes too long, and finds it done later', async () => {
      const body = JSON.stringify({ Response: { Data: { TaskStatus: 20, TaskId: 't' }, RequestId: 'r-4' } });
      sandbox.faults.next({ action: 'DescribeMNPVersion', httpStatus: 200, body, times: 50 });
      const context = contextOf(sandbox, folders.storage);
      const slow = await publish(context, plan, handleOf(), depsOf({ buildMs: 300 }));
      assert.ok(slow.kind === 'notSeen');
      assert.match(slow.message, /still building 1\.5\.0 after/);
      assert.equal((await journal()).state, 'stopped');
      sandbox.faults.clear();
      assert.equal((await run()).kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('finds the version when the platform has forgotten the task', async () => {
      const code = 'InvalidParameterValue.InvalidMNPVersionTaskId';
      sandbox.faults.next({ action: 'DescribeMNPVersion', code, delayMs: 150 });
      assert.equal((await run()).kind, 'preview');
    });
    it('leaves no secret in what it writes', async () => {
      await run({ until: 'submitted' });
      const text = await readFile(join(folders.storage, 'publishes', `${plan.id}.json`), 'utf8');
      assert.ok(!text.includes(sandbox.secretKey));
      assert.ok(!/q-signature|token|authorization/i.test(text), text);
    });
  });
}
