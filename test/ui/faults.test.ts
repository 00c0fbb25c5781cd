import assert from 'node:assert/strict';
import type { Frame, Locator } from 'playwright-core';
import type { ThemeKind } from '../host/pins';
import type { CodeWindow } from '../host/ui';
import { trySandbox } from './support/journey';
import { leftoverEnglish, wordsIn } from './support/language';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { assertReadable } from './support/readable';

async function openFaults(window: CodeWindow, title = 'Mini Program: Rehearse a Fault…'): Promise<Frame> {
  await window.runCommand(title);
  const frame = await window.webviewFrame('#waiting', 60_000);
  await window.page.mouse.move(200, 700);
  return frame;
}
const waiting = (frame: Frame): Locator => frame.locator('#waiting li');
const struck = (frame: Frame): Locator => frame.locator('#struck li');
const widerThanPage = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate<string[]>(`[...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((one) => one.tagName + '.' + one.className)`);

describe('Rehearse a Fault', () => {
  let window: CodeWindow;
  let folder: string;
  let frame: Frame;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder, viewport: { width: 1360, height: 1000 } });
    await trySandbox({ window, picture: () => Promise.resolve() });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('faults-failed');
  });
  const picture = (name: string): Promise<string> => window.screenshot(`faults-${name}-${window.host.name}`);
  const inTree = (text: string): Locator => window.page.locator('.pane-body').getByText(text).first();

  it('adds a rehearsal with one press, and the row of the sandbox tells that it waits', async () => {
    frame = await openFaults(window);
    await frame.getByText('No fault is waiting').first().waitFor();
    await picture('empty');
    await frame.getByRole('button', { name: 'The build fails' }).click();
    await waiting(frame).filter({ hasText: 'unexpected end tag' }).waitFor();
    await inTree('1 fault is waiting').waitFor();
    await frame.getByRole('button', { name: 'The reviewer rejects' }).click();
    await waiting(frame).filter({ hasText: '图标不清晰' }).waitFor();
    await inTree('2 faults are waiting').waitFor();
  });

  it('takes a fault of one’s own by the keyboard alone, and says at the field what is wrong', async () => {
    const { keyboard } = window.page;
    const select = frame.locator('#place');
    await select.selectOption('action');
    await frame.locator('#action').fill('CreateEverything');
    await keyboard.press('Enter');
    await frame.getByText('The platform has no action CreateEverything.').waitFor();
    assert.equal(await frame.locator('#action:focus[aria-invalid="true"]').count(), 1);
    await picture('refused');
    await assertReadable(frame);
    // Not by Ctrl+A: the workbench answers that a moment later, in the middle of what is typed.
    await frame.locator('#action').selectText();
    await keyboard.type('DescribeMNPList');
    await keyboard.press('Tab');
    await frame.locator('#kind:focus').waitFor();
    await frame.locator('#kind').selectOption('delay');
    await keyboard.press('Tab');
    await frame.locator('#number:focus').waitFor();
    await frame.locator('#number').selectText();
    await keyboard.type('2.5');
    await keyboard.press('Tab');
    await frame.locator('#times:focus').waitFor();
    await keyboard.press('Enter');
    await waiting(frame).filter({ hasText: 'DescribeMNPList' }).filter({ hasText: '2.5 s late' }).waitFor();
  });
  for (const theme of ['light', 'contrast', 'contrastLight', 'dark'] satisfies readonly ThemeKind[]) {
    it(`looks well in ${theme}`, async () => {
      await window.setTheme(theme);
      await window.page.waitForTimeout(400);
      await picture(theme);
      await assertReadable(frame);
    });
  }

  it('tells what has struck, without being asked', async () => {
    await window.runCommand('Mini Program: Refresh');
    await struck(frame).filter({ hasText: 'DescribeMNPList' }).first().waitFor({ timeout: 30_000 });
    await inTree('2 faults are waiting').waitFor({ timeout: 30_000 });
    await picture('struck');
  });

  it('keeps what is typed while its tab is in the background', async () => {
    await window.runCommand('Mini Program: Preview Package');
    await window.webviewFrame('#leftOut', 60_000);
    await window.page.getByRole('tab', { name: /^Rehearse a Fault/ }).click();
    frame = await window.webviewFrame('#waiting');
    await waiting(frame).nth(1).waitFor();
    assert.equal(await frame.locator('#action').inputValue(), 'DescribeMNPList');
  });

  it('takes one back, then all, and the row of the sandbox is silent again', async () => {
    const remove = frame.getByRole('button', { name: /^Remove: The build,/ });
    await remove.focus();
    await window.page.keyboard.press('Enter');
    await remove.waitFor({ state: 'detached' });
    assert.match(await frame.evaluate<string>('document.activeElement.id'), /^remove-/, 'the focus is lost');
    await frame.getByRole('button', { name: 'Clear All' }).click();
    await frame.getByText('No fault is waiting').first().waitFor();
    await inTree('fault is waiting').waitFor({ state: 'detached' });
    assert.equal(await inTree('faults are waiting').count(), 0);
  });

  it('fits a narrow column', async () => {
    await frame.getByRole('button', { name: 'A proxy answers instead' }).click();
    await waiting(frame).first().waitFor();
    await window.setSideBarWidth(980);
    await window.page.waitForTimeout(400);
    await picture('narrow');
    assert.deepEqual(await widerThanPage(frame), []);
  });
});

describe('Rehearse a Fault in Chinese', () => {
  let window: CodeWindow;
  const words = wordsIn('zh-cn');
  before(async () => {
    window = await openProduct({ locale: 'zh-cn', viewport: { width: 1360, height: 1000 } });
  });
  after(() => window.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('faults-failed');
  });

  it('shows no English sentence of ours', async () => {
    await window.runCommand(words.command('trySandbox'));
    await window.tree.row('Corner Coffee').waitFor({ timeout: 30_000 });
    const frame = await openFaults(window, words.command('rehearseFault'));
    await frame.locator('#preset-clock').click();
    await frame.locator('#preset-buildFails').click();
    await waiting(frame).nth(1).waitFor();
    await window.page.locator('.pane-body').getByText(words.text('{0} faults are waiting', '2')).first().waitFor();
    await window.screenshot(`faults-zh-cn-${window.host.name}`);
    const texts = await frame.locator('body').innerText();
    const labels = await frame.locator('[aria-label]').evaluateAll((all) => all.map((one) => one.ariaLabel).join('\n'));
    assert.deepEqual(leftoverEnglish(`${texts}\n${labels}`), []);
  });
});
