import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { permissionStatus, versionStatus } from '../../src/contract/enums';
import type { ApprovalItemRecord, SandboxState } from '../../src/sandbox/state';
import type { CodeWindow } from '../host/ui';
import { inlineAction } from '../host/workbench';
import { performsWhatItProves } from './support/performed';
import { type } from './support/profileWizard';
import { onRecord, sandboxRecord, versionIn } from './support/sandboxRecord';
import { become, openSandbox, rowNamed, rowsSettled, type SandboxWindow, showOnly } from './support/sandboxWindow';

/** What a reviewer decides, one by one and several at once; the sandbox's own file tells what came of it. */
describe('decisions of a reviewer', () => {
  let opened: SandboxWindow;
  let window: CodeWindow;
  before(async () => {
    opened = await openSandbox();
    window = opened.window;
    await become(window, 'Reviewer');
    await showOnly(window, 'Approvals');
    await window.setSideBarWidth(420);
  });
  after(() => opened.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot('approval-decisions-failed');
    await window.notifications.clear();
  });
  const badge = (count: string): Promise<void> =>
    window.page
      .locator('.part.activitybar .badge-content')
      .filter({ visible: true })
      .getByText(count, { exact: true })
      .waitFor({ timeout: 30_000 });
  const itemsOf = (now: SandboxState, program: string, number: string): readonly ApprovalItemRecord[] => {
    const version = versionIn(now, program, number);
    return version ? ([...now.approvals.values()].findLast((one) => one.versionId === version.id)?.items ?? []) : [];
  };

  it('rejects from the panel, with a note, for one super app only', async () => {
    await badge('4');
    await rowNamed(window, '会员积分, 1\\.0\\.0').click();
    const frame: Frame = await window.webviewFrame('#reject >> visible=true', 30_000);
    await frame.getByRole('checkbox', { name: 'City Pass' }).uncheck();
    await frame.locator('#note').fill('缺少隐私说明：请写明读取手机号的用途。');
    await frame.locator('#reject').click();
    await frame.locator('.state.rejected').waitFor({ timeout: 30_000 });
    const now = await onRecord(
      window,
      (state) => itemsOf(state, '会员积分', '1.0.0').some(({ status }) => status === versionStatus.rejected),
      'rejected',
    );
    const names = new Map([...now.applications.values()].map(({ id, name }) => [id, name]));
    const decided = itemsOf(now, '会员积分', '1.0.0').filter(({ user }) => user !== '');
    assert.deepEqual(
      decided.map(({ applicationId, note, user }) => [names.get(applicationId), note, user]),
      [['城市钱包', '缺少隐私说明：请写明读取手机号的用途。', 'reviewer']],
    );
  });

  it('rejects several after one note and one question that lists them', async () => {
    const before = sandboxRecord(window);
    const open = [...before.permissions.values()].filter(({ status }) => status === permissionStatus.processing);
    assert.equal(open.length, 2);
    await rowNamed(window, 'Order Ahead, getPhoneNumber').click();
    await rowNamed(window, '会员积分, openMemberCard').click({ modifiers: ['ControlOrMeta'] });
    await rowsSettled(window);
    await inlineAction(rowNamed(window, '会员积分, openMemberCard'), 'Reject');
    await type(window, 'What must change?', 'Say in the privacy notice what it is for.');
    assert.match(await window.dialog.text(), /Reject 2 requests\?[\s\S]*getPhoneNumber[\s\S]*openMemberCard/);
    await window.dialog.press('Reject');
    await window.notifications.find('2 requests are rejected.').waitFor({ timeout: 30_000 });
    await onRecord(
      window,
      ({ permissions }) =>
        open.every(({ no }) => {
          const now = permissions.get(no);
          return now?.status === permissionStatus.rejected && now.note.startsWith('Say in the privacy');
        }),
      'both rejected with the note',
    );
  });

  it('approves what is left, and the badge goes', async () => {
    await rowsSettled(window);
    await inlineAction(rowNamed(window, 'Order Ahead, 2\\.4\\.0'), 'Approve');
    await onRecord(
      window,
      (now) => itemsOf(now, 'Order Ahead', '2.4.0').every(({ status }) => status === versionStatus.approved),
      'Order Ahead 2.4.0 approved everywhere',
    );
  });

  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
});
