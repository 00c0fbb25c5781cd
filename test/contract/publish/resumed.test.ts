import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishCommands, type PublishCommands } from '../../../src/app/commands/publish';
import { UserError } from '../../../src/app/errors/userError';
import { isReadable, type Journal } from '../../../src/app/publish/journal';
import type { PublishPlan } from '../../../src/app/publish/plan';
import { publish, type PublishOutcome } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import type { PublishContext } from '../../../src/app/publish/run';
import { PackError } from '../../../src/pack/packTypes';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { ScriptedUi } from '../../support/fakes';
import { appOf } from './support/app';
import { rigForEach } from './support/rig';
import { approvalsOf, versionsOf } from './support/truth';
import { contextOf, depsOf, type Folders, handleOf, planOf, quick, sessionOf } from './support/world';

describe('a publish that is resumed', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let plan: PublishPlan;
  let context: PublishContext;
  let ui: ScriptedUi;
  let publishes: Publishes;
  let commands: PublishCommands;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(() => {
    plan = planOf(sandbox, folders.project);
    context = contextOf(sandbox, folders.storage);
    ui = new ScriptedUi();
    const app = appOf(sessionOf(sandbox), ui, folders.storage, folders.project);
    publishes = new Publishes(app.context);
    commands = publishCommands(app.context, publishes, { timing: quick });
  });
  const run = (change: Partial<PublishPlan> = {}, on = context, handle = handleOf()): Promise<PublishOutcome> =>
    publish(on, { ...plan, ...change }, handle, depsOf());
  const journal = async (id = plan.id): Promise<Journal> => {
    const found = await publishes.journals.read(id);
    assert.ok(found && isReadable(found));
    return found;
  };

  describe('somewhere else', () => {
    it('is refused when the profile leads to another platform or environment now, and stays as it was', async () => {
      await run();
      const before = await journal();
      const { session } = context;
      for (const change of [{ platformId: 'T-other' }, { environment: 'production' }] as const) {
        const elsewhere = { ...context, session: { ...session, profile: { ...session.profile, ...change } } };
        await assert.rejects(run({ until: 'submitted' }, elsewhere), (error: unknown) => {
          assert.ok(error instanceof UserError);
          assert.match(error.message, /This publish was for the platform/);
          assert.equal(error.actions[0]?.command, 'miniProgram.discardPublish');
          return true;
        });
        assert.deepEqual(await journal(), before);
      }
    });
    it('is refused when the version id is another version by now', async () => {
      const built = await run();
      assert.ok(built.kind === 'preview');
      const version = sandbox.state.versions.get(built.versionId);
      assert.ok(version);
      version.number = '9.9.9';
      await assert.rejects(run({ until: 'submitted' }), /is 9\.9\.9, not 1\.5\.0/);
      assert.deepEqual(approvalsOf(sandbox, built.versionId), []);
    });
  });

  describe('with the package that was kept', () => {
    const stopBeforeUpload = async (): Promise<void> => {
      const session = { ...context.session, upload: () => Promise.reject(new Error('no way')) };
      await assert.rejects(run({}, { ...context, session }));
    };
    it('sends it as it is when it is the one in the journal', async () => {
      await stopBeforeUpload();
      const messages = handleOf();
      await run({}, context, messages);
      assert.ok(!messages.messages.some((text) => text.startsWith('1/')));
      assert.equal((await journal()).steps.package?.result?.anew, undefined);
    });
    it('packs the folder anew, and says so, when it is cut short or changed', async () => {
      await stopBeforeUpload();
      const zip = publishes.journals.packageFile(plan.id);
      const bytes = await readFile(zip);
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      await writeFile(zip, bytes);
      const changed = handleOf();
      await run({}, context, changed);
      assert.ok(
        changed.messages.some((text) => text.includes('anew, as it is now')),
        changed.messages.join('\n'),
      );
      assert.equal((await journal()).steps.package?.result?.anew, true);
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    });
    it('keeps no secret in the journal that the host knows', async () => {
      const redact = (text: string): string => text.replaceAll('hunter22', '***');
      const session = { ...context.session, upload: () => Promise.reject(new Error('refused hunter22')) };
      await assert.rejects(run({}, { ...context, session, redact }));
      assert.match((await journal()).failure?.message ?? '', /refused \*\*\*/);
    });
    it('tells at the end that the folder was packed anew', async () => {
      await stopBeforeUpload();
      await context.files.remove(publishes.journals.packageFile(plan.id));
      await commands['miniProgram.resumePublish'](plan.id);
      assert.match(ui.last.message, /The kept package was gone or changed, so the folder was packed as it is now\./);
    });
  });

  describe('of a folder with what looks like a secret', () => {
    const key = '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\\n';
    beforeEach(() => writeFile(join(folders.project, 'app.js'), `App({ key: '${key}' });\n`));

    it('publishes all the same when the user says so, for this run only', async () => {
      ui.then({ pick: '1.5.0' }, { input: 'One' }, { confirm: true });
      await commands['miniProgram.publish']();
      assert.ok(ui.asked.some((text) => /seems to hold secrets.*app\.js/s.test(text)));
      assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
      ui.then({ pick: '1.5.1' }, { input: 'Two' }, { confirm: false });
      await assert.rejects(commands['miniProgram.publish'](), (error: unknown) => {
        assert.ok(error instanceof UserError && error.cause instanceof PackError);
        assert.ok(error.actions.some(({ command }) => command === 'miniProgram.showProblems'));
        return true;
      });
      ui.end();
      assert.equal(versionsOf(sandbox, '1.5.1').length, 0);
    });
    it('does not ask when something else is wrong too', async () => {
      await writeFile(join(folders.project, 'app.json'), '{}');
      ui.then({ pick: '1.5.0' }, { input: 'One' });
      await assert.rejects(commands['miniProgram.publish']());
      ui.end();
    });
    it('packages all the same when the user says so', async () => {
      ui.then({ confirm: true }, { save: '/somewhere/x.zip' });
      await commands['miniProgram.package']();
      ui.end();
      assert.equal(ui.saved.length, 1);
    });
  });
});
