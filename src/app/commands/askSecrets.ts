import * as l10n from '@vscode/l10n';
import type { PackProblem } from '../../pack/packTypes';
import { problemsText } from '../errors/packWords';
import type { Ui } from '../ports';

/** How many are named with file and line; the Problems view lists all. */
const maxNamed = 10;

/** Shows what looks like secrets and asks whether it ships; `verb` is on the button. */
export const askSecrets = (ui: Ui, verb: string, secrets: readonly PackProblem[]): Promise<boolean> =>
  ui.confirm({
    message: l10n.t('The folder seems to hold secrets. Everyone who gets the mini program could read them.'),
    detail: problemsText(secrets, maxNamed),
    confirm: verb,
    reason: 'secrets',
  });
