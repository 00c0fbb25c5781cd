import { findInstalledBrowser, type Browser } from './browser';
import { windowFolders, type WindowFolders } from './folders';
import { startServer, type Server } from './server';
import { ensureHost } from './setup';
import { installVsix } from './vsix';
import { openBrowser, windowAddress } from './window';

export interface HumanWindow {
  /** 'oldest' or 'newest'; default CODE_HOST, else the oldest. */
  readonly host?: string | undefined;
  /** Packed extensions to install. */
  readonly vsix?: readonly string[];
  /** A folder or a .code-workspace file; an empty window when absent. */
  readonly target?: string;
  /** User settings, laid over the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** For the server and its extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Keep everything here; default a folder that is removed in the end. */
  readonly userDataDir?: string;
  /** The display language in a browser that this opens. */
  readonly locale?: string;
}

/**
 * Shows a window to a person until Ctrl-C, or until the browser is closed: in an installed browser when there is one and a
 * display to show it on, else by printing the address.
 * @throws when the host cannot be set up, an extension is refused, or the server ends by itself.
 */
export async function openForHuman(options: HumanWindow = {}): Promise<void> {
  const host = ensureHost(options.host);
  const folders = windowFolders(options.userDataDir, options.settings ?? (options.userDataDir ? undefined : {}));
  let server: Server | undefined;
  try {
    installVsix(host, options.vsix ?? [], folders);
    server = await startServer(host, { folders, ...(options.env ? { env: options.env } : {}) });
    const browser = hasDisplay() ? findInstalledBrowser() : undefined;
    process.stdout.write(`VS Code ${host.pin.vscode} is running. Ctrl-C ends it.\n`);
    if (browser) await showIn(browser, server, folders, options);
    else await announce(server, options);
  } finally {
    await server?.stop();
    folders.remove();
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

async function showIn(browser: Browser, server: Server, folders: WindowFolders, options: HumanWindow): Promise<void> {
  const locale = options.locale ? { locale: options.locale } : {};
  const context = await openBrowser(server, folders, { browser, headed: true, viewport: null, ...locale });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(windowAddress(server, { target: options.target }));
    await Promise.race([interrupted(), ended(server), new Promise((resolve) => context.once('close', resolve))]);
  } finally {
    await context.close().catch(() => undefined);
  }
}

async function announce(server: Server, options: HumanWindow): Promise<void> {
  const address = windowAddress(server, { target: options.target }, `127.0.0.1:${server.port}`);
  process.stdout.write(`Open this on the same machine (secrets last until the page is reloaded):\n\n  ${address}\n\n`);
  await Promise.race([interrupted(), ended(server)]);
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.removeAllListeners(signal); // The server's own would end this process before it has cleaned up.
      process.on(signal, () => resolve()); // Not once: Ctrl-C often arrives twice, from the terminal and from npm.
    }
  });
}

function ended(server: Server): Promise<never> {
  return new Promise((_resolve, reject) => {
    server.process.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}
