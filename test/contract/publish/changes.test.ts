import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastPublished } from '../../../src/app/packing/published';
import { publishCommands, type PublishCommands } from '../../../src/app/commands/publish';
import { publish } from '../../../src/app/publish/publish';
import { Publishes } from '../../../src/app/publish/publishes';
import { Cancelled } from '../../../src/base/errors';
import { files } from '../../../src/disk/files';
import { sampleProgramId } from '../../../src/sandbox/seedDemo';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { ScriptedUi } from '../../support/fakes';
import { appOf } from './support/app';
import { rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import { contextOf, depsOf, type Folders, handleOf, planOf, quick, sessionOf } from './support/world';

describe('what changed since the last publish', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let ui: ScriptedUi;
  let publishes: Publishes;
  let commands: PublishCommands;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(async () => {
    use(sandbox);
    await say({ pick: '1.4.2' }, { input: 'First' });
  });
  function use(platform: Sandbox): void {
    ui = new ScriptedUi();
    const { context } = appOf(sessionOf(platform), ui, folders.storage, folders.project);
    publishes = new Publishes(context);
    commands = publishCommands(context, publishes, { timing: quick });
  }
  async function say(...answers: ConstructorParameters<typeof ScriptedUi>): Promise<void> {
    ui.then(...answers);
    await commands['miniProgram.uploadVersion']();
    ui.end();
  }
  const write = (file: string, text: string): Promise<void> => writeFile(join(folders.project, file), text);
  const kept = (): Promise<string | undefined> =>
    lastPublished(
      { files, storagePath: folders.storage },
      { platformId: sandbox.platformId, mnpId: sampleProgramId },
    ).then((last) => last?.version);

  it('is said in one line while it is published and at the end', async () => {
    await write('app.js', 'App({ oat: true });\n');
    await write('menu.json', '{}');
    await say({ pick: '1.4.3' }, { input: 'Second' });
    const line = '6 files, 174 B: 1 changed, 1 added, +13 B since 1.4.2';
    assert.equal(ui.last.message.startsWith(`1.4.3 is built. ${line}.`), true, ui.last.message);
    assert.ok(
      ui.progress.some((text) => text.startsWith('2/4 Uploading') && text.endsWith(line)),
      ui.progress.join('\n'),
    );
    assert.equal(await kept(), '1.4.3');
  });
  it('is asked about when it is nothing, before anything is uploaded; Stop leaves nothing behind', async () => {
    await assert.rejects(say({ pick: '1.4.3' }, { input: 'Again' }, { pick: 'Stop' }), Cancelled);
    assert.match(ui.asked.at(-1) ?? '', /\(sandbox\) \| The package is identical to 1\.4\.2/);
    assert.deepEqual(versionsOf(sandbox, '1.4.3'), []);
    assert.deepEqual(await publishes.refresh(), []);
    const left = (await readdir(join(folders.storage, 'publishes'))).filter((name) => !name.endsWith('.json'));
    assert.deepEqual(left, []);
    await say({ pick: '1.4.3' }, { input: 'Again' }, { pick: 'Publish All the Same' });
    assert.match(ui.last.message, /identical to 1\.4\.2\./);
    assert.equal(versionsOf(sandbox, '1.4.3').length, 1);
  });
  it('is not taken for granted when the question is closed: that is said', async () => {
    await assert.rejects(say({ pick: '1.4.3' }, { input: 'Again' }, { pick: undefined }), Cancelled);
    assert.equal(ui.last.message, 'Not published; nothing was uploaded.');
    assert.deepEqual(versionsOf(sandbox, '1.4.3'), []);
  });
  it('is asked about when permissions or domains are new', async () => {
    const permission = { 'scope.userLocation': { desc: 'To find the nearest shop' } };
    await write('app.json', JSON.stringify({ pages: ['pages/index/index'], permission }));
    await write('app.js', "App({ api: 'https://beans.shop.example/v1' });\n");
    await assert.rejects(say({ pick: '1.4.3' }, { input: 'Map' }, { pick: 'Stop' }), Cancelled);
    const asked = ui.asked.at(-1) ?? '';
    assert.match(asked, /New since 1\.4\.2: permissions scope\.userLocation; domains beans\.shop\.example\./);
    assert.deepEqual(versionsOf(sandbox, '1.4.3'), []);
    await say({ pick: '1.4.3' }, { input: 'Map' }, { pick: 'Publish All the Same' });
    assert.equal(versionsOf(sandbox, '1.4.3').length, 1);
  });
  it('is not compared with a version that the platform does not have: it has begun anew', async () => {
    const { platformId } = sandbox;
    const other = await startSandbox({ buildMs: 100, rateLimit: 'off' });
    try {
      assert.equal(other.platformId, platformId);
      use(other);
      await say({ pick: '1.4.2' }, { input: 'First again' });
      assert.doesNotMatch(ui.last.message, /identical|since/);
    } finally {
      await other.close();
    }
  });
  it('is said and not asked where nobody can be asked', async () => {
    const handle = handleOf();
    const plan = planOf(sandbox, folders.project, { until: 'built' });
    await publish(contextOf(sandbox, folders.storage), plan, handle, depsOf());
    assert.ok(
      handle.messages.some((text) => text.includes('identical to 1.4.2')),
      handle.messages.join('\n'),
    );
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('counts from the version that was built, not from one that was only uploaded', async () => {
    await write('app.js', 'App({ oat: true });\n');
    const plan = planOf(sandbox, folders.project, { until: 'uploaded' });
    await publish(contextOf(sandbox, folders.storage), plan, handleOf(), depsOf());
    assert.equal(await kept(), '1.4.2');
    await publish(contextOf(sandbox, folders.storage), { ...plan, until: 'built' }, handleOf(), depsOf());
    assert.equal(await kept(), '1.5.0');
  });
});
