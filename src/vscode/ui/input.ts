import * as vscode from 'vscode';
import type { Back, InputOptions } from '../../app/ports';
import { askIn } from './inputBox';

/** Asks for one line. Answers it, `BACK`, or undefined when the user gave up. */
export const input = (options: InputOptions): Promise<string | Back | undefined> =>
  askIn(vscode.window.createInputBox(), vscode.QuickInputButtons.Back, options);
