import * as vscode from 'vscode';
import type { Presentation } from '../../app/tree/node';
import { type RowSource, ShownRows } from '../../app/tree/shownRows';
import { type Disposable, DisposableList } from '../../base/disposable';
import type { Event } from '../../base/event';
import { isBoxOpen } from '../ui/showBox';
import { redactedRow } from './redactedRow';
import { Redraws } from './redraws';

const collapsible = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;
/** Milliseconds for which old rows stay while new ones are read; then VS Code asks by itself, and shows that it waits. */
const PATIENCE_MS = 100;

/** A view as data, such as `TreeModel`. */
export interface TreeData<N extends object> extends RowSource<N> {
  /** The smallest node at or below which something may have changed; undefined = everything. */
  readonly onDidChange: Event<N | undefined>;
}
/** Shows the tree model in a view. Knows nothing of what the nodes mean. */
export class TreeProvider<N extends object> implements vscode.TreeDataProvider<N>, Disposable {
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<N | undefined>());
  readonly #items = new WeakMap<Presentation, vscode.TreeItem>();
  readonly #redraws: Redraws<N>;
  readonly #shown: ShownRows<N>;
  #view: vscode.TreeView<N> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  /** `redact` stands in front of every text that a row shows. */
  constructor(
    private readonly model: TreeData<N>,
    private readonly redact: (text: string) => string,
  ) {
    this.#shown = new ShownRows(model, {
      isVisible: () => this.#view?.visible ?? true,
      patience: () => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
    });
    this.#redraws = this.#owned.add(
      new Redraws<N>(
        isBoxOpen,
        (node) => this.#shown.changes(node),
        (node) => this.#changed.fire(node),
      ),
    );
    this.#owned.add(model.onDidChange((node) => this.#redraws.add(node)));
  }
  /** The view is made after what it shows. What could not be seen for a while is looked at when it can be again. */
  watch(view: vscode.TreeView<N>): void {
    this.#view = view;
    this.#owned.add(view.onDidChangeVisibility(({ visible }) => visible && this.#redraws.add(undefined)));
    this.#owned.add(view.onDidCollapseElement(({ element }) => this.#shown.setOpen(element, false)));
    this.#owned.add(
      view.onDidExpandElement(({ element }) => {
        this.#shown.setOpen(element, true);
        this.#redraws.add(element);
      }),
    );
  }
  /** The same item for the same looks: VS Code 1.104 keeps every item that it was ever given. */
  getTreeItem(node: N): vscode.TreeItem {
    const shown = this.#shown.present(node);
    const known = this.#items.get(shown);
    if (known) return known;
    const item = toItem(redactedRow(shown, this.redact));
    this.#items.set(shown, item);
    return item;
  }
  async getChildren(node?: N): Promise<N[]> {
    return [...(await this.#shown.getChildren(node))];
  }
  getParent(node: N): N | undefined {
    return this.model.parentOf(node);
  }
  /** Called when the mouse rests on a row. Nothing in the text is trusted: no command link, no HTML. */
  async resolveTreeItem(_shared: vscode.TreeItem, node: N): Promise<vscode.TreeItem> {
    const tooltip = await this.#shown.resolveTooltip(node);
    // An item with a tooltip is never asked about again, so this one is not given to others.
    const item = toItem(redactedRow(this.model.present(node), this.redact));
    item.tooltip = tooltip === undefined ? '' : new vscode.MarkdownString(this.redact(tooltip));
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
