import { version } from '../../package.json';
import * as l10n from '@vscode/l10n';
import { countProblems, countsText } from '../app/packagePreview/problemRows';
import { present } from '../app/errors/present';
import type { PublishTiming } from '../app/publish/run';
import type { Log } from '../base/log';
import { Redactor } from '../base/redact';
import { PackError } from '../pack/packTypes';
import { exitCodeOf, exitCodes, type ExitCode, UsageError } from './exitCodes';
import type { CliIo } from './io';
import { problemLines } from './problemLines';
import { refuseSecrets, secretVariables } from './refuseSecrets';
import { problemRow } from './report';
import { usage } from './usage';

export interface CliOptions {
  readonly timing?: Partial<PublishTiming>;
}
/** Runs one command line (without node and script) and answers the exit code. Never asks, never throws. */
export async function runCli(args: readonly string[], io: CliIo, options: CliOptions = {}): Promise<ExitCode> {
  const [command = '--help', ...rest] = args;
  const safe = redacted(io);
  const abort = new AbortController();
  try {
    refuseSecrets(args, safe);
    switch (command) {
      case '--help':
      case '-h':
      case 'help':
        safe.stdout(`${usage()}\n`);
        return exitCodes.done;
      case '--version':
        safe.stdout(`${version}\n`);
        return exitCodes.done;
      case 'sandbox': {
        // Its ready line carries the generated key on purpose: it opens nothing but the emulator.
        const [{ runSandboxCli }, { acquireLock }] = await Promise.all([
          import('../sandbox/cliMain'),
          import('../disk/fileLock'),
        ]);
        return (await runSandboxCli(rest, { ...io, takeLock: acquireLock })) as ExitCode;
      }
      case 'pack':
      case 'check':
      case 'publish':
      case 'status':
        if (rest.includes('--help')) {
          safe.stdout(`${usage()}\n`);
          return exitCodes.done;
        }
        safe.onSignal(() => abort.abort());
        return await work(command, rest, safe, abort.signal, options);
      default:
        throw new UsageError(l10n.t('There is no command {0}.', command));
    }
  } catch (error) {
    return failed(error, safe, rest.includes('--json'));
  }
}
async function work(
  command: 'pack' | 'check' | 'publish' | 'status',
  rest: readonly string[],
  io: CliIo,
  signal: AbortSignal,
  { timing }: CliOptions,
): Promise<ExitCode> {
  const log = logOf(io);
  switch (command) {
    case 'pack':
      return (await import('./packCommand')).packCommand(rest, io, signal);
    case 'check':
      return (await import('./checkCommand')).checkCommand(rest, io, signal);
    case 'publish':
      return (await import('./publishCommand')).publishCommand(rest, io, signal, log, timing);
    case 'status':
      return (await import('./statusCommand')).statusCommand(rest, io, signal, log);
  }
}
/** Says what went wrong; for a script that reads JSON, as a document as well. */
function failed(error: unknown, io: CliIo, json: boolean): ExitCode {
  const exitCode = exitCodeOf(error);
  const problems = error instanceof PackError ? error.problems : [];
  const message =
    error instanceof UsageError
      ? error.message
      : error instanceof PackError
        ? countsText(countProblems(problems))
        : (present(error)?.message ?? l10n.t('Interrupted.'));
  io.stderr(`${problemLines(problems)}${message}\n`);
  if (error instanceof UsageError) io.stderr(`${l10n.t('--help shows how it is used.')}\n`);
  if (json) io.stdout(`${JSON.stringify({ error: { exitCode, message, problems: problems.map(problemRow) } })}\n`);
  return exitCode;
}
/** Nothing that is printed holds a secret of the environment. */
function redacted(io: CliIo): CliIo {
  const redactor = new Redactor();
  for (const name of secretVariables) redactor.remember(io.env[name]?.trim());
  return {
    ...io,
    remember: (secret) => redactor.remember(secret),
    redact: (text) => redactor.redact(text),
    stdout: (text) => io.stdout(redactor.redact(text)),
    stderr: (text) => io.stderr(redactor.redact(text)),
  };
}
/** Details only when they are asked for. */
function logOf(io: CliIo): Log {
  const isOn = io.env['MINI_PROGRAM_LOG'] === 'debug';
  const write =
    (level: string) =>
    (message: string): void => {
      if (isOn) io.stderr(`[${level}] ${message}\n`);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
