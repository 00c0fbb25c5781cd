import * as vscode from 'vscode';
import type { Presence } from '../app/ports';
import { type Disposable, DisposableList } from '../base/disposable';
import { Observable } from '../base/event';

/** Someone is there when one of our views can be seen and the window has the focus. */
export class ViewPresence implements Presence, Disposable {
  readonly #owned = new DisposableList();
  readonly #watched = this.#owned.add(new Observable(false));
  readonly onDidChange = this.#watched.onDidChange;
  #view: vscode.TreeView<unknown> | undefined;

  constructor() {
    this.#owned.add(vscode.window.onDidChangeWindowState(() => this.#update()));
  }
  get isWatched(): boolean {
    return this.#watched.value;
  }
  /** The view is made after the ports that it rests on. */
  watch(view: vscode.TreeView<unknown>): void {
    this.#view = view;
    this.#owned.add(view.onDidChangeVisibility(() => this.#update()));
    this.#update();
  }
  dispose(): void {
    this.#owned.dispose();
  }
  #update(): void {
    this.#watched.set(vscode.window.state.focused && (this.#view?.visible ?? false));
  }
}
