import assert from 'node:assert/strict';
import type { CodeWindow } from '../host/ui';
import { nextVersion, programName, publishToPreview, trySandbox } from './support/journey';
import { openProduct, removeFolder, sampleProject } from './support/product';

const published = `Publish ${programName} ${nextVersion}`;

describe('the Activity view, and being told when it is approved', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder, viewport: { width: 1280, height: 1000 } });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('activity-failed');
  });
  const picture = async (name: string): Promise<void> => {
    await window.screenshot(`activity-${window.host.name}-${name}`);
  };
  const quietly = { picture: () => Promise.resolve() };
  const away = async (): Promise<void> => {
    await window.page.mouse.move(900, 600);
    await window.page.waitForTimeout(400);
  };

  it('says what it is for while there is nothing', async () => {
    await trySandbox({ window, ...quietly });
    await window.setSideBarWidth(460);
    await window.page.getByRole('button', { name: 'Approvals Section' }).click();
    await window.ext((api) => api.commands.executeCommand('miniProgram.activity.focus'));
    await window.page.getByText('Publishes and other changes made from this computer show here').waitFor();
    await away();
    await picture('empty');
  });

  it('shows a publish while it runs, and when it has ended', async () => {
    await publishToPreview({
      window,
      picture: async (name) => {
        if (name !== 'publish-progress') return;
        await window.tree.row(published).filter({ hasText: 'running: ' }).waitFor({ timeout: 20_000 });
        await picture('running');
      },
    });
    await window.tree.row(published).filter({ hasText: 'ready to preview · just now' }).waitFor();
    await window.notifications.clear();
    await window.ext((api) => api.commands.executeCommand('workbench.action.closeAllEditors'));
  });

  it('lists other changes as well, and offers to tell when it is approved', async () => {
    await window.runCommand('Mini Program: Submit for Approval');
    await window.quickInput.rows().filter({ hasText: programName }).first().click();
    await window.quickInput.rows().filter({ hasText: nextVersion }).first().click();
    const submitted = `${programName} ${nextVersion} is in review`;
    await window.notifications.find(submitted).waitFor({ timeout: 30_000 });
    await picture('offer');
    await window.notifications.press(submitted, 'Tell Me When It Is Approved');
    await window.notifications.find('You will be told here').waitFor({ timeout: 20_000 });
    await window.notifications.clear();
    await window.tree.row(`Submit ${programName} ${nextVersion}`).filter({ hasText: 'done · just now' }).waitFor();
  });

  it('has room when the view above is closed', async () => {
    await window.page.locator('.pane-header', { hasText: 'Mini Programs' }).first().click();
    await window.tree.row(programName).waitFor({ state: 'hidden' });
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`shows steps with times, bytes and ids (${theme})`, async () => {
      await window.setTheme(theme);
      await window.tree.expand(published);
      await window.tree.row('Upload').filter({ hasText: /KB|MB/ }).waitFor();
      await window.tree.row('Build').filter({ hasText: 'version ID' }).waitFor();
      await away();
      await picture(theme);
      await window.tree.row(published).hover();
      await window.page.locator('.monaco-hover', { hasText: 'RequestId' }).first().waitFor();
      await picture(`${theme}-tooltip`);
      await away();
    });
  }

  it('survives a reload and copies a report', async () => {
    await window.reload();
    await window.openView('Mini Programs');
    const row = window.tree.row(published);
    await row.waitFor({ timeout: 30_000 });
    await row.click({ button: 'right' });
    await window.page.getByRole('menuitem', { name: 'Copy Report', exact: true }).waitFor();
    // A menu fades in.
    await window.page.waitForTimeout(300);
    await picture('menu');
    await window.page.keyboard.press('Escape');
    await window.tree.inlineAction(published, 'Copy Report');
    await window.notifications.find('is on the clipboard').waitFor();
    const report = await window.ext((api) => api.env.clipboard.readText());
    assert.match(report, /CreateMNPVersion/);
    assert.match(report, /RequestId [\w\\-]{36}/);
    assert.ok(!report.includes(folder), 'no full path');
    await window.notifications.clear();
  });

  it('tells when it is approved, after the reload too, and Release… asks first', async () => {
    await window.runCommand('Mini Program: Approve…');
    await window.quickInput.rows().filter({ hasText: programName }).first().click();
    await window.quickInput.rows().filter({ hasText: nextVersion }).first().click();
    await window.quickInput.ok();
    await window.tree.row(`Approve ${programName} ${nextVersion}`).waitFor({ timeout: 30_000 });
    await window.notifications.clear();
    const news = `${programName} ${nextVersion} is approved and can be released`;
    await window.notifications.find(news).waitFor({ timeout: 90_000 });
    await picture('approved');
    await window.notifications.press(news, 'Release…');
    await window.dialog.locator().waitFor();
    await picture('release');
    await window.page.keyboard.press('Escape');
    await window.dialog.locator().waitFor({ state: 'hidden' });
  });

  it('reveals the version in Mini Programs, and clears what has ended', async () => {
    await window.tree.contextMenu(published, 'Reveal in Mini Programs');
    const row = window.page.locator('.monaco-list-row.focused').and(window.tree.row(nextVersion));
    await row.waitFor();
    await away();
    await picture('revealed');
    await window.runCommand('Mini Program: Clear Finished');
    await window.tree.row(published).waitFor({ state: 'hidden' });
  });
});
