import * as vscode from 'vscode';
import type { Presentation, TreeNode } from '../../app/tree/node';
import type { TreeModel } from '../../app/tree/treeModel';
import { type Disposable, DisposableList } from '../../base/disposable';

const collapsible = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

/** Shows the tree model in a view. Knows nothing of what the nodes mean. */
export class TreeProvider implements vscode.TreeDataProvider<TreeNode>, Disposable {
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<TreeNode | undefined>());
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(private readonly model: TreeModel) {
    this.#owned.add(model.onDidChange((node) => this.#changed.fire(node)));
  }
  getTreeItem(node: TreeNode): vscode.TreeItem {
    return toItem(this.model.present(node));
  }
  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return [...(await this.model.getChildren(node))];
  }
  getParent(node: TreeNode): TreeNode | undefined {
    return this.model.parentOf(node);
  }
  /** Called when the mouse rests on a row. Nothing in the text is trusted: no command link, no HTML. */
  async resolveTreeItem(item: vscode.TreeItem, node: TreeNode): Promise<vscode.TreeItem> {
    const tooltip = await this.model.resolveTooltip(node);
    item.tooltip = tooltip === undefined ? '' : new vscode.MarkdownString(tooltip);
    return item;
  }
  dispose(): void {
    this.#owned.dispose();
  }
}

function toItem(shown: Presentation): vscode.TreeItem {
  const item = new vscode.TreeItem(shown.label, collapsible[shown.collapsible]);
  item.id = shown.id;
  item.contextValue = shown.tokens.join(' ');
  item.accessibilityInformation = { label: shown.accessibleLabel };
  if (shown.description !== undefined) item.description = shown.description;
  if (shown.icon) {
    const color = shown.icon.color === undefined ? undefined : new vscode.ThemeColor(shown.icon.color);
    item.iconPath = new vscode.ThemeIcon(shown.icon.id, color);
  }
  if (shown.command) {
    const { command, title, args } = shown.command;
    item.command = { command, title, arguments: [...args] };
  }
  // Without a tooltip VS Code asks for one on hover; where there is none to give, the label would be repeated.
  if (!shown.hasTooltip) item.tooltip = '';
  return item;
}
