import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConfirmOptions, MessageAction, ProgressHandle } from '../../app/ports';
import type { Log } from '../../base/log';
import { input } from './input';

/** Asks before something that cannot simply be done again. The one place that opens a modal. */
export async function confirm(log: Log, options: ConfirmOptions): Promise<boolean> {
  log.info(`Asking to confirm "${options.confirm}": ${options.reason}.`);
  const isConfirmed = options.typeToConfirm === undefined ? await pressed(options) : await typed(options);
  log.info(isConfirmed ? 'Confirmed.' : 'Not confirmed.');
  return isConfirmed;
}
async function pressed({ message, detail, confirm: verb }: ConfirmOptions): Promise<boolean> {
  const options = { modal: true, ...(detail === undefined ? {} : { detail }) };
  return (await vscode.window.showWarningMessage(message, options, verb)) === verb;
}
async function typed({ message, detail, confirm: verb, typeToConfirm: name = '' }: ConfirmOptions): Promise<boolean> {
  const isName = (value: string): boolean => value.trim() === name.trim();
  const answer = await input({
    title: message,
    // An input box runs its lines together.
    prompt: [detail?.split(/\n+/).join(' · '), l10n.t('Type "{0}" to confirm: {1}.', name, verb)]
      .filter(Boolean)
      .join(' · '),
    placeholder: name,
    // While the name is still being typed there is nothing to complain about.
    validate: (value) => (name.startsWith(value.trimStart()) || isName(value) ? undefined : notTheName(name)),
    check: (value) => Promise.resolve(isName(value) ? undefined : notTheName(name)),
  });
  return typeof answer === 'string';
}
const notTheName = (name: string): string => l10n.t('This is not the name. Type "{0}", or press Escape to stop.', name);

const show = {
  info: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const satisfies Record<string, (message: string, ...items: string[]) => Thenable<string | undefined>>;

/** A notification; an action runs when its button is pressed. */
export function say(
  log: Log,
  kind: 'info' | 'warning' | 'error',
  message: string,
  actions: readonly MessageAction[] = [],
): void {
  const run = async (): Promise<void> => {
    const label = await show[kind](message, ...actions.map((action) => action.label));
    await actions.find((action) => action.label === label)?.run();
  };
  run().catch((error: unknown) => log.error(`The button of a message failed: ${String(error)}`));
}

/** Runs work under a notification whose Cancel fires the signal. */
export function withProgress<T>(title: string, work: (handle: ProgressHandle) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const shown = vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => abort.abort());
    let percentShown = 0;
    try {
      return await work({
        signal: abort.signal,
        report({ message, percent }) {
          const increment = percent === undefined ? 0 : Math.max(0, percent - percentShown);
          percentShown += increment;
          progress.report({ increment, ...(message === undefined ? {} : { message }) });
        },
      });
    } finally {
      listening.dispose();
    }
  });
  return Promise.resolve(shown);
}
