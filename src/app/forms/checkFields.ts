import * as l10n from '@vscode/l10n';
import type { FormError, FormField, FormRow } from './form';

/** What a single value must be, beyond being there and not too long; answers what is wrong. */
export type ValueCheck = (value: string) => string | undefined;

/** Characters as a reader counts them, near enough; the platform counts so too. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** Checks every field of every row: required, length, a choice that exists, and what `more` says of its value. */
export function checkFields(
  fields: readonly FormField[],
  rows: readonly FormRow[],
  more: Readonly<Partial<Record<string, ValueCheck>>> = {},
): readonly FormError[] {
  return rows.flatMap((values, row) =>
    fields.flatMap((field) => {
      const message = problemOf(field, values[field.name] ?? '', more[field.name]);
      return message === undefined ? [] : [{ row, field: field.name, message }];
    }),
  );
}
function problemOf(field: FormField, value: string, more: ValueCheck | undefined): string | undefined {
  // A password may begin with a blank; the platform decides.
  const text = field.kind === 'password' ? value : value.trim();
  if (text === '') return field.isRequired ? l10n.t('{0} must not be empty.', field.label) : undefined;
  if (field.maxLength !== undefined && lengthOf(text) > field.maxLength)
    return l10n.t('Use at most {0} characters; these are {1}.', field.maxLength, lengthOf(text));
  if (field.kind === 'choice' && !field.choices?.some((choice) => choice.value === text))
    return l10n.t('Choose one of the list.');
  return more?.(text);
}
export function addressProblem(text: string): string | undefined {
  const isAddress = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isAddress ? undefined : l10n.t('Enter an address that begins with https://.');
}
