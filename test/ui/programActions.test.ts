import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { miniProgramStatus, versionStatus } from '../../src/contract/enums';
import type { CodeWindow } from '../host/ui';
import { performsWhatItProves } from './support/performed';
import { filesBelow } from './support/product';
import { choose, type } from './support/profileWizard';
import { onlineIn, onRecord, programIn, sandboxRecord, versionIn } from './support/sandboxRecord';
import { openSandbox, rowsSettled, type SandboxWindow, showOnly } from './support/sandboxWindow';

const icon = path.resolve(__dirname, '..', '..', 'media', 'icon.png');

/** What the menus of a mini program and of its versions change; what came of it is read from the sandbox's own file. */
describe('Mini Programs view, every action', () => {
  let opened: SandboxWindow;
  let window: CodeWindow;
  before(async () => {
    opened = await openSandbox();
    window = opened.window;
    await showOnly(window, 'Mini Programs');
    await window.setSideBarWidth(420);
  });
  after(() => opened.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('program-actions-failed');
    await window.notifications.clear();
  });
  async function menu(row: string, item: string): Promise<void> {
    await rowsSettled(window);
    await window.tree.contextMenu(row, item);
  }
  const said = (text: string | RegExp): Promise<void> => window.notifications.find(text).waitFor({ timeout: 30_000 });

  it('edit: a text, and the category from the list of the platform', async () => {
    await menu('Gift Cards', 'Edit Mini Program…');
    await choose(window, 'What to change', 'Introduction');
    await type(window, 'One sentence for users', '送朋友一杯咖啡');
    await said('Introduction of Gift Cards is changed.');
    await onRecord(window, (now) => programIn(now, 'Gift Cards')?.intro === '送朋友一杯咖啡', 'the introduction');
    await menu('Gift Cards', 'Edit Mini Program…');
    await choose(window, 'What to change', 'Category');
    await choose(window, 'Category', 'Groceries');
    await onRecord(window, (now) => programIn(now, 'Gift Cards')?.type === 'Shopping->41_Groceries', 'the category');
  });

  it('icon: uploaded through the upload target, byte by byte', async () => {
    const file = path.join(opened.folder, '图标.png');
    copyFileSync(icon, file);
    const before = programIn(sandboxRecord(window), 'Gift Cards')?.icon;
    await menu('Gift Cards', 'Change Icon…');
    await window.fileDialog(file);
    await said('The icon of Gift Cards is changed.');
    const now = await onRecord(window, (state) => programIn(state, 'Gift Cards')?.icon !== before, 'the icon');
    const address = new URL(programIn(now, 'Gift Cards')?.icon ?? '');
    const [, object] = [...now.objects].find(([key]) => address.pathname.endsWith(key.slice(key.indexOf('/')))) ?? [];
    assert.ok(object, `no object at ${address.pathname}`);
    const stored = filesBelow(window.folders.userData).find((name) => path.basename(name) === object.file);
    assert.ok(stored, 'the object has no file');
    assert.deepEqual(readFileSync(stored), readFileSync(icon));
  });

  it('preview version: set, replaced, cleared', async () => {
    const previewOf = (number: string | undefined) => (now: ReturnType<typeof sandboxRecord>) => {
      const version = number === undefined ? undefined : versionIn(now, 'Table Booking', number)?.id;
      return programIn(now, 'Table Booking')?.preview?.versionId === version;
    };
    await window.tree.expand('Table Booking');
    await menu('0.2.0', 'Set as Preview Version…');
    await said('Table Booking 0.2.0 is the preview version now.');
    await onRecord(window, previewOf('0.2.0'), '0.2.0 as preview version');
    await menu('0.3.0', 'Set as Preview Version…');
    await said('Table Booking 0.3.0 is the preview version now; it was 0.2.0.');
    await onRecord(window, previewOf('0.3.0'), '0.3.0 as preview version');
    await menu('Table Booking', 'Clear Preview Version');
    await said('Table Booking has no preview version now; it was 0.3.0.');
    await onRecord(window, previewOf(undefined), 'no preview version');
  });

  it('approval: withdrawn, and asked for again', async () => {
    const statusOf = (now: ReturnType<typeof sandboxRecord>) => versionIn(now, '会员积分', '1.0.0')?.status;
    await window.tree.expand('会员积分');
    await menu('1.0.0', 'Withdraw from Approval…');
    await said('The request for 会员积分 1.0.0 is withdrawn.');
    await onRecord(window, (now) => statusOf(now) === versionStatus.cancelled, 'withdrawn');
    await menu('1.0.0', 'Submit for Approval…');
    await said('会员积分 1.0.0 is in review.');
    await onRecord(window, (now) => statusOf(now) === versionStatus.processing, 'in review again');
  });

  it('roll back: to a version of the history, after a question', async () => {
    await menu('Order Ahead', 'Roll Back…');
    assert.match(await window.dialog.text(), /Roll Order Ahead back: 2\.3\.0 → 2\.2\.0\?/);
    await window.dialog.press('Roll Back to 2.2.0');
    await said('Order Ahead is back at 2.2.0; it was 2.3.0.');
    await onRecord(window, (now) => onlineIn(now, 'Order Ahead') === '2.2.0', '2.2.0 online');
  });

  it('take down: after a question, and the row says so', async () => {
    await menu('Loyalty Stamps', 'Take Down Mini Program…');
    await window.dialog.press('Take Down');
    await said('Loyalty Stamps is taken down.');
    await onRecord(
      window,
      (now) => programIn(now, 'Loyalty Stamps')?.status === miniProgramStatus.removed,
      'Loyalty Stamps taken down',
    );
    await window.tree.row('Loyalty Stamps').filter({ hasText: 'taken down' }).waitFor();
  });

  it('delete: only when its name is typed', async () => {
    await menu('Loyalty Stamps', 'Delete Mini Program…');
    await window.dialog.press('Delete');
    await type(window, 'Type "Loyalty Stamps" to confirm', 'Loyalty Stamps');
    await said('Loyalty Stamps is deleted.');
    await onRecord(window, (now) => programIn(now, 'Loyalty Stamps') === undefined, 'Loyalty Stamps deleted');
    await window.tree.row('Loyalty Stamps').waitFor({ state: 'detached' });
  });

  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
});
