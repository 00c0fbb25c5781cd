import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishCommands, type PublishCommands } from '../../../src/app/commands/publish';
import { present } from '../../../src/app/errors/present';
import { Publishes } from '../../../src/app/publish/publishes';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import type { FakeProblems } from '../../support/fakeHost';
import { ScriptedUi } from '../../support/fakes';
import { appOf } from './support/app';
import { rigForEach } from './support/rig';
import { type Folders, quick, sessionOf } from './support/world';

describe('what packing finds', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let ui: ScriptedUi;
  let problems: FakeProblems;
  let publishes: Publishes;
  let commands: PublishCommands;
  let logged: string[];
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(async () => {
    ui = new ScriptedUi();
    logged = [];
    const write = (message: string): void => void logged.push(message);
    const log = { debug: write, info: write, warn: write, error: write };
    const app = appOf(sessionOf(sandbox), ui, folders.storage, folders.project);
    problems = app.problems;
    const context = { ...app.context, log };
    publishes = new Publishes(context);
    commands = publishCommands(context, publishes, { timing: quick });
    await writeFile(join(folders.project, 'app.js'), "require('./gone');\nApp({});\n");
  });
  const listed = (): readonly string[] | undefined => problems.shown.get(folders.project)?.map(({ rule }) => rule);
  const warnings = (): readonly string[] =>
    logged.filter((line) => line.includes('app.js:1: This refers to ./gone, which does not exist.'));

  it('is in the log and in the Problems view after packaging, and the message leads there', async () => {
    ui.then({ save: '/somewhere/coffee.zip' });
    await commands['miniProgram.package']();
    assert.match(ui.last.message, /There is a warning about the folder in the Problems view\.$/);
    assert.deepEqual(
      ui.last.actions.map(({ label }) => label),
      ['Copy SHA-256', 'Show Problems'],
    );
    assert.deepEqual(listed(), ['referenceMissing']);
    await ui.press('Show Problems');
    assert.equal(problems.focused, 1);
    assert.equal(warnings().length, 1, logged.join('\n'));
  });
  it('is in the log once after publishing, and told with the build but not with later steps', async () => {
    ui.then({ pick: '1.5.0' }, { input: 'Oat' });
    await commands['miniProgram.publish']();
    assert.equal(
      ui.last.message,
      '1.5.0 is built and is the preview version. 5 files, 180 B. There is a warning about the folder in the Problems view.',
    );
    assert.deepEqual(listed(), ['referenceMissing']);
    const [journal] = (await publishes.journals.list()).journals;
    await commands['miniProgram.resumePublish'](journal?.plan.id);
    assert.match(ui.last.message, /submitted for approval/);
    assert.doesNotMatch(ui.last.message, /warning/);
    assert.equal(warnings().length, 1, logged.join('\n'));
  });
  it('is told in words when it stops a publish, also in the list of unfinished ones', async () => {
    await rm(join(folders.project, 'app.json'));
    ui.then({ pick: '1.5.0' }, { input: 'Oat' });
    const error = await commands['miniProgram.publish']().catch((thrown: unknown) => thrown);
    const shown = present(error);
    assert.match(shown?.message ?? '', /^Package of 1\.5\.0 failed\. This is no mini program: app\.json is/);
    assert.deepEqual(
      shown?.actions.map(({ label }) => label),
      ['Resume', 'Show Problems'],
    );
    assert.ok(listed()?.includes('appJsonMissing'), listed()?.join());
    const [journal] = (await publishes.journals.list()).journals;
    assert.match(journal?.failure?.message ?? '', /^This is no mini program: app\.json is missing/);
  });
});
