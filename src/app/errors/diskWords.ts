import * as l10n from '@vscode/l10n';

/** What the system says of a file of ours that it did not read or write, and what to do; undefined for anything else. */
export function diskWords(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return path === undefined
        ? l10n.t('The disk is full. Free some space, then try again.')
        : l10n.t('The disk is full: {0} cannot be written. Free some space, then try again.', path);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return path === undefined
        ? undefined
        : l10n.t(
            '{0} may not be read or written ({1}). Check its rights and its disk, then try again.',
            path,
            error.code,
          );
    case 'EIO':
      return l10n.t('The disk does not read or write as it should (EIO). Check it, then try again.');
    default:
      return undefined;
  }
}
