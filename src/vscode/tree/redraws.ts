import type { Disposable } from '../../base/disposable';
import type { Observable } from '../../base/event';

/** Milliseconds in which changes gather, and in which what caused them may open a box. */
const GATHER_MS = 60;
/** Milliseconds after a box in which the next one of the same command may open. */
const AFTER_BOX_MS = 250;

/**
 * Which rows are drawn anew, and when: not while a box is open. VS Code gives the focus back to a tree that it redraws
 * when the tree had it a moment ago; a box that has just opened would lose it, and close.
 */
export class Redraws<Node> implements Disposable {
  readonly #waiting = new Set<Node | undefined>();
  readonly #subscription: Disposable;
  #timer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(
    private readonly isBoxOpen: Observable<boolean>,
    /** What must be drawn anew when this row, or undefined = anything, may have changed. */
    private readonly changes: (node: Node | undefined) => Promise<readonly (Node | undefined)[]>,
    private readonly draw: (node: Node | undefined) => void,
  ) {
    this.#subscription = isBoxOpen.onDidChange((isOpen) => {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      if (!isOpen && this.#waiting.size > 0) this.#plan(AFTER_BOX_MS);
    });
  }
  /** Undefined is the whole tree. */
  add(node: Node | undefined): void {
    this.#waiting.add(node);
    if (!this.isBoxOpen.value) this.#plan(GATHER_MS);
  }
  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    this.#waiting.clear();
  }
  #plan(ms: number): void {
    this.#timer ??= setTimeout(() => void this.#drawAll(), ms);
  }
  async #drawAll(): Promise<void> {
    this.#timer = undefined;
    const nodes = this.#waiting.has(undefined) ? [undefined] : [...this.#waiting];
    this.#waiting.clear();
    const changed = new Set((await Promise.all(nodes.map((node) => this.#changesOf(node)))).flat());
    if (this.#isDisposed) return;
    // A box may have opened meanwhile.
    if (this.isBoxOpen.value) for (const node of changed) this.#waiting.add(node);
    else for (const node of changed.has(undefined) ? [undefined] : changed) this.draw(node);
  }
  /** What cannot be told is drawn: VS Code asks then, and shows why there is nothing. */
  async #changesOf(node: Node | undefined): Promise<readonly (Node | undefined)[]> {
    try {
      return await this.changes(node);
    } catch {
      return [node];
    }
  }
}
