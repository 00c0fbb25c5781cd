import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CodeWindow } from '../host/ui';
import { programName, trySandbox } from './support/journey';
import { performsWhatItProves } from './support/performed';
import { filesBelow, openProduct, removeFolder, sampleId, sampleProject } from './support/product';
import { rowsSettled } from './support/sandboxWindow';

/** What the sandbox itself has on record: a route around the extension. */
interface OnRecord {
  readonly domains: readonly { readonly type: number; readonly urls: readonly string[] }[];
  readonly reasons: readonly string[];
}
function onRecord(window: CodeWindow): OnRecord {
  const file = filesBelow(window.folders.userData).find((name) => name.endsWith(path.join('sandbox', 'state.json')));
  // It writes its state a moment after a change.
  if (!file) return { domains: [], reasons: [] };
  const state = JSON.parse(readFileSync(file, 'utf8')) as {
    programs: [string, { domains: OnRecord['domains'] }][];
    permissions: [string, { mnpId: string; reason: string }][];
  };
  return {
    domains: new Map(state.programs).get(sampleId)?.domains ?? [],
    reasons: state.permissions.flatMap(([, { mnpId, reason }]) => (mnpId === sampleId ? [reason] : [])),
  };
}

describe('what a mini program has besides versions, as a person changes it', () => {
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
    if (this.currentTest?.state === 'failed') await window.screenshot('parts-failed');
  });
  const picture = (name: string): Promise<string> => window.screenshot(`parts-${name}-${window.host.name}`);
  /** The sandbox writes its state a moment after a change. */
  async function eventually(isRight: (record: OnRecord) => boolean): Promise<void> {
    for (let look = 0; look < 40 && !isRight(onRecord(window)); look++) await window.page.waitForTimeout(150);
    assert.ok(isRight(onRecord(window)), JSON.stringify(onRecord(window)));
  }
  const has = (domain: string) => (record: OnRecord) => record.domains.some(({ urls }) => urls.includes(domain));

  it('adds a domain from the row of its kind, refusing what cannot be one', async () => {
    const { tree, quickInput, page } = window;
    await window.setSideBarWidth(420);
    await tree.row(programName).waitFor();
    await tree.expand('Domains');
    await tree.row('Socket').waitFor();
    await rowsSettled(window);
    await tree.inlineAction('Socket', 'Add Domains…');
    await quickInput.locator().getByText('Add Socket Domains').waitFor();
    await quickInput.fill('https://chat.example.com/room');
    await quickInput.message().getByText('must begin with wss://').waitFor();
    await picture('domain-refused');
    await quickInput.fill('chat.example.com');
    await quickInput.accept();
    await eventually(has('wss://chat.example.com'));
    await tree.row('wss://chat.example.com').waitFor({ timeout: 30_000 });
    await window.notifications.clear();
    await page.mouse.move(900, 500);
    await picture('domains');
  });
  it('edits and removes it, each after a question', async () => {
    const { tree, quickInput, dialog } = window;
    await rowsSettled(window);
    await tree.inlineAction('wss://chat.example.com', 'Edit Domain…');
    await quickInput.locator().getByText('Edit wss://chat.example.com').waitFor();
    await quickInput.fill('wss://聊天.example.com');
    await quickInput.accept();
    await dialog.locator().waitFor();
    await dialog.press('Replace');
    await tree.row('wss://聊天.example.com').waitFor({ timeout: 30_000 });
    await eventually(has('wss://聊天.example.com'));
    await rowsSettled(window);
    await tree.inlineAction('wss://聊天.example.com', 'Remove Domain…');
    await dialog.locator().waitFor();
    await picture('domain-remove');
    await dialog.press('Remove');
    await tree.row('wss://聊天.example.com').waitFor({ state: 'detached', timeout: 30_000 });
    await eventually((record) => !has('wss://聊天.example.com')(record));
    await window.notifications.clear();
  });
  it('asks for a sensitive API with a reason and shows where the request stands', async () => {
    const { tree, quickInput, page } = window;
    await tree.expand('Sensitive APIs');
    const asking = page.locator('.part .pane-body .monaco-list-row').filter({ hasText: 'not requested' }).first();
    await asking.waitFor({ timeout: 30_000 });
    await picture('permissions');
    await asking.hover();
    await asking.getByRole('button', { name: 'Request Permission…' }).click();
    await quickInput.locator().getByText('Why does it need this?').waitFor();
    await quickInput.fill('找到最近的门店');
    await quickInput.accept();
    await window.notifications.find('waiting for a decision').waitFor({ timeout: 30_000 });
    await eventually(({ reasons }) => reasons.includes('找到最近的门店'));
    await window.notifications.clear();
  });
  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
  for (const theme of ['light', 'contrast'] as const)
    it(`looks well in ${theme}`, async () => {
      await window.setTheme(theme);
      await window.page.mouse.move(900, 500);
      await window.page.waitForTimeout(400);
      await picture(theme);
    });
});
