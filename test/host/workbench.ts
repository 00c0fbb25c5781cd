import { errors, type Frame, type Locator, type Page } from 'playwright-core';

const DRAW_MS = 150;
/** Milliseconds in which the palette is there and takes text, on a slow machine too. */
const PALETTE_MS = 10_000;
/** A button that has not shown by then is under another place than the mouse. */
const REDRAW_MS = 3_000;

/** What a person does with a window of VS Code, in words; every deed waits for what it needs (Playwright's own limit). */
export interface Workbench {
  readonly page: Page;
  /** Runs a command by its title (`Category: Title`) through the command palette. */
  runCommand(title: string): Promise<void>;
  readonly quickInput: QuickInput;
  /** Opens a view container by the title of its icon in the activity bar. */
  openView(title: string): Promise<void>;
  readonly tree: Tree;
  readonly notifications: Notifications;
  /** The modal dialog; `press` clicks one of its buttons. */
  readonly dialog: { locator(): Locator; text(): Promise<string>; press(button: string): Promise<void> };
  /** A status bar item whose text holds `text`. */
  statusBarItem(text: string | RegExp): Locator;
  /** Types a path into VS Code's own file dialog and takes it, once the dialog has listed its folder. */
  fileDialog(file: string): Promise<void>;
  /** The inner frame of the webview in whose page `selector` matches something. Throws after `timeoutMs` (default 15 000). */
  webviewFrame(selector: string, timeoutMs?: number): Promise<Frame>;
  /** Drags the side bar's edge until it is about that wide, in CSS pixels. */
  setSideBarWidth(pixels: number): Promise<void>;
}

export interface QuickInput {
  locator(): Locator;
  /** The rows that are drawn now; the list is virtual. */
  rows(): Locator;
  /** Types into the box, replacing what it held. */
  fill(text: string): Promise<void>;
  /** Clicks the row with exactly that label, scrolling by typing being the caller's. */
  pick(label: string): Promise<void>;
  /** Presses Enter in its input; closing the palette can take the focus away a moment after the next input has shown. */
  accept(): Promise<void>;
  /** Presses Escape and waits until it is gone. */
  dismiss(): Promise<void>;
  /** Clicks OK of a pick of many. */
  ok(): Promise<void>;
  /** The box's validation or prompt text. */
  message(): Locator;
}

export interface Tree {
  /** The row with exactly that label (its description and buttons do not count). */
  row(label: string): Locator;
  /** Opens the row's children, if they are not shown already. */
  expand(label: string): Promise<void>;
  /** Right click, then the entries of the menu, from the outermost on. */
  contextMenu(label: string, ...items: readonly string[]): Promise<void>;
  /** Hovers the row and clicks one of the buttons it then shows, by its tooltip. */
  inlineAction(label: string, action: string): Promise<void>;
}

export interface Notifications {
  /** The toast whose text holds `text`. */
  find(text: string | RegExp): Locator;
  press(text: string | RegExp, button: string): Promise<void>;
  /** Closes all of them. */
  clear(): Promise<void>;
}

/** The deeds for the window on `page`. */
export function workbenchOf(page: Page): Workbench {
  const quickInput = quickInputOf(page);
  return {
    page,
    quickInput,
    tree: treeOf(page),
    notifications: notificationsOf(page, (title) => runCommand(page, quickInput, title)),
    dialog: dialogOf(page),
    runCommand: (title) => runCommand(page, quickInput, title),
    openView: (title) => openView(page, title),
    statusBarItem: (text) => page.locator('.part.statusbar .statusbar-item', { hasText: text }),
    fileDialog: (file) => fileDialog(quickInput, file),
    webviewFrame: (selector, timeoutMs = 15_000) => webviewFrame(page, selector, timeoutMs),
    setSideBarWidth: (pixels) => setSideBarWidth(page, pixels),
  };
}

// A tree that is drawn anew takes the focus back from the palette now and then, which closes it: a person presses F1 again.
async function runCommand(page: Page, quickInput: QuickInput, title: string): Promise<void> {
  const row = quickInput.rows().first();
  for (let tries = 3; ; tries--) {
    await page.keyboard.press('F1');
    try {
      await quickInput.locator().waitFor({ timeout: PALETTE_MS });
      await quickInput.locator().locator('.quick-input-box input').fill(`>${title}`, { timeout: PALETTE_MS });
      await row.waitFor({ timeout: PALETTE_MS });
      break;
    } catch (error) {
      if (tries === 1 || (await quickInput.locator().isVisible())) throw error;
    }
  }
  await quickInput.pick(title);
}

// Clicking the icon of the view container that is shown would hide it.
async function openView(page: Page, title: string): Promise<void> {
  const tab = page.locator('.part.activitybar').getByRole('tab', { name: title });
  if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.locator('a').click();
  await page.locator('.part.sidebar .composite.title', { hasText: title }).waitFor();
}

function quickInputOf(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget').filter({ visible: true });
  const rows = (): Locator => widget.locator('.quick-input-list .monaco-list-row');
  return {
    locator: () => widget,
    rows,
    fill: (text) => widget.locator('.quick-input-box input').fill(text),
    async pick(label) {
      const name = page
        .locator('.quick-input-list-label .label-name, .quick-input-list-label .monaco-highlighted-label')
        .getByText(label, { exact: true });
      await rows().filter({ has: name }).first().click();
    },
    accept: () => widget.locator('.quick-input-box input').press('Enter'),
    async dismiss() {
      await page.keyboard.press('Escape');
      await widget.waitFor({ state: 'hidden' });
    },
    ok: () => widget.getByRole('button', { name: 'OK', exact: true }).click(),
    message: () => widget.locator('.quick-input-message'),
  };
}

function treeOf(page: Page): Tree {
  const row = (label: string): Locator =>
    page
      .locator('.part .pane-body .monaco-list-row')
      .filter({ has: page.locator('.monaco-icon-label .label-name').getByText(label, { exact: true }) })
      .first();
  return {
    row,
    async expand(label) {
      if ((await row(label).getAttribute('aria-expanded')) === 'false')
        await row(label).locator('.monaco-tl-twistie').click();
      await row(label).and(page.locator('[aria-expanded="true"]')).waitFor();
    },
    async contextMenu(label, ...items) {
      await rightClick(page, row(label));
      for (const item of items) {
        const entry = page.getByRole('menuitem', { name: item, exact: true });
        await entry.waitFor();
        await page.waitForTimeout(DRAW_MS); // A menu ignores the mouse for its first tenth of a second.
        await entry.click();
      }
      await page.getByRole('menu').locator('.action-menu-item').first().waitFor({ state: 'hidden' });
    },
    inlineAction: (label, action) => inlineAction(row(label), action),
  };
}

/** Until the row that is meant has the menu: one that has just moved leaves its place, and the click, to another. */
async function rightClick(page: Page, row: Locator): Promise<void> {
  const focused = row.and(page.locator('.focused'));
  for (let more = 4; ; more--) {
    await row.click({ button: 'right' });
    try {
      await focused.waitFor(more > 0 ? { timeout: REDRAW_MS } : {});
      return;
    } catch (error) {
      if (more === 0 || !(error instanceof errors.TimeoutError)) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/**
 * Points at a row and clicks one of the buttons that it then shows. A view that is drawn anew in between moves the row
 * from under the mouse, and the button goes; a person points again.
 */
export async function inlineAction(row: Locator, action: string): Promise<void> {
  const button = row.getByRole('button', { name: action });
  for (let more = 4; ; more--) {
    await row.hover();
    try {
      await button.click(more > 0 ? { timeout: REDRAW_MS } : {});
      return;
    } catch (error) {
      if (more === 0 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

function notificationsOf(page: Page, run: (title: string) => Promise<void>): Notifications {
  const find = (text: string | RegExp): Locator => page.locator('.notification-toast', { hasText: text });
  return {
    find,
    press: (text, button) => find(text).getByRole('button', { name: button, exact: true }).click(),
    clear: () => run('Notifications: Clear All Notifications'),
  };
}

function dialogOf(page: Page): Workbench['dialog'] {
  const dialog = page.locator('.monaco-dialog-box');
  return {
    locator: () => dialog,
    text: () => dialog.innerText(),
    press: (button) => dialog.getByRole('button', { name: button, exact: true }).click(),
  };
}

// It writes the folder into the box as soon as it has read it, over whatever was typed before.
async function fileDialog(quickInput: QuickInput, file: string): Promise<void> {
  await quickInput.rows().filter({ hasText: '..' }).first().waitFor();
  await quickInput.fill(file);
  await quickInput.accept();
  await quickInput.locator().waitFor({ state: 'hidden' });
}

// The elements around a webview differ between VS Code versions, so its frame is known by what it shows.
async function webviewFrame(page: Page, selector: string, timeoutMs: number): Promise<Frame> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      if (!/\/pre\/fake\.html|vscode-webview:/.test(frame.url())) continue;
      // A frame may go while it is asked.
      const matches = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (matches > 0) return frame;
    }
    await page.waitForTimeout(DRAW_MS);
  }
  throw new Error(`No webview shows ${selector}`);
}

async function setSideBarWidth(page: Page, pixels: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The side bar is not shown.');
  const edge = box.x + box.width;
  const middle = box.y + box.height / 2;
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + pixels, middle, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(edge + pixels, middle); // Off the edge: it stays highlighted under the mouse.
}
