import type { Clock } from '../../base/clock';
import type { Disposable } from '../../base/disposable';
import { isCancelled, messageOf } from '../../base/errors';
import type { Log } from '../../base/log';
import type { PackReport } from '../../pack/packTypes';

export interface RecheckParts {
  readonly check: (root: string, signal: AbortSignal) => Promise<PackReport>;
  /** Takes over what was found now. */
  readonly show: (root: string, report: PackReport) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** A folder that the user does not trust is not read by itself. */
  readonly isTrusted: () => boolean;
}
/** Several files are often saved at once; nothing is looked at before this much stillness. Milliseconds. */
export const recheckDelayMs = 500;

/** Looks at projects again after they were changed: once after the last change, and one look per project at a time. */
export class Recheck implements Disposable {
  readonly #running = new Map<string, AbortController>();

  constructor(private readonly parts: RecheckParts) {}

  /** The project in this folder (absolute) has changed. A look that is under way begins anew. */
  request(root: string): void {
    if (!this.parts.isTrusted()) return;
    this.#running.get(root)?.abort();
    const own = new AbortController();
    this.#running.set(root, own);
    void this.#look(root, own);
  }
  dispose(): void {
    for (const own of this.#running.values()) own.abort();
    this.#running.clear();
  }
  async #look(root: string, own: AbortController): Promise<void> {
    const { check, show, clock, log } = this.parts;
    try {
      await clock.sleep(recheckDelayMs, own.signal);
      const report = await check(root, own.signal);
      if (!own.signal.aborted) show(root, report);
    } catch (error) {
      // What is listed stays: it was true when it was found, and nobody has asked for this look.
      if (!isCancelled(error)) log.debug(`looking at ${root} again: ${messageOf(error)}`);
    } finally {
      if (this.#running.get(root) === own) this.#running.delete(root);
    }
  }
}
