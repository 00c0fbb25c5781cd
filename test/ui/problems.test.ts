import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CodeWindow } from '../host/ui';
import { assertOnce, nextVersion, trySandbox } from './support/journey';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { choose, type } from './support/profileWizard';

describe('a project with mistakes: listed at their lines, corrected, and the publish goes on', () => {
  let window: CodeWindow;
  let folder: string;
  const inProject = (file: string): string => path.join(folder, file);
  before(async () => {
    folder = sampleProject();
    const app = readFileSync(inProject('app.json'), 'utf8');
    // A page that is called otherwise on disk, and a rule that would leave everything out.
    writeFileSync(inProject('app.json'), app.replace('"pages/menu/menu",', '"pages/Menu/Menu",'));
    const config = readFileSync(inProject('project.config.json'), 'utf8');
    writeFileSync(
      inProject('project.config.json'),
      config.replace('"ignore": []', '"ignore": [{ "type": "suffix", "value": "" }]'),
    );
    writeFileSync(
      inProject('pages/cart/cart.json'),
      `\uFEFF${readFileSync(inProject('pages/cart/cart.json'), 'utf8')}`,
    );
    window = await openProduct({ target: folder });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('problems-failed');
  });
  const picture = (name: string): Promise<string> => window.screenshot(`problems-${window.host.name}-${name}`);
  const entries = (): ReturnType<CodeWindow['page']['locator']> =>
    window.page.locator('.markers-panel .monaco-list-row');
  const entry = (text: string | RegExp): ReturnType<typeof entries> => entries().filter({ hasText: text });

  /** From the entry to its place, and there the quick fix with that title. */
  async function fix(text: string | RegExp, title: string): Promise<void> {
    await entry(text).first().dblclick();
    await window.page.locator('.monaco-editor.focused').first().waitFor();
    const action = window.page.locator('.action-widget').getByText(title).first();
    // An editor that has just opened may not know of the entries yet, and then says that there is nothing.
    for (let attempt = 0; attempt < 5 && !(await action.isVisible()); attempt++) {
      await window.runCommand('Quick Fix...');
      await action.waitFor({ timeout: 3_000 }).catch(() => undefined);
    }
    await action.waitFor();
    await picture(`fix-${title.replaceAll(/\W+/g, '-').toLowerCase()}`);
    await window.page.keyboard.press('Enter');
    await action.waitFor({ state: 'hidden' });
  }

  it('lists every finding at its file and line, and the message leads there', async () => {
    await trySandbox({ window, picture: () => Promise.resolve() });
    await window.runCommand('Mini Program: Publish…');
    await choose(window, '1.4.1 is online', nextVersion);
    await type(window, `What is new in ${nextVersion}?`, undefined);
    await choose(window, `Which page does the preview of ${nextVersion} open?`, 'Home page');
    await window.notifications.find(/Package of 1\.4\.2 failed/).waitFor({ timeout: 30_000 });
    await picture('message');
    await window.notifications.press(/Package of 1\.4\.2 failed/, 'Show Problems');
    await entry(/pages\/Menu\/Menu\.js is called pages\/menu\/menu\.js/)
      .first()
      .waitFor();
    await entry(/Mini Program/)
      .first()
      .waitFor();
    await entry(/\[Ln 2, Col/)
      .first()
      .waitFor();
    await window.notifications.clear();
    await picture('list');
  });

  it('corrects what is certain', async () => {
    await fix(/pages\/Menu\/Menu\.js/, 'Write "pages/menu/menu"');
    await window.runCommand('File: Save All');
    await entry(/pages\/Menu\/Menu\.js/)
      .first()
      .waitFor({ state: 'detached', timeout: 20_000 });
    assert.match(readFileSync(inProject('app.json'), 'utf8'), /"pages\/menu\/menu"/);
    await fix(/rule/, 'Remove the empty rule');
    await window.runCommand('File: Save All');
    await entry(/rule/).first().waitFor({ state: 'detached', timeout: 20_000 });
    await fix(/byte order mark/, 'Remove byte order mark');
    await entry(/byte order mark/)
      .first()
      .waitFor({ state: 'detached', timeout: 20_000 });
    assert.equal(readFileSync(inProject('pages/cart/cart.json'), 'utf8').startsWith('\uFEFF'), false);
    await picture('corrected');
  });

  it('goes on with the same publish', async () => {
    await window.runCommand('Mini Program: Resume Publish…');
    await window.quickInput.rows().filter({ hasText: nextVersion }).first().click();
    await window.notifications.find(`${nextVersion} is built`).waitFor({ timeout: 60_000 });
    await picture('published');
    await assertOnce({ window, picture: () => Promise.resolve() }, nextVersion);
  });

  it('says before a version is wasted that nothing has changed', async () => {
    await window.notifications.clear();
    await window.runCommand('Mini Program: Publish…');
    await choose(window, '1.4.1 is online', '1.4.3');
    await type(window, 'What is new in 1.4.3?', undefined);
    await choose(window, 'Which page does the preview of 1.4.3 open?', 'Cart with one flat white');
    await window.quickInput
      .locator()
      .getByPlaceholder(/identical to 1\.4\.2/)
      .waitFor({ timeout: 30_000 });
    await picture('identical');
    await window.quickInput.rows().filter({ hasText: 'Stop' }).first().click();
    await window.quickInput.locator().waitFor({ state: 'hidden' });
    writeFileSync(inProject('app.js'), `${readFileSync(inProject('app.js'), 'utf8')}\n// oat milk\n`);
    await window.runCommand('Mini Program: Publish…');
    await choose(window, '1.4.1 is online', '1.4.3');
    await type(window, 'What is new in 1.4.3?', undefined);
    const row = window.quickInput.rows().filter({ hasText: 'As in the last preview' });
    await row.filter({ hasText: 'Cart with one flat white' }).waitFor();
    await picture('entry-page');
    await row.first().click();
    await window.quickInput.rows().filter({ hasText: 'Preview 1.4.3 instead' }).click({ timeout: 30_000 });
    await window.notifications.find(/1\.4\.3 is built.*1 changed, \+\d+ B since 1\.4\.2/).waitFor({ timeout: 60_000 });
    await picture('changed');
  });
});
