import * as l10n from '@vscode/l10n';
import { numberText, sizeOf } from '../model/sizes';

/** "1 file", "2,014 files". */
export const filesText = (files: number): string =>
  files === 1 ? l10n.t('1 file') : l10n.t('{0} files', numberText(files));
/** "4.9 KB of 2 MB". */
export const ofLimitText = (bytes: number, limit: number): string => l10n.t('{0} of {1}', sizeOf(bytes), sizeOf(limit));
/** "12 files and 3 folders"; folders are the paths with a slash at the end. */
export function pathsText(paths: readonly string[]): string {
  const folders = paths.filter((path) => path.endsWith('/')).length;
  const foldersText = folders === 1 ? l10n.t('1 folder') : l10n.t('{0} folders', numberText(folders));
  if (folders === paths.length) return foldersText;
  const files = filesText(paths.length - folders);
  return folders === 0 ? files : l10n.t('{0} and {1}', files, foldersText);
}
/** "+12 KB", "−3 B", "±0 B". */
export function differenceText(bytes: number): string {
  const sign = bytes > 0 ? '+' : bytes < 0 ? '−' : '±';
  return sign + sizeOf(Math.abs(bytes));
}
