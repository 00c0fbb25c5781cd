import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { permissionStatus } from '../../src/contract/enums';
import type { PermissionRecord, SandboxState } from '../../src/sandbox/state';
import type { CodeWindow } from '../host/ui';
import { inlineAction } from '../host/workbench';
import { performsWhatItProves } from './support/performed';
import { type } from './support/profileWizard';
import { onRecord, programIn, superAppIn } from './support/sandboxRecord';
import { become, openSandbox, rowNamed, rowsSettled, type SandboxWindow, showOnly } from './support/sandboxWindow';

const program = 'Corner Coffee';
const method = 'chooseContact';
const superApp = 'City Pass';

/** One sensitive API between two people: the developer asks, the reviewer decides, the developer sees what was decided. */
describe('a sensitive API, from the request to the decision', () => {
  let opened: SandboxWindow;
  let window: CodeWindow;
  let failed = 0;
  before(async () => {
    opened = await openSandbox();
    window = opened.window;
    await window.setSideBarWidth(420);
  });
  after(() => opened.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.screenshot(`permissions-failed-${++failed}`);
  });
  /** The newest request on record. */
  const requestIn = (now: SandboxState): PermissionRecord | undefined => {
    const app = superAppIn(now, superApp)?.id;
    const api = [...now.sensitiveApis.values()].find((one) => one.name === method && one.applicationId === app);
    const mnpId = programIn(now, program)?.id;
    return [...now.permissions.values()].findLast((one) => one.apiId === api?.id && one.mnpId === mnpId);
  };
  const row = (state: string) => rowNamed(window, `Sensitive API ${method}, ${state} · ${superApp}`);
  async function asDeveloper(): Promise<void> {
    await become(window, 'Developer');
    await window.tree.expand('Sensitive APIs');
  }
  async function ask(state: string, reason: string): Promise<void> {
    await rowsSettled(window);
    await inlineAction(row(state), 'Request Permission…');
    await type(window, 'Why does it need this?', reason);
    await row('waiting for a decision').waitFor({ timeout: 30_000 });
    await onRecord(
      window,
      (now) => {
        const { reason: given, status, applyUser } = requestIn(now) ?? {};
        return given === reason && status === permissionStatus.processing && applyUser === 'shop_developer';
      },
      `a request of the developer: ${reason}`,
    );
    await window.notifications.clear();
  }
  /** The page of the open request, as the reviewer. */
  async function review(reason: string): Promise<Frame> {
    await become(window, 'Reviewer');
    await showOnly(window, 'Approvals');
    await rowNamed(window, `${program}, ${method}`).click();
    const frame = await window.webviewFrame('#approve >> visible=true', 30_000);
    await frame.getByText(reason).first().waitFor();
    return frame;
  }

  it('the developer asks, with a reason', async () => {
    await asDeveloper();
    await ask('not requested', '把积分送给通讯录中的朋友');
  });
  it('the reviewer reads the reason and rejects with a note', async () => {
    const frame = await review('把积分送给通讯录中的朋友');
    await frame.locator('#note').fill('Use the share sheet: it reads no contacts.');
    await frame.locator('#reject').click();
    await frame.locator('.state.rejected').waitFor({ timeout: 30_000 });
    await onRecord(
      window,
      (now) => {
        const { status, note, user } = requestIn(now) ?? {};
        return (
          status === permissionStatus.rejected && note?.startsWith('Use the share') === true && user === 'reviewer'
        );
      },
      'rejected by the reviewer, with the note',
    );
  });
  it('the developer sees the decision and its reason, and asks again', async () => {
    await asDeveloper();
    await row('rejected').waitFor({ timeout: 30_000 });
    await row('rejected').click();
    await window.webviewFrame('td:has-text("Use the share sheet") >> visible=true', 30_000);
    await window.runCommand('View: Close All Editors');
    await ask('rejected', 'The share sheet shows no friends of our own.');
  });
  it('the reviewer allows it, and the developer sees that it may be called', async () => {
    const frame = await review('The share sheet shows no friends of our own.');
    await frame.locator('#approve').click();
    await frame.locator('.state.approved').waitFor({ timeout: 30_000 });
    const now = await onRecord(window, (state) => requestIn(state)?.status === permissionStatus.approved, 'approved');
    assert.equal(requestIn(now)?.user, 'reviewer');
    await asDeveloper();
    await row('allowed').waitFor({ timeout: 30_000 });
  });

  it('has performed every action that it is named for', () => performsWhatItProves(window, __filename));
});
