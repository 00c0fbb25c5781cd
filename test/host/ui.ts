import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { companionVsix } from './companion';
import { windowFolders, type WindowFolders } from './folders';
import { repositoryFolder, type ThemeKind } from './pins';
import { listenForCompanion, type Rpc, type RunInExtensionHost } from './rpc';
import { startServer } from './server';
import { ensureHost, type Host } from './setup';
import { installVsix } from './vsix';
import { openBrowser, windowAddress, type BrowserOptions } from './window';
import { workbenchOf, type Workbench } from './workbench';

export interface WindowOptions {
  /** 'oldest' or 'newest'; default CODE_HOST, else the oldest. */
  readonly host?: string | undefined;
  /** Packed extensions to install, as a user has them. */
  readonly vsix?: readonly string[];
  /** A folder or a .code-workspace file; an empty window when absent. */
  readonly target?: string;
  /** User settings, laid over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: ThemeKind;
  /** Bring the companion extension, for `ext` and what rests on it; default true. */
  readonly rpc?: boolean;
  /** The display language, e.g. `zh-cn`: extensions switch, the workbench's own words stay English. */
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Keep user data, secrets and storage here, to find them again in a later window; default a temporary folder. */
  readonly userDataDir?: string;
  /** For the server and its extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Shown to the person who runs the tests; default CODE_HOST_HEADED. */
  readonly headed?: boolean;
}

/** A window with the packed extension, no test mode: modals, toasts and everything else as a user has them. */
export interface CodeWindow extends Workbench {
  readonly host: Host;
  readonly context: BrowserContext;
  readonly folders: WindowFolders;
  readonly url: string;
  readonly ext: RunInExtensionHost;
  /** Reloads the window and waits until it, and its extension host, are up again. */
  reload(): Promise<void>;
  /** A picture of the window at out/screenshots/NAME.png; gives its path. */
  screenshot(name: string): Promise<string>;
  setTheme(kind: ThemeKind): Promise<void>;
  /** What the server wrote so far. */
  serverLog(): string;
  close(): Promise<void>;
}

/**
 * Opens a window (8 to 12 s) and waits until the workbench and, with `rpc`, the extension host are there.
 * @throws when the host cannot be set up, an extension is refused, or the window does not come up within a minute.
 */
export async function openWindow(options: WindowOptions = {}): Promise<CodeWindow> {
  const host = ensureHost(options.host);
  const undo: Undo = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return assemble({ ...(await open(host, options, undo)), close });
  } catch (error) {
    await close();
    throw error;
  }
}

/** What closing the window has to undo, in the order in which it was done. */
type Undo = (() => Promise<void> | void)[];

interface Parts {
  readonly host: Host;
  readonly folders: WindowFolders;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly url: string;
  readonly rpc: Rpc | undefined;
  readonly serverLog: () => string;
  readonly close: () => Promise<void>;
}

async function open(host: Host, options: WindowOptions, undo: Undo): Promise<Omit<Parts, 'close'>> {
  const folders = windowFolders(options.userDataDir, settingsFor(host, options));
  undo.push(() => folders.remove());
  const rpc = options.rpc === false ? undefined : await listenForCompanion(folders.runtime);
  undo.push(() => rpc?.close());
  installVsix(host, [...(options.vsix ?? []), ...(rpc ? [await companionVsix()] : [])], folders);
  let log = '';
  const env = { ...rpc?.env, ...options.env };
  const server = await startServer(host, { folders, endsAlone: true, env, onOutput: (text) => void (log += text) });
  undo.push(() => server.stop());
  const context = await openBrowser(server, folders, browserOptions(options));
  undo.push(() => context.close().catch(() => undefined)); // It may have crashed.
  const page = context.pages()[0] ?? (await context.newPage());
  const url = windowAddress(server, { target: options.target });
  await page.goto(url);
  await workbenchShown(page, rpc);
  return { host, folders, context, page, url, rpc, serverLog: () => log };
}

function browserOptions({ headed, viewport, locale }: WindowOptions): BrowserOptions {
  return {
    headed: headed ?? Boolean(process.env['CODE_HOST_HEADED']),
    ...(viewport ? { viewport } : {}),
    ...(locale ? { locale } : {}),
  };
}

function assemble(parts: Parts): CodeWindow {
  const { host, page, rpc } = parts;
  const ext: RunInExtensionHost =
    rpc?.ext ?? (() => Promise.reject(new Error('This window was opened with rpc: false.')));
  return {
    ...workbenchOf(page),
    ...{
      host,
      folders: parts.folders,
      context: parts.context,
      url: parts.url,
      ext,
      serverLog: parts.serverLog,
      close: parts.close,
    },
    async reload() {
      rpc?.forget();
      await page.reload();
      await workbenchShown(page, rpc);
    },
    async screenshot(name) {
      const file = path.join(repositoryFolder, 'out', 'screenshots', `${name}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      await page.screenshot({ path: file });
      return file;
    },
    async setTheme(kind) {
      await ext(
        (api, name) =>
          api.workspace.getConfiguration('workbench').update('colorTheme', name, api.ConfigurationTarget.Global),
        host.pin.themes[kind],
      );
      await page.locator(`.monaco-workbench.${THEME_CLASSES[kind]}`).waitFor();
    },
  };
}

const THEME_CLASSES: Readonly<Record<ThemeKind, string>> = {
  dark: 'vs-dark',
  light: 'vs',
  contrast: 'hc-black',
  contrastLight: 'hc-light',
};

// Of a window in storage, settings stay as they are unless some are given.
function settingsFor(host: Host, options: WindowOptions): Readonly<Record<string, unknown>> | undefined {
  if (options.userDataDir && !options.settings && !options.theme) return undefined;
  return { 'workbench.colorTheme': host.pin.themes[options.theme ?? 'dark'], ...options.settings };
}

async function workbenchShown(page: Page, rpc: Rpc | undefined): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await rpc?.ready();
}
