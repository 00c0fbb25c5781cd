import assert from 'node:assert/strict';
import type { CodeWindow } from '../../host/ui';
import type { Words } from './language';
import { giveUp, pickRow } from './profileWizard';
import { assertReadable } from './readable';

/** A walk through everything that can be seen, with a picture at each stop. */
export interface Tour {
  readonly window: CodeWindow;
  readonly words: Words;
  readonly picture: (name: string) => Promise<unknown>;
}

export async function seeWelcome({ window, words, picture }: Tour): Promise<void> {
  await window.openView(words.nls('viewContainer.title'));
  await window.page.getByRole('button', { name: words.nls('command.trySandbox.title') }).waitFor();
  await away(window);
  await picture('welcome');
}
export async function seeTree({ window, words, picture }: Tour): Promise<void> {
  const { tree } = window;
  // No more than the window has room for: rows that are out of sight are not there.
  for (const name of ['Loyalty Stamps', '会员积分']) await tree.expand(name);
  await tree.row('1.2.0').waitFor();
  await away(window);
  await picture('tree');
  const rejected = tree.row('1.2.0');
  assert.match(await rejected.innerText(), new RegExp(words.text('rejected')));
  await rejected.hover();
  const tooltip = window.page.locator('.monaco-hover', { hasText: words.text('Version ID') }).first();
  await tooltip.waitFor();
  await window.page.waitForTimeout(300);
  await picture('tooltip');
  await away(window);
  await rejected.click({ button: 'right' });
  await window.page.getByRole('menuitem', { name: words.nls('command.submitApproval.title'), exact: true }).waitFor();
  await window.page.waitForTimeout(200);
  await picture('menu');
  await window.page.keyboard.press('Escape');
}
export async function seeDetails({ window, words, picture }: Tour): Promise<void> {
  await window.tree.row('1.2.0').click();
  const frame = await window.webviewFrame('table');
  await frame.getByText(words.text('Approval by super app')).waitFor();
  await picture('details');
}
export async function seeQr({ window, words, picture }: Tour): Promise<void> {
  await window.runCommand(words.command('previewQr'));
  await pickRow(window, 'Bean Subscription');
  await pickRow(window, '0.9.0');
  const frame = await window.webviewFrame('img');
  await frame.getByRole('button', { name: words.text('Copy Link') }).waitFor();
  await window.page.waitForTimeout(600);
  await picture('qr');
  await assertReadable(frame);
}
export async function seeStatusMenu({ window, picture }: Tour): Promise<void> {
  await window.statusBarItem('1.4.1').click();
  await window.quickInput.rows().nth(2).waitFor();
  await away(window);
  await picture('status-menu');
  await giveUp(window);
  // The focus is back at the status bar item, which shows its tooltip for it.
  await window.ext((api) => api.commands.executeCommand('miniProgram.programs.focus'));
}
/** As far as the question, which is answered with no. */
export async function seeRelease({ window, words, picture }: Tour): Promise<void> {
  await window.runCommand(words.command('release'));
  await pickRow(window, 'Gift Cards');
  await pickRow(window, '1.1.0');
  await window.dialog.locator().waitFor();
  await picture('release');
  assert.match(await window.dialog.text(), new RegExp(words.text('Online now')));
  await window.page.keyboard.press('Escape');
  await window.dialog.locator().waitFor({ state: 'hidden' });
}
export async function seeProgress({ window, words, picture }: Tour): Promise<void> {
  await window.runCommand(words.command('publish'));
  await window.quickInput.rows().filter({ hasText: '1.4.2' }).waitFor();
  await window.page.waitForTimeout(300);
  await picture('publish');
  await window.quickInput.accept();
  await window.quickInput.locator().getByText('(2/3)').waitFor();
  await picture('note');
  await window.quickInput.accept();
  await window.quickInput.locator().getByText('(3/3)').waitFor();
  await picture('entry-page');
  await window.quickInput.accept();
  await window.notifications.find('4/5').waitFor({ timeout: 20_000 });
  await picture('progress');
  await window.notifications
    .find(words.text('{0} is built and is the preview version.', '1.4.2'))
    .waitFor({ timeout: 30_000 });
  await picture('built');
  await window.page.keyboard.press('Escape');
}
export async function closeEditors({ window }: Tour): Promise<void> {
  await window.ext((api) => api.commands.executeCommand('workbench.action.closeAllEditors'));
}
/** Off everything that shows a tooltip. */
async function away(window: CodeWindow): Promise<void> {
  await window.page.mouse.move(900, 600);
  await window.page.waitForTimeout(400);
}
