import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { countProblems, countsText } from '../app/packagePreview/problemRows';
import { summarize, summaryText } from '../app/packing/changes';
import type { PackManifest, PackReport } from '../pack/packTypes';
import { checkArguments } from './arguments';
import { exitCodes, type ExitCode } from './exitCodes';
import type { CliIo } from './io';
import { getReady, isFailure, packJob, readSince } from './packJob';
import { problemLines } from './problemLines';
import { rootOf } from './project';
import { reportDocument } from './report';

/** `check DIR [--json] [--strict] …`: everything that is to be said about the package, without writing it. */
export async function checkCommand(args: readonly string[], io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  const given = checkArguments(args);
  const root = await rootOf(io.cwd, given.dir);
  const since = await readSince(io.cwd, given.since);
  await getReady(root, given, io, signal);
  const { job, rules } = await packJob(root, given, signal);
  const report = await (await import('../pack/packFolder')).checkFolder(job);
  if (given.json) io.stdout(`${JSON.stringify(reportDocument(report, rules, since))}\n`);
  else {
    io.stdout(problemLines(report.problems));
    io.stderr(`${summaryOf(report, since, given.since)}\n`);
  }
  return isFailure(report.problems, given) ? exitCodes.findings : exitCodes.done;
}
/** "152 files, 1.9 MB: 3 changed since last.json. 2 errors, 1 warning." */
export function summaryOf(
  { manifest, problems }: Pick<PackReport, 'manifest' | 'problems'>,
  since: PackManifest | undefined,
  sinceFile: string | undefined,
): string {
  const before = since && { version: basename(sinceFile ?? ''), manifest: since };
  const found = countsText(countProblems(problems)) || l10n.t('No problems');
  return l10n.t('{0}. {1}.', summaryText(summarize(manifest, before).summary), found);
}
