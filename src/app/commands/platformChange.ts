import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import { environmentWord } from '../model/words';
import { mayHaveHappened, untilAborted } from '../publish/unanswered';
import type { Session } from '../services';
import type { Change } from './change';
import { isMissing, untilShown, whileChanging } from './change';
import type { CommandContext } from './context';

/**
 * Sends a change once, reads it back and answers what shows it; the Platform view reads again in every case. An unanswered
 * try counts by what is read afterwards. Throws what the platform said, or `UserError` when the change does not show.
 */
export async function changePlatform<T>(
  context: CommandContext,
  session: Session,
  title: string,
  { send, read, isDone }: Change<T>,
): Promise<T> {
  try {
    return await whileChanging(context, session, undefined, title, async (signal, recording) => {
      let unanswered: unknown;
      try {
        recording.sent(await untilAborted(send(), signal));
      } catch (error) {
        if (!mayHaveHappened(error)) throw error;
        unanswered = error;
      }
      const seen = await untilShown(context.clock, signal, async () => {
        const now = await read(signal);
        return isDone(now) ? { now } : undefined;
      });
      if (seen) return seen.now;
      if (unanswered) throw unanswered as Error;
      throw new UserError(
        l10n.t('The platform accepted it but does not show it yet. Refresh in a moment to see whether it is done.'),
        [{ label: l10n.t('Refresh'), command: 'miniProgram.refreshPlatform' }],
      );
    });
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
