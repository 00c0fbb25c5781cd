import * as l10n from '@vscode/l10n';
import { UserError } from './errors/userError';
import { sizeOf } from './model/sizes';
import type { Files } from './ports';

/** The beginning of a picture, by which its kind is known whatever its name says. */
export interface Icon {
  readonly file: string;
  readonly bytes: Uint8Array;
}
/** No limit is published; this keeps out what cannot be meant as an icon. */
const maxBytes = 2 * 1024 * 1024;
const signatures = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpg: [0xff, 0xd8, 0xff],
} as const;

/** Reads a picture whole. Throws `UserError` when it cannot be read, or is too big to be read. */
export async function readIcon(files: Files, file: string): Promise<Icon> {
  const unreadable = (cause?: unknown): UserError =>
    new UserError(l10n.t('{0} cannot be read. Choose another file.', file), [], 'other', { cause });
  const known = await files.fingerprint(file).catch((error: unknown) => {
    throw unreadable(error);
  });
  if (!known) throw unreadable();
  if (known.bytes > maxBytes)
    throw new UserError(
      l10n.t('The picture has {0}; use one of at most {1}.', sizeOf(known.bytes), sizeOf(maxBytes)),
      [],
      'other',
    );
  const bytes = await files.readBytes(file).catch((error: unknown) => {
    throw unreadable(error);
  });
  return { file, bytes };
}
const kindOf = ({ bytes }: Icon): keyof typeof signatures | undefined =>
  (['png', 'jpg'] as const).find((kind) => signatures[kind].every((byte, at) => bytes[at] === byte));

/** What the platform would not take, or undefined. */
export function iconProblem(icon: Icon): string | undefined {
  return kindOf(icon) === undefined
    ? l10n.t('This is not a PNG or JPEG picture, whatever its name says. Save it as PNG, then try again.')
    : undefined;
}
/** With the dot, by what is in the file. */
export const iconSuffix = (icon: Icon): string => `.${kindOf(icon) ?? 'png'}`;
