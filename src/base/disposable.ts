export interface Disposable {
  dispose(): void;
}
export function toDisposable(dispose: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      dispose();
    },
  };
}
/** Owns disposables; whatever is added after the end is disposed at once. */
export class DisposableList implements Disposable {
  #items: Disposable[] | undefined = [];

  add<T extends Disposable>(item: T): T {
    if (this.#items) this.#items.push(item);
    else item.dispose();
    return item;
  }
  dispose(): void {
    const items = this.#items;
    this.#items = undefined;
    items?.reverse().forEach((item) => item.dispose());
  }
}
