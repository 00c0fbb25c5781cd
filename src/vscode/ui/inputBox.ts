import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { BACK, type Back, type InputOptions } from '../../app/ports';
import { messageOf } from '../../base/errors';
import { showBox } from './showBox';

/** Asks in the given box, which is gone afterwards. Answers the line, `BACK`, or undefined when the user gave up. */
export function askIn(
  box: vscode.InputBox,
  back: vscode.QuickInputButton,
  options: InputOptions,
): Promise<string | Back | undefined> {
  return new Promise((resolve) => {
    box.title = options.title;
    box.prompt = options.prompt;
    box.value = options.value ?? '';
    box.placeholder = options.placeholder;
    box.password = options.password ?? false;
    if (options.steps) {
      box.step = options.steps.step;
      box.totalSteps = options.steps.of;
    }
    if ((options.steps?.step ?? 1) > 1) box.buttons = [back];

    let checking: AbortController | undefined;
    const finish = (answer: string | Back | undefined): void => {
      resolve(answer);
      checking?.abort();
      shown.dispose();
      box.dispose();
    };
    const accept = async (): Promise<void> => {
      if (checking) return;
      const value = box.value;
      const wrong = options.validate?.(value);
      if (wrong !== undefined) {
        box.validationMessage = wrong;
        return;
      }
      if (options.check) {
        const own = (checking = new AbortController());
        const problem = await checkBusily(box, options, value, own.signal);
        checking = undefined;
        if (own.signal.aborted) return;
        if (problem !== undefined) {
          box.validationMessage = problem;
          return;
        }
      }
      finish(value);
    };
    box.onDidChangeValue((value) => (box.validationMessage = options.validate?.(value)));
    box.onDidAccept(() => void accept());
    box.onDidTriggerButton(() => {
      options.onBack?.(box.value);
      finish(BACK);
    });
    // Values are often copied from a web page: the box stays while the user is there.
    const shown = showBox(box, true, () => finish(undefined));
  });
}

async function checkBusily(
  box: vscode.InputBox,
  { check, busyText, prompt }: InputOptions,
  value: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  box.busy = true;
  box.enabled = false;
  box.validationMessage = undefined;
  box.prompt = busyText ?? l10n.t('Checking…');
  try {
    return await check?.(value, signal);
  } catch (error) {
    return messageOf(error);
  } finally {
    box.busy = false;
    box.enabled = true;
    box.prompt = prompt;
  }
}
