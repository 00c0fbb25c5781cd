import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import type { ChangeKind, ChangeSubject, Fact } from '../activity/record';
import type { Recording } from '../activity/recordChange';
import { environmentWord } from '../model/words';
import type { PlatformRef } from '../platform/refs';
import { kindWord } from '../platform/words';
import type { Session } from '../services';
import type { Change } from './change';
import { isMissing, notShownYet, sayDone, sendAndLook, whileChanging } from './change';
import type { CommandContext } from './context';

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
  change: Change<T, R>,
  subject: ChangeSubject,
): Promise<T> {
  const work = async (signal: AbortSignal, recording: Recording): Promise<T> => {
    const shown = await sendAndLook(context, change, { signal, recording });
    if (shown) return shown.now;
    throw notShownYet('miniProgram.refreshPlatform');
  };
  try {
    return await whileChanging(context, session, undefined, title, work, subject);
  } finally {
    context.platform.markStale();
  }
}
interface Deletion {
  readonly question: string;
  readonly rows: Parameters<typeof platformDetail>[1];
  readonly send: () => Promise<unknown>;
  /** Whether the platform still has it. */
  readonly isThere: (signal: AbortSignal) => Promise<boolean>;
}
/** Deletes for good what the user has typed the name of, and says so. Throws `Cancelled`, and as `changePlatform` does. */
export async function deleteForGood(
  context: CommandContext,
  session: Session,
  ref: PlatformRef,
  { question, rows, send, isThere }: Deletion,
): Promise<void> {
  const confirmed = await context.ui.confirm({
    message: question,
    detail: platformDetail(session, rows),
    confirm: l10n.t('Delete'),
    typeToConfirm: ref.name,
    reason: 'cannot be undone',
  });
  if (!confirmed) throw new Cancelled();
  const change: Change<boolean> = { send, read: isThere, isDone: (is) => !is };
  await changePlatform(context, session, l10n.t('Deleting {0}', ref.name), change, subjectOf('delete', ref));
  sayDone(context, session, l10n.t('{0} is deleted.', ref.name));
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
