import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishCommands, type PublishCommands } from '../../../src/app/commands/publish';
import { UserError } from '../../../src/app/errors/userError';
import { BACK } from '../../../src/app/ports';
import { Publishes } from '../../../src/app/publish/publishes';
import { Cancelled } from '../../../src/base/errors';
import { sampleProgramId } from '../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { ScriptedUi } from '../../support/fakes';
import { appOf, type TestApp } from './support/app';
import { rigForEach } from './support/rig';
import { approvalsOf, versionsOf } from './support/truth';
import { type Folders, quick, sessionOf } from './support/world';

describe('the publish commands', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let ui: ScriptedUi;
  let app: TestApp;
  let publishes: Publishes;
  let commands: PublishCommands;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(() => {
    ui = new ScriptedUi();
    app = appOf(sessionOf(sandbox), ui, folders.storage, folders.project);
    publishes = new Publishes(app.context);
    commands = publishCommands(app.context, publishes, { timing: quick });
  });

  it('publishes the folder: number, note, progress, QR code, one message with the next step', async () => {
    app.workspace.commitSubject = 'Serve oat milk';
    ui.then({ pick: '1.5.0' }, { input: 'Serve oat milk' });
    await commands['miniProgram.publish']();
    ui.end();
    assert.ok(
      ui.asked.every((text) => text.includes('(sandbox)')),
      ui.asked.join('\n'),
    );
    const [created] = versionsOf(sandbox, '1.5.0');
    assert.ok(created);
    assert.equal(created.intro, 'Serve oat milk');
    assert.equal(ui.said.length, 1);
    assert.equal(ui.last.message, '1.5.0 is built and is the preview version. 5 files, 161 B.');
    assert.deepEqual(
      ui.last.actions.map(({ label }) => label),
      ['Submit for Approval', 'Later'],
    );
    const [shown] = app.ran;
    assert.equal(shown?.command, 'miniProgram.previewQr');
    assert.equal((shown.args[0] as { versionId: number }).versionId, created.id);
    assert.ok(app.activities.some((activity) => activity?.isBuilding));
    assert.equal(app.activities.at(-1), undefined);
    assert.equal(publishes.resumable.value, false);
  });
  it('looks at the folder while it asks, so that packing finds it known', async () => {
    const { packing } = app.context;
    assert.equal(packing.isWarm, false);
    ui.pick = async () => {
      while (!packing.isWarm) await new Promise((resolve) => setTimeout(resolve, 5));
      return undefined;
    };
    await assert.rejects(commands['miniProgram.publish'](), Cancelled);
    packing.dispose();
  });
  it('submits from the message of the build', async () => {
    ui.then({ pick: '1.4.2' }, { input: 'Fix' });
    await commands['miniProgram.publish']();
    await ui.press('Submit for Approval');
    const pressed = app.ran.at(-1);
    assert.equal(pressed?.command, 'miniProgram.resumePublish');
    await commands['miniProgram.resumePublish'](pressed.args[0] as string);
    assert.match(ui.last.message, /1\.4\.2 is submitted for approval/);
    assert.equal(approvalsOf(sandbox, versionsOf(sandbox, '1.4.2')[0]?.id ?? 0).length, 1);
    ui.end();
  });
  it('takes a number of one’s own, refuses one that is not above the online one, and goes back', async () => {
    ui.then(
      { pick: 'Other number…' },
      { input: BACK },
      { pick: 'Other number…' },
      { input: '1.4.1' },
      { input: '1.4.7' },
      { input: BACK },
      { pick: '2.0.0' },
      { input: 'Big' },
    );
    await commands['miniProgram.uploadVersion']();
    ui.end();
    assert.ok(ui.asked.some((text) => text.includes('must be above 1.4.1')));
    assert.equal(versionsOf(sandbox, '2.0.0').length, 1);
    assert.match(ui.last.message, /^2\.0\.0 is built\. /);
  });
  it('keeps the note that was typed when the user goes back to the number', async () => {
    const offered: (string | undefined)[] = [];
    const input = ui.input.bind(ui);
    ui.input = (options) => {
      offered.push(options.value);
      return input(options);
    };
    app.workspace.commitSubject = 'Serve oat milk';
    ui.then({ pick: '1.5.0' }, { input: BACK, typed: 'Half a no' }, { pick: '1.4.2' }, { input: 'Half a note' });
    await commands['miniProgram.uploadVersion']();
    ui.end();
    assert.deepEqual(offered, ['Serve oat milk', 'Half a no']);
  });
  it('leaves alone what another publish of this window shows', async () => {
    const other = { mnpId: 'mpother', version: '3.0.0', step: 'Uploading', isBuilding: false };
    ui.onProgress = (message) => {
      if (message.startsWith('5/')) app.context.activity?.set(other);
    };
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    await commands['miniProgram.publish']();
    assert.deepEqual(app.activities.at(-1), other);
  });
  it('asks before another version stops being the preview', async () => {
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    await commands['miniProgram.publish']();
    await writeFile(join(folders.project, 'app.js'), 'App({ oat: true });\n');
    ui.then({ pick: '1.5.1' }, { input: 'Two' }, { pick: 'Keep 1.5.0 as the preview' });
    await commands['miniProgram.publish']();
    ui.end();
    assert.match(ui.last.message, /^1\.5\.1 is built\. The preview version stays as it was\. /);
    assert.equal(app.ran.filter(({ command }) => command === 'miniProgram.previewQr').length, 1);
  });
  it('asks as a third step which page the preview opens where there is a choice, and goes back from it', async () => {
    await mkdir(join(folders.project, 'pages', 'cart'));
    await writeFile(
      join(folders.project, 'app.json'),
      JSON.stringify({ pages: ['pages/index/index', 'pages/cart/cart'] }),
    );
    await writeFile(join(folders.project, 'pages', 'cart', 'cart.js'), 'Page({});\n');
    await writeFile(join(folders.project, 'pages', 'cart', 'cart.wxml'), '<view>Cart</view>\n');
    ui.then(
      { pick: '1.5.0' },
      { input: 'One' },
      { pick: BACK },
      { input: 'One and a half' },
      { pick: 'pages/cart/cart' },
    );
    await commands['miniProgram.publish']();
    ui.end();
    assert.equal(sandbox.state.programs.get(sampleProgramId)?.preview?.path, 'pages/cart/cart');
    assert.equal(versionsOf(sandbox, '1.5.0')[0]?.intro, 'One and a half');
    await writeFile(join(folders.project, 'app.js'), 'App({ oat: true });\n');
    // Nothing is previewed, so nothing is asked.
    ui.then({ pick: '1.5.1' }, { input: 'Two' });
    await commands['miniProgram.uploadVersion']();
    ui.end();
  });
  it('asks which is meant when the node is not the program of the folder', async () => {
    const other = [...sandbox.state.programs.values()].find(({ name }) => name === 'Gift Cards');
    assert.ok(other);
    const node = { kind: 'program', profileId: 'profile-1', mnpId: other.id, name: other.name } as const;
    ui.then({ pick: undefined });
    await assert.rejects(commands['miniProgram.publish'](node), Cancelled);
    assert.match(ui.asked.at(-1) ?? '', /belongs to mpsandboxcoffee1, but you chose Gift Cards/);
    ui.then({ pick: /^Use Gift Cards/ }, { pick: '1.2.0' }, { input: 'On purpose' });
    await commands['miniProgram.uploadVersion'](node);
    ui.end();
    assert.ok(
      [...sandbox.state.versions.values()].some(({ mnpId, number }) => mnpId === other.id && number === '1.2.0'),
    );
  });
  it('asks once for the mini program of a folder that does not say, searching on the server', async () => {
    await writeFile(join(folders.project, 'project.config.json'), JSON.stringify({ appid: 'touristId' }));
    ui.then(
      { pick: 'Corner Coffee', query: 'Corner' },
      { pick: 'Always for this folder' },
      { pick: '1.4.2' },
      { input: 'Linked' },
    );
    await commands['miniProgram.uploadVersion']();
    ui.then({ pick: '1.4.3' }, { input: 'Again' }, { pick: 'Publish All the Same' });
    await commands['miniProgram.uploadVersion']();
    ui.end();
    assert.equal(app.workspace.linked.get(folders.project), sampleProgramId);
  });
  it('says so when the profile does not have the mini program of the folder', async () => {
    const config = JSON.stringify({ TCSASappid: 'mpnothere00000001' });
    await writeFile(join(folders.project, 'project.config.json'), config);
    await assert.rejects(commands['miniProgram.publish'](), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.reason, 'notLinked');
      assert.match(
        error.message,
        /no mini program mpnothere00000001 \(TCSASappid in project\.config\.json\).*RequestId/s,
      );
      return true;
    });
  });
  it('offers a failed publish again, and resumes it', async () => {
    sandbox.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.PackageAlreadyExpired' });
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    await assert.rejects(commands['miniProgram.publish'](), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^Create Version of 1\.5\.0 failed\. .*PackageAlreadyExpired.*RequestId/s);
      assert.equal(error.actions[0]?.command, 'miniProgram.resumePublish');
      return true;
    });
    assert.equal(publishes.resumable.value, true);
    ui.then({ pick: 'Resume 1.5.0' });
    await commands['miniProgram.publish']();
    ui.end();
    assert.match(ui.asked.at(-1) ?? '', /Failed at Create Version/);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    assert.equal(publishes.resumable.value, false);
  });
  it('discards an unfinished publish, and then has none to resume', async () => {
    sandbox.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.PackageAlreadyExpired' });
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    await assert.rejects(commands['miniProgram.publish']());
    ui.then({ pick: 'Corner Coffee 1.5.0' });
    await commands['miniProgram.discardPublish']();
    ui.end();
    assert.match(ui.last.message, /discarded\. It has created nothing on the platform/);
    assert.equal(publishes.resumable.value, false);
    await assert.rejects(commands['miniProgram.resumePublish'](), /no unfinished publish/);
  });
  it('says what a discarded publish leaves on the platform', async () => {
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    ui.onProgress = (message) => {
      if (message.startsWith('4/')) ui.cancel();
    };
    await commands['miniProgram.publish']();
    ui.then({ pick: 'Discard it' });
    await commands['miniProgram.publish']();
    ui.end();
    assert.match(ui.last.message, /discarded\. Corner Coffee 1\.5\.0 stays on the platform/);
  });
  it('keeps the unfinished publish when the new one is given up half-way', async () => {
    sandbox.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.PackageAlreadyExpired' });
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    await assert.rejects(commands['miniProgram.publish']());
    ui.then({ pick: 'Start a new publish' }, { pick: undefined });
    await assert.rejects(commands['miniProgram.publish'](), Cancelled);
    assert.deepEqual(
      (await publishes.refresh()).map(({ plan }) => plan.version),
      ['1.5.0'],
    );
    ui.then({ pick: 'Start a new publish' }, { pick: '1.5.0' }, { input: 'Two' });
    await commands['miniProgram.publish']();
    ui.end();
    assert.deepEqual(await publishes.refresh(), []);
  });
  it('cancelled while the platform builds, says that it goes on and offers to resume', async () => {
    ui.then({ pick: '1.5.0' }, { input: 'One' });
    ui.onProgress = (message) => {
      if (message.startsWith('4/')) ui.cancel();
    };
    await commands['miniProgram.publish']();
    assert.equal(ui.last.kind, 'warning');
    assert.match(ui.last.message, /^Stopped waiting\. The platform may go on building 1\.5\.0/);
    await ui.press('Resume');
    assert.equal(app.ran.at(-1)?.command, 'miniProgram.resumePublish');
    ui.onProgress = () => undefined;
    await commands['miniProgram.resumePublish'](app.ran.at(-1)?.args[0] as string);
    assert.match(ui.last.message, /^1\.5\.0 is built and is the preview version\./);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('refuses in a window that is not trusted, before anything is asked', async () => {
    app.workspace.isTrusted = false;
    for (const run of [
      commands['miniProgram.publish'],
      commands['miniProgram.uploadVersion'],
      commands['miniProgram.package'],
      commands['miniProgram.resumePublish'],
    ])
      await assert.rejects(run(), (error: unknown) => error instanceof UserError && error.reason === 'untrusted');
    assert.deepEqual(ui.asked, []);
  });
  it('refuses a folder that holds no mini program, and a window without a folder', async () => {
    const empty = join(folders.storage, 'empty');
    await mkdir(empty, { recursive: true });
    app.workspace.folders = [{ name: 'empty', path: empty }];
    const noFolder = (error: unknown): boolean => error instanceof UserError && error.reason === 'noFolder';
    await assert.rejects(commands['miniProgram.publish'](), noFolder);
    app.workspace.folders = [];
    await assert.rejects(commands['miniProgram.publish'](), noFolder);
  });
  it('packages to a place of the user’s choice', async () => {
    ui.then({ save: '/somewhere/Corner Coffee.zip' });
    await commands['miniProgram.package']();
    ui.end();
    const [saved] = ui.saved;
    assert.equal(Buffer.from(saved?.bytes.subarray(0, 2) ?? []).toString(), 'PK');
    assert.match(ui.last.message, /Saved \/somewhere\/Corner Coffee\.zip: \d+ files, .*SHA-256 [0-9a-f]{64}/);
    await ui.press('Copy SHA-256');
    assert.match(ui.copied ?? '', /^[0-9a-f]{64}$/);
  });
});
