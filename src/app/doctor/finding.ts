import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock';
import { Cancelled, messageOf, throwIfAborted } from '../../base/errors';
import { present } from '../errors/present';
import type { ErrorAction } from '../errors/userError';

/** `note`: neither good nor bad. `skipped`: could not be checked. */
export type Verdict = 'good' | 'warning' | 'bad' | 'note' | 'skipped';

/** One line of the report. */
export interface Finding {
  readonly verdict: Verdict;
  readonly title: string;
  readonly text: string;
  /** What to do, in whole sentences; every `bad` has one. */
  readonly fix?: string | undefined;
  /** The command that does it. */
  readonly action?: ErrorAction | undefined;
}
type Rest = Pick<Finding, 'fix' | 'action'>;
export const good = (title: string, text: string): Finding => ({ verdict: 'good', title, text });
export const note = (title: string, text: string): Finding => ({ verdict: 'note', title, text });
export const skipped = (title: string, text: string): Finding => ({ verdict: 'skipped', title, text });
export const warning = (title: string, text: string, rest: Rest): Finding => ({
  verdict: 'warning',
  title,
  text,
  ...rest,
});
export const bad = (title: string, text: string, rest: Rest & { readonly fix: string }): Finding => ({
  verdict: 'bad',
  title,
  text,
  ...rest,
});

/** The work took longer than it may. */
export class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}
export interface Limits {
  readonly clock: Clock;
  /** The user's Cancel. */
  readonly signal: AbortSignal;
}
/** Work with a limit in milliseconds: then its signal fires and `OutOfTime` is thrown; `Cancelled` when the user gave up. */
export async function limited<T>(
  { clock, signal }: Limits,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  const stop = new AbortController();
  let onCancel = (): void => undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    onCancel = () => reject(new Cancelled());
    signal.addEventListener('abort', onCancel, { once: true });
  });
  const timeUp = clock.sleep(limitMs, stop.signal).then(
    () => Promise.reject(new OutOfTime(`no answer in ${limitMs} ms`)),
    // The work has ended first.
    () => new Promise<never>(() => undefined),
  );
  const working = work(stop.signal);
  // After its end nobody listens to the work any more.
  working.catch(() => undefined);
  try {
    return await Promise.race([working, cancelled, timeUp]);
  } finally {
    stop.abort();
    signal.removeEventListener('abort', onCancel);
  }
}
/** One check within its limit: whatever it throws becomes its finding, except that the user gave up. */
export async function checked(
  limits: Limits,
  title: string,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<Finding>,
): Promise<Finding> {
  try {
    return await limited(limits, limitMs, work);
  } catch (error) {
    if (limits.signal.aborted) throw new Cancelled();
    return ofError(title, error, limitMs);
  }
}
/** What was thrown, as a line of the report. */
export function ofError(title: string, error: unknown, limitMs: number): Finding {
  if (error instanceof OutOfTime)
    return bad(title, l10n.t('There was no answer in {0} seconds.', limitMs / 1000), {
      fix: l10n.t('Try again. If it stays, ask whoever runs the network whether a firewall holds the connection back.'),
    });
  const shown = present(error);
  const fix = l10n.t('The sentence above says what to do. The log has the details.');
  return bad(title, shown?.message ?? messageOf(error), { fix, action: shown?.actions[0] });
}
