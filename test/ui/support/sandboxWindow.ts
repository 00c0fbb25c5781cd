import { statSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import type { CodeWindow } from '../../host/ui';
import { logFiles, openProduct, removeFolder, sampleProject } from './product';

/** A window with the sample project and the sandbox in it, tall enough that the rows a test needs are drawn. */
export interface SandboxWindow {
  readonly window: CodeWindow;
  readonly folder: string;
  close(): Promise<void>;
}
export async function openSandbox(height = 1000): Promise<SandboxWindow> {
  const folder = sampleProject();
  const window = await openProduct({ target: folder, viewport: { width: 1280, height } });
  await window.openView('Mini Programs');
  await window.page.getByRole('button', { name: 'Try the Sandbox' }).click();
  await window.tree.row('Gift Cards').waitFor({ timeout: 30_000 });
  return {
    window,
    folder,
    close: async () => {
      await window.close();
      removeFolder(folder);
    },
  };
}

const views = ['Mini Programs', 'Approvals', 'Platform', 'Activity'] as const;
/** Gives this view the whole side bar: the others are folded up. */
export async function showOnly({ page }: CodeWindow, shown: (typeof views)[number]): Promise<void> {
  for (const name of [shown, ...views.filter((one) => one !== shown)]) {
    const header = page.locator('.part.sidebar .pane-header').filter({ hasText: name }).first();
    if ((await header.count()) === 0) continue;
    const isOpen = (await header.getAttribute('aria-expanded')) === 'true';
    if (isOpen !== (name === shown)) await header.click();
  }
}
/**
 * Plays another person of the sandbox, each with rights of their own, and waits until the rows are that person's: those of
 * the one before stay for a moment, and what is pressed on them asks again which one is meant. A row that was selected is
 * not when it has been replaced.
 */
export async function become(window: CodeWindow, role: 'Developer' | 'Reviewer' | 'Administrator'): Promise<void> {
  const { page, quickInput, tree } = window;
  await showOnly(window, 'Mini Programs');
  const program = tree.row('Corner Coffee');
  await program.click();
  await program.and(page.locator('.selected')).waitFor();
  await window.runCommand('Mini Program: Switch Sandbox Role…');
  await quickInput.locator().getByPlaceholder('Who do you want to be').waitFor();
  await quickInput.pick(role);
  await page
    .locator('.part.sidebar .pane-body .message')
    .filter({ hasText: `Sandbox (${role.toLowerCase()}) · sandbox · updated` })
    .waitFor({ timeout: 30_000 });
  await program.and(page.locator(':not(.selected)')).waitFor();
  await tree.expand('Corner Coffee');
}
/** A row of the side bar by what its accessible name begins with, such as "会员积分, 1\\.0\\.0". */
export const rowNamed = ({ page }: CodeWindow, name: string): Locator =>
  page
    .locator('.part.sidebar')
    .getByRole('treeitem', { name: new RegExp(`^${name}`) })
    .first();

/** Milliseconds after an answer by which its rows are drawn, also when a box was open. */
const drawnMs = 600;
/**
 * Waits until the last answer of the platform is a while ago. Rows are drawn anew a moment after one, and VS Code knows
 * none of them until it has them all again: what is pressed meanwhile has lost its row, and asks which one is meant.
 */
export async function rowsSettled(window: CodeWindow): Promise<void> {
  const idleMs = (): number => Date.now() - Math.max(0, ...logFiles(window).map((file) => statSync(file).mtimeMs));
  for (let idle = idleMs(); idle < drawnMs; idle = idleMs()) await window.page.waitForTimeout(drawnMs - idle);
}
