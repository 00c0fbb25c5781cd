import * as l10n from '@vscode/l10n';
import { growing, poll } from '../../base/poll';
import { TransportError } from '../../client/errors';
import { UserError } from '../errors/userError';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { ProgramVersions, Version } from '../model/version';
import { environmentWord } from '../model/words';
import type { Profile } from '../profile';
import type { Session } from '../services';
import type { CommandContext } from './context';

/** Milliseconds for the platform to show a change that it accepted. */
const showMs = 20_000;

export interface Change<T> {
  readonly send: () => Promise<unknown>;
  /** Reads what shows that it happened. */
  readonly read: () => Promise<T>;
  readonly isDone: (seen: T) => boolean;
  readonly signal: AbortSignal | undefined;
}
/**
 * Sends a change once and reads it back; answers what shows it. An unanswered try counts by what is read afterwards.
 * Throws what the platform said, or `UserError` when the change does not show.
 */
export async function changeAndReadBack<T>(context: CommandContext, mnpId: string, change: Change<T>): Promise<T> {
  let unanswered: unknown;
  try {
    await change.send();
  } catch (error) {
    context.programs.invalidate(mnpId);
    if (!(error instanceof TransportError && error.mayHaveArrived)) throw error;
    unanswered = error;
  }
  const seen = await poll(
    { clock: context.clock, signal: change.signal, every: growing(500, 4_000), forMs: showMs },
    async () => {
      const now = await change.read();
      return change.isDone(now) ? { now } : undefined;
    },
  );
  if (seen) return seen.now;
  context.programs.invalidate(mnpId);
  if (unanswered) throw unanswered as Error;
  throw new UserError(
    l10n.t('The platform accepted it but does not show it yet. Refresh in a moment to see whether it is done.'),
    [{ label: l10n.t('Refresh'), command: 'miniProgram.refresh' }],
  );
}
/** `changeAndReadBack` for changes that show in the versions, with a progress title. */
export function changeVersions(
  context: CommandContext,
  session: Session,
  mnpId: string,
  title: string,
  send: (signal: AbortSignal) => Promise<unknown>,
  isDone: (seen: ProgramVersions) => boolean,
): Promise<ProgramVersions> {
  return context.ui.withProgress(title, ({ signal }) =>
    changeAndReadBack(context, mnpId, {
      send: () => send(signal),
      read: () => context.programs.versions(session, mnpId, signal),
      isDone,
      signal,
    }),
  );
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
/** On production the name of the program is typed. */
export const typedOnProduction = (profile: Profile, name: string): { readonly typeToConfirm?: string } =>
  profile.environment === 'production' ? { typeToConfirm: name } : {};
