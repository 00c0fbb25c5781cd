import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame, Locator } from 'playwright-core';
import type { ThemeKind } from '../host/pins';
import type { CodeWindow } from '../host/ui';
import { leftoverEnglish, type Words, wordsIn } from './support/language';
import { performsWhatItProves } from './support/performed';
import { filesBelow, openProduct, removeFolder, sampleProject } from './support/product';
import { accountIn, named, onRecord, superAppIn } from './support/sandboxRecord';
import { rowsSettled } from './support/sandboxWindow';
import { assertReadable } from './support/readable';

const themes: readonly ThemeKind[] = ['light', 'contrast', 'contrastLight', 'dark'];
/** The pane of the Platform view, opened and given the room of the other view. */
async function openPlatform(window: CodeWindow, words: Words): Promise<void> {
  await window.openView(words.nls('viewContainer.title'));
  const { page } = window;
  const programs = page
    .locator('.pane-header')
    .filter({ hasText: words.nls('view.programs.name') })
    .first();
  const platform = page
    .locator('.pane-header')
    .filter({ hasText: words.nls('view.platform.name') })
    .first();
  await platform.waitFor();
  if ((await platform.getAttribute('aria-expanded')) === 'false') await platform.click();
  if ((await programs.getAttribute('aria-expanded')) === 'true') await programs.click();
  await window.tree.row(words.text('Super apps')).waitFor({ timeout: 30_000 });
}
const field = (frame: Frame, name: string, row = 0): Locator => frame.locator(`#${name}-${row}`);
const mistake = (frame: Frame, name: string, row = 0): Locator => frame.locator(`#${name}-${row}-mistake`);
const focused = (frame: Frame): Promise<string> => frame.evaluate<string>('document.activeElement?.id ?? ""');

describe('Platform view', () => {
  let window: CodeWindow;
  let folder: string;
  const words = wordsIn('en');
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder, viewport: { width: 1280, height: 900 } });
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Try the Sandbox' }).click();
    await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('platform-failed');
  });
  const picture = (name: string): Promise<string> => window.screenshot(`platform-${name}-${window.host.name}`);

  it('lists what administrators keep', async () => {
    await openPlatform(window, words);
    const { tree } = window;
    await tree.expand('Super apps');
    await tree.row('城市钱包').waitFor();
    await tree.expand('City Pass');
    await tree.expand('Teams');
    await tree.expand('Coffee Shop Studio');
    await tree.row('Shop Developer').waitFor();
    for (const theme of themes) {
      await window.setTheme(theme);
      await window.page.mouse.move(900, 600);
      await window.page.waitForTimeout(400);
      await picture(theme);
    }
    await tree.row('Coffee Shop Studio').click();
    await window.page.keyboard.press('ArrowLeft');
    await tree.row('Super apps').click();
  });

  it('renames a team from its menu', async () => {
    await rowsSettled(window);
    await window.tree.contextMenu('Field Lab', 'Rename Team…');
    await window.quickInput.fill('Field Lab 二');
    await window.quickInput.accept();
    await window.tree.row('Field Lab 二').waitFor();
    await onRecord(window, ({ teams }) => named(teams, 'Field Lab 二') !== undefined, 'not renamed');
    await window.notifications.clear();
  });

  let frame: Frame;
  it('asks for a super app in a form that is driven by the keyboard alone', async () => {
    await window.runCommand('Mini Program: Create Super App…');
    frame = await window.webviewFrame('#name-0');
    await frame.locator('#name-0:focus').waitFor();
    await window.page.keyboard.type('City Pass');
    await window.page.keyboard.press('Enter');
    // Nothing is sent while ours is wrong: the first mistake has the focus.
    await mistake(frame, 'intro').waitFor();
    assert.equal(await focused(frame), 'intro-0');
    assert.equal(await field(frame, 'intro').getAttribute('aria-invalid'), 'true');
    assert.match((await field(frame, 'intro').getAttribute('aria-describedby')) ?? '', /intro-0-mistake/);
    for (const theme of themes) {
      await window.setTheme(theme);
      await window.page.waitForTimeout(400);
      await picture(`form-${theme}`);
      await assertReadable(frame);
    }
  });
  it('takes a mistake away as soon as it is corrected', async () => {
    await field(frame, 'intro').fill('Everything around the harbor.');
    await mistake(frame, 'intro').waitFor({ state: 'hidden' });
    await field(frame, 'logo').fill('logo.png');
    await mistake(frame, 'logo').waitFor();
    await field(frame, 'logo').fill('https://example.com/logo.png');
    await mistake(frame, 'logo').waitFor({ state: 'hidden' });
    await field(frame, 'intro').fill('字'.repeat(501));
    await frame.getByText('501 of 500 characters').waitFor();
    await mistake(frame, 'intro').waitFor();
    await field(frame, 'intro').fill('Everything around the harbor.');
  });
  it('shows what the platform refuses at its field, and keeps every value', async () => {
    await frame.locator('#submit').click();
    await mistake(frame, 'name').waitFor();
    assert.match(await mistake(frame, 'name').innerText(), /ApplicationNameAlreadyExisted/);
    assert.equal(await field(frame, 'intro').inputValue(), 'Everything around the harbor.');
    assert.equal(await focused(frame), 'name-0');
    await window.notifications.clear();
    await picture('form-refused');
  });
  it('warns when it is closed unsent, without a box in the way, and gives everything back', async () => {
    await frame.locator('#cancel').click();
    await window.notifications.press('was closed before it was sent', 'Open Again');
    frame = await window.webviewFrame('#startOver');
    assert.equal(await field(frame, 'name').inputValue(), 'City Pass');
    await field(frame, 'name').fill('Harbor Pass');
    await frame.locator('#submit').click();
    await window.notifications.find(/Harbor Pass .*is created/).waitFor({ timeout: 30_000 });
    await onRecord(
      window,
      (state) => superAppIn(state, 'Harbor Pass')?.intro.startsWith('Everything') === true,
      'not created',
    );
    await window.tree.expand('Super apps');
    await window.tree.row('Harbor Pass').waitFor();
    await window.notifications.clear();
  });

  it('adds several users at once; who is refused stays', async () => {
    await window.runCommand('Mini Program: Add Users…');
    frame = await window.webviewFrame('#account-0');
    await field(frame, 'account').fill('harbor_tester');
    await field(frame, 'name').fill('港湾测试');
    await field(frame, 'password').fill('Tea-and-7-cakes');
    await frame.locator('#add').click();
    await frame.locator('#account-1:focus').waitFor();
    await field(frame, 'account', 1).fill('reviewer');
    await field(frame, 'name', 1).fill('Second Reviewer');
    await field(frame, 'password', 1).fill('Tea-and-8-cakes');
    await window.page.waitForTimeout(300);
    await picture('users');
    await frame.locator('#submit').click();
    await frame.getByText('1 of 2 users are added').waitFor({ timeout: 30_000 });
    assert.equal(await field(frame, 'account').inputValue(), 'reviewer');
    await mistake(frame, 'account').waitFor();
    assert.equal(await field(frame, 'password').getAttribute('type'), 'password');
    await window.notifications.clear();
    await picture('users-refused');
    await assertReadable(frame);
    await onRecord(window, (state) => accountIn(state, 'harbor_tester')?.name === '港湾测试', 'not added');
    await field(frame, 'account').fill('second_reviewer');
    await frame.locator('#submit').click();
    await onRecord(window, (state) => accountIn(state, 'second_reviewer') !== undefined, 'not added');
    await window.page.getByRole('tab', { name: 'Add Users' }).waitFor({ state: 'detached' });
    const everywhere = filesBelow(window.folders.userData)
      .filter((file) => /\.(json|log|vscdb|txt)$/.test(file))
      .map((file) => readFileSync(file, 'latin1'));
    assert.ok(!everywhere.some((text) => text.includes('Tea-and-7-cakes') || text.includes('Tea-and-8-cakes')));
    await window.notifications.clear();
  });

  it('deletes a user after the name is typed', async () => {
    await window.tree.expand('Users');
    await window.tree.row('Second Reviewer').waitFor();
    await rowsSettled(window);
    await window.tree.contextMenu('Second Reviewer', 'Delete User…');
    await window.dialog.locator().waitFor();
    await picture('delete-user');
    await window.dialog.press('Delete');
    await window.quickInput.fill('Second Reviewe');
    await window.quickInput.accept();
    await picture('delete-user-typed');
    await window.quickInput.fill('Second Reviewer');
    await window.quickInput.accept();
    await onRecord(window, (state) => accountIn(state, 'second_reviewer') === undefined, 'still there');
  });
  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
  it('fits a narrow side bar', async () => {
    await window.setSideBarWidth(180);
    await window.page.waitForTimeout(400);
    await picture('narrow');
  });
});

describe('Platform view in Chinese', () => {
  let window: CodeWindow;
  let folder: string;
  const words = wordsIn('zh-cn');
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder, locale: 'zh-cn', viewport: { width: 1280, height: 900 } });
    await window.openView(words.nls('viewContainer.title'));
    await window.page.getByRole('button', { name: words.nls('command.trySandbox.title') }).click();
    await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('platform-failed');
  });

  it('shows no English sentence of ours', async () => {
    await openPlatform(window, words);
    await window.tree.expand(words.text('Users'));
    await window.runCommand(words.command('createSuperApp'));
    const frame = await window.webviewFrame('#name-0');
    await frame.locator('#submit').click();
    await mistake(frame, 'name').waitFor();
    await window.screenshot(`platform-zh-cn-${window.host.name}`);
    const shown = [await frame.locator('body').innerText(), await window.page.locator('.sidebar').innerText()].join(
      '\n',
    );
    assert.deepEqual(leftoverEnglish(shown), []);
  });
});
