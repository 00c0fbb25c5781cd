import { cp } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Folder, Workspace } from '../app/ports';
import { type Disposable, DisposableList } from '../base/disposable';
import { Emitter } from '../base/event';
import { gitSubject } from '../disk/gitSubject';

const PROJECT_FILES = 'project{,.private}.config.json';

const toFolder = (folder: vscode.WorkspaceFolder): Folder => ({ name: folder.name, path: folder.uri.fsPath });
const onDisk = (): readonly vscode.WorkspaceFolder[] =>
  (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');

/** The `Workspace` port on VS Code's. Folders that are not on a disk are left out. */
export class VsWorkspace implements Workspace, Disposable {
  readonly #owned = new DisposableList();
  readonly #foldersChanged = this.#owned.add(new Emitter<void>());
  readonly #projectChanged = this.#owned.add(new Emitter<Folder>());
  readonly onDidChangeFolders = this.#foldersChanged.event;
  readonly onDidChangeProject = this.#projectChanged.event;
  #watchers = new DisposableList();

  /** `sample` is the project that ships with us; `ownFolder` takes the copy that the user works in. */
  constructor(private readonly places: { readonly sample: vscode.Uri; readonly ownFolder: vscode.Uri }) {
    this.#owned.add(
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.#watch();
        this.#foldersChanged.fire();
      }),
    );
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#foldersChanged.fire()));
    this.#owned.add(vscode.workspace.onDidChangeConfiguration((change) => this.#onConfiguration(change)));
    this.#watch();
  }
  get folders(): readonly Folder[] {
    return onDisk().map(toFolder);
  }
  get activeFolder(): Folder | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const folder = uri && vscode.workspace.getWorkspaceFolder(uri);
    return folder?.uri.scheme === 'file' ? toFolder(folder) : undefined;
  }
  get isTrusted(): boolean {
    return vscode.workspace.isTrusted;
  }
  /** A repository's own configuration can start programs, so git is asked only where the user trusts the folder. */
  lastCommitSubject(folder: Folder): Promise<string | undefined> {
    return this.isTrusted ? gitSubject(folder.path) : Promise.resolve(undefined);
  }
  linkedId(folder: Folder): string | undefined {
    const value = this.#configuration(folder).get<unknown>('mnpId');
    return typeof value === 'string' ? value.trim() || undefined : undefined;
  }
  async setLinkedId(folder: Folder, mnpId: string | undefined): Promise<void> {
    await this.#configuration(folder).update('mnpId', mnpId, vscode.ConfigurationTarget.WorkspaceFolder);
  }
  async openSample(): Promise<void> {
    const copy = vscode.Uri.joinPath(this.places.ownFolder, 'corner-coffee');
    await cp(this.places.sample.fsPath, copy.fsPath, { recursive: true, force: false });
    const forceNewWindow = (vscode.workspace.workspaceFolders ?? []).length > 0;
    await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
  }
  dispose(): void {
    this.#watchers.dispose();
    this.#owned.dispose();
  }

  #configuration(folder: Folder): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration('miniProgram', vscode.Uri.file(folder.path));
  }
  #onConfiguration(change: vscode.ConfigurationChangeEvent): void {
    for (const folder of onDisk()) {
      if (change.affectsConfiguration('miniProgram.mnpId', folder)) this.#projectChanged.fire(toFolder(folder));
    }
  }
  #watch(): void {
    this.#watchers.dispose();
    this.#watchers = new DisposableList();
    for (const folder of onDisk()) {
      const fire = (): void => this.#projectChanged.fire(toFolder(folder));
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, PROJECT_FILES));
      for (const part of [watcher, watcher.onDidCreate(fire), watcher.onDidChange(fire), watcher.onDidDelete(fire)]) {
        this.#watchers.add(part);
      }
    }
  }
}
