import * as vscode from 'vscode';

/** VS Code's file dialog, in the first folder of the workspace. */
export async function chooseFile(title: string, what: string, endings: readonly string[]): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    title,
    canSelectMany: false,
    filters: { [what]: [...endings] },
    ...(folder ? { defaultUri: folder } : {}),
  });
  return chosen?.[0]?.fsPath;
}
