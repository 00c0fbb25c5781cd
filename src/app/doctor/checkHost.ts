import * as l10n from '@vscode/l10n';
import { messageOf } from '../../base/errors';
import type { AppContext } from '../services';
import { bad, checked, type Finding, good, type Limits, note, warning } from './finding';

const keyStoreMs = 20_000;
const folderMs = 10_000;
/** A package may be some hundred megabytes, and is written once. */
const scarceBytes = 1024 ** 3;
const tooFewBytes = 100 * 1024 ** 2;

/** Writes, reads and deletes a value that nobody needs. Never throws but `Cancelled`. */
export const checkKeyStore = (
  { secrets, newId, remember }: Pick<AppContext, 'secrets' | 'newId' | 'remember'>,
  limits: Limits,
): Promise<Finding> => {
  const title = l10n.t('Key store');
  const fix = l10n.t(
    'Unlock or install the key store of this computer (on Linux: gnome-keyring or KWallet), then restart VS Code. Until then keys last as long as the window.',
  );
  return checked(limits, title, keyStoreMs, async () => {
    // Two windows may check at once.
    const key = `doctor/${newId()}`;
    const value = `doctor-${newId()}`;
    remember(value);
    try {
      await secrets.set(key, value);
      const read = await secrets.get(key);
      if (read !== value) return bad(title, l10n.t('It gives back something else than it was given.'), { fix });
      await secrets.delete(key);
      if ((await secrets.get(key)) !== undefined)
        return bad(title, l10n.t('It does not forget what it is told to forget.'), { fix });
      return good(title, l10n.t('Keeps a value, gives it back and forgets it.'));
    } catch (error) {
      return bad(title, messageOf(error), { fix });
    } finally {
      await secrets.delete(key).catch(() => undefined);
    }
  });
};

/** Writes and removes a small file where journals and packages are kept, and asks for the room that is left. */
export const checkStorage = (
  { files, storagePath, newId, machine }: Pick<AppContext, 'files' | 'storagePath' | 'newId' | 'machine'>,
  limits: Limits,
): Promise<Finding> => {
  const title = l10n.t('Storage');
  return checked(limits, title, folderMs, async () => {
    const file = files.join(storagePath, `doctor-${newId()}`);
    try {
      await files.writeAtomic(file, title);
      if ((await files.readText(file)) !== title) throw new Error(l10n.t('what was written is not what is read'));
    } catch (error) {
      const fix = l10n.t('Make room on the disk, or give this user the right to write there, then check again.');
      return bad(title, l10n.t('{0} cannot be written: {1}.', storagePath, messageOf(error)), { fix });
    } finally {
      await files.remove(file).catch(() => undefined);
    }
    const free = await machine.freeBytes(storagePath);
    if (free === undefined) return good(title, l10n.t('{0} can be written.', storagePath));
    const text = l10n.t('{0} can be written; {1} GB are free.', storagePath, (free / 1024 ** 3).toFixed(1));
    const fix = l10n.t('Make room on the disk: a publish writes the whole package once.');
    if (free < tooFewBytes) return bad(title, text, { fix });
    return free < scarceBytes ? warning(title, text, { fix }) : good(title, text);
  });
};

export const versionsFinding = ({ machine }: Pick<AppContext, 'machine'>): Finding =>
  note(
    l10n.t('Versions'),
    machine
      .versions()
      .map((pair) => pair.join(' '))
      .join(', '),
  );
