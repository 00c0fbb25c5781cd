import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { Cancelled, throwIfAborted } from '../base/errors';
import { PrePackageError } from './exitCodes';
import type { CliIo } from './io';
import { endTree } from './endTree';
import { secretVariables } from './refuseSecrets';

/** Names that no shell takes apart: on Windows npm can only be started through one. */
const plainName = /^[\p{L}\p{N}_][\p{L}\p{N}_:.@/+-]*$/u;
const maxNames = 20;

/**
 * Runs an npm script of the project and passes what it prints to standard error. The account's secrets are taken out of its
 * environment. Throws `PrePackageError` when it is not there or fails, `Cancelled` when the signal fires: then it is ended
 * with all that it has started.
 */
export async function runPrePackage(root: string, script: string, io: CliIo, signal: AbortSignal): Promise<void> {
  const scripts = await scriptsOf(root);
  if (!Object.hasOwn(scripts, script)) throw noScript(script, Object.keys(scripts));
  if (!plainName.test(script))
    throw new PrePackageError(
      l10n.t(
        'The script {0} cannot be run by its name: only letters, digits and _ : . @ / + - are taken. Give it another name in package.json.',
        JSON.stringify(script),
      ),
    );
  throwIfAborted(signal);
  io.stderr(`${l10n.t('Running npm run {0}', script)}\n`);
  const end = await npmRun(root, script, io, signal);
  throwIfAborted(signal);
  if (end === 0) return;
  throw new PrePackageError(
    l10n.t('npm run {0} failed ({1}), so nothing was packed. What it printed is above.', script, end),
  );
}
async function scriptsOf(root: string): Promise<Readonly<Record<string, unknown>>> {
  const file = join(root, 'package.json');
  let value: unknown;
  try {
    value = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new PrePackageError(
      isMissing
        ? l10n.t('--pre-package names a script of package.json, but there is no {0}.', file)
        : l10n.t('--pre-package names a script of package.json, but {0} cannot be read.', file),
    );
  }
  const scripts = typeof value === 'object' && value !== null ? (value as { readonly scripts?: unknown }).scripts : {};
  return typeof scripts === 'object' && scripts !== null ? (scripts as Readonly<Record<string, unknown>>) : {};
}
function noScript(script: string, names: readonly string[]): PrePackageError {
  const known = names.slice(0, maxNames).join(', ');
  const there =
    names.length === 0
      ? l10n.t('It has no scripts.')
      : l10n.t('It has: {0}.', names.length > maxNames ? `${known}, …` : known);
  return new PrePackageError(l10n.t('package.json has no script {0}. {1}', JSON.stringify(script), there));
}

/** Answers the exit code, or the signal that ended it. */
function npmRun(root: string, script: string, io: CliIo, signal: AbortSignal): Promise<number | string> {
  const isWindows = process.platform === 'win32';
  const child = spawn(isWindows ? 'npm.cmd' : 'npm', ['run', '-s', script], {
    cwd: root,
    env: childEnv(io.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: isWindows,
    windowsHide: true,
    // A group of its own, so that what the script starts ends with it; Ctrl-C then reaches it through us.
    detached: !isWindows,
  });
  const printed = [forward(child.stdout, io), forward(child.stderr, io)];
  const onAbort = (): void => endTree(child);
  signal.addEventListener('abort', onAbort, { once: true });
  return new Promise<number | string>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        signal.aborted
          ? new Cancelled()
          : new PrePackageError(l10n.t('npm cannot be started ({0}).', error.code ?? '')),
      ),
    );
    child.once('close', (code, ended) => {
      void Promise.all(printed).then(() => resolve(code ?? ended ?? ''));
    });
  }).finally(() => signal.removeEventListener('abort', onAbort));
}
/** Programs are looked for in the current folder too on Windows: a project must not bring its own npm. */
function childEnv(env: CliIo['env']): NodeJS.ProcessEnv {
  const rest = Object.entries(env).filter(([name]) => !secretVariables.some((secret) => secret === name));
  return { ...Object.fromEntries(rest), NoDefaultCurrentDirectoryInExePath: '1' };
}
/** Whole lines, so that a secret is never cut in two on its way past the redactor. */
async function forward(output: Readable, io: CliIo): Promise<void> {
  for await (const line of createInterface({ input: output, crlfDelay: Infinity })) io.stderr(`${line}\n`);
}
