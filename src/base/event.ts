import { type Disposable, toDisposable } from './disposable';

/** The same shape as `vscode.Event`, so that either can stand for the other. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T): void => listener(value);
    this.#listeners.add(own);
    return toDisposable(() => this.#listeners.delete(own));
  };
  /** Calls every listener that was there at the start; one that throws does not keep the others from hearing. */
  fire(value: T): void {
    let firstError: { error: unknown } | undefined;
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        firstError ??= { error };
      }
    }
    if (firstError) throw firstError.error;
  }
  dispose(): void {
    this.#listeners.clear();
  }
}
/** A value that tells when it changed. */
export class Observable<T> implements Disposable {
  readonly #emitter = new Emitter<T>();
  readonly onDidChange = this.#emitter.event;
  #value: T;

  constructor(initial: T) {
    this.#value = initial;
  }
  get value(): T {
    return this.#value;
  }
  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#emitter.fire(value);
  }
  dispose(): void {
    this.#emitter.dispose();
  }
}
