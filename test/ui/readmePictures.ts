/**
 * `npx tsx test/ui/readmePictures.ts` takes the pictures of the README from the packed extension in a real window and
 * leaves them in out/screenshots/readme-*.png, twice as fine as the screen. Look at them, make them small (256 colours
 * are enough) and put them into media/readme/.
 */
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { CodeWindow } from '../host/ui';
import { bigProject } from './support/bigProject';
import { nextVersion, programName, publishToPreview, toReleased, trySandbox } from './support/journey';
import { choose } from './support/profileWizard';
import { openProduct, removeFolder, sampleProject } from './support/product';
import { rowNamed, showOnly } from './support/sandboxWindow';

const host = process.env['CODE_HOST'] ?? 'newest';
/** CSS pixels: about as wide as a README is shown. */
const viewport = { width: 1100, height: 780 };
const laterVersion = '1.4.3';
interface Clip {
  readonly width?: number;
  readonly height?: number;
}

/** The window below its title bar, which names the program that happens to show it. */
async function picture({ page, context }: CodeWindow, name: string, clip: Clip = {}): Promise<void> {
  const size = page.viewportSize() ?? viewport;
  // In the title bar nothing shows a tooltip.
  await page.mouse.move(size.width / 2, 4);
  await page.waitForTimeout(600);
  const bar = await page.locator('.part.titlebar').boundingBox();
  const top = Math.ceil((bar?.y ?? 0) + (bar?.height ?? 0));
  const { width = size.width, height = size.height - top } = clip;
  const file = path.join('out', 'screenshots', `readme-${name}.png`);
  const session = await context.newCDPSession(page);
  const shot = await session.send('Page.captureScreenshot', { clip: { x: 0, y: top, width, height, scale: 2 } });
  writeFileSync(file, Buffer.from(shot.data, 'base64'));
  process.stdout.write(`${file}\n`);
}
/** A folder at a short path: it is shown. */
function shortPath(folder: string): string {
  const home = path.join(os.tmpdir(), 'shop');
  rmSync(home, { recursive: true, force: true });
  renameSync(path.dirname(folder), home);
  return path.join(home, path.basename(folder));
}
const header = ({ page }: CodeWindow, name: string): Locator =>
  page.locator('.part.sidebar .pane-header').filter({ hasText: name }).first();

/** From the welcome view to a released version, with its steps in the Activity view. */
async function journeyPictures(folder: string): Promise<void> {
  const window = await openProduct({ host, target: folder, viewport });
  try {
    await window.setSideBarWidth(330);
    const journey = {
      window,
      picture: async (name: string): Promise<void> => {
        if (name === 'welcome') await picture(window, name, { width: 380, height: 330 });
        if (name === 'publish-progress') await picture(window, 'publishing');
        if (name === 'released') await showReleased(window);
      },
    };
    await trySandbox(journey);
    await openFile(window, path.join(folder, 'pages', 'menu', 'menu.js'));
    await publishToPreview(journey);
    await toReleased(journey);
    await askForMore(window, folder);
    await reviewPicture(window);
  } catch (error) {
    await window.screenshot('readme-failed');
    throw error;
  } finally {
    await window.close();
  }
}
function openFile({ ext }: CodeWindow, file: string): Promise<void> {
  return ext(async (api, name) => {
    await api.window.showTextDocument(api.Uri.file(name), { preview: false });
  }, file);
}
async function showReleased(window: CodeWindow): Promise<void> {
  await window.notifications.clear();
  await window.tree.expand(programName);
  await header(window, 'Activity').click();
  await window.tree.row(`Publish ${programName} ${nextVersion}`).waitFor();
  await picture(window, 'released');
  await header(window, 'Activity').click();
}
/** The next version wants a permission and a domain that the one online does not have. */
async function askForMore(window: CodeWindow, folder: string): Promise<void> {
  const app = path.join(folder, 'app.json');
  const content = JSON.parse(readFileSync(app, 'utf8')) as Record<string, unknown>;
  const permission = { 'scope.userLocation': { desc: 'To find the nearest shop' } };
  writeFileSync(app, JSON.stringify({ ...content, permission }, null, 2));
  appendFileSync(
    path.join(folder, 'pages', 'cart', 'cart.js'),
    "\nwx.request({ url: 'https://stores.corner-coffee.example/nearest' });\n",
  );
  const { quickInput, notifications } = window;
  await window.runCommand('Mini Program: Publish…');
  await quickInput.rows().filter({ hasText: laterVersion }).waitFor();
  await quickInput.accept();
  await quickInput.locator().getByText(`What is new in ${laterVersion}?`).waitFor();
  await quickInput.fill('Find the nearest shop');
  await quickInput.accept();
  await choose(window, `Which page does the preview of ${laterVersion} open?`, 'Home page');
  await quickInput.pick('Publish All the Same');
  await quickInput.pick(`Preview ${laterVersion} instead`);
  await notifications.press(`${laterVersion} is built`, 'Submit for Approval');
  await window.statusBarItem('in review').waitFor({ timeout: 30_000 });
}
async function reviewPicture(window: CodeWindow): Promise<void> {
  await window.ext((api) => api.commands.executeCommand('workbench.action.closeAllEditors'));
  await window.runCommand('Mini Program: Switch Sandbox Role…');
  await window.quickInput.pick('Reviewer');
  await showOnly(window, 'Approvals');
  await rowNamed(window, `${programName}, ${laterVersion.replaceAll('.', '\\.')}`).click({ timeout: 30_000 });
  const frame = await window.webviewFrame('#approve', 30_000);
  await frame.getByText('stores.corner-coffee.example').first().waitFor();
  await window.notifications.clear();
  await window.page.setViewportSize({ ...viewport, height: 1080 });
  await picture(window, 'approvals');
}
async function packagePicture(folder: string): Promise<void> {
  const window = await openProduct({ host, target: folder, viewport: { width: 1000, height: 1000 } });
  try {
    await window.ext((api) => api.commands.executeCommand('workbench.action.closeSidebar'));
    await window.runCommand('Mini Program: Preview Package');
    await (await window.webviewFrame('#leftOut', 60_000)).getByText('3 errors stop publishing').waitFor();
    await picture(window, 'package');
  } finally {
    await window.close();
  }
}

async function main(): Promise<void> {
  const sample = sampleProject();
  await journeyPictures(sample).finally(() => removeFolder(sample));
  const big = shortPath(bigProject(2_000));
  await packagePicture(big).finally(() => removeFolder(big));
}
main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
