import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { BACK, type Back, type PickItem, type PickOptions } from '../../app/ports';
import { present } from '../../app/errors/present';
import { isCancelled, messageOf } from '../../base/errors';
import { showBox } from './showBox';

/** Milliseconds of stillness after which the source is asked again. */
const SEARCH_DELAY_MS = 250;

interface Row<T> extends vscode.QuickPickItem {
  /** What choosing the row answers; absent on headings and messages. */
  readonly choice?: { readonly value: T };
  /** Asks the source again. */
  readonly retry?: true;
}
const toRow = <T>(item: PickItem<T>, isSearched: boolean): Row<T> =>
  item.separator
    ? { label: item.label, kind: vscode.QuickPickItemKind.Separator }
    : {
        label: item.icon ? `$(${item.icon}) ${item.label}` : item.label,
        ...(item.description === undefined ? {} : { description: item.description }),
        ...(item.detail === undefined ? {} : { detail: item.detail }),
        // The server has already searched; the picker must not hide what it found.
        ...(isSearched ? { alwaysShow: true } : {}),
        choice: { value: item.value },
      };

/** Shows a picker. Answers the value, `BACK`, or undefined when the user gave up. */
export function pick<T>(options: PickOptions<T>): Promise<T | Back | undefined> {
  return new Promise((resolve) => {
    const box = vscode.window.createQuickPick<Row<T>>();
    box.title = options.title;
    box.placeholder = options.placeholder;
    box.matchOnDescription = true;
    box.matchOnDetail = true;
    if (options.steps) {
      box.step = options.steps.step;
      box.totalSteps = options.steps.of;
    }
    const create = options.onCreate && {
      iconPath: new vscode.ThemeIcon('add'),
      tooltip: options.onCreate.label,
    };
    const hasBack = (options.steps?.step ?? 1) > 1;
    box.buttons = [...(hasBack ? [vscode.QuickInputButtons.Back] : []), ...(create ? [create] : [])];

    const stopSearching = fill(box, options);
    const finish = (answer: T | Back | undefined): void => {
      resolve(answer);
      stopSearching();
      shown.dispose();
      box.dispose();
    };
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) finish(BACK);
      else if (options.onCreate) finish(options.onCreate.value);
    });
    box.onDidAccept(() => {
      const [row] = box.selectedItems;
      if (row?.choice) finish(row.choice.value);
    });
    // Also after finish(): a promise keeps its first answer.
    const shown = showBox(
      box,
      options.steps !== undefined,
      () => finish(undefined),
      () => {
        const { activeItems } = box;
        box.items = [...box.items];
        box.activeItems = activeItems;
      },
    );
  });
}

/** Puts the items in, now or as they are found. Answers how to stop. */
function fill<T>(box: vscode.QuickPick<Row<T>>, options: PickOptions<T>): () => void {
  if (typeof options.items !== 'function') {
    const rows = options.items.map((item) => toRow(item, false));
    box.items = rows;
    const picked = rows[options.items.findIndex((item) => item.picked)];
    if (picked) box.activeItems = [picked];
    return () => {};
  }
  return search(box, options.items);
}

function search<T>(
  box: vscode.QuickPick<Row<T>>,
  find: (query: string, signal: AbortSignal) => Promise<readonly PickItem<T>[]>,
): () => void {
  let running = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const ask = async (): Promise<void> => {
    running.abort();
    const own = (running = new AbortController());
    box.busy = true;
    let rows: Row<T>[];
    try {
      const found = await find(box.value.trim(), own.signal);
      rows = found.length > 0 ? found.map((item) => toRow(item, true)) : [message('search', l10n.t('Nothing found'))];
    } catch (error) {
      if (isCancelled(error) && own.signal.aborted) return;
      rows = [
        {
          ...message<T>('error', present(error)?.message ?? messageOf(error), l10n.t('Press Enter to try again')),
          retry: true,
        },
      ];
    }
    // A late answer to an earlier question must not replace the answer to the present one.
    if (own.signal.aborted) return;
    box.items = rows;
    box.busy = false;
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), SEARCH_DELAY_MS);
  };
  box.onDidChangeValue(later);
  box.onDidAccept(() => {
    if (box.selectedItems[0]?.retry) void ask();
  });
  void ask();
  return () => {
    clearTimeout(timer);
    running.abort();
  };
}
const message = <T>(icon: string, label: string, detail?: string): Row<T> => ({
  label: `$(${icon}) ${label}`,
  alwaysShow: true,
  ...(detail === undefined ? {} : { detail }),
});
