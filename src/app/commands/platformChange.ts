import * as l10n from '@vscode/l10n';
import type { ChangeKind, ChangeSubject, Fact } from '../activity/record';
import type { Recording } from '../activity/recordChange';
import { UserError } from '../errors/userError';
import { environmentWord } from '../model/words';
import type { PlatformRef } from '../platform/refs';
import { kindWord } from '../platform/words';
import { mayHaveHappened, untilAborted } from '../publish/unanswered';
import type { Session } from '../services';
import type { Change } from './change';
import { isMissing, untilShown, whileChanging } from './change';
import type { CommandContext } from './context';

/** A change of something that administrators keep. */
interface PlatformChange<T, R> extends Change<T, R> {
  /** Throws when the answer says that nothing was changed. */
  readonly check?: (reply: R) => void;
}
/** What the Activity view tells of a change of this object. */
export function subjectOf(kind: ChangeKind, ref: PlatformRef, ...facts: readonly Fact[]): ChangeSubject {
  const parent: readonly Fact[] =
    ref.kind === 'member'
      ? [[kindWord('team'), named(ref.team)]]
      : ref.kind === 'sensitiveApi'
        ? [[kindWord('superApp'), named(ref.superApp)]]
        : [];
  return { kind, facts: [[kindWord(ref.kind), named(ref)], ...parent, ...facts] };
}
/** "City Pass (app-…)". */
export const named = ({ name, key }: PlatformRef): string => `${name} (${key})`;
/** The ID of what was created, once it shows. */
export const idFact = (ref: PlatformRef | undefined): readonly Fact[] => (ref ? [[l10n.t('ID'), ref.key]] : []);

/**
 * Sends a change once, reads it back and answers what shows it; the Platform view reads again in every case. An unanswered
 * try counts by what is read afterwards. Throws what the platform said, or `UserError` when the change does not show.
 */
export async function changePlatform<T, R>(
  context: CommandContext,
  session: Session,
  title: string,
  { send, check, read, isDone, answered, found }: PlatformChange<T, R>,
  subject: ChangeSubject,
): Promise<T> {
  const work = async (signal: AbortSignal, recording: Recording): Promise<T> => {
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
    const seen = await untilShown(context.clock, signal, async () => {
      const now = await read(signal);
      return isDone(now) ? { now } : undefined;
    });
    if (seen) {
      recording.learned(...(found?.(seen.now) ?? []));
      return seen.now;
    }
    if (unanswered) throw unanswered as Error;
    throw new UserError(
      l10n.t('The platform accepted it but does not show it yet. Refresh in a moment to see whether it is done.'),
      [{ label: l10n.t('Refresh'), command: 'miniProgram.refreshPlatform' }],
    );
  };
  try {
    return await whileChanging(context, session, undefined, title, work, subject);
  } finally {
    context.platform.markStale();
  }
}
/** What a question about danger says: where, whose, what, and how to undo. */
export function platformDetail(
  { profile }: Session,
  rows: readonly (readonly [label: string, value: string])[],
): string {
  const all: readonly (readonly [string, string])[] = [
    [l10n.t('Environment'), environmentWord(profile.environment)],
    [l10n.t('Profile'), profile.name],
    ...rows,
  ];
  return all.map(([label, value]) => l10n.t('{0}: {1}', label, value)).join('\n');
}
/** What `read` answers, or undefined when the platform does not know the object (any more). */
export async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
