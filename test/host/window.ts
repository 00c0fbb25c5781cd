import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { findBrowser, type Browser } from './browser';
import type { WindowFolders } from './folders';
import { ORIGIN_HOST, type Server } from './server';

/** What to show: a folder or a .code-workspace file, and for tests the paths that VS Code itself would be given. */
export interface WindowTarget {
  readonly target?: string | undefined;
  /** Only the last one gets through: the payload is a map. Install further extensions instead. */
  readonly extensionDevelopmentPath?: string | undefined;
  readonly extensionTestsPath?: string | undefined;
  /** Further pairs of VS Code's development payload. */
  readonly payload?: readonly (readonly [string, string])[];
}

export interface BrowserOptions {
  readonly browser?: Browser;
  readonly headed?: boolean;
  /** CSS pixels; null lets a headed window have its own size. */
  readonly viewport?: { readonly width: number; readonly height: number } | null;
  /** The display language, as VS Code names it (`zh-cn`). */
  readonly locale?: string;
  readonly args?: readonly string[];
}

const FLAGS = [
  ...[
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
  ],
  ...['--disable-component-update', '--disable-sync', '--disable-default-apps', '--metrics-recording-only'],
  ...['--password-store=basic', '--use-mock-keychain'],
];

/** The address of a window. `authority` is also the remote authority in VS Code's own URIs. */
export function windowAddress(server: Server, what: WindowTarget = {}, authority = ORIGIN_HOST): string {
  const address = new URL(`http://${authority}/`);
  const query = address.searchParams;
  if (what.target) query.set(what.target.endsWith('.code-workspace') ? 'workspace' : 'folder', slashed(what.target));
  else query.set('ew', 'true');
  const payload: (readonly [string, string])[] = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(what.payload ?? []),
  ];
  const development = {
    extensionDevelopmentPath: what.extensionDevelopmentPath,
    extensionTestsPath: what.extensionTestsPath,
  };
  for (const [name, file] of Object.entries(development)) {
    if (file)
      payload.push([name, `vscode-remote://${authority}${slashed(file).split('/').map(encodeURIComponent).join('/')}`]);
  }
  query.set('payload', JSON.stringify(payload));
  query.set('tkn', server.token);
  return address.href;
}

function slashed(file: string): string {
  const absolute = path.resolve(file).replaceAll('\\', '/');
  return absolute.startsWith('/') ? absolute : `/${absolute}`;
}

/**
 * Opens the browser for a window, with its storage in the window's own folders.
 * It is a persistent context: secrets, globalState and workspaceState survive a reload and a restart with the same folders.
 */
export async function openBrowser(
  server: Server,
  folders: WindowFolders,
  options: BrowserOptions = {},
): Promise<BrowserContext> {
  const browser = options.browser ?? findBrowser();
  const context = await chromium.launchPersistentContext(folders.profile, {
    executablePath: browser.executablePath,
    env: { ...definedOnly(process.env), ...browser.env },
    headless: !options.headed,
    viewport: options.viewport === undefined ? { width: 1400, height: 900 } : options.viewport,
    ...(options.locale ? { locale: browserLocale(options.locale) } : {}),
    args: [
      ...FLAGS,
      ...(process.platform === 'linux' ? ['--no-sandbox'] : []),
      // The random port behind one origin: else storage is lost, and the HTTP cache grows by 11 MB, on every start.
      `--host-resolver-rules=MAP ${ORIGIN_HOST}:80 127.0.0.1:${server.port}`,
      ...(options.args ?? []),
    ],
    // Playwright would swallow the signals; whoever started us decides what they mean.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // The clipboard hangs for ever without permission.
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://${ORIGIN_HOST}` });
  await persistSecrets(context, folders.secretKey);
  // tsx wraps named functions in this helper, also those whose text is sent to the page.
  await context.addInitScript({ content: 'globalThis.__name ??= (value) => value;' });
  if (options.locale) await setDisplayLanguage(context, options.locale);
  return context;
}

// Out of the box this server keeps secrets in memory. With a key of a "server" they are encrypted in the profile's storage.
async function persistSecrets(context: BrowserContext, keyFile: string): Promise<void> {
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  const body = readFileSync(keyFile);
  await context.addCookies([{ name: 'vscode-secret-key-path', value: '/mint-key', url: `http://${ORIGIN_HOST}/` }]);
  await context.route(
    (url) => url.pathname === '/mint-key',
    (route) => route.fulfill({ status: 200, contentType: 'application/octet-stream', body }),
  );
}

// The workbench takes its language from this global, which a language pack's message file sets, and hands it on to the
// scan of package.nls.*.json and to vscode.env.language. So extensions switch without a pack; the workbench's own words
// stay English.
async function setDisplayLanguage(context: BrowserContext, locale: string): Promise<void> {
  await context.addInitScript({ content: `globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(locale)};` });
}

function browserLocale(locale: string): string {
  const [language = locale, region] = locale.split('-');
  return region ? `${language}-${region.toUpperCase()}` : language;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
