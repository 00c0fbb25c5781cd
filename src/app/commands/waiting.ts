import type { Clock } from '../../base/clock';
import type { Ui } from '../ports';
import { untilAborted } from '../publish/unanswered';

/** Shorter waits are not worth a notification. */
const patienceMs = 400;

/**
 * Work that a person waits for without seeing anything: when it takes more than a moment a notification says what is
 * being done. Its Cancel fires the signal and stops waiting (`Cancelled`). Throws what the work throws.
 */
export async function whileWaiting<T>(
  { ui, clock }: { readonly ui: Ui; readonly clock: Clock },
  title: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const patience = new AbortController();
  const running = work(stop.signal);
  const isQuick = await Promise.race([
    running.then(
      () => true,
      () => true,
    ),
    clock.sleep(patienceMs, patience.signal).then(
      () => false,
      () => false,
    ),
  ]);
  patience.abort();
  if (isQuick) return running;
  return ui.withProgress(title, ({ signal }) => {
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    return untilAborted(running, signal);
  });
}
