import { parseArgs } from 'node:util';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { messageOf } from '../base/errors';
import { readFaults } from './control';
import type { Fault } from './faults';
import { seedNames } from './seed';
import { startSandbox, type SandboxOptions } from './startSandbox';
import type { TakeLock } from './stateLock';

export interface SandboxCliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back once when the process is asked to end (SIGTERM, SIGINT). */
  readonly onSignal: (listener: () => void) => void;
  /** With `--with-parent` its end ends the sandbox, so that no orphan is left. */
  readonly stdin?: Readable;
  /** Keeps other processes off the state file. */
  readonly takeLock?: TakeLock;
}
const secretVariable = 'MINI_PROGRAM_SANDBOX_SECRET_KEY';

/** Text of `sandbox --help` and of every wrong use. */
const sandboxUsage = (): string =>
  l10n.t(
    `Usage: sandbox [--port N] [--seed empty|demo|large] [--state FILE] [--dialect tcsas|tcmpp] [--build-ms N]
               [--faults FILE] [--with-parent]

--faults FILE is a JSON list of what is to go wrong. Each fault waits for the next request that it fits:
  [{"action": "CreateMNPVersion", "afterHandling": true},
   {"action": "*", "code": "RequestLimitExceeded", "times": 3},
   {"action": "cos:PUT", "dropAfterBytes": 0},
   {"action": "review", "decision": "reject", "message": "The icon is blurred."}]
  action   the name of an action, * for any, cos or cos:PUT for the store, smh for the media library, wechat,
           fileUrl (the platform's download), build, review
  what     code and message, httpStatus, body, dropAfterBytes, delayMs, skewMs, perSecond, and afterHandling
           (the work is done, no answer comes); decision approve or reject for a review
  times    how many requests it strikes, by default 1
While it runs: POST, GET or DELETE URL/sandbox/faults with the header "Authorization: Bearer SECRET_KEY".`,
  );

/**
 * Runs the sandbox until it is asked to end. Prints one JSON line when it is ready. `argv` begins after the word `sandbox`.
 * Answers the exit code: 0 ended on request, 2 wrong use or cannot start.
 */
export async function runSandboxCli(argv: readonly string[], io: SandboxCliIo): Promise<number> {
  let flags: Flags;
  try {
    flags = readFlags(argv);
  } catch (error) {
    io.stderr(`${messageOf(error)}\n${sandboxUsage()}\n`);
    return 2;
  }
  if (flags.help) {
    io.stdout(`${sandboxUsage()}\n`);
    return 0;
  }
  const ended = new Promise<void>((resolve) => {
    io.onSignal(resolve);
    if (!flags.withParent) return;
    io.stdin
      ?.once('end', resolve)
      .once('close', resolve)
      .once('error', () => resolve())
      .resume();
  });
  try {
    const secretKey = io.env[secretVariable];
    const faults = flags.faultsFile === undefined ? [] : await faultsIn(flags.faultsFile);
    const { takeLock } = io;
    const sandbox = await startSandbox({
      ...flags.options,
      ...(secretKey ? { secretKey } : {}),
      ...(takeLock ? { takeLock } : {}),
    });
    for (const fault of faults) sandbox.faults.next(fault);
    const { url, platformId, secretId, region, dialect, accounts } = sandbox;
    const address = { url, platformId, secretId, secretKey: sandbox.secretKey, region, dialect, accounts };
    io.stdout(`${JSON.stringify(address)}\n`);
    await ended;
    await sandbox.close();
    // An open standard input would keep the process alive.
    if (flags.withParent) io.stdin?.destroy();
    return 0;
  } catch (error) {
    io.stderr(`${messageOf(error)}\n`);
    return 2;
  }
}

interface Flags {
  readonly options: SandboxOptions;
  readonly withParent: boolean;
  readonly faultsFile: string | undefined;
  readonly help: boolean;
}
function readFlags(argv: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: 'demo' },
      state: { type: 'string' },
      dialect: { type: 'string', default: 'tcsas' },
      'build-ms': { type: 'string' },
      faults: { type: 'string' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { state } = values;
  if (state === '') throw new Error(l10n.t('--state needs the path of a file.'));
  const buildMs = values['build-ms'];
  return {
    withParent: values['with-parent'],
    faultsFile: values.faults,
    help: values.help,
    options: {
      port: wholeNumber('--port', values.port, 65_535),
      seed: oneOf('--seed', values.seed, seedNames),
      dialect: oneOf('--dialect', values.dialect, ['tcsas', 'tcmpp'] as const),
      ...(state === undefined ? {} : { stateFile: state }),
      ...(buildMs === undefined ? {} : { buildMs: wholeNumber('--build-ms', buildMs, 3_600_000) }),
    },
  };
}
/** What a file of faults holds. Throws a sentence that names the file and what is wrong in it. */
async function faultsIn(file: string): Promise<readonly Fault[]> {
  let value: unknown;
  try {
    value = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(l10n.t('The faults in {0} cannot be read: {1}', file, messageOf(error)), { cause: error });
  }
  const faults = readFaults(value);
  if ('problem' in faults)
    throw new Error(l10n.t('The faults in {0} are not right: {1} See sandbox --help.', file, faults.problem));
  return faults;
}
function wholeNumber(flag: string, text: string, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= max) return value;
  throw new Error(l10n.t('{0} must be a whole number from 0 to {1}.', flag, String(max)));
}
function oneOf<T extends string>(flag: string, text: string, known: readonly T[]): T {
  const found = known.find((name) => name === text);
  if (found !== undefined) return found;
  throw new Error(l10n.t('{0} must be one of: {1}.', flag, known.join(', ')));
}
