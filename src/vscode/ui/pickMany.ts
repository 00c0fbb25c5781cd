import * as vscode from 'vscode';
import type { PickItem, PickOptions } from '../../app/ports';
import { showBox } from './showBox';

/** Shows a list with boxes to tick. Answers the values, or undefined when the user gave up; never an empty list. */
export function pickMany<T>(
  options: PickOptions<T> & { readonly items: readonly PickItem<T>[] },
): Promise<readonly T[] | undefined> {
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: T }>();
    box.title = options.title;
    box.placeholder = options.placeholder;
    box.canSelectMany = true;
    box.items = options.items.map(({ label, description, detail, icon, value }) => ({
      label: icon ? `$(${icon}) ${label}` : label,
      ...(description === undefined ? {} : { description }),
      ...(detail === undefined ? {} : { detail }),
      value,
    }));
    box.selectedItems = box.items.filter((_, index) => options.items[index]?.picked);
    const finish = (answer: readonly T[] | undefined): void => {
      resolve(answer);
      shown.dispose();
      box.dispose();
    };
    box.onDidAccept(() => {
      if (box.selectedItems.length > 0) finish(box.selectedItems.map((item) => item.value));
    });
    const shown = showBox(
      box,
      true,
      () => finish(undefined),
      () => {
        const { selectedItems } = box;
        box.items = [...box.items];
        box.selectedItems = selectedItems;
      },
    );
  });
}
