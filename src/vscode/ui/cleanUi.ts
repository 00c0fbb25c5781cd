import type { InputOptions, MessageAction, PickItem, PickOptions, Ui } from '../../app/ports';
import { present } from '../../app/errors/present';
import { UserError } from '../../app/errors/userError';
import { isCancelled, messageOf } from '../../base/errors';

type Clean = (text: string) => string;

/**
 * Text for a place where VS Code makes links of `[label](address)`: notifications, and the line below an input box. Names and
 * notes are written by others, and such a link may run a command. A space of no width keeps it text.
 */
const plain = (text: string): string => text.replaceAll('](', ']\u200b(');

/**
 * The same windows with `clean` in front of every text they show, and without links where text may be one. What is copied,
 * opened and saved stays as it is.
 */
export const cleanUi = (ui: Ui, clean: Clean): Ui => ({
  pick: (options) => ui.pick(cleanPick(options, clean)),
  pickMany: (options) => ui.pickMany({ ...cleanPick(options, clean), items: cleanItems(options.items, clean) }),
  input: (options) => ui.input(cleanInput(options, clean)),
  confirm: (options) =>
    ui.confirm({
      ...options,
      message: clean(options.message),
      ...(options.detail !== undefined && { detail: clean(options.detail) }),
      confirm: clean(options.confirm),
    }),
  say: (kind, message, actions) => ui.say(kind, plain(clean(message)), actions && cleanActions(actions, clean)),
  withProgress: (title, work) =>
    ui.withProgress(plain(clean(title)), (handle) =>
      work({
        signal: handle.signal,
        report: ({ message, ...rest }) =>
          handle.report({ ...rest, ...(message !== undefined && { message: plain(clean(message)) }) }),
      }),
    ),
  showText: (title, text, language) => ui.showText(clean(title), clean(text), language),
  openUrl: (url) => ui.openUrl(url),
  copy: (text) => ui.copy(text),
  clearClipboard: (text) => ui.clearClipboard(text),
  chooseFile: (title, what, endings) => ui.chooseFile(clean(title), what, endings),
  saveFile: (suggestedName, bytes) => ui.saveFile(suggestedName, bytes),
  // The panels clean what they draw, and copy what they were given.
  showQr: (model) => ui.showQr(model),
  showPackage: (model) => ui.showPackage(model),
  showApproval: (model) => ui.showApproval(model),
  showForm: (model) => ui.showForm(model),
  showFaults: (model) => ui.showFaults(model),
  openFile: (path, range) => ui.openFile(path, range),
  showLog: () => ui.showLog(),
  focusView: () => ui.focusView?.(),
});

/** The options of an input box, cleaned. The value is the user's own and stays. */
export function cleanInput(options: InputOptions, clean: Clean): InputOptions {
  const { title, prompt, placeholder, busyText, validate, check } = options;
  const wrong = (text: string | undefined): string | undefined => (text === undefined ? undefined : plain(clean(text)));
  return {
    ...options,
    title: clean(title),
    prompt: plain(clean(prompt)),
    ...(placeholder !== undefined && { placeholder: clean(placeholder) }),
    ...(busyText !== undefined && { busyText: plain(clean(busyText)) }),
    ...(validate && { validate: (value: string) => wrong(validate(value)) }),
    ...(check && {
      check: async (value: string, signal: AbortSignal) => {
        try {
          return wrong(await check(value, signal));
        } catch (error) {
          return plain(clean(messageOf(error)));
        }
      },
    }),
  };
}
function cleanPick<T>(options: PickOptions<T>, clean: Clean): PickOptions<T> {
  const { title, placeholder, items, onCreate } = options;
  return {
    ...options,
    title: clean(title),
    ...(placeholder !== undefined && { placeholder: clean(placeholder) }),
    ...(onCreate && { onCreate: { ...onCreate, label: clean(onCreate.label) } }),
    items: typeof items === 'function' ? cleanSource(items, clean) : cleanItems(items, clean),
  };
}
type Source<T> = Extract<PickOptions<T>['items'], (...args: never[]) => unknown>;
const cleanSource =
  <T>(find: Source<T>, clean: Clean): Source<T> =>
  async (query, signal) => {
    try {
      return cleanItems(await find(query, signal), clean);
    } catch (error) {
      if (isCancelled(error)) throw error;
      throw new UserError(clean(present(error)?.message ?? messageOf(error)), [], 'other', { cause: error });
    }
  };
const cleanItems = <T>(items: readonly PickItem<T>[], clean: Clean): readonly PickItem<T>[] =>
  items.map((item) => ({
    ...item,
    label: clean(item.label),
    ...(item.description !== undefined && { description: clean(item.description) }),
    ...(item.detail !== undefined && { detail: clean(item.detail) }),
  }));
const cleanActions = (actions: readonly MessageAction[], clean: Clean): readonly MessageAction[] =>
  actions.map(({ label, run }) => ({ label: clean(label), run }));
