import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { SandboxAccount, SandboxAddress } from '../../app/ports';
import type { Disposable } from '../../base/disposable';
import type { Log } from '../../base/log';

/**
 * Milliseconds until the emulator must have said where it listens. It may wait 30 s for the lock of a state file whose dead
 * holder's process number another has by now (`disk/fileLock`); the rest is for the start itself.
 */
const START_LIMIT_MS = 45_000;
/** Milliseconds that it may take to end by itself. */
const END_LIMIT_MS = 3_000;
/** Lines of its complaints kept for the message when it does not start. */
const KEPT_LINES = 20;

export interface SandboxProcessOptions {
  /** `dist/cli.js`. */
  readonly cliFile: string;
  /** Undefined when its state ends with it. */
  readonly stateFile: string | undefined;
  readonly secretKey: string;
  readonly log: Log;
  /** Default: the program that runs the extension host, told to be Node. */
  readonly execPath?: string;
}
/** The emulator did not start; `detail` is what it said last. */
export class SandboxStartError extends Error {
  override readonly name = 'SandboxStartError';
  constructor(readonly detail: string) {
    super(`The sandbox did not start: ${detail}`);
  }
}
type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/** The emulator as a child process. It ends with us: by `dispose`, and by the closed stdin when we are killed. */
export class SandboxProcess implements Disposable {
  #isRunning = true;
  readonly #ended: Promise<void>;

  private constructor(
    readonly address: SandboxAddress,
    /** Keys of the roles that can be played in it. */
    readonly accounts: readonly SandboxAccount[],
    private readonly child: Child,
  ) {
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.#isRunning = false;
        resolve();
      };
      if (child.exitCode !== null || child.signalCode !== null) end();
      else child.once('exit', end);
    });
  }
  /** Resolves when the emulator listens. Throws `SandboxStartError`. */
  static async start(options: SandboxProcessOptions): Promise<SandboxProcess> {
    const child = launch(options);
    try {
      const line = await readFirstLine(child, options.log);
      return new SandboxProcess(line.address, line.accounts, child);
    } catch (error) {
      child.kill();
      throw error;
    }
  }
  get isRunning(): boolean {
    return this.#isRunning;
  }
  get pid(): number | undefined {
    return this.child.pid;
  }
  get ended(): Promise<void> {
    return this.#ended;
  }
  async stop(): Promise<void> {
    this.dispose();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), END_LIMIT_MS);
    await this.#ended;
    clearTimeout(timer);
  }
  dispose(): void {
    this.child.stdin.end();
    // Windows knows no request to end: there it would be killed before it has saved its state.
    if (process.platform !== 'win32') this.child.kill('SIGTERM');
  }
}

function launch({ cliFile, stateFile, secretKey, execPath }: SandboxProcessOptions): Child {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  return spawn(
    execPath ?? process.execPath,
    [cliFile, 'sandbox', '--port', '0', ...(stateFile === undefined ? [] : ['--state', stateFile]), '--with-parent'],
    {
      // The key is not an argument: those are seen by every user of the machine.
      env: { ...inherited, ELECTRON_RUN_AS_NODE: '1', MINI_PROGRAM_SANDBOX_SECRET_KEY: secretKey },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    },
  );
}

interface FirstLine {
  readonly address: SandboxAddress;
  readonly accounts: readonly SandboxAccount[];
}
function readFirstLine(child: Child, log: Log): Promise<FirstLine> {
  return new Promise((resolve, reject) => {
    const complaints: string[] = [];
    const fail = (detail: string): void => {
      clearTimeout(timer);
      // A crash ends in lines that explain nothing.
      const telling = complaints.findLast((line) => /\berror\b/i.test(line)) ?? complaints.at(-1);
      reject(new SandboxStartError(telling ?? detail));
    };
    const timer = setTimeout(() => fail(`no answer in ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`));
    child.stdin.on('error', () => {});
    createInterface(child.stderr).on('line', (line) => {
      log.info(`Sandbox: ${line}`);
      complaints.push(line);
      if (complaints.length > KEPT_LINES) complaints.shift();
    });
    // The first line is the address; whatever follows is read so that the pipe never fills.
    createInterface(child.stdout).once('line', (line) => {
      const address = parseAddress(line);
      if (!address) {
        fail('its first line is not an address');
        return;
      }
      clearTimeout(timer);
      resolve({ address, accounts: parseAccounts((JSON.parse(line) as { readonly accounts?: unknown }).accounts) });
    });
  });
}
/** Takes the address out of the emulator's line of JSON; the key in it is not kept. */
export function parseAddress(line: string): SandboxAddress | undefined {
  try {
    const value = JSON.parse(line) as Partial<SandboxAddress> | null;
    const { url, platformId, secretId, region, dialect } = value ?? {};
    const texts = [url, platformId, secretId, region];
    if (!texts.every((text) => typeof text === 'string') || (dialect !== 'tcsas' && dialect !== 'tcmpp'))
      return undefined;
    return { url: url!, platformId: platformId!, secretId: secretId!, region: region!, dialect };
  } catch {
    return undefined;
  }
}
/** The roles that the emulator offers; what is no role with a key is left out. */
export function parseAccounts(value: unknown): readonly SandboxAccount[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Partial<SandboxAccount>[]).flatMap(({ role, userAccount, secretId, secretKey }) =>
    (role === 'administrator' || role === 'developer' || role === 'reviewer') &&
    [userAccount, secretId, secretKey].every((text) => typeof text === 'string')
      ? [{ role, userAccount: userAccount!, secretId: secretId!, secretKey: secretKey! }]
      : [],
  );
}
