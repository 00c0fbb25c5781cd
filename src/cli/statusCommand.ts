import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { stateWords } from '../app/model/words';
import type { Version } from '../app/model/version';
import { nextStep } from '../app/publish/journal';
import { Publishes } from '../app/publish/publishes';
import { stepName } from '../app/publish/stepWords';
import { readProgram, readVersions } from '../app/stores/reads';
import { systemClock } from '../base/clock';
import type { Log } from '../base/log';
import { defaultState, openSession, readAccount } from './account';
import { statusArguments } from './arguments';
import { exitCodes, type ExitCode } from './exitCodes';
import { files } from '../disk/files';
import type { CliIo } from './io';
import { projectOf } from './project';

/** `status [DIR] [--mnp-id ID] [--json]` */
export async function statusCommand(
  args: readonly string[],
  io: CliIo,
  signal: AbortSignal,
  log: Log,
): Promise<ExitCode> {
  const given = statusArguments(args);
  const session = openSession(await readAccount(io, given.secretStdin), log);
  const mnpId = given.mnpId ?? (await projectOf(io.cwd, given.dir, undefined)).mnpId;
  const { ref: program, onlineVersion } = await readProgram(session, mnpId, { signal });
  const { versions } = await readVersions(session, program, () => systemClock.now(), { signal });
  const storagePath = resolve(io.cwd, given.state ?? defaultState(io.env));
  const publishes = new Publishes({ files, storagePath, clock: systemClock });
  const unfinished = (await publishes.refresh()).filter(({ plan }) => plan.mnpId === mnpId);
  if (given.json) {
    const rows = versions.map((version) => rowOf(version));
    const open = unfinished.map(({ plan, state }) => ({ id: plan.id, version: plan.version, state }));
    io.stdout(
      `${JSON.stringify({ mnpId, name: program.name, online: onlineVersion ?? null, versions: rows, unfinished: open })}\n`,
    );
    return exitCodes.done;
  }
  io.stdout(`${program.name} (${mnpId})\n`);
  for (const version of versions) io.stdout(`  ${lineOf(version)}\n`);
  if (versions.length === 0) io.stdout(`  ${l10n.t('No version yet.')}\n`);
  for (const journal of unfinished) {
    const step = nextStep(journal);
    io.stdout(
      `  ${l10n.t('Unfinished publish of {0}, stopped at {1}', journal.plan.version, step ? stepName(step) : '')}\n`,
    );
  }
  return exitCodes.done;
}
const rowOf = ({ ref, state, isPreview, approvalNo, intro }: Version): object => ({
  version: ref.version,
  versionId: ref.versionId,
  state,
  isPreview,
  approvalNo: approvalNo ?? null,
  intro,
});
function lineOf({ ref, state, isPreview, intro }: Version): string {
  const words = [stateWords(state).label, ...(isPreview ? [l10n.t('preview')] : [])];
  return `${ref.version.padEnd(12)} ${words.join(', ').padEnd(24)} ${intro}`.trimEnd();
}
