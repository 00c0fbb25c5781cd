import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { parseCodeArguments, type CodeArguments } from './codeHostArguments';
import { windowFolders, type WindowFolders } from './folders';
import { startServer, type Server } from './server';
import { ensureHost } from './setup';
import { openBrowser, windowAddress } from './window';

/** Exit codes of the stand-in beyond the tests' own 0 and 1. */
export const exitCodes = {
  setUpFailed: 2,
  pageCrashed: 70,
  browserClosed: 71,
  serverEnded: 72,
  /** The extension host died before the tests ended; VS Code itself reports success then. */
  extensionHostDied: 73,
  timeLimit: 124,
  interrupted: 130,
} as const;

interface LogFile {
  readonly relativePath: string;
  readonly contents: string;
}

interface Result {
  readonly code: number;
  readonly why?: string;
  readonly logs?: readonly LogFile[];
}

// Lines the workbench itself logs on the channel of the extension host's console, where nothing marks them.
const NOISE = new RegExp(
  [
    ...[
      'Resolv(ing|ed) connection token',
      'Creating a socket',
      'Ignoring fetching additional builtin',
      'Updating additional builtin',
    ],
    ...[
      'ChatSessionStore: ',
      '\\[Service Worker\\] registration',
      '\\[reconnection-grace-time\\]',
      '\\[AgentHost',
      '\\[RemoteAgentHost',
    ],
    ...[
      '\\[ChatModelSelection\\]',
      '\\[AccountPolicyGate\\]',
      'DialogService: Dialog requested during smoke test',
      '\\[lifecycle\\]',
    ],
  ]
    .map((start) => `^${start}`)
    .join('|'),
);

const debugging = Boolean(process.env['CODE_HOST_DEBUG']);

/** Runs a window until its tests have ended, and gives the exit code. Throws when it could not be set up. */
export async function runCodeHost(args: CodeArguments): Promise<number> {
  const host = ensureHost();
  const folders = windowFolders(args.userData, undefined, args.extensions);
  const serverLog = createWriteStream(path.join(folders.userData, 'server.log'));
  let server: Server | undefined;
  let context: BrowserContext | undefined;
  try {
    server = await startServer(host, {
      folders,
      driver: host.pin.testsNeedDriver,
      endsAlone: true,
      args: args.proposedApi ? ['--enable-proposed-api', args.proposedApi] : [],
      onOutput: (text) => void serverLog.write(text),
    });
    context = await openBrowser(server, folders, browserOptions(args));
    const page = context.pages()[0] ?? (await context.newPage());
    const result = await outcome(server, context, page, windowAddress(server, args));
    await report(result, page, folders);
    return result.code;
  } finally {
    await context?.close().catch(() => undefined);
    await server?.stop();
    serverLog.end();
    folders.remove();
  }
}

function browserOptions(args: CodeArguments): Parameters<typeof openBrowser>[2] {
  return {
    headed: Boolean(process.env['CODE_HOST_HEADED']),
    ...(args.locale ? { locale: args.locale } : {}),
    args: args.remoteDebuggingPort ? [`--remote-debugging-port=${args.remoteDebuggingPort}`] : [],
  };
}

/** Opens the address and waits for the first thing that ends the run. */
async function outcome(server: Server, context: BrowserContext, page: Page, address: string): Promise<Result> {
  let finish: (result: Result) => void = () => undefined;
  const result = new Promise<Result>((resolve) => (finish = resolve));
  const console = new HostConsole();
  // The workbench looks for these two on its window.
  await page.exposeFunction('codeAutomationLog', (kind: string, args: unknown[]) => console.take(kind, args));
  await page.exposeFunction('codeAutomationExit', (code: number, logs?: LogFile[]) =>
    finish(console.result(code, logs ?? [])),
  );
  page.on('crash', () => finish({ code: exitCodes.pageCrashed, why: 'the page crashed' }));
  context.on('close', () => finish({ code: exitCodes.browserClosed, why: 'the browser closed' }));
  server.process.once('exit', (code) => finish({ code: exitCodes.serverEnded, why: `the server ended (${code})` }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => finish({ code: exitCodes.interrupted, why: signal }));
  }
  const limitSeconds = Number(process.env['CODE_HOST_TIMEOUT_S'] || 0);
  if (limitSeconds > 0) {
    setTimeout(
      () => finish({ code: exitCodes.timeLimit, why: `no result within ${limitSeconds} s` }),
      limitSeconds * 1000,
    ).unref();
  }
  await page.goto(address);
  return result;
}

/** What the extension host writes, and whether it is alive: a dead one ends in a call that reports success. */
class HostConsole {
  private lost = false;

  take(kind: string, args: readonly unknown[]): void {
    const first = String(args[0]);
    if (first.startsWith('[remote-connection][ExtensionHost]')) {
      if (first.includes('received socket close event')) this.lost = true;
      else if (first.includes('reconnected!')) this.lost = false;
    }
    const line = format(...args); // The arguments come as console.log got them.
    if (debugging || !NOISE.test(line)) (kind === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
  }

  result(code: number, logs: readonly LogFile[]): Result {
    if (code !== 0 || !this.lost) return { code, logs };
    return { code: exitCodes.extensionHostDied, why: 'the extension host died before the tests ended', logs };
  }
}

async function report(result: Result, page: Page, folders: WindowFolders): Promise<void> {
  if (result.why) process.stderr.write(`code-host: ${result.why}\n`);
  for (const log of result.logs ?? []) {
    const file = path.join(folders.userData, 'logs', log.relativePath);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, log.contents);
  }
  const picture = process.env['CODE_HOST_SCREENSHOT'];
  // A window whose page hangs gives no picture: do not wait for it.
  if (result.code !== 0 && picture) await page.screenshot({ path: picture, timeout: 5000 }).catch(() => undefined);
}

runCodeHost(parseCodeArguments(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`code-host: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(exitCodes.setUpFailed);
  },
);
