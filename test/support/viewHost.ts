import type { Presentation } from '../../src/app/tree/node';
import { type RowSource, ShownRows } from '../../src/app/tree/shownRows';
import type { Event } from '../../src/base/event';

/** A view as VS Code keeps it: asks for what it unfolds, and again for all below a row that it is told to draw anew. */
export class ViewHost<N extends object> {
  readonly shown: ShownRows<N>;
  /** What it was told to draw anew; undefined = everything. */
  readonly drawn: (N | undefined)[] = [];
  /** What the model told before anybody compared. */
  readonly told: (N | undefined)[] = [];
  isVisible = true;
  #patience: (() => void) | undefined;
  #checks: Promise<void> = Promise.resolve();

  constructor(
    readonly model: RowSource<N> & { readonly onDidChange: Event<N | undefined> },
    private readonly isUnfolded: (node: N, looks: Presentation) => boolean,
  ) {
    this.shown = new ShownRows(model, {
      isVisible: () => this.isVisible,
      patience: () => new Promise((resolve) => (this.#patience = resolve)),
    });
    model.onDidChange((node) => {
      this.told.push(node);
      this.look(node);
    });
  }
  /** Asks for everything that is unfolded, at or below this row. */
  async draw(node?: N): Promise<void> {
    const children = await this.shown.getChildren(node);
    for (const child of children) {
      const looks = this.shown.present(child);
      if (looks.collapsible !== 'none' && this.isUnfolded(child, looks)) await this.draw(child);
    }
  }
  /** Compares what changed, and draws what is different. */
  look(node?: N): void {
    this.#checks = this.#checks.then(async () => {
      const changed = await this.shown.changes(node);
      this.drawn.push(...changed);
      for (const one of changed) {
        if (one) this.shown.present(one);
        await this.draw(one);
      }
    });
  }
  /** The time for which old rows may stay is over. */
  endPatience(): void {
    this.#patience?.();
  }
  /** Forgets what was counted. */
  reset(): void {
    this.drawn.length = 0;
    this.told.length = 0;
  }
}
