import * as vscode from 'vscode';
import type { ContextKeys } from '../app/manifest';
import type { Disposable } from '../base/disposable';
import type { Observable } from '../base/event';

/** Keeps the keys of `when` clauses in step; tells VS Code only what changed. */
export function showContextKeys(keys: Observable<ContextKeys>): Disposable {
  const known = new Map<string, unknown>();
  const update = (values: ContextKeys): void => {
    for (const [key, value] of Object.entries(values)) {
      if (known.has(key) && known.get(key) === value) continue;
      known.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  };
  update(keys.value);
  return keys.onDidChange(update);
}
