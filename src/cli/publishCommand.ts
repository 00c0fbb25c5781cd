import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ProgramVersions } from '../app/model/version';
import type { PublishPlan } from '../app/publish/plan';
import { isReadable, isUnanswered } from '../app/publish/journal';
import { publish } from '../app/publish/publish';
import { Publishes } from '../app/publish/publishes';
import { type PublishContext, type PublishDeps, type PublishTiming, stepOfError } from '../app/publish/run';
import { stepName } from '../app/publish/stepWords';
import { checkNumber, propose } from '../app/publish/versionNumber';
import type { Session } from '../app/services';
import { readProgram, readVersions } from '../app/stores/reads';
import { describeTarget } from '../app/uploadTargets/targetWords';
import { systemClock } from '../base/clock';
import { assertNever } from '../base/errors';
import type { Log } from '../base/log';
import { PackError, type PackJob, type PackResult } from '../pack/packTypes';
import { defaultState, openSession, readAccount } from './account';
import { type PublishArguments, publishArguments } from './arguments';
import { type ExitCode, ProjectError, UsageError } from './exitCodes';
import { files } from '../disk/files';
import { gitSubject } from '../disk/gitSubject';
import type { CliIo } from './io';
import { outcomeCode, outcomeText } from './outcomeWords';
import { getReady, isFailure, packJob } from './packJob';
import { problemLines } from './problemLines';
import { projectOf } from './project';

/** `publish DIR …`; `timing` is for tests, whose platform answers at once. */
export async function publishCommand(
  args: readonly string[],
  io: CliIo,
  signal: AbortSignal,
  log: Log,
  timing: Partial<PublishTiming> = {},
): Promise<ExitCode> {
  const given = publishArguments(args);
  const storagePath = resolve(io.cwd, given.state ?? defaultState(io.env));
  const session = openSession(await readAccount(io, given.secretStdin), log, join(storagePath, 'uploads'));
  const redact = io.redact && { redact: io.redact };
  const context: PublishContext = { session, files, clock: systemClock, log, storagePath, ...redact };
  const plan = await makePlan(context, given, io, signal);
  const waits = { ...timing, ...(given.waitMinutes > 0 && { approvalMs: given.waitMinutes * 60_000 }) };
  try {
    const outcome = await publish(context, plan, handleOf(io, signal), depsOf(given, waits, io));
    io.stdout(
      given.json
        ? `${JSON.stringify({ id: plan.id, version: plan.version, ...outcome, package: await packageOf(context, plan) })}\n`
        : `${outcomeText(plan, outcome)}\n`,
    );
    if (outcome.kind === 'notSeen' && outcome.step === 'version')
      io.stderr(`${l10n.t('Run the same again to look again, or with --create-again to create it once more.')}\n`);
    return outcomeCode(outcome);
  } catch (error) {
    const step = stepOfError(error);
    if (step) io.stderr(`${l10n.t('{0} of {1} failed.', stepName(step), plan.version)}\n`);
    throw error;
  }
}

/** A new plan, or the one that was interrupted for the same folder and number. */
async function makePlan(
  context: PublishContext,
  given: PublishArguments,
  io: CliIo,
  signal: AbortSignal,
): Promise<PublishPlan> {
  const { session, storagePath, clock, log } = context;
  const { info, mnpId } = await projectOf(io.cwd, given.dir, given.mnpId);
  const program = { kind: 'program', profileId: session.profile.id, mnpId, name: info.name ?? mnpId } as const;
  const sessions = { open: () => Promise.resolve(session) };
  const publishes = new Publishes({ files, storagePath, clock, log, sessions });
  const earlier = await findEarlier(publishes, given, session, info.root, mnpId);
  if (earlier) {
    io.stderr(`${l10n.t('Taking up the interrupted publish of {0}.', earlier.version)}\n`);
    return { ...earlier, until: given.until };
  }
  if (given.createAgain) throw nothingToRepeat();
  const known = await readVersions(session, program, () => clock.now(), { signal });
  const intro = given.intro ?? (await gitSubject(info.root)) ?? '';
  if (intro.trim() === '')
    throw new UsageError(l10n.t('The platform wants a description: give --intro, or commit to git first.'));
  const { ref } = await readProgram(session, mnpId, { signal });
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
    target: describeTarget(session.profile.uploadTarget),
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
  const [earlier] = given.fresh ? [] : same;
  if (given.createAgain && earlier) {
    if (!isUnanswered(earlier)) throw nothingToRepeat();
    await publishes.allowCreateAgain(earlier);
  }
  return earlier?.plan;
}
/** Said rather than passed over: with the option always given, each unanswered create would be sent twice unseen. */
const nothingToRepeat = (): UsageError =>
  new UsageError(
    l10n.t(
      'There is no create that nobody answered, so --create-again has nothing to repeat. Run the same without it.',
    ),
  );
/** What was sent, as the journal has it. */
async function packageOf({ storagePath, clock }: PublishContext, { id }: PublishPlan): Promise<object | null> {
  const journal = await new Publishes({ files, storagePath, clock }).journals.read(id);
  const result = journal !== undefined && isReadable(journal) ? journal.steps.package?.result : undefined;
  if (result === undefined) return null;
  const { bytes, sha256, files: count, warnings = 0, summary } = result;
  return { bytes, sha256, files: count, warnings, since: summary?.since ?? null };
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
    beforePack: (folder, { signal }) => getReady(folder, given, io, signal),
    packFolder: (job) => pack(job, given, io),
    replacePreview: () => Promise.resolve(given.replacePreview),
    timing,
  };
}
/** Tells what was found; with --strict warnings stop the publish. */
async function pack(given: PackJob, options: PublishArguments, io: CliIo): Promise<PackResult> {
  const { packFolder } = await import('../pack/packFolder');
  const { rules } = await packJob(given.root, options, given.signal ?? new AbortController().signal);
  const packed = await packFolder({ ...given, ...rules, allowSecrets: options.allowSecrets });
  if (isFailure(packed.problems, options)) {
    await files.remove(given.outFile);
    throw new PackError(packed.problems);
  }
  io.stderr(problemLines(packed.problems));
  return packed;
}
