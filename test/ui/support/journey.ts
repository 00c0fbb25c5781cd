import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import type { CodeWindow } from '../../host/ui';
import { choose } from './profileWizard';
import { type ProgramOnRecord, programOnRecord, sampleId } from './product';

/** What a person does to publish the open sample project, step by step, in a window with the packed extension. */
export interface Journey {
  readonly window: CodeWindow;
  /** Takes a picture of that name at each stop. */
  readonly picture: (name: string) => Promise<void>;
}
export const programName = 'Corner Coffee';
/** The next patch after what the demo seed has online. */
export const nextVersion = '1.4.2';

/** From the welcome content to the tree of the sandbox: one click. */
export async function trySandbox({ window, picture }: Journey): Promise<void> {
  await window.openView('Mini Programs');
  const button = window.page.getByRole('button', { name: 'Try the Sandbox' });
  await button.waitFor();
  // Away from the activity bar, whose tooltip would cover the text.
  await window.page.mouse.move(900, 500);
  await window.page.waitForTimeout(400);
  await picture('welcome');
  await button.click();
  await window.tree.row(programName).waitFor({ timeout: 30_000 });
  await window.statusBarItem('1.4.1').waitFor();
  await window.page.mouse.move(900, 500);
  await window.page.waitForTimeout(400);
  await picture('tree');
}

/** Publish as far as the preview; answers what the QR code on the screen says. */
export async function publishToPreview({ window, picture }: Journey): Promise<string> {
  await window.runCommand('Mini Program: Publish…');
  await window.quickInput.rows().filter({ hasText: nextVersion }).waitFor();
  await picture('publish-version');
  await window.quickInput.accept();
  await window.quickInput.locator().getByText(`What is new in ${nextVersion}?`).waitFor();
  await window.quickInput.accept();
  await choose(window, `Which page does the preview of ${nextVersion} open?`, 'Home page');
  await window.notifications.find(`Building ${nextVersion}`).waitFor({ timeout: 30_000 });
  await picture('publish-progress');
  await window.notifications.find(`${nextVersion} is built`).waitFor({ timeout: 60_000 });
  const frame = await window.webviewFrame('img');
  const image = frame.locator('img').first();
  await image.waitFor();
  await window.page.waitForTimeout(500);
  await picture('qr');
  return scan(await image.screenshot());
}

/** What a phone would read from a picture of the screen. */
export function scan(png: Buffer): string {
  const { data, width, height } = PNG.sync.read(png);
  const found = jsQR(new Uint8ClampedArray(data), width, height);
  assert.ok(found, 'no QR code can be read from the screen');
  return found.data;
}

/** Submits from the notification, approves for every super app, releases from the status bar's menu. */
export async function toReleased({ window, picture }: Journey): Promise<void> {
  await window.notifications.press(`${nextVersion} is built`, 'Submit for Approval');
  await window.statusBarItem('in review').waitFor({ timeout: 30_000 });
  await window.notifications.clear();
  await picture('in-review');

  await window.runCommand('Mini Program: Approve…');
  await chooseVersion(window, 'Approve');
  await window.quickInput
    .locator()
    .getByText('For which super apps?')
    .or(window.quickInput.locator().getByPlaceholder('For which super apps?'))
    .first()
    .waitFor();
  await picture('approve');
  await window.quickInput.ok();
  // The status bar is what a user relies on; a toast can be gone before anyone looks.
  await window.statusBarItem(`${nextVersion} ready to release`).waitFor({ timeout: 30_000 });
  await window.notifications.clear();

  await window.runCommand('Mini Program: Release…');
  await chooseVersion(window, 'Release');
  await window.dialog.locator().waitFor();
  await picture('release-confirm');
  await window.dialog.press(`Release ${nextVersion}`);
  await window.statusBarItem(`${nextVersion} online`).waitFor({ timeout: 30_000 });
  const row = window.page.locator('.monaco-list-row').filter({ hasText: programName });
  await row
    .filter({ hasText: `${nextVersion} online` })
    .first()
    .waitFor();
  await picture('released');
}

/** A command from the palette asks which mini program and which version. */
async function chooseVersion(window: CodeWindow, what: string): Promise<void> {
  const { quickInput } = window;
  await quickInput.locator().getByText(`${what} · Sandbox`).waitFor();
  await quickInput.rows().filter({ hasText: programName }).first().click();
  await quickInput.locator().getByText(`${what}: ${programName}`).waitFor();
  await quickInput.rows().filter({ hasText: nextVersion }).first().click();
}

/** The sandbox itself holds that version as the online one, read from the file that its own process wrote. */
export async function assertOnline({ window }: Journey, version: string): Promise<void> {
  const seen = await eventually(window, (program) => program?.online === version);
  assert.equal(seen?.online, version);
}
/** Exactly one version of that number is there: nothing was created twice. */
export async function assertOnce({ window }: Journey, version: string): Promise<void> {
  const seen = await eventually(window, (program) => program?.versions.includes(version) ?? false);
  assert.deepEqual(
    seen?.versions.filter((number) => number === version),
    [version],
  );
}
/** The sandbox writes its state a moment after a change. */
async function eventually(
  window: CodeWindow,
  isRight: (program: ProgramOnRecord | undefined) => boolean,
): Promise<ProgramOnRecord | undefined> {
  for (let look = 0; look < 30; look++) {
    const program = programOnRecord(window, sampleId);
    if (isRight(program)) return program;
    await window.page.waitForTimeout(200);
  }
  return programOnRecord(window, sampleId);
}
