import type { Disposable } from '../../base/disposable';
import { Emitter } from '../../base/event';

/** What this window does to publishes and changes, for those who show it. Ids are those of journals and records. */
export class ActivityFeed implements Disposable {
  readonly #changed = new Emitter<string>();
  readonly #running = new Set<string>();
  /** Fires with the id after what is on disk changed. */
  readonly onDidChange = this.#changed.event;

  isRunning(id: string): boolean {
    return this.#running.has(id);
  }
  started(id: string): void {
    this.#running.add(id);
    this.#changed.fire(id);
  }
  changed(id: string): void {
    this.#changed.fire(id);
  }
  ended(id: string): void {
    this.#running.delete(id);
    this.#changed.fire(id);
  }
  dispose(): void {
    this.#changed.dispose();
  }
}
