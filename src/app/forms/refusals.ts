import * as l10n from '@vscode/l10n';
import { Cancelled, isCancelled, messageOf } from '../../base/errors';
import { ApiError } from '../../client/errors';
import { present } from '../errors/present';
import type { Log } from '../../base/log';
import type { FormError, FormOutcome } from './form';

/** Something that went wrong before anything was sent, and the field it is about. */
export class FieldError extends Error {
  override readonly name = 'FieldError';
  constructor(
    readonly field: string,
    override readonly cause: unknown,
  ) {
    super(messageOf(cause), { cause });
  }
}
/** The error as one of that field; a user who gave up is about no field. */
export const atField = (field: string, error: unknown): Error =>
  isCancelled(error) ? new Cancelled() : new FieldError(field, error);

/** Which field a refusal of the platform is about: by its code, else by the parameter that its text names. */
export interface RefusalMap {
  readonly codes: Readonly<Partial<Record<string, string>>>;
  /** Names of request members (`Logo`) and words of the platform's sentences, to fields. */
  readonly words: readonly (readonly [pattern: RegExp, field: string])[];
}
/** Words first: one code stands for several fields, and the text then names which. */
export function fieldOf(error: ApiError, { codes, words }: RefusalMap): string | undefined {
  if (error.advice !== 'input' && error.advice !== 'state' && codes[error.code] === undefined) return undefined;
  return words.find(([pattern]) => pattern.test(error.serverMessage))?.[1] ?? codes[error.code];
}
/** Runs what a form's button does. What goes wrong becomes words at the field it is about, or above the form. */
export async function outcomeOf(log: Log, map: RefusalMap, work: () => Promise<void>): Promise<FormOutcome> {
  try {
    await work();
    return { kind: 'done' };
  } catch (error) {
    return refusalOf(error, log, map, 0);
  }
}
export function refusalOf(
  error: unknown,
  log: Log,
  map: RefusalMap,
  row: number,
): Extract<FormOutcome, { readonly kind: 'refused' }> {
  const shown = present(error instanceof FieldError ? error.cause : error);
  if (!shown) return { kind: 'refused', message: l10n.t('Given up. Nothing you typed is lost.'), errors: [] };
  log.warn(`form: ${shown.details}`);
  const field = error instanceof FieldError ? error.field : error instanceof ApiError ? fieldOf(error, map) : undefined;
  const errors: readonly FormError[] = field === undefined ? [] : [{ row, field, message: shown.message }];
  const message =
    field === undefined
      ? shown.message
      : error instanceof FieldError
        ? l10n.t('Nothing was sent: correct the marked field, then try again.')
        : l10n.t('The platform did not accept a value. Nothing was changed: correct the marked field, then try again.');
  return { kind: 'refused', message, errors };
}
