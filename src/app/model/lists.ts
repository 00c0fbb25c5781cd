import * as l10n from '@vscode/l10n';

/** "a, b, c", as the language enumerates. */
export const listOf = (items: readonly string[]): string => items.join(l10n.t(', '));
