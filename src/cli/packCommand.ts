import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { problemsText } from '../app/errors/packWords';
import { sizeOf } from '../app/model/sizes';
import { packArguments } from './arguments';
import { exitCodes, type ExitCode } from './exitCodes';
import type { CliIo } from './io';

/** `pack DIR [--out FILE] [--json]` */
export async function packCommand(args: readonly string[], io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  const { dir, out, json } = packArguments(args);
  const { packFolder } = await import('../pack/packFolder');
  const root = resolve(io.cwd, dir);
  const outFile = resolve(io.cwd, out ?? 'mini-program.zip');
  const packed = await packFolder({ root, outFile, signal });
  const { file, bytes, sha256, files, problems } = packed;
  if (problems.length > 0) io.stderr(`${problemsText(problems, Infinity)}\n`);
  io.stdout(
    json
      ? `${JSON.stringify({ file, bytes, sha256, files: files.length, problems })}\n`
      : `${l10n.t('{0}: {1} files, {2}', file, files.length, sizeOf(bytes))}\nSHA-256 ${sha256}\n`,
  );
  return exitCodes.done;
}
