/** What a form's page and the extension say to each other. Every word comes from the extension. */

export type Values = Readonly<Record<string, string>>;
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'lines' | 'password' | 'choice' | 'picture';
  readonly hint: string;
  readonly isRequired: boolean;
  readonly maxLength?: number;
  readonly choices?: readonly { readonly value: string; readonly label: string; readonly group?: string }[];
}
/** At its field; `row` counts from 0. */
export interface Mistake {
  readonly row: number;
  readonly field: string;
  readonly message: string;
}
/** The page's fixed words, translated. `{0}` and `{1}` stand for numbers. */
export interface FormWords {
  readonly submit: string;
  readonly busy: string;
  readonly restored: string;
  readonly startOver: string;
  readonly cancel: string;
  readonly optional: string;
  readonly left: string;
  readonly show: string;
  readonly hide: string;
  readonly choose: string;
  readonly mistakes: string;
}
export interface FormView {
  readonly title: string;
  readonly where: string;
  /** How urgent the badge looks. */
  readonly environment: 'production' | 'staging' | 'sandbox';
  readonly fields: readonly Field[];
  /** When several rows can be given; `title` holds `{0}`. */
  readonly repeats?: { readonly title: string; readonly add: string; readonly remove: string; readonly most: number };
  /** What stands there was typed before. */
  readonly isRestored: boolean;
  readonly words: FormWords;
}
export type ToFormPage =
  | { readonly type: 'show'; readonly view: FormView; readonly rows: readonly Values[] }
  /** What is wrong with what was typed; shown where the user has been. */
  | { readonly type: 'checked'; readonly errors: readonly Mistake[] }
  /** The file that was chosen, and why it cannot be used; empty = nothing is known against it. */
  | {
      readonly type: 'chosen';
      readonly row: number;
      readonly field: string;
      readonly value: string;
      readonly problem: string;
    }
  | { readonly type: 'busy' }
  /** Nothing was sent, or the platform said no: all mistakes are shown. An empty message = ours were found before. */
  | { readonly type: 'refused'; readonly message: string; readonly errors: readonly Mistake[] };

export type FromFormPage =
  | { readonly type: 'ready' }
  | { readonly type: 'changed'; readonly rows: readonly Values[] }
  | { readonly type: 'submit'; readonly rows: readonly Values[] }
  | { readonly type: 'choose'; readonly row: number; readonly field: string }
  | { readonly type: 'startOver' }
  | { readonly type: 'cancel' };
