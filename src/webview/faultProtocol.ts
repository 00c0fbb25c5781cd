/** What the page of faults and the extension say to each other. Every word comes from the extension. */

export interface FaultFieldView {
  readonly name: string;
  readonly label: string;
  readonly input: 'text' | 'number';
  readonly initial: string;
  readonly least?: number;
  readonly most?: number;
  readonly isOptional?: true;
  readonly proposals?: 'actions' | 'codes';
}
export interface FaultKindView {
  readonly id: string;
  readonly label: string;
  readonly fields: readonly FaultFieldView[];
}
export interface FaultPlaceView {
  readonly id: string;
  readonly label: string;
  /** Beside the place itself, such as the name of an action. */
  readonly fields: readonly FaultFieldView[];
  readonly kinds: readonly FaultKindView[];
}
export interface FaultPresetView {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}
export interface FaultPageWords {
  readonly title: string;
  readonly intro: string;
  readonly environment: string;
  readonly waiting: string;
  readonly nothingWaits: string;
  readonly clear: string;
  readonly struck: string;
  readonly nothingStruck: string;
  readonly presets: string;
  readonly own: string;
  readonly where: string;
  readonly what: string;
  readonly add: string;
  readonly optional: string;
}
/** What does not change while the page stands. */
export interface FaultPageView {
  readonly profileName: string;
  readonly presets: readonly FaultPresetView[];
  readonly places: readonly FaultPlaceView[];
  readonly times: FaultFieldView;
  readonly proposals: Readonly<Record<'actions' | 'codes', readonly string[]>>;
  readonly words: FaultPageWords;
}
export interface FaultRow {
  readonly id: string;
  readonly where: string;
  readonly effect: string;
  /** How often it still strikes, or when it struck. */
  readonly note: string;
  /** Name of the button that takes it back; what struck has none. */
  readonly remove?: string;
}
export interface FaultRows {
  readonly waiting: readonly FaultRow[];
  readonly struck: readonly FaultRow[];
}
export type ToFaultPage =
  | { readonly type: 'show'; readonly view: FaultPageView }
  /** `said` is told to those who do not see the rows. */
  | { readonly type: 'rows'; readonly rows: FaultRows; readonly said: string }
  | { readonly type: 'refused'; readonly field: string; readonly problem: string }
  /** A sentence shown in place; empty = all is well again. */
  | { readonly type: 'failed'; readonly message: string };

export type FromFaultPage =
  | { readonly type: 'ready' | 'clear' }
  | { readonly type: 'preset' | 'remove'; readonly id: string }
  | {
      readonly type: 'add';
      readonly place: string;
      readonly kind: string;
      readonly values: Readonly<Record<string, string>>;
    };
