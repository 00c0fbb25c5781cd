import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import type { ThemeKind } from '../host/pins';
import type { CodeWindow } from '../host/ui';
import { bigProject } from './support/bigProject';
import { leftoverEnglish, wordsIn } from './support/language';
import { nextVersion, publishToPreview, trySandbox } from './support/journey';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { assertReadable } from './support/readable';

/** The panel, as a person finds it. */
async function openPreview(window: CodeWindow, title = 'Mini Program: Preview Package'): Promise<Frame> {
  await window.runCommand(title);
  const frame = await window.webviewFrame('#leftOut', 60_000);
  // Away from everything that shows a tooltip.
  await window.page.mouse.move(200, 600);
  return frame;
}
const row = (frame: Frame, text: string | RegExp): Locator => frame.getByRole('treeitem', { name: text }).first();
const showSection = (frame: Frame, id: string): Promise<void> =>
  frame.locator(`#${id}`).evaluate((element) => element.scrollIntoView());
const toTheTop = (frame: Frame): Promise<unknown> => frame.evaluate('scrollTo(0, 0)');
const widthOf = (frame: Frame): Promise<number> => frame.evaluate<number>('innerWidth');

describe('Preview Package, with 2,000 files', () => {
  let window: CodeWindow;
  let folder: string;
  let frame: Frame;
  before(async () => {
    folder = bigProject(2_000);
    window = await openProduct({ target: folder, viewport: { width: 1280, height: 1000 } });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('package-failed');
  });
  const picture = (name: string): Promise<string> => window.screenshot(`package-${name}-${window.host.name}`);
  const themes: readonly ThemeKind[] = ['light', 'contrast', 'contrastLight', 'dark'];

  it('tells what ships, what not and why, and what is wrong, errors first', async () => {
    frame = await openPreview(window);
    await frame.getByText('3 errors stop publishing').waitFor();
    assert.match((await row(frame, /^Error/).getAttribute('aria-label')) ?? '', /pages\/missing/);
    await row(frame, 'packages/活动').waitFor();
    await row(frame, 'notes/').waitFor();
    await row(frame, 'packages/orders').click();
    await row(frame, /^pages, 8 files/).waitFor();
  });
  for (const theme of themes) {
    it(`looks well in ${theme}`, async () => {
      await window.setTheme(theme);
      await toTheTop(frame);
      await window.page.waitForTimeout(400);
      await picture(theme);
      await showSection(frame, 'ships');
      await window.page.waitForTimeout(200);
      await picture(`${theme}-ships`);
      await assertReadable(frame);
    });
  }

  it('opens a problem at its line, and comes back as it was left', async () => {
    await showSection(frame, 'problems');
    await row(frame, /^Error, .*pages\/missing/).click();
    const selected = await window.ext(async (api) => {
      for (let look = 0; look < 50 && !api.window.activeTextEditor; look++)
        await new Promise((r) => setTimeout(r, 100));
      const editor = api.window.activeTextEditor;
      return [editor?.document.fileName.replace(/^.*[\\/]/, ''), (editor?.selection.start.line ?? -1) + 1];
    });
    assert.deepEqual(selected, ['app.json', 9]);
    await window.page.getByRole('tab', { name: /^Package: / }).click();
    frame = await window.webviewFrame('#leftOut');
    await row(frame, /^pages, 8 files/).waitFor();
  });

  it('is driven by the keyboard alone', async () => {
    const first = row(frame, 'Main package');
    await first.focus();
    const { keyboard } = window.page;
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowRight');
    await frame.locator(':focus[aria-level="2"][aria-expanded="true"]').waitFor();
    await frame.locator('#ships [aria-level="3"]').first().waitFor();
    await keyboard.press('ArrowRight');
    await frame.locator(':focus[aria-level="3"]').waitFor();
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await frame.locator(':focus[aria-level="2"][aria-expanded="false"]').waitFor();
    await keyboard.press('Home');
    await first.and(frame.locator(':focus')).waitFor();
    // One stop for each tree: else Tab would take 2,000 presses.
    assert.equal(await frame.locator('#ships [role="tree"]').first().locator('[tabindex="0"]').count(), 1);
  });

  it('finds a file and tells why it does not ship', async () => {
    await frame.getByRole('searchbox').fill('source.psd');
    await row(frame, /source\.psd, does not ship: suffix: \.psd \(project\.config\.json:\d+\)/).waitFor();
    await showSection(frame, 'ships');
    await picture('search');
    await frame.getByRole('searchbox').fill('');
    await frame.locator('#results [role="tree"]').waitFor({ state: 'detached' });
  });

  it('offers to check again when files have changed, but not for files that never ship', async () => {
    const again = frame.locator('.stale');
    writeFileSync(path.join(folder, 'notes', 'meeting-1.json'), '{ "changed": true }\n');
    await window.page.waitForTimeout(1_500);
    assert.equal(await again.isVisible(), false);
    const config = path.join(folder, 'app.json');
    const app = JSON.parse(readFileSync(config, 'utf8')) as { readonly pages: readonly string[] };
    writeFileSync(config, JSON.stringify({ ...app, pages: app.pages.filter((page) => !page.includes('missing')) }));
    await again.waitFor();
    await toTheTop(frame);
    await picture('stale');
    assert.equal(await frame.getByRole('button', { name: 'Check Again' }).count(), 1, 'one button, not two');
    await assertReadable(frame);
    await frame.locator('#checkStale').click();
    await frame.getByText('1 error stops publishing', { exact: true }).first().waitFor();
    assert.equal(await again.isVisible(), false);
    await frame.locator('#check').waitFor();
    await frame.getByRole('button', { name: 'Remove byte order mark' }).click();
    await frame.locator('.verdict.ok, .verdict.warning').waitFor();
    assert.equal(readFileSync(path.join(folder, 'pages', 'menu', 'menu.json'), 'utf8'), '{}\n');
    // The news of the change that was just checked may come late.
    await window.page.waitForTimeout(2_000);
    assert.equal(await again.isVisible(), false);
    await picture('ready');
  });

  it('fits a column of 300 pixels', async () => {
    for (let width = 900; (await widthOf(frame)) > 305 && width < 1_000; width += 10)
      await window.setSideBarWidth(width);
    const width = await widthOf(frame);
    assert.ok(width < 340, `the column is ${width} wide`);
    for (const theme of ['dark', 'light'] as const) {
      await window.setTheme(theme);
      await toTheTop(frame);
      await window.page.waitForTimeout(300);
      await picture(`narrow-${theme}`);
      await showSection(frame, 'ships');
      await window.page.waitForTimeout(300);
      await picture(`narrow-${theme}-ships`);
    }
    await assertReadable(frame);
  });
});

describe('Preview Package in Chinese, with 10,000 files', () => {
  let window: CodeWindow;
  let folder: string;
  const words = wordsIn('zh-cn');
  before(async () => {
    folder = bigProject(10_000);
    window = await openProduct({ target: folder, locale: 'zh-cn', viewport: { width: 1280, height: 1000 } });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('package-failed');
  });

  it('answers at once, and shows no English sentence of ours', async () => {
    const frame = await openPreview(window, words.command('previewPackage'));
    await window.screenshot(`package-zh-cn-${window.host.name}`);
    const texts = await frame.locator('body').innerText();
    const labels = await frame.locator('[aria-label]').evaluateAll((all) => all.map((one) => one.ariaLabel).join('\n'));
    assert.deepEqual(leftoverEnglish(`${texts}\n${labels}`), []);
    await showSection(frame, 'ships');
    await row(frame, /^components/).click();
    const before = Date.now();
    await row(frame, /^chart/).click();
    await frame
      .getByText(words.text('Show {0} more', '0').replace('0', ''))
      .or(frame.locator('.more'))
      .first()
      .waitFor();
    const took = Date.now() - before;
    assert.ok(took < 1_000, `a folder of hundreds opened in ${took} ms`);
    await window.screenshot(`package-zh-cn-ships-${window.host.name}`);
    const drawn = await frame.getByRole('treeitem').count();
    assert.ok(drawn < 500, `${drawn} rows are drawn at once`);
  });
});

describe('Preview Package after a publish', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder, viewport: { width: 1280, height: 1000 } });
    await trySandbox({ window, picture: () => Promise.resolve() });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('package-failed');
  });

  it('says when nothing differs from the version before, and what differs', async () => {
    let frame = await openPreview(window);
    await frame.getByText('Nothing has been published from here yet.').waitFor();
    await publishToPreview({ window, picture: () => Promise.resolve() });
    await window.notifications.clear();
    frame = await openPreview(window);
    await frame.getByText(`Identical to ${nextVersion}`).first().waitFor();
    const file = (name: string): string => path.join(folder, ...name.split('/'));
    appendFileSync(file('pages/cart/cart.js'), "\nwx.request({ url: 'https://api.example.com/carts' });\n");
    writeFileSync(file('pages/cart/note.json'), '{}\n');
    const app = JSON.parse(readFileSync(file('app.json'), 'utf8')) as Record<string, unknown>;
    app['permission'] = { 'scope.userLocation': { desc: 'To find the nearest shop' } };
    writeFileSync(file('app.json'), JSON.stringify(app, null, 2));
    await frame.locator('#checkStale').click();
    await frame
      .getByText(/2 changed, 1 added, .* since /)
      .first()
      .waitFor();
    await row(frame, 'scope.userLocation').waitFor();
    await row(frame, 'api.example.com').waitFor();
    await row(frame, /^Files changed/).click();
    await row(frame, /^pages\/cart\/cart\.js/).waitFor();
    await showSection(frame, 'changes');
    await window.screenshot(`package-changes-${window.host.name}`);
  });
});
