import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableList } from '../../base/disposable';

/** Tells each file below a folder (absolute) that is created, changed or gone: relative to it, with forward slashes. */
export function watchFolder(root: string, onChanged: (path: string, isGone: boolean) => void): Disposable {
  const owned = new DisposableList();
  const pattern = new vscode.RelativePattern(vscode.Uri.file(root), '**/*');
  const watcher = owned.add(vscode.workspace.createFileSystemWatcher(pattern));
  const tell =
    (isGone: boolean) =>
    ({ fsPath }: vscode.Uri): void =>
      onChanged(path.relative(root, fsPath).split(path.sep).join('/'), isGone);
  owned.add(watcher.onDidCreate(tell(false)));
  owned.add(watcher.onDidChange(tell(false)));
  owned.add(watcher.onDidDelete(tell(true)));
  return owned;
}
/** When a file was changed last, whatever its date says; milliseconds since the epoch, now when that cannot be told. */
export const changedAt = (root: string, file: string): Promise<number> =>
  stat(path.join(root, file)).then(
    ({ ctimeMs }) => ctimeMs,
    () => Infinity,
  );
