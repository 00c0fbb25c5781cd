import * as vscode from 'vscode';
import type { TextRange } from '../../pack/packTypes';

/** Opens a file beside the panel that asks for it when there is a second group of editors, else over it. */
export async function openFile(path: string, range?: TextRange): Promise<void> {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const viewColumn = all.find((group) => group !== activeTabGroup)?.viewColumn ?? activeTabGroup.viewColumn;
  const selection = range && new vscode.Range(range.line, range.column, range.endLine, range.endColumn);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), {
    viewColumn,
    ...(selection ? { selection } : {}),
  });
}
