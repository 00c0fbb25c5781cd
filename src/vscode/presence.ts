import * as vscode from 'vscode';
import type { Presence } from '../app/ports';
import { type Disposable, DisposableList } from '../base/disposable';
import { Emitter } from '../base/event';

/** Whether someone can see the status bar (the window has the focus) and, besides, one of our views. */
export class ViewPresence implements Presence, Disposable {
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new Emitter<void>());
  readonly onDidChange = this.#changed.event;
  #isFocused = vscode.window.state.focused;
  #isWatched = false;
  #view: vscode.TreeView<unknown> | undefined;

  constructor() {
    this.#owned.add(vscode.window.onDidChangeWindowState(() => this.#update()));
  }
  get isWatched(): boolean {
    return this.#isWatched;
  }
  get isFocused(): boolean {
    return this.#isFocused;
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
    const isFocused = vscode.window.state.focused;
    const isWatched = isFocused && (this.#view?.visible ?? false);
    if (isFocused === this.#isFocused && isWatched === this.#isWatched) return;
    this.#isFocused = isFocused;
    this.#isWatched = isWatched;
    this.#changed.fire();
  }
}
