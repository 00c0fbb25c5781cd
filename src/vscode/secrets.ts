import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { UserError } from '../app/errors/userError';
import type { Secrets } from '../app/ports';
import { messageOf } from '../base/errors';

/** The `Secrets` port on VS Code's SecretStorage. A key store that fails becomes a sentence that says what to do. */
export function createSecrets(storage: vscode.SecretStorage): Secrets {
  const guarded = async <T>(sentence: () => string, work: () => Thenable<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const advice = l10n.t(
        'Unlock or install the key store of this computer (on Linux: gnome-keyring or KWallet) and try again.',
      );
      throw new UserError(`${sentence()} ${advice} (${messageOf(error)})`, [], 'other', { cause: error });
    }
  };
  return {
    get: (key) =>
      guarded(
        () => l10n.t('The key could not be read from the key store.'),
        () => storage.get(key),
      ),
    set: (key, value) =>
      guarded(
        () => l10n.t('The key could not be saved in the key store.'),
        () => storage.store(key, value),
      ),
    delete: (key) =>
      guarded(
        () => l10n.t('The key could not be removed from the key store.'),
        () => storage.delete(key),
      ),
  };
}
