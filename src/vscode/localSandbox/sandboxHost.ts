import * as l10n from '@vscode/l10n';
import { randomBytes } from 'node:crypto';
import { showLog } from '../../app/errors/present';
import { UserError } from '../../app/errors/userError';
import type { Files, SandboxAccount, SandboxAddress, SandboxHost, Secrets } from '../../app/ports';
import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { messageOf } from '../../base/errors';
import type { Log } from '../../base/log';
import { poll } from '../../base/poll';
import { processRuns } from '../../disk/processRuns';
import { forgetRunning, hashOf, isHealthy, readRunning, type Running, writeRunning } from './runningFile';
import { parseAccounts, SandboxProcess, SandboxStartError } from './sandboxProcess';

const SECRET = 'sandbox/secretKey';
/** Where a window that did not start the emulator finds the keys of its roles. */
const ACCOUNTS = 'sandbox/accounts';
/** Milliseconds to wait for a window that is just starting the emulator, or for one that ends: a start may take 45 s. */
const NEIGHBOUR_LIMIT_MS = 50_000;

export interface SandboxHostOptions {
  readonly cliFile: string;
  /** Folder for its state and for what the windows tell each other. */
  readonly folder: string;
  readonly files: Files;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
  readonly remember: (secret: string) => void;
  readonly execPath?: string;
}
type Ready = SandboxAddress & { readonly secretKey: string };

/**
 * The emulator on this machine: one for all windows of this user. The window that started it ends it; another that still
 * needs it then starts it again from its state file.
 */
export class LocalSandbox implements SandboxHost, Disposable {
  #process: SandboxProcess | undefined;
  #starting: Promise<Ready> | undefined;
  #secretKey: string | undefined;
  #isDisposed = false;

  constructor(private readonly options: SandboxHostOptions) {}

  ensure(): Promise<Ready> {
    this.#starting ??= this.#find().finally(() => (this.#starting = undefined));
    return this.#starting;
  }
  async accounts(): Promise<readonly SandboxAccount[]> {
    const own = this.#process?.isRunning ? this.#process.accounts : undefined;
    const accounts = own ?? (await this.#neighbourAccounts());
    for (const { secretKey } of accounts) this.options.remember(secretKey);
    return accounts;
  }
  async reset(): Promise<void> {
    await this.#starting?.catch(() => {});
    if (this.#process?.isRunning) await this.#process.stop();
    else await this.#stopNeighbour();
    await this.options.files.remove(this.#stateFile);
  }
  dispose(): void {
    this.#isDisposed = true;
    const running = this.#process;
    running?.dispose();
    if (running?.pid !== undefined) forgetRunning(this.#runningFile, running.pid);
  }

  get #stateFile(): string {
    return this.options.files.join(this.options.folder, 'state.json');
  }
  get #runningFile(): string {
    return this.options.files.join(this.options.folder, 'running.json');
  }
  async #find(): Promise<Ready> {
    if (this.#process?.isRunning) return { ...this.#process.address, secretKey: await this.#key() };
    if (this.#secretKey !== undefined) {
      const neighbour = await this.#neighbour(this.#secretKey);
      if (neighbour) return { ...neighbour.address, secretKey: this.#secretKey };
    }
    return this.#startAlone();
  }
  /** A running emulator of another window that takes our key. */
  async #neighbour(secretKey: string): Promise<Running | undefined> {
    const running = await readRunning(this.options.files, this.#runningFile);
    if (running?.keyHash !== hashOf(secretKey)) return undefined;
    return (await isHealthy(running.address.url)) ? running : undefined;
  }
  /** Whether an emulator of somebody with another key, such as a window without a key store, has the state file. */
  async #isForeign(secretKey: string): Promise<boolean> {
    const running = await readRunning(this.options.files, this.#runningFile);
    return running !== undefined && running.keyHash !== hashOf(secretKey) && (await isHealthy(running.address.url));
  }
  /** Starts it, or finds it, while no other window does so: two would make two keys and write one state file. */
  async #startAlone(): Promise<Ready> {
    const { files, folder, clock } = this.options;
    const found = await poll({ clock, every: () => 200, forMs: NEIGHBOUR_LIMIT_MS }, async () => {
      const lock = await files.lock(files.join(folder, 'starting.lock'), 'starting');
      if (!lock.held) return undefined;
      try {
        const secretKey = await this.#key();
        const neighbour = await this.#neighbour(secretKey);
        return { ...(neighbour?.address ?? (await this.#start(secretKey))), secretKey };
      } finally {
        lock.dispose();
      }
    });
    if (!found) throw notStarted(l10n.t('another window has been starting it for too long'));
    return found;
  }
  async #start(secretKey: string): Promise<SandboxAddress> {
    const { cliFile, log, files, execPath } = this.options;
    const isStateTaken = await this.#isForeign(secretKey);
    if (isStateTaken) log.warn('The sandbox of another key runs here: what is made in this one ends with the window.');
    const started = SandboxProcess.start({
      cliFile,
      stateFile: isStateTaken ? undefined : this.#stateFile,
      secretKey,
      log,
      ...(execPath === undefined ? {} : { execPath }),
    });
    const running = await started.catch((error: unknown) => {
      throw notStarted(error instanceof SandboxStartError ? error.detail : messageOf(error), error);
    });
    const pid = running.pid ?? 0;
    this.#process = running;
    log.info(`The sandbox runs at ${running.address.url}.`);
    void running.ended.then(() => {
      forgetRunning(this.#runningFile, pid);
      log.info('The sandbox has ended.');
    });
    await this.#tellAccounts(running.accounts);
    if (this.#isDisposed) running.dispose();
    if (isStateTaken) return running.address;
    await writeRunning(files, this.#runningFile, { address: running.address, pid, keyHash: hashOf(secretKey) });
    return running.address;
  }
  /** For the other windows of this user; like the owner's key, in the key store only. */
  async #tellAccounts(accounts: readonly SandboxAccount[]): Promise<void> {
    for (const { secretKey } of accounts) this.options.remember(secretKey);
    try {
      await this.options.secrets.set(ACCOUNTS, JSON.stringify(accounts));
    } catch (error) {
      this.options.log.debug(`other windows cannot play roles in the sandbox: ${messageOf(error)}`);
    }
  }
  async #neighbourAccounts(): Promise<readonly SandboxAccount[]> {
    try {
      return parseAccounts(JSON.parse((await this.options.secrets.get(ACCOUNTS)) ?? '[]'));
    } catch {
      return [];
    }
  }
  async #stopNeighbour(): Promise<void> {
    const neighbour = await this.#neighbour(await this.#key());
    if (!neighbour) return;
    // It has just answered, so the number is its own.
    process.kill(neighbour.pid, 'SIGTERM');
    // Until it is gone, not only silent: it saves its state last.
    await poll({ clock: this.options.clock, every: () => 100, forMs: NEIGHBOUR_LIMIT_MS }, () =>
      Promise.resolve(processRuns(neighbour.pid) ? undefined : true),
    );
    forgetRunning(this.#runningFile, neighbour.pid);
  }
  /** Made once for this user. Without a key store it is made for this window; then every window has an emulator of its own. */
  async #key(): Promise<string> {
    if (this.#secretKey !== undefined) return this.#secretKey;
    const { secrets, log, remember } = this.options;
    let key: string | undefined;
    try {
      key = await secrets.get(SECRET);
      if (!key) {
        key = randomBytes(16).toString('hex');
        await secrets.set(SECRET, key);
      }
    } catch (error) {
      log.warn(`The sandbox's key lives until this window closes: ${messageOf(error)}`);
      key ??= randomBytes(16).toString('hex');
    }
    remember(key);
    return (this.#secretKey = key);
  }
}

function notStarted(detail: string, cause?: unknown): UserError {
  const why = detail.trim().replace(/[.。]+$/, '');
  const text = l10n.t('The sandbox could not be started: {0}. Try again; the log has the details.', why);
  return new UserError(
    text,
    [{ label: l10n.t('Try Again'), command: 'miniProgram.trySandbox' }, showLog()],
    'other',
    cause === undefined ? undefined : { cause },
  );
}
