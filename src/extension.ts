import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { compose } from './vscode/compose';

/** Called by VS Code when a view, a command or a project file of ours is first met. */
export function activate(context: vscode.ExtensionContext): void {
  const { bundle } = vscode.l10n;
  if (bundle) l10n.config({ contents: bundle });
  try {
    context.subscriptions.push(compose(context));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      l10n.t(
        'Mini Program Publisher could not start: {0}. Reload the window; if it stays, reinstall the extension.',
        detail,
      ),
    );
    throw error;
  }
}
