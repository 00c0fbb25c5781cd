import { parseArgs } from 'node:util';
import type { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { messageOf } from '../base/errors';
import { seedNames } from './seed';
import { startSandbox, type SandboxOptions } from './startSandbox';

export interface SandboxCliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back once when the process is asked to end (SIGTERM, SIGINT). */
  readonly onSignal: (listener: () => void) => void;
  /** With `--with-parent` its end ends the sandbox, so that no orphan is left. */
  readonly stdin?: Readable;
}
const secretVariable = 'MINI_PROGRAM_SANDBOX_SECRET_KEY';

/** Text of `sandbox --help` and of every wrong use. */
const sandboxUsage = (): string =>
  l10n.t(
    'Usage: sandbox [--port N] [--seed empty|demo|large] [--state FILE] [--dialect tcsas|tcmpp] [--build-ms N] [--with-parent]',
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
    const sandbox = await startSandbox({ ...flags.options, ...(secretKey ? { secretKey } : {}) });
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
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { state } = values;
  if (state === '') throw new Error(l10n.t('--state needs the path of a file.'));
  const buildMs = values['build-ms'];
  return {
    withParent: values['with-parent'],
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
