/** What the Preview Package page and the extension say to each other. Every word comes from the extension. */

export type Severity = 'error' | 'warning' | 'info';
export type RowIcon =
  | 'package'
  | 'folder'
  | 'file'
  | 'rule'
  | 'added'
  | 'removed'
  | 'changed'
  | 'page'
  | 'permission'
  | 'domain'
  | 'setting'
  | Severity;
export interface Row {
  readonly id: string;
  readonly icon: RowIcon;
  readonly label: string;
  readonly note: string;
  readonly size: string;
  /** From 0; more than 1 is over a limit. */
  readonly share?: number;
  readonly isOfLimit?: true;
  readonly isBranch: boolean;
  readonly startsOpen?: true;
  readonly canOpen: boolean;
  /** Label of the row's button. */
  readonly fix?: string;
}
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly share?: number;
}
/** The page's fixed words, translated. `{0}` stands for a number. */
export interface PackageWords {
  readonly actions: string;
  readonly publish: string;
  readonly save: string;
  readonly check: string;
  readonly checking: string;
  readonly cancel: string;
  readonly showProblems: string;
  readonly contentHash: string;
  readonly copyHash: string;
  readonly problems: string;
  readonly noProblems: string;
  readonly ships: string;
  readonly largest: string;
  readonly leftOut: string;
  readonly changes: string;
  readonly settings: string;
  readonly search: string;
  readonly found: string;
  readonly showMore: string;
  readonly stale: string;
  readonly severities: Readonly<Record<Severity, string>>;
}
export interface PackageView {
  /** Counts the checks, so that rows of an earlier one are told apart. */
  readonly generation: number;
  readonly name: string;
  readonly root: string;
  readonly verdict: { readonly kind: Severity | 'ok'; readonly text: string };
  readonly facts: readonly Fact[];
  readonly contentHash: string;
  readonly checkedAt: string;
  readonly problems: { readonly total: number; readonly summary: string };
  readonly ships: { readonly summary: string; readonly largest: readonly Row[] };
  readonly leftOut: { readonly summary: string };
  readonly changes: { readonly summary: string; readonly isIdentical: boolean; readonly hasRows: boolean };
  readonly settings: { readonly total: number };
  readonly words: PackageWords;
}
export type ToPackagePage =
  | { readonly type: 'show'; readonly view: PackageView; readonly isStale: boolean }
  | {
      readonly type: 'rows';
      readonly generation: number;
      readonly parent: string;
      readonly from: number;
      readonly rows: readonly Row[];
      readonly total: number;
    }
  /** A check runs; `text` tells how far it is. */
  | { readonly type: 'busy'; readonly text: string }
  /** The check was given up: what is shown stays. */
  | { readonly type: 'idle' }
  /** Files have changed since the check. */
  | { readonly type: 'stale' }
  | { readonly type: 'failed'; readonly message: string }
  /** Something the user asked for is done. */
  | { readonly type: 'done'; readonly message: string };

export type FromPackagePage =
  | { readonly type: 'ready' }
  | { readonly type: 'rows'; readonly generation: number; readonly parent: string; readonly from: number }
  | { readonly type: 'open'; readonly id: string }
  | { readonly type: 'fix'; readonly id: string }
  | { readonly type: 'check' | 'cancel' | 'publish' | 'save' | 'showProblems' | 'copyHash' };
