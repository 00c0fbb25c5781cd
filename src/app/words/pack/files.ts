import * as l10n from '@vscode/l10n';
import { numberText } from '../../model/sizes';
import type { PackWords } from './say';

/** Names, kinds and reading of single files, and writing the package. */
export const fileWords = {
  extensionNotShipped: ({ extension, count, examples }) =>
    extension === '-'
      ? l10n.t(
          'Files without an ending do not ship ({0}), because the platform does not carry them: {1}.',
          numberText(count),
          examples,
        )
      : l10n.t(
          'Files ending in {0} do not ship ({1}), because the platform does not carry them: {2}.',
          extension,
          numberText(count),
          examples,
        ),
  extensionCase: ({ extension, right, count, examples }) =>
    l10n.t(
      'Files ending in {0} do not ship ({1}). Rename them to end in {2}: {3}.',
      extension,
      numberText(count),
      right,
      examples,
    ),
  nameForbidden: ({ path }) =>
    l10n.t('The name {0} has a backslash or a control character in it. Rename the file.', path),
  nameNotUtf8: ({ path }) => l10n.t('The name {0} is not valid UTF-8. Rename the file.', path),
  nameTooLong: ({ path, bytes, limit }) =>
    l10n.t('A name in {0} is {1} bytes long; {2} are allowed. Shorten it.', path, bytes, limit),
  nameTwice: ({ path, other }) =>
    l10n.t(
      '{0} and {1} are the same name on some systems, so one would replace the other. Rename one of them.',
      path,
      other,
    ),
  linkOutside: () => l10n.t('This link leads out of the folder, so it does not ship. Copy the file into the folder.'),
  linkLoop: () => l10n.t('This link leads in a circle, so it does not ship. Remove it, or correct where it leads.'),
  linkBroken: () => l10n.t('This link leads nowhere, so it does not ship. Remove it, or correct where it leads.'),
  fileUnreadable: ({ path, code }) => cannotRead(path, code),
  fileChanged: () => l10n.t('The file changed while it was read, so it was read again. Check that it is complete.'),
  fileKeepsChanging: () =>
    l10n.t('The file keeps changing while it is read. Stop the program that writes it, then try again.'),
  fileNotLookedInto: () => l10n.t('The file is too large to be searched for secrets. Make sure that it holds none.'),
  diskFull: ({ path }) => l10n.t('The disk is full: {0} cannot be written. Free some space, then try again.', path),
  outNotWritable: ({ path, code }) =>
    l10n.t(
      '{0} cannot be written ({1}). Check that its folder exists and that you may write there, then try again.',
      path,
      code,
    ),
} satisfies Partial<PackWords>;
/** The file system refuses a file or folder; `code` is its own: EACCES. */
export function cannotRead(path: string, code: string): string {
  return l10n.t('{0} cannot be read ({1}). Check that it exists and that you may read it, then try again.', path, code);
}
