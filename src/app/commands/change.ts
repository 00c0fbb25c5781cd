import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock';
import { isCancelled } from '../../base/errors';
import { growing, poll } from '../../base/poll';
import { ApiError } from '../../client/errors';
import type { ChangeSubject, Fact } from '../activity/record';
import { recordChange, type Recording } from '../activity/recordChange';
import { type ErrorAction, UserError } from '../errors/userError';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { ProgramVersions, Version } from '../model/version';
import { environmentWord } from '../model/words';
import type { MessageAction } from '../ports';
import type { Profile } from '../profile';
import { mayHaveHappened, untilAborted } from '../publish/unanswered';
import type { Session } from '../services';
import type { CommandContext } from './context';
import { titleFor } from './pickers';

/** Milliseconds for the platform to show a change that it accepted. */
const showMs = 20_000;

export interface Change<T, R = unknown> {
  readonly send: () => Promise<R>;
  /** Throws when the answer says that nothing was changed. */
  readonly check?: (reply: R) => void;
  /** Reads what shows that it happened. */
  readonly read: (signal: AbortSignal) => Promise<T>;
  readonly isDone: (seen: T) => boolean;
  /** What the answer tells that is worth keeping, such as the number of a request. */
  readonly answered?: (reply: R) => readonly Fact[];
  /** The same of what was read back. */
  readonly found?: (seen: T) => readonly Fact[];
}
/**
 * Runs work that changes something, under a progress whose Cancel only stops waiting: what was sent is not taken back.
 * The work gives the signal to what it reads and waits for, never to what it sends. `mnpId` is whose versions change,
 * undefined for the list. What was done is kept for the Activity view, as `subject` says. Throws `UserError` when the user
 * stopped waiting.
 */
export function whileChanging<T>(
  context: CommandContext,
  { profile }: Session,
  mnpId: string | undefined,
  title: string,
  work: (signal: AbortSignal, recording: Recording) => Promise<T>,
  subject?: ChangeSubject,
): Promise<T> {
  const { ui, programs } = context;
  const shown = l10n.t('{0} (Cancel only stops waiting)', onProduction(title, profile));
  return ui.withProgress(shown, ({ signal }) =>
    recordChange(context, { profile, title, mnpId, subject }, async (recording) => {
      try {
        return await work(signal, recording);
      } catch (error) {
        if (!signal.aborted || !isCancelled(error)) throw error;
        programs.invalidate(mnpId);
        throw new UserError(l10n.t('Stopped waiting. "{0}" may have happened; refresh to see.', title), [refresh()]);
      }
    }),
  );
}
/**
 * Sends a change once and reads it back; answers what shows it. An unanswered try counts by what is read afterwards.
 * Throws what the platform said, or `UserError` when the change does not show or the user stopped waiting.
 */
export function changeAndReadBack<T, R>(
  context: CommandContext,
  session: Session,
  mnpId: string,
  title: string,
  change: Change<T, R>,
  subject?: ChangeSubject,
): Promise<T> {
  const work = (signal: AbortSignal, recording: Recording): Promise<T> =>
    sendAndRead(context, mnpId, change, { signal, recording });
  return whileChanging(context, session, mnpId, title, work, subject);
}
async function sendAndRead<T, R>(
  context: CommandContext,
  mnpId: string,
  change: Change<T, R>,
  how: Waiting,
): Promise<T> {
  try {
    const shown = await sendAndLook(context, change, how);
    if (!shown) throw notShownYet();
    return shown.now;
  } catch (error) {
    context.programs.invalidate(mnpId);
    throw error;
  }
}
interface Waiting {
  readonly signal: AbortSignal;
  readonly recording: Recording;
}
/**
 * Sends a change once, then looks whether it shows, also when no good answer came; undefined when it does not in time.
 * Throws what the platform said, and why there was no answer when the change does not show.
 */
export async function sendAndLook<T, R>(
  { clock }: { readonly clock: Clock },
  { send, check, read, isDone, answered, found }: Change<T, R>,
  { signal, recording }: Waiting,
): Promise<{ readonly now: T } | undefined> {
  let unanswered: unknown;
  try {
    const reply = await untilAborted(send(), signal);
    recording.sent(reply);
    check?.(reply);
    recording.learned(...(answered?.(reply) ?? []));
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    unanswered = error;
    recording.sent(undefined);
  }
  const seen = await untilShown(clock, signal, async () => {
    const now = await read(signal);
    return isDone(now) ? { now } : undefined;
  });
  if (seen) recording.learned(...(found?.(seen.now) ?? []));
  else if (unanswered) throw unanswered as Error;
  return seen;
}
/** Looks until the platform shows what it accepted; undefined when it does not in time. */
export const untilShown = <T>(
  clock: Clock,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> => poll({ clock, signal, every: growing(500, 4_000), forMs: showMs }, look);

type RefreshCommand = 'miniProgram.refresh' | 'miniProgram.refreshPlatform';
const refresh = (command: RefreshCommand = 'miniProgram.refresh'): ErrorAction => ({
  label: l10n.t('Refresh'),
  command,
});
export const notShownYet = (command?: RefreshCommand): UserError =>
  new UserError(
    l10n.t('The platform accepted it but does not show it yet. Refresh in a moment to see whether it is done.'),
    [refresh(command)],
  );
/** True when the platform said that it does not know what was asked for. */
export const isMissing = (error: unknown): boolean =>
  error instanceof ApiError && (error.advice === 'input' || error.advice === 'state');

/** `changeAndReadBack` for changes that show in the versions. */
export function changeVersions(
  context: CommandContext,
  session: Session,
  mnpId: string,
  title: string,
  send: () => Promise<unknown>,
  isDone: (seen: ProgramVersions) => boolean,
  subject?: ChangeSubject,
): Promise<ProgramVersions> {
  const read = (signal: AbortSignal): Promise<ProgramVersions> => context.programs.versions(session, mnpId, signal);
  return changeAndReadBack(context, session, mnpId, title, { send, read, isDone }, subject);
}
/** On production a text says so: "Orders 1.4.2 is online · Shop team (PRODUCTION)". */
export const onProduction = (text: string, profile: Profile): string =>
  profile.environment === 'production' ? titleFor(text.replace(/[.。]$/, ''), profile) : text;

/** Says what was done, and on production where. */
export function sayDone(
  { ui }: CommandContext,
  { profile }: Session,
  text: string,
  actions: readonly MessageAction[] = [],
): void {
  ui.say('info', onProduction(text, profile), actions);
}
export const versionIn = (known: ProgramVersions, ref: VersionRef): Version | undefined =>
  known.versions.find((version) => version.ref.versionId === ref.versionId);

/** What a question about danger always says: where, whose, which, what changes, how to undo. */
export function dangerDetail(
  profile: Profile,
  program: ProgramRef | VersionRef,
  rows: readonly (readonly [label: string, value: string])[],
): string {
  const name = program.kind === 'program' ? program.name : program.programName;
  const all: readonly (readonly [string, string])[] = [
    [l10n.t('Environment'), environmentWord(profile.environment)],
    [l10n.t('Profile'), profile.name],
    [l10n.t('Mini program'), `${name} (${program.mnpId})`],
    ...rows,
  ];
  return all.map(([label, value]) => l10n.t('{0}: {1}', label, value)).join('\n');
}
/** Taking something away from end users: the name of the program is typed everywhere but on this machine. */
export const typedOutsideSandbox = (profile: Profile, name: string): { readonly typeToConfirm?: string } =>
  profile.environment === 'sandbox' ? {} : { typeToConfirm: name };
/** On production the name of the program is typed. */
export const typedOnProduction = (profile: Profile, name: string): { readonly typeToConfirm?: string } =>
  profile.environment === 'production' ? { typeToConfirm: name } : {};
