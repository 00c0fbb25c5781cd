import * as l10n from '@vscode/l10n';
import type { Back, ConfirmOptions, InputOptions } from '../../app/ports';
import type { Log } from '../../base/log';

export interface ConfirmParts {
  readonly log: Log;
  /** Shows the modal; answers whether its button was pressed. */
  readonly press: (options: ConfirmOptions) => Promise<boolean>;
  readonly type: (options: InputOptions) => Promise<string | Back | undefined>;
}
/** Asks before something that cannot simply be done again: first what would happen, then, for what users see, the name. */
export async function confirm({ log, press, type }: ConfirmParts, options: ConfirmOptions): Promise<boolean> {
  log.info(`Asking to confirm "${options.confirm}": ${options.reason}.`);
  const { message, typeToConfirm: name } = options;
  const isConfirmed = (await press(options)) && (name === undefined || (await isTyped(type, message, name)));
  log.info(isConfirmed ? 'Confirmed.' : 'Not confirmed.');
  return isConfirmed;
}
async function isTyped(type: ConfirmParts['type'], title: string, name: string): Promise<boolean> {
  const isName = (value: string): boolean => value.trim() === name.trim();
  const answer = await type({
    title,
    prompt: l10n.t('Type "{0}" to confirm', name),
    placeholder: name,
    // While the name is still being typed there is nothing to complain about.
    validate: (value) => (name.startsWith(value.trimStart()) || isName(value) ? undefined : notTheName(name)),
    check: (value) => Promise.resolve(isName(value) ? undefined : notTheName(name)),
  });
  return typeof answer === 'string';
}
const notTheName = (name: string): string => l10n.t('This is not the name. Type "{0}", or press Escape to stop.', name);
