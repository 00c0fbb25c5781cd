import * as path from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableList } from '../../base/disposable';

/** Tells each file below a folder (absolute) that is created, changed or deleted: relative to it, with forward slashes. */
export function watchFolder(root: string, onChanged: (path: string) => void): Disposable {
  const owned = new DisposableList();
  const pattern = new vscode.RelativePattern(vscode.Uri.file(root), '**/*');
  const watcher = owned.add(vscode.workspace.createFileSystemWatcher(pattern));
  const tell = (uri: vscode.Uri): void => onChanged(path.relative(root, uri.fsPath).split(path.sep).join('/'));
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) owned.add(event(tell));
  return owned;
}
