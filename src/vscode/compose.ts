import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type App, createApp } from '../app/app';
import { views } from '../app/manifest';
import type { Ports } from '../app/services';
import { systemClock } from '../base/clock';
import { type Disposable, DisposableList } from '../base/disposable';
import { messageOf } from '../base/errors';
import { Redactor } from '../base/redact';
import { registerCommands } from './commands/register';
import { showContextKeys } from './contextKeys';
import { files } from '../disk/files';
import { createLog } from './log';
import { createMemento } from './memento';
import { createNetwork } from './network';
import { ViewPresence } from './presence';
import { LocalSandbox } from './localSandbox/sandboxHost';
import { createSecrets } from './secrets';
import { setting } from './settings';
import { showStatusBar } from './statusBar';
import { TreeProvider } from './tree/provider';
import { createUi, saveFile } from './ui';
import { TextDocuments } from './ui/textDocuments';
import { QrPanels } from './webviews/qrPanel';
import { VsWorkspace } from './workspace';

/** Puts the product together and shows it. Synchronous, without network and disk: those begin when somebody looks. */
export function compose(extension: vscode.ExtensionContext): Disposable {
  const owned = new DisposableList();
  const { ports, presence } = createPorts(extension, owned);
  const { name, version } = extension.extension.packageJSON as { readonly name: string; readonly version: string };
  const app = owned.add(
    createApp(
      ports,
      createNetwork({
        clock: ports.clock,
        log: ports.log,
        remember: ports.remember,
        userAgent: `${name}/${version} VSCode/${vscode.version}`,
        language: vscode.env.language,
        setting,
      }),
    ),
  );
  owned.add(registerCommands(app.handlers));
  presence.watch(showTree(app, ports.redact, owned));
  owned.add(showStatusBar(app.status, ports.redact));
  owned.add(showContextKeys(app.contextKeys));
  app.start().catch((error: unknown) => ports.log.error(`Reading what was left behind failed: ${messageOf(error)}`));
  return owned;
}

function createPorts(
  extension: vscode.ExtensionContext,
  owned: DisposableList,
): { readonly ports: Ports; readonly presence: ViewPresence } {
  const channel = owned.add(vscode.window.createOutputChannel('Mini Program Publisher', { log: true }));
  const redactor = new Redactor();
  const remember = (secret: string): void => redactor.remember(secret);
  const redact = (text: string): string => redactor.redact(text);
  const log = createLog(channel, redactor);
  const texts = owned.add(new TextDocuments());
  const copy = async (text: string): Promise<void> => vscode.env.clipboard.writeText(text);
  const qrPanels = owned.add(new QrPanels({ extensionUri: extension.extensionUri, redact, copy, saveFile }));
  const secrets = createSecrets(extension.secrets);
  const presence = owned.add(new ViewPresence());
  const storagePath = extension.globalStorageUri.fsPath;
  const sandbox = new LocalSandbox({
    cliFile: vscode.Uri.joinPath(extension.extensionUri, 'dist', 'cli.js').fsPath,
    folder: files.join(storagePath, 'sandbox'),
    files,
    secrets,
    clock: systemClock,
    log,
    remember,
  });
  const ports: Ports = {
    ui: createUi({ log, redact, texts, showQr: (model) => qrPanels.show(model), showLog: () => channel.show(true) }),
    secrets,
    globalState: createMemento(extension.globalState),
    workspaceState: createMemento(extension.workspaceState),
    workspace: owned.add(
      new VsWorkspace({
        sample: vscode.Uri.joinPath(extension.extensionUri, 'media', 'sample'),
        ownFolder: vscode.Uri.joinPath(extension.globalStorageUri, 'sample'),
      }),
    ),
    files,
    sandbox: owned.add(sandbox),
    presence,
    clock: systemClock,
    log,
    remember,
    redact,
    setting,
    storagePath,
    newId: randomUUID,
  };
  return { ports, presence };
}

function showTree(app: App, redact: Ports['redact'], owned: DisposableList): vscode.TreeView<unknown> {
  const treeDataProvider = owned.add(new TreeProvider(app.tree, redact));
  const view = owned.add(vscode.window.createTreeView(views.programs, { treeDataProvider }));
  const update = (): void => {
    const keys = app.contextKeys.value;
    const hasRows = keys['miniProgram.hasProfile'] && keys['miniProgram.state'] === 'rows';
    const description = redact(app.viewDescription.value);
    view.description = description;
    // A view that is alone in its container shows no description, and whose platform this is must be seen. An empty message
    // hides itself; any other would hide the welcome content.
    view.message = app.viewMessage.value === undefined ? (hasRows ? description : '') : redact(app.viewMessage.value);
  };
  update();
  owned.add(app.viewDescription.onDidChange(update));
  owned.add(app.viewMessage.onDidChange(update));
  owned.add(app.contextKeys.onDidChange(update));
  return view;
}
