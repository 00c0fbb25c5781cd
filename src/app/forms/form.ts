import type { Environment } from '../profile';

/** Values by field name; a field that was never touched may be missing. */
export type FormRow = Readonly<Record<string, string>>;
export interface FormChoice {
  /** Heading above it and its neighbours. */
  readonly group?: string;
  readonly value: string;
  readonly label: string;
}
/**
 * One question. A `password` is never kept, drafted or sent back to the page. A `picture` is an address, or the path of a
 * file of this machine, which the user may choose in a dialog.
 */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'lines' | 'password' | 'choice' | 'picture';
  /** One sentence below the field; empty = none. */
  readonly hint: string;
  readonly isRequired: boolean;
  /** Characters as a reader counts them; counted below the field as one types. */
  readonly maxLength?: number;
  readonly choices?: readonly FormChoice[];
}
/** What is wrong, at its field. `row` counts from 0; a form that does not repeat has row 0 only. */
export interface FormError {
  readonly row: number;
  readonly field: string;
  readonly message: string;
}
/** A file that the user chose for a field. */
export interface ChosenFile {
  /** Its absolute path, as it stands in the field. */
  readonly value: string;
  /** Why it cannot be used; undefined = nothing is known against it. */
  readonly problem: string | undefined;
}
export type FormOutcome =
  | { readonly kind: 'done' }
  /** Nothing, or not everything, was done; `rows` = what is left to do, everything when missing. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly errors: readonly FormError[];
      readonly rows?: readonly FormRow[];
    };
/** A form in a panel: what it asks, and what its button does. */
export interface FormModel {
  /** There is one panel for each. */
  readonly key: string;
  readonly title: string;
  /** Whose platform this is, seen beside the title. */
  readonly environment: Environment;
  readonly where: string;
  readonly fields: readonly FormField[];
  /** The values of an untouched form; at least one row. */
  readonly fresh: readonly FormRow[];
  /** What was typed before and never sent; shown instead, with a way back to `fresh`. */
  readonly draft: readonly FormRow[] | undefined;
  /** When several of the same kind can be given at once. `title`: "User {0}". */
  readonly repeats?: { readonly title: string; readonly add: string; readonly remove: string; readonly most: number };
  readonly submit: string;
  readonly busy: string;
  /** What is wrong with what stands there; asked as one types. */
  readonly check: (rows: readonly FormRow[]) => readonly FormError[];
  /** Asks for the file of a `picture`; undefined when the user gave up. */
  readonly choose?: (field: string) => Promise<ChosenFile | undefined>;
  /** Does it. Never rejects. */
  readonly send: (rows: readonly FormRow[]) => Promise<FormOutcome>;
  /** Keeps a draft for the next time; undefined = nothing is left to keep. Passwords are taken out before. */
  readonly keep: (rows: readonly FormRow[] | undefined) => Promise<void>;
  /** Opens it again, after it was closed with something in it. */
  readonly reopen: () => Promise<void>;
}
/** The rows without what must not be kept. */
export function withoutPasswords(fields: readonly FormField[], rows: readonly FormRow[]): readonly FormRow[] {
  const secret = new Set(fields.flatMap(({ name, kind }) => (kind === 'password' ? [name] : [])));
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !secret.has(name))));
}
