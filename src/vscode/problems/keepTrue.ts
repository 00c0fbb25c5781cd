import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Recheck } from '../../app/packing/recheck';
import type { AppContext } from '../../app/services';
import { type Disposable, DisposableList } from '../../base/disposable';
import type { ProblemsView } from './problemsView';

/** Files that decide about the whole project. */
const decisive: ReadonlySet<string> = new Set([
  'project.config.json',
  'project.private.config.json',
  'app.json',
  'game.json',
  '.mpignore',
]);

/**
 * Keeps what is listed true while it is being corrected: when a file that decides, or one with an entry, is saved, and when
 * files come, go or get another name, the project is looked at again. Projects without entries are left alone.
 */
export function keepTrue(
  view: ProblemsView,
  { packing, clock, log, workspace }: Pick<AppContext, 'packing' | 'clock' | 'log' | 'workspace'>,
): Disposable {
  const owned = new DisposableList();
  const states = new Map<string, number>();
  const recheck = owned.add(
    new Recheck({
      check: (root, signal) => {
        states.set(root, view.stateOf(root));
        return packing.check({ root, signal });
      },
      show: (root, { problems }) => {
        // A publish has shown something newer meanwhile.
        if (states.get(root) === view.stateOf(root)) view.show(root, problems);
      },
      clock,
      log,
      isTrusted: () => workspace.isTrusted,
    }),
  );
  const changed = (uris: readonly vscode.Uri[]): void => {
    for (const root of new Set(uris.flatMap((uri) => view.rootsWithEntries(uri.fsPath)))) recheck.request(root);
  };
  owned.add(
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (decisive.has(basename(uri.fsPath)) || view.entriesAt(uri).length > 0) changed([uri]);
    }),
  );
  owned.add(vscode.workspace.onDidCreateFiles(({ files }) => changed(files)));
  owned.add(vscode.workspace.onDidDeleteFiles(({ files }) => changed(files)));
  owned.add(
    vscode.workspace.onDidRenameFiles(({ files }) => changed(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
  );
  owned.add(workspace.onDidChangeFolders(() => view.keepInside(workspace.folders.map(({ path }) => path))));
  return owned;
}
