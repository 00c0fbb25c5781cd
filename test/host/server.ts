import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Host } from './setup';

/** Always the same, whatever the port: a window's storage belongs to its origin, so this is what survives a restart. */
export const ORIGIN_HOST = 'localhost';
// Left over from a VS Code or a debugger that these tests were started from; they would steer the server.
const STEERING = new Set([
  ...['VSCODE_NLS_CONFIG', 'VSCODE_IPC_HOOK_CLI', 'VSCODE_CWD', 'VSCODE_PID', 'VSCODE_INSPECTOR_OPTIONS'],
  'ELECTRON_RUN_AS_NODE',
]);
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 3_000;

/** Where a server keeps its things. */
export interface ServerFolders {
  /** User data goes to its `data` folder. */
  readonly serverData: string;
  readonly extensions: string;
  /** Short (socket paths are limited to 107 characters) and removed by the caller: the server leaves sockets in it. */
  readonly runtime: string;
}

export interface ServerOptions {
  readonly folders: ServerFolders;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
  /** Honour a development or tests path where the version asks for the smoke test driver. Modals or toasts fail with it. */
  readonly driver?: boolean;
  /** Ends by itself five minutes after the last window went: for servers whose owner may be killed. */
  readonly endsAlone?: boolean;
  readonly onOutput?: (text: string) => void;
}

export interface Server {
  readonly process: ChildProcess;
  readonly port: number;
  /** What the address must carry; the server listens to this machine alone, and to nobody without it. */
  readonly token: string;
  /** Ends the server and all it started. */
  stop(): Promise<void>;
}

/**
 * Starts the server on a free port of 127.0.0.1 and waits until it listens.
 * @throws with its output when it ends before that, or does not listen within a minute.
 */
export async function startServer(host: Host, options: ServerOptions): Promise<Server> {
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(options.folders.serverData, '.token');
  mkdirSync(options.folders.serverData, { recursive: true });
  mkdirSync(options.folders.extensions, { recursive: true });
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const child = spawn(host.node, [host.server, ...serverArguments(tokenFile, options)], {
    env: serverEnvironment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // A process group of its own, so that all it starts ends with it.
  });
  const stop = endsWithUs(child);
  try {
    return { process: child, port: await portOf(child, options.onOutput), token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The arguments that say where the server keeps its things. */
export function folderArguments(folders: ServerFolders): string[] {
  return ['--server-data-dir', folders.serverData, '--extensions-dir', folders.extensions];
}

function serverArguments(tokenFile: string, options: ServerOptions): string[] {
  return [
    ...folderArguments(options.folders),
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile, '--accept-server-license-terms'],
    ...[
      '--disable-workspace-trust',
      '--telemetry-level',
      'off',
      '--disable-update-check',
      '--disable-getting-started-override',
    ],
    ...['--link-protection-trusted-domains', '*'], // Else env.openExternal asks the user first.
    ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    ...(options.endsAlone ? ['--enable-remote-auto-shutdown'] : []),
    ...(options.args ?? []),
  ];
}

/** The environment to run the server in. */
export function serverEnvironment(options: Pick<ServerOptions, 'folders' | 'env'>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !STEERING.has(name));
  return {
    ...Object.fromEntries(inherited),
    VSCODE_PROXY_URI: '', // Else openExternal and asExternalUri rewrite localhost addresses to a proxy that nobody serves.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_RUNTIME_DIR: options.folders.runtime,
    ...options.env,
  };
}

function portOf(child: ChildProcess, onOutput: ((text: string) => void) | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    let seen = '';
    let port: number | undefined;
    const limit = setTimeout(
      () => reject(new Error(`The server did not listen within ${START_LIMIT_MS / 1000} s\n${seen}`)),
      START_LIMIT_MS,
    );
    const listen = (chunk: Buffer): void => {
      const text = chunk.toString();
      onOutput?.(text);
      if (port !== undefined) return;
      seen += text;
      const match = /Extension host agent listening on (\d+)/.exec(seen);
      if (!match?.[1]) return;
      port = Number(match[1]);
      clearTimeout(limit);
      resolve(port);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The server ended with ${code}\n${seen}`));
    });
  });
}

const living = new Set<ChildProcess>();
let watching = false;

// A detached server outlives a driver that crashed or was told to end, so it is killed on every way out we can see.
function watchOwnEnd(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => living.forEach((child) => signalGroup(child, 'SIGKILL')));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(143));
  }
}

function endsWithUs(child: ChildProcess): () => Promise<void> {
  watchOwnEnd();
  living.add(child);
  child.once('exit', () => living.delete(child));
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(child, 'SIGTERM');
    const limit = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_LIMIT_MS);
    await gone;
    clearTimeout(limit);
    signalGroup(child, 'SIGKILL'); // Whatever of the group outlived its leader.
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}
