import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { accountType, sensitiveApiStatus } from '../../src/contract/enums';
import type { SandboxState } from '../../src/sandbox/state';
import type { CodeWindow } from '../host/ui';
import { performsWhatItProves } from './support/performed';
import { type as typeInto } from './support/profileWizard';
import { accountIn, named, onRecord, programIn, sandboxRecord, superAppIn } from './support/sandboxRecord';
import { openSandbox, rowsSettled, type SandboxWindow, showOnly } from './support/sandboxWindow';

/** Every change of the Platform view by its own menus; what came of it is read from what the sandbox's process wrote. */
describe('Platform view, every action', () => {
  let opened: SandboxWindow;
  let window: CodeWindow;
  before(async () => {
    opened = await openSandbox();
    window = opened.window;
    await showOnly(window, 'Platform');
    await window.setSideBarWidth(420);
    for (const part of ['Super apps', 'Teams']) await window.tree.expand(part);
    await window.tree.row('Field Lab').waitFor();
  });
  after(() => opened.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('platform-actions-failed');
    await window.notifications.clear();
  });
  const becomes = (isSo: (now: SandboxState) => boolean, what: string): Promise<SandboxState> =>
    onRecord(window, isSo, what);
  async function menu(row: string, item: string): Promise<void> {
    await rowsSettled(window);
    await window.tree.contextMenu(row, item);
  }
  async function inline(row: string, button: string): Promise<void> {
    await rowsSettled(window);
    await window.tree.inlineAction(row, button);
  }
  const type = (asked: string, text: string): Promise<void> => typeInto(window, asked, text);
  async function pick(asked: string, label: string): Promise<void> {
    await window.quickInput.locator().getByPlaceholder(asked).waitFor();
    await window.quickInput.pick(label);
  }
  const shown = (heading: string): Promise<unknown> =>
    window.webviewFrame('h1').then((frame) => frame.getByRole('heading', { name: heading }).first().waitFor());
  const closeEditors = (): Promise<void> => window.runCommand('View: Close All Editors');
  const teamOf = (now: SandboxState, name: string) => named(now.teams, name);

  it('team: create, details, change administrator, delete', async () => {
    await inline('Teams', 'Create Team…');
    await type('The name of the team', 'Harbor Team');
    await pick('What is Harbor Team for?', 'mini programs');
    await pick('Who administrates Harbor Team?', 'Shop Developer');
    await pick('Whose super apps may show the mini programs of Harbor Team?', 'Super App Operations');
    await window.tree.row('Harbor Team').waitFor();
    await menu('Harbor Team', 'Show Team Details');
    await shown('Harbor Team');
    await closeEditors();
    await menu('Harbor Team', 'Change Team Administrator…');
    await pick('Who administrates Harbor Team?', 'Shop Tester');
    await window.dialog.press('Change Administrator');
    const tester = (now: SandboxState) => accountIn(now, 'shop_tester')?.id;
    await becomes(
      (now) => teamOf(now, 'Harbor Team')?.members.some(({ userId }) => userId === tester(now)) ?? false,
      'no other administrator',
    );
    await menu('Harbor Team', 'Delete Team…');
    await window.dialog.press('Delete');
    await type('Type "Harbor Team" to confirm', 'Harbor Team');
    await becomes((now) => teamOf(now, 'Harbor Team') === undefined, 'not deleted');
  });

  it('members: add, change role, remove', async () => {
    const roleOf = (now: SandboxState): string | undefined => {
      const user = accountIn(now, 'reviewer')?.id;
      const member = teamOf(now, 'Field Lab')?.members.find(({ userId }) => userId === user);
      return now.roles.find(({ id }) => id === member?.roleId)?.name;
    };
    await window.tree.expand('Field Lab');
    await inline('Field Lab', 'Add Team Member…');
    await pick('Who joins Field Lab?', 'Release Reviewer');
    await pick('Role in Field Lab', 'Mini Program Tester');
    await window.tree.row('Release Reviewer').waitFor();
    await becomes((now) => roleOf(now) === 'Mini Program Tester', 'not added');
    await menu('Release Reviewer', 'Change Member Role…');
    await pick('Role in Field Lab', 'Mini Program Operator');
    await becomes((now) => roleOf(now) === 'Mini Program Operator', 'same role');
    await menu('Release Reviewer', 'Remove Team Member…');
    await window.dialog.press('Remove');
    await becomes((now) => roleOf(now) === undefined, 'still a member');
  });

  it('user: details, edit', async () => {
    await window.tree.row('Teams').locator('.monaco-tl-twistie').click();
    await window.tree.expand('Users');
    await menu('Shop Tester', 'Show User Details');
    await shown('Shop Tester');
    await closeEditors();
    await menu('Shop Tester', 'Edit User…');
    await type('the login shop_tester stays', '测试员');
    await pick('What is 测试员?', 'platform administrator');
    await becomes((now) => named(now.users, '测试员')?.accountType === accountType.platformAdmin, 'not changed');
    await window.tree.row('测试员').waitFor();
    await window.tree.row('Users').locator('.monaco-tl-twistie').click();
  });

  it('super app: details, edit in the form, no deletion while something depends on it', async () => {
    await menu('City Pass', 'Show Super App Details');
    await shown('City Pass');
    await closeEditors();
    await menu('City Pass', 'Edit Super App…');
    const frame = await window.webviewFrame('#intro-0');
    await frame.locator('#intro-0').fill('The city in one app.');
    await frame.locator('#submit').click();
    await becomes((now) => superAppIn(now, 'City Pass')?.intro === 'The city in one app.', 'not changed');
    await menu('City Pass', 'Delete Super App…');
    await window.dialog.press('Delete');
    await type('Type "City Pass" to confirm', 'City Pass');
    await window.notifications.find('is still open').waitFor({ timeout: 30_000 });
    assert.ok(superAppIn(sandboxRecord(window), 'City Pass'));
  });

  it('sensitive APIs: add, restrict, open, delete', async () => {
    const statusOf = (now: SandboxState): number | undefined => named(now.sensitiveApis, 'getStepCount')?.status;
    await window.tree.expand('City Pass');
    await menu('City Pass', 'Add Sensitive API…');
    await type('The name of the method', 'getStepCount');
    await type('What it does', 'Steps of the day');
    await pick('Where does getStepCount come from?', 'Custom');
    await window.tree.row('getStepCount').waitFor();
    await menu('getStepCount', 'Restrict Sensitive API…');
    await window.dialog.press('Restrict');
    await becomes((now) => statusOf(now) === sensitiveApiStatus.restricted, 'not restricted');
    await window.tree.row('getStepCount').filter({ hasText: 'with permission only' }).waitFor();
    await menu('getStepCount', 'Open Sensitive API to All…');
    await window.dialog.press('Open to All');
    await becomes((now) => statusOf(now) === sensitiveApiStatus.open, 'not open');
    await window.tree.row('getStepCount').filter({ hasText: 'open to all' }).waitFor();
    await menu('getStepCount', 'Delete Sensitive API…');
    await window.dialog.press('Delete');
    await type('Type "getStepCount" to confirm', 'getStepCount');
    await becomes((now) => statusOf(now) === undefined, 'not deleted');
  });

  it('configuration file', async () => {
    const target = path.join(opened.folder, 'tcmpp-android-configurations.json');
    await menu('City Pass', 'Download Super App Configuration File…');
    await pick('For which system? The app that embeds the SDK carries this file.', 'Android');
    await window.fileDialog(target);
    await window.notifications.find('is saved as').waitFor({ timeout: 30_000 });
    assert.match(readFileSync(target, 'utf8'), /"customId"/);
  });

  it('global domains: add several, edit, remove; roles are listed', async () => {
    const has = (domain: string) => (now: SandboxState) =>
      [...now.globalDomains.values()].some((one) => one.domain === domain);
    await window.tree.row('Super apps').locator('.monaco-tl-twistie').click();
    await window.tree.expand('Roles');
    await window.tree.row('Review Staff').waitFor();
    await window.tree.row('Roles').locator('.monaco-tl-twistie').click();
    await window.tree.expand('Global domains');
    await inline('Global domains', 'Add Global Domains…');
    await pick('For every mini program of this platform', 'Allow');
    await type('One domain or several', 'one.example, two.example');
    await window.tree.row('one.example').waitFor();
    await menu('one.example', 'Edit Global Domain…');
    await type('The domain, such as', 'three.example');
    await becomes(has('three.example'), 'not changed');
    await window.tree.row('three.example').waitFor();
    await menu('three.example', 'Remove Global Domain…');
    await window.dialog.press('Remove');
    await becomes((now) => !has('three.example')(now) && has('two.example')(now), 'not removed');
  });

  it('super app: create for a new team in the form, delete', async () => {
    await window.runCommand('Mini Program: Create Team…');
    await type('The name of the team', 'Harbor Apps');
    await pick('What is Harbor Apps for?', 'super apps');
    await pick('Who administrates Harbor Apps?', 'Publisher');
    await becomes((now) => teamOf(now, 'Harbor Apps') !== undefined, 'no team');
    await inline('Super apps', 'Create Super App…');
    const frame = await window.webviewFrame('#team-0');
    await frame.locator('#name-0').fill('Harbor Pass');
    await frame.locator('#team-0').selectOption({ label: 'Harbor Apps' });
    await frame.locator('#intro-0').fill('Everything around the harbor.');
    await frame.locator('#logo-0').fill('https://example.com/logo.png');
    await frame.locator('#submit').click();
    const has = (now: SandboxState): boolean => superAppIn(now, 'Harbor Pass') !== undefined;
    await becomes(has, 'not created');
    await window.tree.expand('Super apps');
    await menu('Harbor Pass', 'Delete Super App…');
    await window.dialog.press('Delete');
    await type('Type "Harbor Pass" to confirm', 'Harbor Pass');
    await becomes((now) => !has(now), 'not deleted');
  });

  it('a mini program is created in the form', async () => {
    await window.runCommand('Mini Program: Create Mini Program…');
    const frame = await window.webviewFrame('#description-0');
    await frame.locator('#name-0').fill('Tea House');
    await frame.locator('#intro-0').fill('Tea by the pot');
    await frame.locator('#description-0').fill('Menu and tables');
    await frame.locator('#type-0').selectOption({ label: 'Take-out' });
    await frame.locator('#iconUrl-0').fill('https://static.example.com/icon.png');
    await window.screenshot(`platform-program-form-${window.host.name}`);
    await frame.locator('#submit').click();
    await window.notifications.find(/Tea House .*is created/).waitFor({ timeout: 30_000 });
    const now = await becomes((state) => programIn(state, 'Tea House') !== undefined, 'not created');
    const { intro, desc, type: category } = programIn(now, 'Tea House') ?? {};
    assert.deepEqual([intro, desc, category], ['Tea by the pot', 'Menu and tables', 'Food and Drink->32_Take-out']);
  });

  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
});
