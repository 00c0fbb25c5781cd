import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import type { ThemeKind } from '../host/pins';
import type { CodeWindow } from '../host/ui';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { assertReadable } from './support/readable';

describe('approvals, as a reviewer sees them', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder, viewport: { width: 1280, height: 1000 } });
    await window.openView('Mini Programs');
    await window.page.getByRole('button', { name: 'Try the Sandbox' }).click();
    await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('approvals-failed');
  });
  const themes: readonly ThemeKind[] = ['light', 'contrast', 'dark'];
  /** A row of the Approvals view, by what its accessible name begins with. */
  const row = (name: string): Locator =>
    window.page
      .locator('.part.sidebar')
      .getByRole('treeitem', { name: new RegExp(`^${name}`) })
      .first();
  const badge = (): Locator => window.page.locator('.part.activitybar .badge-content').filter({ visible: true });
  const become = async (role: string): Promise<void> => {
    await window.runCommand('Mini Program: Switch Sandbox Role…');
    await window.quickInput.locator().getByPlaceholder('Who do you want to be').waitFor();
    await window.quickInput.pick(role);
    await window.quickInput.locator().waitFor({ state: 'hidden' });
  };
  const picture = async (name: string): Promise<void> => {
    await window.page.mouse.move(700, 900);
    await window.page.waitForTimeout(500);
    await window.screenshot(`approvals-${name}-${window.host.name}`);
  };
  let frame: Frame;

  it('a reviewer sees what waits, and its number on the icon', async () => {
    await become('Reviewer');
    await window.page.locator('.pane-header', { hasText: 'Approvals' }).last().click();
    await window.page.locator('.pane-header', { hasText: 'Mini Programs' }).last().click();
    await row('会员积分, 1\\.0\\.0').waitFor({ timeout: 30_000 });
    await badge().getByText('4', { exact: true }).waitFor();
  });
  it('opens the details of a request', async () => {
    await row('会员积分, 1\\.0\\.0').click();
    frame = await window.webviewFrame('#approve', 30_000);
    await frame.getByText('shop_developer').waitFor();
    await frame.getByText('This version was not published from this computer').waitFor();
  });
  for (const theme of themes) {
    it(`looks well in ${theme}`, async () => {
      await window.setTheme(theme);
      await picture(theme);
      await assertReadable(frame);
    });
  }
  it('asks for a note before it rejects, by keyboard', async () => {
    await frame.locator('#reject').focus();
    await window.page.keyboard.press('Enter');
    await frame.locator('#problem').getByText('A note is required').waitFor();
    assert.equal(await frame.locator(':focus').getAttribute('id'), 'note');
    await picture('note-missing');
    await assertReadable(frame);
  });
  it('keeps the note while the tab is away', async () => {
    await frame.locator('#note').fill('Looks good to us.');
    await window.page.waitForTimeout(800);
    await row('Order Ahead, getPhoneNumber').click();
    await window.page.getByRole('tab', { name: /^Request: Order Ahead/ }).waitFor();
    await window.page.getByRole('tab', { name: /^Request: 会员积分/ }).click();
    frame = await window.webviewFrame('#note[aria-describedby] >> visible=true');
    await frame.getByText('1.0.0').first().waitFor();
    assert.equal(await frame.locator('#note').inputValue(), 'Looks good to us.');
  });
  it('approves for one super app, and the page says what the platform says', async () => {
    await frame.getByRole('checkbox', { name: '城市钱包' }).uncheck();
    await frame.locator('#approve').click();
    await frame.getByText('Approved.', { exact: true }).waitFor({ timeout: 30_000 });
    await frame.locator('.state.approved').waitFor();
    await badge().getByText('4', { exact: true }).waitFor();
    await picture('half');
  });
  it('approves several after one question', async () => {
    await row('Order Ahead, 2\\.4\\.0').click();
    await row('会员积分, openMemberCard').click({ modifiers: ['ControlOrMeta'] });
    await row('会员积分, openMemberCard').hover();
    await row('会员积分, openMemberCard').getByRole('button', { name: 'Approve' }).click();
    const text = await window.dialog.text();
    assert.match(text, /Approve 2 requests\?/);
    assert.match(text, /Order Ahead 2\.4\.0[\s\S]*openMemberCard/);
    await picture('confirm');
    await window.dialog.press('Approve');
    await window.notifications.find('2 requests are approved.').waitFor({ timeout: 30_000 });
    await badge().getByText('2', { exact: true }).waitFor();
    await picture('several');
    await window.notifications.clear();
  });
  it('fits a narrow side bar and a narrow panel', async () => {
    await window.setSideBarWidth(180);
    await picture('narrow-bar');
    await window.setSideBarWidth(820);
    await picture('narrow-panel');
    await window.setSideBarWidth(300);
  });
  it('a developer is told, and offered nothing that would fail', async () => {
    await become('Developer');
    await row('This account may not decide requests').waitFor({ timeout: 30_000 });
    await badge().waitFor({ state: 'hidden' });
    await row('Order Ahead, getPhoneNumber').hover();
    assert.equal(await row('Order Ahead, getPhoneNumber').getByRole('button', { name: 'Approve' }).count(), 0);
    await picture('developer');
  });
});
