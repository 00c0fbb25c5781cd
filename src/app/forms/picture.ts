import * as l10n from '@vscode/l10n';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import { iconProblem, iconSuffix, readIcon } from '../icon';
import type { Files, Ui } from '../ports';
import type { Session } from '../services';
import { addressProblem } from './checkFields';
import type { ChosenFile } from './form';
import { atField } from './refusals';

interface PicturePorts {
  readonly ui: Pick<Ui, 'chooseFile' | 'withProgress'>;
  readonly files: Files;
}
/** Endings that a file dialog offers for a picture, without dot. */
export const pictureEndings = ['png', 'jpg', 'jpeg'] as const;

/** A file of this machine, as dialogs answer it: `/…`, `C:\…` or `\\server\…`. Everything else is meant as an address. */
export const isFilePath = (text: string): boolean => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(text);

/** What is wrong with the text of a picture's field. Whether a file is there, and is a picture, is seen when it is read. */
export function pictureProblem(text: string): string | undefined {
  if (isFilePath(text) || addressProblem(text) === undefined) return undefined;
  return l10n.t('Choose a file, or enter an address that begins with https://.');
}
/** Asks for a picture of this machine; undefined when the user gave up. */
export async function choosePicture({ ui, files }: PicturePorts, title: string): Promise<ChosenFile | undefined> {
  const value = await ui.chooseFile(title, l10n.t('Pictures'), pictureEndings);
  if (value === undefined) return undefined;
  try {
    return { value, problem: iconProblem(await readIcon(files, value)) };
  } catch (error) {
    return { value, problem: present(error)?.message };
  }
}
/**
 * The address for the platform: an address as it is; a file is uploaded through the profile's upload target first. Throws
 * `Cancelled`, and `FieldError` for what is wrong with the picture or its upload.
 */
export async function pictureAddress(
  { ui, files }: PicturePorts,
  session: Session,
  { field, value, title }: { readonly field: string; readonly value: string; readonly title: string },
): Promise<string> {
  if (!isFilePath(value)) return value;
  try {
    const icon = await readIcon(files, value);
    const problem = iconProblem(icon);
    if (problem !== undefined) throw new UserError(problem, [], 'other');
    const { url } = await ui.withProgress(title, (handle) =>
      session.upload({
        file: value,
        suffix: iconSuffix(icon),
        signal: handle.signal,
        onProgress: (sent, total) => handle.report({ percent: total === 0 ? 0 : (sent / total) * 100 }),
      }),
    );
    return url;
  } catch (error) {
    throw atField(field, error);
  }
}
