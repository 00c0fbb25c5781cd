import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { problemsText } from '../app/errors/packWords';
import type { ProgramVersions } from '../app/model/version';
import type { PublishPlan } from '../app/publish/plan';
import { publish, type PublishOutcome } from '../app/publish/publish';
import { Publishes } from '../app/publish/publishes';
import { type PublishContext, type PublishDeps, type PublishTiming, stepOfError } from '../app/publish/run';
import { stepName } from '../app/publish/stepWords';
import { checkNumber, propose } from '../app/publish/versionNumber';
import type { Session } from '../app/services';
import { readProgram, readVersions } from '../app/stores/reads';
import { systemClock } from '../base/clock';
import { assertNever } from '../base/errors';
import type { Log } from '../base/log';
import { defaultState, openSession, readAccount } from './account';
import { type PublishArguments, publishArguments } from './arguments';
import { exitCodes, type ExitCode, ProjectError, UsageError } from './exitCodes';
import { files } from '../disk/files';
import type { CliIo } from './io';
import { lastCommitSubject, projectOf } from './project';

/** `publish DIR …`; `timing` is for tests, whose platform answers at once. */
export async function publishCommand(
  args: readonly string[],
  io: CliIo,
  signal: AbortSignal,
  log: Log,
  timing: Partial<PublishTiming> = {},
): Promise<ExitCode> {
  const given = publishArguments(args);
  const session = openSession(await readAccount(io, given.secretStdin), log);
  const storagePath = resolve(io.cwd, given.state ?? defaultState(io.env));
  const context: PublishContext = { session, files, clock: systemClock, log, storagePath };
  const plan = await makePlan(context, given, io);
  const waits = { ...timing, ...(given.waitMinutes > 0 && { approvalMs: given.waitMinutes * 60_000 }) };
  try {
    const outcome = await publish(context, plan, handleOf(io, signal), depsOf(given, waits, io));
    io.stdout(
      given.json
        ? `${JSON.stringify({ id: plan.id, version: plan.version, ...outcome })}\n`
        : `${textOf(plan, outcome)}\n`,
    );
    return codeOf(outcome);
  } catch (error) {
    const step = stepOfError(error);
    if (step) io.stderr(`${l10n.t('{0} of {1} failed.', stepName(step), plan.version)}\n`);
    throw error;
  }
}

/** A new plan, or the one that was interrupted for the same folder and number. */
async function makePlan(context: PublishContext, given: PublishArguments, io: CliIo): Promise<PublishPlan> {
  const { session, storagePath, clock } = context;
  const { info, mnpId } = await projectOf(io.cwd, given.dir, given.mnpId);
  const program = { kind: 'program', profileId: session.profile.id, mnpId, name: info.name ?? mnpId } as const;
  const earlier = await findEarlier(new Publishes({ files, storagePath, clock }), given, session, info.root, mnpId);
  if (earlier) {
    io.stderr(`${l10n.t('Taking up the interrupted publish of {0}.', earlier.version)}\n`);
    return { ...earlier, until: given.until };
  }
  const known = await readVersions(session, program, () => clock.now());
  const intro = given.intro ?? (await lastCommitSubject(info.root)) ?? '';
  if (intro.trim() === '')
    throw new UsageError(l10n.t('The platform wants a description: give --intro, or commit to git first.'));
  const { ref } = await readProgram(session, mnpId);
  return {
    id: randomUUID(),
    profileId: session.profile.id,
    profileName: session.profile.name,
    environment: session.profile.environment,
    platformId: session.profile.platformId,
    mnpId,
    programName: ref.name,
    folder: info.root,
    version: numberOf(given, known, io),
    intro: intro.trim(),
    until: given.until,
    preview: given.replacePreview ? 'replace' : 'ask',
    entryPath: given.entry,
  };
}
async function findEarlier(
  publishes: Publishes,
  given: PublishArguments,
  session: Session,
  folder: string,
  mnpId: string,
): Promise<PublishPlan | undefined> {
  const same = (await publishes.refresh()).filter(
    ({ plan }) =>
      plan.folder === folder &&
      plan.mnpId === mnpId &&
      plan.profileId === session.profile.id &&
      // Without a number the interrupted publish is what is meant; a bump would count its version as a reason to go higher.
      (!('number' in given.version) || plan.version === given.version.number),
  );
  if (given.fresh) for (const { plan } of same) await publishes.discard(plan.id);
  return given.fresh ? undefined : same[0]?.plan;
}
function numberOf({ version }: PublishArguments, { versions }: ProgramVersions, io: CliIo): string {
  const existing = versions.map(({ ref }) => ref.version);
  if ('bump' in version) return propose(existing, version.bump);
  const online = versions.find(({ state }) => state === 'online')?.ref.version;
  const verdict = checkNumber(version.number, existing, online);
  switch (verdict.kind) {
    case 'bad':
      throw new ProjectError(verdict.message);
    case 'warning':
      io.stderr(`${verdict.message}\n`);
      return version.number;
    case 'good':
      return version.number;
    default:
      return assertNever(verdict);
  }
}

/** One line for each step, not for each megabyte: logs of build servers keep everything. */
function handleOf(io: CliIo, signal: AbortSignal): { signal: AbortSignal; report: (p: { message?: string }) => void } {
  let last = '';
  return {
    signal,
    report: ({ message = '' }) => {
      const step = message.split(' ', 1)[0] ?? '';
      if (step === last) return;
      last = step;
      io.stderr(`${message}\n`);
    },
  };
}
function depsOf(given: PublishArguments, timing: Partial<PublishTiming>, io: CliIo): PublishDeps {
  return {
    packFolder: async (job) => {
      const packed = await (await import('../pack/packFolder')).packFolder(job);
      if (packed.problems.length > 0) io.stderr(`${problemsText(packed.problems, Infinity)}\n`);
      return packed;
    },
    replacePreview: () => Promise.resolve(given.replacePreview),
    timing,
  };
}
function textOf({ programName, version }: PublishPlan, outcome: PublishOutcome): string {
  switch (outcome.kind) {
    case 'uploaded':
      return l10n.t('Uploaded the package of {0} {1}.', programName, version);
    case 'built':
      return l10n.t('Built {0} {1} (version id {2}).', programName, version, outcome.versionId);
    case 'preview':
      return outcome.shown
        ? l10n.t('{0} {1} is the preview version (version id {2}).', programName, version, outcome.versionId)
        : l10n.t(
            'Built {0} {1} (version id {2}). Another version is the preview; --replace-preview replaces it.',
            programName,
            version,
            outcome.versionId,
          );
    case 'submitted':
      return l10n.t('Submitted {0} {1} for approval ({2}).', programName, version, outcome.approvalNo ?? '');
    case 'inReview':
      return l10n.t(
        '{0} {1} is in review ({2}). Run this again when it is approved.',
        programName,
        version,
        outcome.approvalNo ?? '',
      );
    case 'released':
      return l10n.t('Released {0} {1}: the platform shows it online.', programName, version);
    case 'stopped':
    case 'notSeen':
      return outcome.message;
    default:
      return assertNever(outcome);
  }
}
function codeOf({ kind }: PublishOutcome): ExitCode {
  if (kind === 'inReview') return exitCodes.inReview;
  if (kind === 'notSeen') return exitCodes.unconfirmed;
  return kind === 'stopped' ? exitCodes.interrupted : exitCodes.done;
}
