import assert from 'node:assert/strict';
import { publishCommands } from '../../../src/app/commands/publish';
import type { PublishPlan } from '../../../src/app/publish/plan';
import { publish, type PublishOutcome } from '../../../src/app/publish/publish';
import { isReadable, type Journal } from '../../../src/app/publish/journal';
import { Publishes } from '../../../src/app/publish/publishes';
import type { Clock } from '../../../src/base/clock';
import { ApiError } from '../../../src/client/errors';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { ScriptedUi } from '../../support/fakes';
import { appOf } from './support/app';
import { rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import { contextOf, depsOf, type Folders, handleOf, planOf, quick, sessionOf } from './support/world';

/** The machine's time, which a sleep moves on at once. */
function skippingClock(): Clock & { skippedMs: number } {
  const clock = {
    skippedMs: 0,
    now: () => Date.now() + clock.skippedMs,
    sleep: (ms: number) => {
      clock.skippedMs += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

describe('a create that nobody answered', () => {
  describe('while builds take ten minutes', () => {
    const clock = skippingClock();
    let sandbox: Sandbox;
    let folders: Folders;
    rigForEach({ clock, buildMs: 10 * 60_000 }, (rig) => ({ sandbox, folders } = rig));

    it('is waited for, not sent again: there is one version', async () => {
      sandbox.faults.next({ action: 'CreateMNPVersion', afterHandling: true, dropAfterBytes: 0 });
      const context = { ...contextOf(sandbox, folders.storage), clock };
      const timing = { buildMs: 20 * 60_000, maxPollMs: 10_000, firstPollMs: 1_000 };
      const outcome = await publish(context, planOf(sandbox, folders.project), handleOf(), depsOf(timing));
      assert.equal(outcome.kind, 'preview');
      assert.ok(clock.skippedMs >= 9 * 60_000, `${clock.skippedMs}`);
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
  });

  describe('and did not arrive', () => {
    let sandbox: Sandbox;
    let folders: Folders;
    let plan: PublishPlan;
    let publishes: Publishes;
    rigForEach({}, (rig) => ({ sandbox, folders } = rig));
    beforeEach(() => {
      plan = planOf(sandbox, folders.project);
      publishes = new Publishes(contextOf(sandbox, folders.storage));
      lose();
    });
    const lose = (): void => {
      sandbox.faults.next({ action: 'CreateMNPVersion', httpStatus: 502, body: '<html>Bad gateway</html>' });
    };
    const timing = { buildMs: 300 };
    const run = (): Promise<PublishOutcome> =>
      publish(contextOf(sandbox, folders.storage), plan, handleOf(), depsOf(timing));
    const resume = (): Promise<PublishOutcome> =>
      publish(contextOf(sandbox, folders.storage), plan, handleOf(), depsOf());
    const journal = async (): Promise<Journal> => {
      const found = await publishes.journals.read(plan.id);
      assert.ok(found && isReadable(found));
      return found;
    };

    it('is sent once more only when the user says so', async () => {
      const first = await run();
      assert.ok(first.kind === 'notSeen' && first.step === 'version');
      assert.match(first.message, /No answer came when 1\.5\.0 was created/);
      assert.equal((await run()).kind, 'notSeen', 'resuming looks again and sends nothing');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
      await publishes.allowCreateAgain(await journal());
      assert.equal((await resume()).kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('stays known when the second one gets a plain no', async () => {
      await run();
      await publishes.allowCreateAgain(await journal());
      sandbox.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.PackageAlreadyExpired' });
      await assert.rejects(run(), ApiError);
      assert.ok((await journal()).steps.version?.inputs?.knownIds);
      assert.equal((await resume()).kind, 'preview');
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('asks whoever resumes: look again, or create again', async () => {
      const ui = new ScriptedUi({ pick: '1.5.0' }, { input: 'Oat milk' });
      const app = appOf(sessionOf(sandbox), ui, folders.storage, folders.project);
      // The commands give a sandbox 15 s of their own, whatever a build may take.
      const looksFor = { ...quick, ...timing, unansweredMs: timing.buildMs };
      const commands = publishCommands(app.context, publishes, { timing: looksFor });
      await commands['miniProgram.publish']();
      assert.equal(ui.last.kind, 'warning');
      await ui.press('Resume');
      const id = app.ran.at(-1)?.args[0] as string;
      ui.then({ pick: 'Look Again' });
      await commands['miniProgram.resumePublish'](id);
      assert.match(ui.last.message, /No answer came/);
      ui.then({ pick: 'Create Again' });
      await publishCommands(app.context, publishes, { timing: quick })['miniProgram.resumePublish'](id);
      ui.end();
      assert.match(ui.asked.at(-1) ?? '', /Test sandbox \(sandbox\)/);
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
  });
});
