import assert from 'node:assert/strict';
import { appendFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { taskStatus } from '../../src/contract/enums';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import type { CodeWindow } from '../host/ui';
import { openProduct, removeFolder, sampleId, sampleProject } from './support/product';
import { addProfile, asked, choose, enterKey, giveUp, pickRow, type } from './support/profileWizard';

const next = '1.4.2';
const program = 'Corner Coffee';

describe('a bad day for a view and a publish: it says what happened and what to press, and loses nothing', () => {
  let window: CodeWindow;
  let folder: string;
  let platform: Sandbox;
  before(async () => {
    folder = sampleProject();
    platform = await startSandbox({ buildMs: 1_500 });
    window = await openProduct({ target: folder });
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Add Profile…' }).waitFor();
    const { url: endpoint, platformId, secretId } = platform;
    await addProfile(
      window,
      { name: 'Shop', endpoint, dialect: 'TCSAS', environment: 'sandbox', platformId, secretId },
      platform.secretKey,
    );
    await window.tree.row(program).waitFor();
  });
  after(async () => {
    await window.close();
    await platform.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('bad-publish-failed');
    platform.faults.clear();
  });

  const picture = (name: string): Promise<string> => window.screenshot(`bad-days-${window.host.name}-${name}`);
  const aboveRows = (text: string | RegExp): Promise<void> =>
    window.page.locator('.part.sidebar .pane-body .message').filter({ hasText: text }).waitFor();
  const numbers = (): string[] =>
    [...platform.state.versions.values()].filter(({ mnpId }) => mnpId === sampleId).map(({ number }) => number);
  /** Something has changed since the last publish, as it has in life. */
  async function startPublish(number: string): Promise<void> {
    appendFileSync(path.join(folder, 'app.js'), `// ${number}\n`);
    await window.runCommand('Mini Program: Publish…');
    await pickRow(window, number);
    await type(window, `What is new in ${number}?`, undefined);
    await choose(window, `Which page does the preview of ${number} open?`, 'Home page');
  }
  async function moved<T>(file: string, work: () => Promise<T>): Promise<void> {
    const at = path.join(folder, file);
    renameSync(at, `${at}.away`);
    try {
      await work();
    } finally {
      renameSync(`${at}.away`, at);
    }
  }

  it('a list that cannot be read again keeps its rows and says since when', async () => {
    platform.faults.next({ action: 'DescribeMNPList', dropAfterBytes: 0, times: 9 });
    await window.runCommand('Mini Program: Refresh');
    await aboveRows(/Shop · sandbox · could not update, seen/);
    await window.tree.row(program).waitFor();
    await picture('stale');
    platform.faults.clear();
    await window.runCommand('Mini Program: Refresh');
    await aboveRows(/Shop · sandbox · updated just now/);
  });

  it('an answer without data is an empty platform, which says how to fill it', async () => {
    platform.faults.next({
      action: 'DescribeMNPList',
      body: JSON.stringify({ Response: { Data: null, RequestId: 'r-1' } }),
    });
    await window.runCommand('Mini Program: Refresh');
    await window.page.getByText('There is no mini program on this platform yet.').waitFor();
    await window.page.getByRole('button', { name: 'Create Mini Program…' }).waitFor();
    await window.runCommand('Mini Program: Refresh');
    await window.tree.row(program).waitFor();
  });

  it('a number that is not above the online one is refused before anything is sent', async () => {
    await window.runCommand('Mini Program: Publish…');
    await pickRow(window, 'Other number…');
    await asked(window, 'Version number');
    for (const number of ['1.4.1', '1.3.9']) {
      await window.quickInput.fill(number);
      await asked(window, 'The number must be above 1.4.1, which is online.');
      await window.quickInput.accept();
    }
    await window.quickInput.fill('one');
    await asked(window, 'Write three numbers with dots between them, such as 1.4.2.');
    await giveUp(window);
  });

  it('a project without app.json', async () => {
    await moved('app.json', async () => {
      await startPublish(next);
      await window.notifications.find(/app\.json is missing/).waitFor();
      await picture('no-app-json');
    });
    await window.notifications.clear();
    assert.equal(numbers().includes(next), false);
    await discard();
  });
  async function discard(): Promise<void> {
    await window.runCommand('Mini Program: Discard Unfinished Publish…');
    await pickRow(window, program);
    await window.quickInput.locator().waitFor({ state: 'hidden' });
  }

  it('a folder that holds no mini program', async () => {
    await moved('app.json', () =>
      moved('project.config.json', async () => {
        await window.statusBarItem('1.4.1 online').waitFor({ state: 'detached' });
        await window.runCommand('Mini Program: Publish…');
        await window.notifications.find(/The folder corner-coffee holds no mini program.*Open the folder/).waitFor();
      }),
    );
    await window.notifications.clear();
    await window.statusBarItem('1.4.1 online').waitFor();
  });

  it('a plan that has expired: Resume goes on when it is renewed', async () => {
    platform.faults.next({ action: 'CreateMNPVersion', code: 'FailedOperation.PackageAlreadyExpired' });
    await startPublish(next);
    const told =
      /of 1\.4\.2 failed\. The plan of this platform has expired.*\(FailedOperation\.PackageAlreadyExpired, Req/;
    await window.notifications.find(told).waitFor({ timeout: 20_000 });
    await picture('plan');
    assert.equal(numbers().includes(next), false);
    await window.notifications.press(told, 'Resume');
    await window.notifications.find(`${next} is built`).waitFor({ timeout: 30_000 });
    assert.equal(numbers().filter((number) => number === next).length, 1);
    await window.notifications.clear();
  });

  it('a build that fails says what the platform said', async () => {
    const Data = { TaskStatus: taskStatus.failed, TaskMsg: 'pages/menu/menu.wxml: tag <view> is not closed' };
    const body = JSON.stringify({ Response: { Data, RequestId: 'r-2' } });
    platform.faults.next({ action: 'DescribeMNPVersion', body });
    await startPublish('1.4.3');
    await window.notifications
      .find(/Build of 1\.4\.3 failed.*could not build 1\.4\.3: pages\/menu\/menu\.wxml: tag <view> is not closed/)
      .waitFor({ timeout: 20_000 });
    await picture('build-failed');
    await window.notifications.clear();
    await discard();
  });

  it('two publishes at once: the second says who is first, the first goes on', async () => {
    const first = numbers().length;
    platform.faults.next({ action: 'DescribeMNPVersion', delayMs: 6_000 });
    const major = '2.0.0';
    await startPublish(major);
    await window.notifications.find(`Building ${major}`).waitFor({ timeout: 20_000 });
    await window.runCommand('Mini Program: Publish…');
    await window.notifications.find(new RegExp(`${program} is already being published`)).waitFor({ timeout: 20_000 });
    await picture('two-at-once');
    await window.quickInput.locator().getByText('1.4.2 is the preview version').waitFor({ timeout: 20_000 });
    await pickRow(window, `Preview ${major} instead`);
    await window.notifications.find(`${major} is built`).waitFor({ timeout: 30_000 });
    assert.equal(numbers().length, first + 1);
    await window.notifications.clear();
  });

  it('a window reloaded in the middle: Resume ends with one version', async () => {
    platform.faults.next({ action: 'DescribeMNPVersion', delayMs: 8_000 });
    const number = numbers().includes('2.0.1') ? '2.0.2' : '2.0.1';
    await startPublish(number);
    await window.notifications.find(`Building ${number}`).waitFor({ timeout: 20_000 });
    await window.reload();
    await window.openView('Mini Programs');
    await window.tree.row(program).waitFor();
    await window.runCommand('Mini Program: Resume Publish…');
    await pickRow(window, number);
    await pickRow(window, 'as the preview');
    await window.notifications.find(`${number} is built`).waitFor({ timeout: 30_000 });
    assert.equal(numbers().filter((other) => other === number).length, 1);
    await window.notifications.clear();
  });

  it('a key that the system has lost: what was read stays, and the key can be entered', async () => {
    await window.page.evaluate(forgetSecrets);
    await window.reload();
    await window.openView('Mini Programs');
    const row = window.tree.row('The key is missing. Select to enter it again.');
    await row.waitFor();
    await window.tree.row(program).waitFor();
    await window.statusBarItem('key missing').waitFor();
    await picture('key-missing');
    await row.click();
    await type(window, 'SecretId of the API key', undefined);
    await asked(window, 'SecretKey for');
    await enterKey(window, platform.secretKey);
    await aboveRows(/Shop · sandbox · updated just now/);
    await row.waitFor({ state: 'detached' });
  });

  it('where nothing was read yet, the view asks for the lost key', async () => {
    await window.page.evaluate(forgetSecrets);
    const address = new URL(window.url);
    address.searchParams.set('folder', path.dirname(folder));
    await window.page.goto(address.href);
    await window.openView('Mini Programs');
    await window.page.getByText('The key of this profile is not on this computer.').waitFor();
    await window.statusBarItem('online').waitFor({ state: 'detached' });
    await picture('key-missing-welcome');
    await window.page.getByRole('button', { name: 'Enter Key…' }).click();
    await type(window, 'SecretId of the API key', undefined);
    await asked(window, 'SecretKey for');
    await enterKey(window, platform.secretKey);
    await window.tree.row(program).waitFor();
  });

  it('no server: the view says so beside what it has, and comes back at a click', async () => {
    const { port } = new URL(platform.url);
    await platform.close();
    await window.runCommand('Mini Program: Refresh');
    await aboveRows(/could not update, seen/);
    await window.tree.row(program).waitFor();
    // The versions of the linked mini program have such a row of their own.
    const row = window.page.locator('.pane-body [aria-level="1"]', { hasText: /Could not load.*refuses connections/ });
    await row.waitFor();
    await picture('no-server');
    platform = await startSandbox({ port: Number(port), secretKey: platform.secretKey });
    await row.click();
    await aboveRows(/updated just now/);
  });
});
const forgetSecrets =
  'Object.keys(localStorage).filter((key) => /secret/i.test(key)).forEach((key) => localStorage.removeItem(key))';
