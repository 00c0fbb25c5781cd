import * as vscode from 'vscode';
import type { Ports } from '../../app/services';
import type { Disposable } from '../../base/disposable';
import { type Fix, fixOf } from './fixes';
import { npmBuild } from './npmBuild';
import type { Entry, ProblemsView } from './problemsView';

const kind = vscode.CodeActionKind.QuickFix;

/** Offers what can certainly be done about the entries of the Problems view. */
export const offerQuickFixes = (view: ProblemsView, setting: Ports['setting']): Disposable =>
  vscode.languages.registerCodeActionsProvider(
    { scheme: 'file' },
    {
      provideCodeActions: async (document, range) => {
        const entries = view.entriesAt(document.uri);
        const here = entries.filter(({ diagnostic }) => diagnostic.range.intersection(range) !== undefined);
        const actions = await Promise.all(here.map((entry) => actionOf(document, entry, entries, setting)));
        return merged(actions.filter((action) => action !== undefined));
      },
    },
    { providedCodeActionKinds: [kind] },
  );

/** A correction that answers several entries is offered once. */
function merged(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byTitle = new Map<string, vscode.CodeAction>();
  for (const action of actions) {
    const first = byTitle.get(action.title);
    if (first) first.diagnostics = [...(first.diagnostics ?? []), ...(action.diagnostics ?? [])];
    else byTitle.set(action.title, action);
  }
  return [...byTitle.values()];
}
async function actionOf(
  document: vscode.TextDocument,
  { diagnostic, problem }: Entry,
  entries: readonly Entry[],
  setting: Ports['setting'],
): Promise<vscode.CodeAction | undefined> {
  const { range } = diagnostic;
  const fix = fixOf(problem, {
    text: document.getText(),
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    together: entries.filter((entry) => entry.diagnostic.range.isEqual(range)).map((entry) => entry.problem),
  });
  if (!fix) return undefined;
  if (fix.kind === 'buildNpm') {
    const command = npmBuild(setting, document.uri.fsPath);
    const action = new vscode.CodeAction(command.title, kind);
    action.diagnostics = [diagnostic];
    action.command = command;
    return action;
  }
  const edit = await editOf(document, fix);
  if (!edit) return undefined;
  const action = new vscode.CodeAction(fix.title, kind);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.edit = edit;
  return action;
}
/** What changes the files; undefined when the text has changed since, or is not saved. */
export async function editOf(
  document: vscode.TextDocument,
  fix: Exclude<Fix, { kind: 'buildNpm' }>,
): Promise<vscode.WorkspaceEdit | undefined> {
  const edit = new vscode.WorkspaceEdit();
  switch (fix.kind) {
    case 'replace':
      edit.replace(
        document.uri,
        new vscode.Range(document.positionAt(fix.start), document.positionAt(fix.end)),
        fix.text,
      );
      return edit;
    case 'rename':
      edit.renameFile(document.uri, vscode.Uri.joinPath(document.uri, '..', fix.name), { overwrite: false });
      return edit;
    case 'stripBom': {
      // The editor hides the mark and writes it back, so the file itself is replaced; what is unsaved must not be lost.
      if (document.isDirty) return undefined;
      const bytes = await vscode.workspace.fs.readFile(document.uri);
      if (bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return undefined;
      edit.createFile(document.uri, { overwrite: true, contents: bytes.subarray(3) });
      return edit;
    }
  }
}
