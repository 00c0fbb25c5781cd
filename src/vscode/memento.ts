import type * as vscode from 'vscode';
import type { Memento } from '../app/ports';

/** The `Memento` port on VS Code's. */
export const createMemento = (memento: vscode.Memento): Memento => ({
  get: (key) => memento.get(key),
  set: async (key, value) => memento.update(key, value),
});
