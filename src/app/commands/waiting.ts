import type { Ui } from '../ports';
import { untilAborted } from '../publish/unanswered';

/**
 * Work that is not broken off by a Cancel that it does not hear: the signal fires, and the waiting stops (`Cancelled`).
 * Throws what the work throws.
 */
export function whileWaiting<T>(
  { ui }: { readonly ui: Ui },
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return ui.withProgress(title, ({ signal }) => untilAborted(work(signal), signal));
}
