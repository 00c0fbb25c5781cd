import { homedir } from 'node:os';
import { extname } from 'node:path';
import * as vscode from 'vscode';
import { views } from '../app/manifest';
import type { FormModel } from '../app/forms/form';
import type { ApprovalModel, FaultsModel, PackageModel, QrModel } from '../app/panels';
import type { Ui } from '../app/ports';
import type { Log } from '../base/log';
import { cleanInput, cleanUi } from './ui/cleanUi';
import { chooseFile } from './ui/chooseFile';
import { clearClipboard } from './ui/clearClipboard';
import { confirm } from './ui/confirm';
import { press, say, withProgress } from './ui/dialogs';
import { openFile } from './ui/openFile';
import { input } from './ui/input';
import { pick } from './ui/pick';
import { pickMany } from './ui/pickMany';
import type { TextDocuments } from './ui/textDocuments';

export interface UiParts {
  readonly log: Log;
  /** In front of every text that is shown. */
  readonly redact: (text: string) => string;
  readonly texts: TextDocuments;
  readonly showQr: (model: QrModel) => void;
  readonly showPackage: (model: PackageModel) => void;
  readonly showApproval: (model: ApprovalModel) => void;
  readonly showForm: (model: FormModel) => void;
  readonly showFaults: (model: FaultsModel) => void;
  readonly showLog: () => void;
}
/** The `Ui` port on VS Code's windows. */
export const createUi = (parts: UiParts): Ui => cleanUi(bareUi(parts), parts.redact);

const bareUi = ({
  log,
  redact,
  texts,
  showQr,
  showPackage,
  showApproval,
  showForm,
  showFaults,
  showLog,
}: UiParts): Ui => ({
  pick,
  pickMany,
  input,
  confirm: (options) => confirm({ log, press, type: (box) => input(cleanInput(box, redact)) }, options),
  say: (kind, message, actions) => say(log, kind, message, actions),
  withProgress,
  openUrl: async (url) => {
    await vscode.env.openExternal(vscode.Uri.parse(url, true));
  },
  copy: async (text) => vscode.env.clipboard.writeText(text),
  clearClipboard,
  chooseFile,
  showText: (title, text, language) => texts.show(title, text, language),
  saveFile,
  showQr,
  showPackage,
  showApproval,
  showForm,
  showFaults,
  openFile,
  showLog,
  focusView: () => {
    void vscode.commands.executeCommand(`${views.programs}.focus`);
  },
});

/** Asks where to save and writes. Answers the path, or undefined when the user gave up. */
export async function saveFile(suggestedName: string, bytes: Uint8Array): Promise<string | undefined> {
  const name = suggestedName.replaceAll(/[^\p{L}\p{N}._ -]+/gu, '-');
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  const extension = extname(name).slice(1);
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    ...(extension ? { filters: { [extension.toUpperCase()]: [extension] } } : {}),
  });
  if (!target) return undefined;
  await vscode.workspace.fs.writeFile(target, bytes);
  return target.fsPath;
}
