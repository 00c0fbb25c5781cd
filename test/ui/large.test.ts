import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/startSandbox';
import type { CodeWindow } from '../host/ui';
import { openProduct } from './support/product';
import { addProfile } from './support/profileWizard';

describe('ten thousand mini programs, as a person meets them', () => {
  let window: CodeWindow;
  let sandbox: Sandbox;
  let total: number;
  before(async () => {
    sandbox = await startSandbox({ seed: 'large' });
    total = sandbox.state.programs.size;
    window = await openProduct();
    await window.openView('Mini Programs');
    const { url: endpoint, platformId, secretId, secretKey } = sandbox;
    const answers = {
      name: 'Large',
      endpoint,
      dialect: 'TCSAS',
      environment: 'sandbox',
      platformId,
      secretId,
    } as const;
    await addProfile(window, answers, secretKey);
  });
  after(async () => {
    await window.close();
    await sandbox.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('large-failed');
  });

  const rows = (): Locator => window.page.locator('.part.sidebar .pane-body .monaco-list-row');
  const loadMore = (loaded: number): Locator => rows().filter({ hasText: `Load more (${loaded} of ${total})` });
  const program = (): Locator => rows().and(window.page.getByLabel(/^Mini program /));
  /** Scrolls from the top to the end and answers the text of every program's row, by its position in the list. */
  async function readAll(): Promise<readonly string[]> {
    const seen = new Map<number, string>();
    await focusList();
    await toTheTop();
    for (let before = -1; seen.size > before || before < 0;) {
      before = seen.size;
      // Three times, as the first Page Down goes to the end of what is seen, and drawing takes a moment.
      for (let turn = 0; turn < 3; turn++) {
        const drawn = await rows().evaluateAll((all) =>
          all.map((row) => [Number(row.getAttribute('data-index')), row.getAttribute('aria-label') ?? ''] as const),
        );
        for (const [at, text] of drawn) seen.set(at, text);
        await window.page.keyboard.press('PageDown');
        await window.page.waitForTimeout(30);
      }
    }
    return [...seen].sort(([a], [b]) => a - b).flatMap(([, text]) => (text.startsWith('Mini program ') ? [text] : []));
  }
  /** The position in the list of the topmost row on the screen. */
  async function topRow(): Promise<number> {
    const drawn = await rows().evaluateAll((all) => all.map((row) => Number(row.getAttribute('data-index'))));
    return Math.min(...drawn);
  }
  /**
   * Presses a key until it has led where it should, and stays there: it goes to the end of what is drawn at that moment, and one
   * that was pressed before may be handled late and lead away again.
   */
  async function pressUntil(key: 'End' | 'Home', isThere: () => Promise<boolean>): Promise<void> {
    const within = async (ms: number, wanted: boolean): Promise<boolean> => {
      for (const end = Date.now() + ms; Date.now() < end;) {
        if ((await isThere()) === wanted) return true;
        await window.page.waitForTimeout(25);
      }
      return false;
    };
    for (const limit = Date.now() + 20_000; Date.now() < limit;) {
      if ((await isThere()) && !(await within(250, false))) return;
      await window.page.keyboard.press(key);
      await within(500, true);
    }
    assert.fail(`${key} does not lead there`);
  }
  async function toTheEnd(loaded: number): Promise<void> {
    await focusList();
    await pressUntil('End', () => loadMore(loaded).isVisible());
  }
  const toTheTop = (): Promise<void> => pressUntil('Home', async () => (await topRow()) === 0);
  const focusList = (): Promise<void> =>
    window.page.locator('.part.sidebar .pane-body .monaco-list').filter({ visible: true }).focus();

  it('shows the first page and tells how many there are', async () => {
    await program().first().waitFor();
    await toTheEnd(50);
    assert.equal(total, 10_000);
  });

  it('loads more at the end, keeping focus, scroll position and what is open', async () => {
    await toTheTop();
    const opened = program().first();
    const [name = ''] = ((await opened.getAttribute('aria-label')) ?? '').split(', ');
    await opened.click();
    // Its version is drawn two steps later, and pushes down what is below.
    await rows().and(window.page.locator('[aria-level="3"]')).first().waitFor();
    for (const loaded of [50, 100, 200]) {
      await toTheEnd(loaded);
      const top = await topRow();
      await loadMore(loaded).click();
      // Its place is a program's then.
      await loadMore(loaded).waitFor({ state: 'detached' });
      assert.equal(await topRow(), top);
    }
    await toTheEnd(400);
    assert.equal(await loadMore(400).and(window.page.locator('.focused')).count(), 1, 'the focus is elsewhere');
    await toTheTop();
    const still = program().and(window.page.locator('[aria-expanded="true"]'));
    await still.waitFor();
    assert.ok((await still.getAttribute('aria-label'))?.startsWith(name), `not ${name} but another one is open`);
  });

  it('shows no row twice and leaves none out', async () => {
    const all = await readAll();
    const doubles = all.filter((text, at) => all.indexOf(text) !== at);
    assert.deepEqual(doubles, []);
    assert.equal(all.length, 400);
  });

  it('finds the 9,999th by a search of the platform, far beyond what is loaded', async () => {
    // The platform lists the newest first.
    const name = [...sandbox.state.programs.values()].at(-9_999)?.name ?? '';
    assert.equal(await window.tree.row(name).count(), 0);
    await window.runCommand('Mini Program: Search Mini Programs…');
    await window.quickInput.fill(name.replace(/^.* /, ''));
    await window.quickInput.accept();
    const found = window.tree.row(name);
    await found.waitFor();
    assert.equal(await rows().count(), 1);
    await window.screenshot(`large-${window.host.name}-search`);
    await window.runCommand('Mini Program: Clear Search');
    await found.waitFor({ state: 'detached' });
    await toTheEnd(50);
  });
});
