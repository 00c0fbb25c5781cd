import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { sizeOf } from '../app/model/sizes';
import { type CheckJob, PackError, type PackProblem, type PackReport, type PackResult } from '../pack/packTypes';
import { type PackArguments, packArguments } from './arguments';
import { summaryOf } from './checkCommand';
import { exitCodes, type ExitCode, isOfDisk } from './exitCodes';
import type { CliIo } from './io';
import { getReady, isFailure, packJob, readSince } from './packJob';
import { problemLines } from './problemLines';
import { rootOf } from './project';
import { reportDocument } from './report';

/** A package, or why there is none. */
type Packed =
  | { readonly isWritten: true; readonly report: PackResult; readonly problems: readonly PackProblem[] }
  | { readonly isWritten: false; readonly report: PackReport; readonly problems: readonly PackProblem[] };

/** `pack DIR [--out FILE] [--json] [--strict] …` */
export async function packCommand(args: readonly string[], io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  const given = packArguments(args);
  const root = await rootOf(io.cwd, given.dir);
  const since = await readSince(io.cwd, given.since);
  await getReady(root, given, io, signal);
  const { job, rules } = await packJob(root, given, signal);
  const packed = await packStrictly(job, resolve(io.cwd, given.out ?? 'mini-program.zip'), given);
  const { report, problems, isWritten } = packed;
  if (given.json) {
    const { file, bytes, sha256 } = isWritten ? packed.report : { file: null, bytes: null, sha256: null };
    const zip = isWritten ? { file, bytes, sha256 } : null;
    io.stdout(`${JSON.stringify({ ...reportDocument(report, rules, since, problems), package: zip })}\n`);
  } else {
    io.stderr(problemLines(problems));
    io.stderr(`${summaryOf({ manifest: report.manifest, problems }, since, given.since)}\n`);
    if (isWritten) io.stdout(textOf(packed.report));
  }
  return isWritten ? exitCodes.done : exitCodes.findings;
}
const textOf = ({ file, files, bytes, sha256 }: PackResult): string =>
  `${l10n.t('{0}: {1} files, {2}', file, files.length, sizeOf(bytes))}\nSHA-256 ${sha256}\n`;

/** An earlier zip is replaced only by one that passes. */
async function packStrictly(job: CheckJob, file: string, given: PackArguments): Promise<Packed> {
  const { packFolder, checkFolder } = await import('../pack/packFolder');
  // Where that fails, packing tells why the zip cannot be written.
  await mkdir(dirname(file), { recursive: true }).catch(() => undefined);
  const outFile = given.strict ? join(dirname(file), `.${basename(file)}.${process.pid}.tmp`) : file;
  try {
    const report = await packFolder({ ...job, outFile });
    const { problems } = report;
    if (isFailure(problems, given)) return { isWritten: false, report, problems };
    if (outFile !== file) await rename(outFile, file);
    return { isWritten: true, report: { ...report, file }, problems };
  } catch (error) {
    if (!(error instanceof PackError) || isOfDisk(error)) throw error;
    // The error tells what is wrong; the rest of the report is worth having, too.
    return { isWritten: false, report: await checkFolder(job), problems: error.problems };
  } finally {
    if (outFile !== file) await rm(outFile, { force: true });
  }
}
