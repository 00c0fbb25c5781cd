import * as l10n from '@vscode/l10n';
import { isCancelled, messageOf } from '../../base/errors';
import type { CommandContext } from './context';

/** Milliseconds after which a copied secret is taken off the clipboard. */
const clipboardMs = 60_000;
const shownAtEnds = 3;

/** The first and last characters of a secret; of a short one none. Never more than a quarter of it is shown. */
export function masked(secret: string): string {
  const shown = Math.min(shownAtEnds, Math.floor(secret.length / 8));
  return `${secret.slice(0, shown)}••••••••${shown === 0 ? '' : secret.slice(-shown)}`;
}
/** Says that the secret is here, masked, with a button that copies it. It is written nowhere. */
export function showSecret(context: CommandContext, what: string, secret: string): void {
  context.remember(secret);
  const copy = { label: l10n.t('Copy'), run: () => copySecret(context, what, secret) };
  context.ui.say('info', l10n.t('{0}: {1} ({2} characters)', what, masked(secret), secret.length), [copy]);
}
async function copySecret(context: CommandContext, what: string, secret: string): Promise<void> {
  const { ui, clock, log } = context;
  await ui.copy(secret);
  ui.say('info', l10n.t('{0} is copied. The clipboard is cleared in a minute.', what));
  clock
    .sleep(clipboardMs)
    .then(() => ui.clearClipboard(secret))
    .catch((error: unknown) => {
      if (!isCancelled(error)) log.warn(`clearing the clipboard failed: ${messageOf(error)}`);
    });
}
