import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type App, createApp } from '../app/app';
import { views } from '../app/manifest';
import { whereWord } from '../app/model/words';
import type { Ui } from '../app/ports';
import type { Ports } from '../app/services';
import { systemClock } from '../base/clock';
import { type Disposable, DisposableList } from '../base/disposable';
import { messageOf } from '../base/errors';
import { Redactor } from '../base/redact';
import { registerCommands } from './commands/register';
import { showContextKeys } from './contextKeys';
import { files } from '../disk/files';
import { createMachine } from './doctor';
import { createLog } from './log';
import { createMemento } from './memento';
import { createNetwork } from './network';
import { ViewPresence } from './presence';
import { keepTrue } from './problems/keepTrue';
import { ProblemsView } from './problems/problemsView';
import { offerQuickFixes } from './problems/quickFixes';
import { askSandbox } from './localSandbox/askSandbox';
import { LocalSandbox } from './localSandbox/sandboxHost';
import { createSecrets } from './secrets';
import { setting } from './settings';
import { showStatusBar } from './statusBar';
import { createTasks } from './tasks';
import { TreeProvider } from './tree/provider';
import { revealIn } from './tree/revealIn';
import { createUi, saveFile } from './ui';
import { TextDocuments } from './ui/textDocuments';
import { PackagePanels } from './webviews/packagePanel';
import { panelOpener } from './webviews/panelOpener';
import { QrPanels } from './webviews/qrPanel';
import { VsWorkspace } from './workspace';

/** Puts the product together and shows it. Synchronous, without network and disk: those begin when somebody looks. */
export function compose(extension: vscode.ExtensionContext): Disposable {
  const owned = new DisposableList();
  const problems = owned.add(new ProblemsView((text) => ports.redact(text)));
  const { ports, presence } = createPorts(extension, owned, problems);
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
        resumeFolder: files.join(ports.storagePath, 'uploads'),
      }),
    ),
  );
  owned.add(registerCommands(app.handlers));
  presence.watch(showTree(app, ports.redact, owned));
  showApprovals(app, ports.redact, owned);
  showPlatform(app, ports.redact, owned);
  showActivity(app, ports.redact, owned);
  owned.add(showStatusBar(app.status, ports.redact));
  owned.add(keepTrue(problems, app.context));
  owned.add(offerQuickFixes(problems, setting));
  owned.add(showContextKeys(app.contextKeys));
  app.start().catch((error: unknown) => ports.log.error(`Reading what was left behind failed: ${messageOf(error)}`));
  return owned;
}

function createPorts(
  extension: vscode.ExtensionContext,
  owned: DisposableList,
  problems: ProblemsView,
): { readonly ports: Ports; readonly presence: ViewPresence } {
  const { name, version } = extension.extension.packageJSON as { readonly name: string; readonly version: string };
  const channel = owned.add(vscode.window.createOutputChannel('Mini Program Publisher', { log: true }));
  const redactor = new Redactor();
  const remember = (secret: string): void => redactor.remember(secret);
  const redact = (text: string): string => redactor.redact(text);
  const log = createLog(channel, redactor);
  const texts = owned.add(new TextDocuments());
  const copy = async (text: string): Promise<void> => vscode.env.clipboard.writeText(text);
  const page = { extensionUri: extension.extensionUri, redact };
  const say: Ui['say'] = (kind, message, actions) => ports.ui.say(kind, message, actions);
  const qrPanels = owned.add(new QrPanels({ ...page, copy, saveFile }));
  const packagePanels = owned.add(new PackagePanels({ ...page, copy, clock: systemClock, setting }));
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
    ui: createUi({
      log,
      redact,
      texts,
      showQr: (model) => qrPanels.show(model),
      showPackage: (model) => packagePanels.show(model),
      showApproval: panelOpener(
        owned,
        say,
        async () => new (await import('./webviews/approvalPanel')).ApprovalPanels({ ...page, say }),
      ),
      showForm: panelOpener(
        owned,
        say,
        async () => new (await import('./webviews/formPanel')).FormPanels({ ...page, say }),
      ),
      showFaults: panelOpener(
        owned,
        say,
        async () => new (await import('./webviews/faultPanel')).FaultPanels({ ...page, clock: systemClock }),
      ),
      showLog: () => channel.show(true),
    }),
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
    askSandbox,
    presence,
    problems,
    tasks: createTasks(systemClock),
    machine: createMachine(name, version),
    clock: systemClock,
    log,
    remember,
    redact,
    setting,
    storagePath,
    newId: randomUUID,
    encrypt: async (key, text) => (await import('../disk/encryptForPlatform')).encryptForPlatform(key, text),
  };
  return { ports, presence };
}

function showTree(app: App, redact: Ports['redact'], owned: DisposableList): vscode.TreeView<unknown> {
  const treeDataProvider = owned.add(new TreeProvider(app.tree, redact));
  const view = owned.add(vscode.window.createTreeView(views.programs, { treeDataProvider }));
  treeDataProvider.watch(view);
  owned.add(revealIn(view, app));
  const update = (): void => {
    const keys = app.contextKeys.value;
    const hasRows = keys['miniProgram.hasProfile'] && keys['miniProgram.state'] === 'rows';
    const description = redact(app.viewDescription.value);
    // Above the rows it is never cut off, however narrow the side bar; any message would hide the welcome content.
    view.message = app.viewMessage.value === undefined ? (hasRows ? description : '') : redact(app.viewMessage.value);
    view.description = view.message === description ? '' : description;
  };
  update();
  owned.add(app.viewDescription.onDidChange(update));
  owned.add(app.viewMessage.onDidChange(update));
  owned.add(app.contextKeys.onDidChange(update));
  return view;
}

/** The view of the reviewers; several requests can be chosen at once. */
function showApprovals({ approvals }: App, redact: Ports['redact'], owned: DisposableList): void {
  const treeDataProvider = owned.add(new TreeProvider(approvals, redact));
  const view = owned.add(
    vscode.window.createTreeView(views.approvals, { treeDataProvider, canSelectMany: true, showCollapseAll: false }),
  );
  treeDataProvider.watch(view);
  const showFilter = (): void => {
    view.description = redact(approvals.filterText.value);
  };
  const showBadge = (): void => {
    view.badge = approvals.badge.value;
  };
  const showVisible = (): void => approvals.isVisible.set(view.visible);
  showFilter();
  showVisible();
  owned.add(approvals.filterText.onDidChange(showFilter));
  owned.add(approvals.badge.onDidChange(showBadge));
  owned.add(view.onDidChangeVisibility(showVisible));
}

/** The view of the administrators: whose platform it is stands beside its title too. */
function showPlatform(
  { platform, context, viewDescription }: App,
  redact: Ports['redact'],
  owned: DisposableList,
): void {
  const treeDataProvider = owned.add(new TreeProvider(platform, redact));
  const view = owned.add(vscode.window.createTreeView(views.platform, { treeDataProvider, showCollapseAll: true }));
  treeDataProvider.watch(view);
  const update = (): void => {
    const { active } = context.sessions;
    view.description = active ? redact(whereWord(active)) : '';
  };
  update();
  // It changes with the profile.
  owned.add(viewDescription.onDidChange(update));
  platform.isVisible.set(view.visible);
  owned.add(view.onDidChangeVisibility(({ visible }) => platform.isVisible.set(visible)));
}

/** What was published and changed from this machine; the view follows the files only while it can be seen. */
function showActivity({ activityView }: App, redact: Ports['redact'], owned: DisposableList): void {
  const treeDataProvider = owned.add(new TreeProvider(activityView, redact));
  const view = owned.add(vscode.window.createTreeView(views.activity, { treeDataProvider, showCollapseAll: true }));
  treeDataProvider.watch(view);
  activityView.show(view.visible);
  owned.add(view.onDidChangeVisibility(({ visible }) => activityView.show(visible)));
}
