import * as vscode from 'vscode';
import type { CommandId } from '../../app/manifest';
import type { CommandHandlers } from '../../app/services';
import { type Disposable, DisposableList } from '../../base/disposable';
import { cleanArguments } from './arguments';

/** Registers every command of the table. The one place that does. */
export function registerCommands(handlers: CommandHandlers): Disposable {
  const owned = new DisposableList();
  for (const id of Object.keys(handlers) as CommandId[]) {
    const handler = handlers[id] as (...args: readonly unknown[]) => Promise<void>;
    owned.add(vscode.commands.registerCommand(id, (...args: unknown[]) => handler(...cleanArguments(id, args))));
  }
  return owned;
}
