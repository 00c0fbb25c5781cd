import assert from 'node:assert/strict';
import type { ThemeKind } from '../host/pins';
import type { CodeWindow } from '../host/ui';
import { iconsInSources, iconsOf } from './support/icons';
import { leftoverEnglish, type Words, wordsIn } from './support/language';
import { screenTexts, watchScreen } from './support/leftovers';
import { openProduct, removeFolder, sampleProject } from './support/product';
import {
  closeEditors,
  seeDetails,
  seeProgress,
  seeQr,
  seeRelease,
  seeStatusMenu,
  seeTree,
  seeWelcome,
  type Tour,
} from './support/tour';

/** Pictures are for people: what can be asserted of them is that everything is there. */
describe('what one sees', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject();
    window = await openProduct({ target: folder });
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('looks-failed');
  });
  const words: Words = wordsIn('en');
  const tour = (look: string): Tour => ({
    window,
    words,
    picture: (name) => window.screenshot(`look-${look}-${name}-${window.host.name}`),
  });
  const themes: readonly ThemeKind[] = ['light', 'contrast', 'dark'];

  it('welcome', async () => {
    for (const theme of themes) {
      await window.setTheme(theme);
      await seeWelcome(tour(theme));
    }
    await window.page.getByRole('button', { name: 'Try the Sandbox' }).click();
    await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
  });
  for (const theme of themes) {
    it(theme, async () => {
      await window.setTheme(theme);
      const stops = tour(theme);
      for (const see of [seeTree, seeDetails, seeQr, seeStatusMenu, seeRelease, closeEditors]) await see(stops);
    });
  }
  it('narrow', async () => {
    await window.setSideBarWidth(180);
    for (const see of [seeTree, seeQr, closeEditors]) await see(tour('narrow'));
    await window.setSideBarWidth(300);
  });
  it('publishing', () => seeProgress(tour('dark')));
  it('every icon exists', async () => {
    const known = new Set(await iconsOf(window));
    assert.ok(known.has('package'), 'the icons of the window are known');
    assert.deepEqual(
      iconsInSources().filter(({ icon }) => !known.has(icon)),
      [],
    );
  });
});

describe('what one sees in Chinese', () => {
  let window: CodeWindow;
  let folder: string;
  before(async () => {
    folder = sampleProject('在菜单中加入热可可');
    window = await openProduct({ target: folder, locale: 'zh-cn' });
    await watchScreen(window);
  });
  after(async () => {
    await window.close();
    removeFolder(folder);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('looks-failed');
  });
  const words: Words = wordsIn('zh-cn');
  const frames: string[] = [];
  const tour = (): Tour => ({
    window,
    words,
    picture: async (name) => {
      await window.screenshot(`look-zh-cn-${name}-${window.host.name}`);
      for (const frame of window.page.frames()) {
        const text = await frame
          .locator('body')
          .innerText({ timeout: 1_000 })
          .catch(() => '');
        frames.push(text);
      }
    },
  });

  it('welcome', async () => {
    await seeWelcome(tour());
    await window.page.getByRole('button', { name: words.nls('command.trySandbox.title') }).click();
    await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
  });
  it('everything else', async () => {
    for (const see of [seeTree, seeDetails, seeQr, seeStatusMenu, seeRelease, closeEditors, seeProgress])
      await see(tour());
  });
  it('has no English sentence of ours anywhere', async () => {
    const shown = [await screenTexts(window), ...frames].join('\n');
    assert.ok(shown.includes(words.text('Version ID')), 'the texts were kept');
    assert.deepEqual(leftoverEnglish(shown), []);
  });
});
