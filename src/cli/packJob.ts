import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { uploadScript, uploadScriptHint } from '../app/packing/hooks';
import { type PackRules, packRules } from '../app/packing/packRules';
import { isManifest } from '../app/packing/published';
import type { CheckJob, PackManifest, PackProblem } from '../pack/packTypes';
import type { PackingArguments } from './arguments';
import { UsageError } from './exitCodes';
import type { CliIo } from './io';

/** The work that the options ask for. */
export async function packJob(
  root: string,
  { layout, limits, allowSecrets }: PackingArguments,
  signal: AbortSignal,
): Promise<{ readonly job: CheckJob; readonly rules: PackRules }> {
  const rules = await packRules(root, { layout, limits });
  return { rules, job: { root, ...rules, allowSecrets, signal } };
}
/** Runs the script that was named, or tells of the one that the project file names. */
export async function getReady(
  root: string,
  { prePackage }: PackingArguments,
  io: CliIo,
  signal: AbortSignal,
): Promise<void> {
  if (prePackage !== undefined) {
    await (await import('./prePackage')).runPrePackage(root, prePackage, io, signal);
    return;
  }
  const script = await uploadScript(root);
  if (script !== undefined) io.stderr(`${uploadScriptHint(script, '--pre-package')}\n`);
}
/** Whether these findings are a failure. */
export const isFailure = (problems: readonly PackProblem[], { strict }: PackingArguments): boolean =>
  problems.some(({ severity }) => severity === 'error' || (strict && severity === 'warning'));

/** What `--since` names: a manifest, or the report of an earlier run that holds one. Throws `UsageError`. */
export async function readSince(cwd: string, since: string | undefined): Promise<PackManifest | undefined> {
  if (since === undefined) return undefined;
  const file = resolve(cwd, since);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UsageError(
      isMissing ? l10n.t('--since: there is no file {0}.', file) : l10n.t('--since: {0} cannot be read as JSON.', file),
    );
  }
  const inner =
    typeof value === 'object' && value !== null ? (value as { readonly manifest?: unknown }).manifest : null;
  const found = [value, inner].find(isManifest);
  if (found) return found;
  throw new UsageError(l10n.t('--since: {0} is no report of check --json or pack --json.', file));
}
