import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishCommands, type PublishCommands } from '../../../src/app/commands/publish';
import { UserError } from '../../../src/app/errors/userError';
import type { SettingTypes } from '../../../src/app/manifest';
import type { TaskEnd } from '../../../src/app/ports';
import { Publishes } from '../../../src/app/publish/publishes';
import { Cancelled, isCancelled } from '../../../src/base/errors';
import type { AppContext } from '../../../src/app/services';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { FakeTasks } from '../../support/fakeHost';
import { ScriptedUi } from '../../support/fakes';
import { appOf } from './support/app';
import { rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import { type Folders, quick, sessionOf } from './support/world';

describe('a publish whose folder names a task to run first', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let ui: ScriptedUi;
  let tasks: FakeTasks;
  let publishes: Publishes;
  let commands: PublishCommands;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(() => {
    ui = new ScriptedUi({ pick: '1.5.0' }, { input: 'Oat milk' });
    tasks = new FakeTasks();
    const context = contextOf(ui);
    publishes = new Publishes(context);
    commands = publishCommands(context, publishes, { timing: quick });
  });
  function contextOf(user: ScriptedUi): AppContext {
    const { context } = appOf(sessionOf(sandbox), user, folders.storage, folders.project);
    const setting = <K extends keyof SettingTypes>(key: K, folder?: string): SettingTypes[K] => {
      if (key !== 'miniProgram.package.prePackageTask') return context.setting(key, folder);
      assert.equal(folder, folders.project);
      return 'build' as SettingTypes[K];
    };
    return { ...context, tasks, setting };
  }
  const ends = (exitCode: number): Promise<TaskEnd> => Promise.resolve({ kind: 'ended', exitCode });
  const refused = async (work: Promise<void>): Promise<UserError> => {
    const error: unknown = await work.then(
      () => assert.fail('it went on'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof UserError, String(error));
    return error;
  };

  it('ships what the task has made', async () => {
    tasks.known.set('build', async () => {
      await writeFile(join(folders.project, 'built.js'), 'module.exports = 1;\n');
      return ends(0);
    });
    await commands['miniProgram.publish']();
    assert.match(ui.last.message, /6 files/);
    assert.ok(
      ui.progress.some((text) => text.includes('– running the task build')),
      ui.progress.join('\n'),
    );
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('stops at a failure with its exit code, a way to the terminal and one to resume; resuming runs it again', async () => {
    tasks.known.set('build', () => ends(2));
    const { message, actions } = await refused(commands['miniProgram.publish']());
    assert.match(message, /of 1\.5\.0 failed\..* task build failed with exit code 2/);
    assert.deepEqual(
      actions.map(({ label }) => label),
      ['Resume', 'Show Terminal'],
    );
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
    tasks.known.set('build', () => ends(0));
    await commands['miniProgram.resumePublish']((await publishes.refresh())[0]?.plan.id);
    assert.equal(tasks.ran.length, 2);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('is not run again for a package that was kept, nor for the steps after it', async () => {
    tasks.known.set('build', () => ends(0));
    sandbox.faults.next({ action: 'DescribeTempSecret4UploadFile2Cos', code: 'FailedOperation.LoginAuthFailed' });
    await refused(commands['miniProgram.publish']());
    await commands['miniProgram.resumePublish']((await publishes.refresh())[0]?.plan.id);
    assert.equal(tasks.ran.length, 1);
  });
  it('is cancelled with its task, and nothing is left to resume', async () => {
    tasks.known.set(
      'build',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Cancelled()));
          ui.cancel();
        }),
    );
    await assert.rejects(commands['miniProgram.publish'](), isCancelled);
    assert.deepEqual(await publishes.refresh(), []);
  });
  it('runs before Package Folder, too', async () => {
    ui = new ScriptedUi({ save: join(folders.storage, 'saved.zip') });
    const pack = publishCommands(contextOf(ui))['miniProgram.package'];
    tasks.known.set('build', () => ends(1));
    assert.match((await refused(pack())).message, /nothing was packaged/);
    assert.deepEqual(ui.saved, []);
    tasks.known.set('build', () => ends(0));
    await pack();
    assert.equal(ui.saved.length, 1);
  });
});
