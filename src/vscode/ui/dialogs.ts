import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ConfirmOptions, MessageAction, ProgressReport, Ui } from '../../app/ports';
import type { Log } from '../../base/log';
import { shownWhenSlow, type Stage } from './patience';

/** Shows a modal and answers whether its button was pressed. The one place that opens a modal. */
export async function press({ message, detail, confirm: verb }: ConfirmOptions): Promise<boolean> {
  const options = { modal: true, ...(detail === undefined ? {} : { detail }) };
  return (await vscode.window.showWarningMessage(message, options, verb)) === verb;
}

const show = {
  info: vscode.window.showInformationMessage,
  warning: vscode.window.showWarningMessage,
  error: vscode.window.showErrorMessage,
} as const satisfies Record<string, (message: string, ...items: string[]) => Thenable<string | undefined>>;

/**
 * A notification; an action runs when its button is pressed. VS Code cuts one without buttons down to one line, so a
 * warning or an error always has one.
 */
export function say(
  log: Log,
  kind: 'info' | 'warning' | 'error',
  message: string,
  actions: readonly MessageAction[] = [],
): void {
  const labels = actions.map((action) => action.label);
  if (labels.length === 0 && kind !== 'info') labels.push(l10n.t('OK'));
  const run = async (): Promise<void> => {
    const label = await show[kind](message, ...labels);
    await actions.find((action) => action.label === label)?.run();
  };
  run().catch((error: unknown) => log.error(`The button of a message failed: ${String(error)}`));
}

/** Runs work; when it takes more than a moment, under a notification whose Cancel fires the signal. */
export const withProgress: Ui['withProgress'] = (title, work) =>
  shownWhenSlow(work, (ended, abort) => notification(title, ended, abort));

function notification(title: string, ended: Promise<void>, abort: () => void): Stage {
  const waiting: ProgressReport[] = [];
  let stage: Stage = { report: (progress) => waiting.push(progress) };
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(options, async (progress, token) => {
    const listening = token.onCancellationRequested(abort);
    let percentShown = 0;
    stage = {
      report({ message, percent }) {
        const increment = percent === undefined ? 0 : Math.max(0, percent - percentShown);
        percentShown += increment;
        progress.report({ increment, ...(message === undefined ? {} : { message }) });
      },
    };
    for (const early of waiting) stage.report(early);
    await ended;
    listening.dispose();
  });
  return { report: (progress) => stage.report(progress) };
}
