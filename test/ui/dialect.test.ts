import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import type { CodeWindow } from '../host/ui';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { addProfile, choose, type } from './support/profileWizard';
import { type Recorder, record } from './support/recorder';
import { onlineIn, programIn } from './support/sandboxRecord';
import { rowsSettled } from './support/sandboxWindow';

const secretKey = 'a-key-for-one-test-0123456789';
const name = 'Shop platform';

/** A platform that speaks the older API only since yesterday: what the product says, what it offers, and that it works then. */
describe('a profile whose platform speaks the other API', () => {
  let window: CodeWindow;
  let folder: string;
  let home: string;
  let platform: Sandbox;
  let recorder: Recorder;
  before(async () => {
    folder = sampleProject();
    home = mkdtempSync(path.join(tmpdir(), 'mini-program-dialect-'));
    platform = await startSandbox({ secretKey, stateFile: path.join(home, 'state.json') });
    recorder = await record(platform.url);
    window = await openProduct({ target: folder });
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Add Profile…' }).waitFor();
  });
  after(async () => {
    await window.close();
    await recorder.close();
    await platform.close();
    removeFolder(folder);
    rmSync(home, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('dialect-failed');
  });
  /** `X-TC-Version` of the requests since the last look. */
  let seen = 0;
  function versionsSpoken(): readonly string[] {
    const fresh = recorder.requests.slice(seen);
    seen = recorder.requests.length;
    const versions = fresh.map((lines) => /^x-tc-version: (.*)$/im.exec(lines)?.[1]);
    return [...new Set(versions.filter((version) => version !== undefined))];
  }

  it('shows the mini programs by the API that was chosen', async () => {
    const { platformId, secretId } = platform;
    await addProfile(
      window,
      { name, endpoint: recorder.url, dialect: 'TCSAS', environment: 'sandbox', platformId, secretId },
      secretKey,
    );
    await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
    assert.deepEqual(versionsSpoken(), ['2025-01-06']);
  });
  it('says that the address no longer knows it, and offers the other one', async () => {
    await platform.close();
    const port = Number(new URL(platform.url).port);
    const stateFile = path.join(home, 'state.json');
    platform = await startSandbox({ port, secretKey, stateFile, onlyDialect: 'tcmpp' });
    await window.runCommand('Mini Program: Refresh');
    const offered = window.tree.row('Use the Other API');
    await offered.waitFor({ timeout: 30_000 });
    await window.tree.row('Gift Cards').waitFor();
    await window.screenshot(`dialect-wrong-${window.host.name}`);
    await offered.click();
    await window.notifications.find(`Profile "${name}" now speaks TCMPP (2024-08-01).`).waitFor({ timeout: 30_000 });
    await window.notifications.clear();
    await offered.waitFor({ state: 'detached' });
  });
  it('reads and changes by the other one from then on', async () => {
    versionsSpoken();
    await rowsSettled(window);
    await window.tree.contextMenu('Order Ahead', 'Roll Back…');
    await window.dialog.press('Roll Back to 2.2.0');
    await window.notifications.find('Order Ahead is back at 2.2.0').waitFor({ timeout: 30_000 });
    assert.equal(onlineIn(platform.state, 'Order Ahead'), '2.2.0');
    await rowsSettled(window);
    await window.tree.contextMenu('Order Ahead', 'Edit Mini Program…');
    await choose(window, 'What to change', 'Introduction');
    await type(window, 'One sentence for users', 'Order before you arrive');
    await window.notifications.find('Introduction of Order Ahead is changed.').waitFor({ timeout: 30_000 });
    assert.equal(programIn(platform.state, 'Order Ahead')?.intro, 'Order before you arrive');
    assert.deepEqual(versionsSpoken(), ['2024-08-01']);
  });
  it('switches back only when the platform answers to it', async () => {
    await window.notifications.clear();
    await window.runCommand('Mini Program: Switch API of Profile…');
    await window.notifications.find('does not know the other API either').waitFor({ timeout: 30_000 });
    await window.notifications.clear();
    versionsSpoken();
    await window.runCommand('Mini Program: Refresh');
    await window.tree.row('Gift Cards').waitFor();
    let spoken: readonly string[] = [];
    for (let look = 0; look < 50 && spoken.length === 0; look++) {
      await window.page.waitForTimeout(100);
      spoken = versionsSpoken();
    }
    assert.deepEqual(spoken, ['2024-08-01']);
  });
});
