import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { StatusView } from '../app/status/view';
import { type Disposable, DisposableList } from '../base/disposable';
import type { Observable } from '../base/event';

const backgrounds = { error: 'statusBarItem.errorBackground', warning: 'statusBarItem.warningBackground' } as const;

/** The one item in the status bar; hidden while there is nothing to show. */
export function showStatusBar(
  status: Observable<StatusView | undefined>,
  redact: (text: string) => string,
): Disposable {
  const owned = new DisposableList();
  const item = owned.add(vscode.window.createStatusBarItem('status', vscode.StatusBarAlignment.Left, 50));
  item.name = l10n.t('Mini Program');
  const update = (view: StatusView | undefined): void => {
    if (!view) {
      item.hide();
      return;
    }
    item.text = redact(view.text);
    item.tooltip = redact(view.tooltip);
    item.command = view.command;
    item.accessibilityInformation = { label: redact(view.accessibleLabel), role: 'button' };
    item.backgroundColor = view.background && new vscode.ThemeColor(backgrounds[view.background]);
    item.show();
  };
  update(status.value);
  owned.add(status.onDidChange(update));
  return owned;
}
