import type { ProgressHandle, ProgressReport } from '../../app/ports';

/** Where progress is shown once the work has turned out to take longer. */
export interface Stage {
  report(progress: ProgressReport): void;
}
/** Milliseconds. Shorter work is not worth a notification, and VS Code drops the fourth within 800 ms: often the result. */
export const patienceMs = 400;

/**
 * Begins the work at once, and calls `show` when it has not ended after a moment: with a promise of its end, and what fires
 * its signal. `show` answers the stage; what was reported before appears there. Rejects with what the work rejects with.
 */
export async function shownWhenSlow<T>(
  work: (handle: ProgressHandle) => Promise<T>,
  show: (ended: Promise<void>, abort: () => void) => Stage,
  moment: number = patienceMs,
): Promise<T> {
  const stop = new AbortController();
  let stage: Stage | undefined;
  let before: ProgressReport | undefined;
  const report = (progress: ProgressReport): void => {
    if (stage) stage.report(progress);
    else before = { ...before, ...progress };
  };
  const running = work({ signal: stop.signal, report });
  const ended = running.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    stage = show(ended, () => stop.abort());
    if (before) stage.report(before);
  }, moment);
  try {
    return await running;
  } finally {
    clearTimeout(timer);
  }
}
