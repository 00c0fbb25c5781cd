import type { PackProblem, ProblemFix, TextRange } from '../../pack/packTypes';

/** What the Preview Package panel shows, worded. Rows of its lists are asked for as they are needed: there can be 100,000. */
export interface PackagePreview {
  /** Name of the mini program, or of its folder. */
  readonly name: string;
  /** The project's root. */
  readonly root: string;
  /** When the check began, in milliseconds since the epoch: what changed before that is in it. */
  readonly startedAt: number;
  /** Whether it can be published, in one sentence. */
  readonly verdict: { readonly kind: Severity | 'ok'; readonly text: string };
  readonly facts: readonly Fact[];
  /** Hex; the same on every machine. */
  readonly contentHash: string;
  readonly problems: { readonly total: number; readonly summary: string };
  readonly ships: { readonly summary: string; readonly largest: readonly PreviewRow[] };
  readonly leftOut: { readonly summary: string };
  /** `isIdentical`: a version of it would be wasted. */
  readonly changes: { readonly summary: string; readonly isIdentical: boolean; readonly hasRows: boolean };
  readonly settings: { readonly total: number };
  /** The rows below a row, or of a list; nothing for an id that is not known. */
  readonly rows: (parent: string, from: number) => RowPage;
  /** Where a row can be opened in an editor. */
  readonly place: (id: string) => Place | undefined;
  /** The finding that a row of the problems tells of. */
  readonly problem: (id: string) => PackProblem | undefined;
  /** Whether a file that changed or is gone, relative to the root with forward slashes, can change what is shown. */
  readonly concerns: (path: string, isGone: boolean) => boolean;
}
export type Severity = PackProblem['severity'];

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Quieter, after the value. */
  readonly note: string;
  /** How much of a limit is used, from 0; more than 1 is over it. */
  readonly share?: number;
}
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
export interface PreviewRow {
  readonly id: string;
  readonly icon: RowIcon;
  readonly label: string;
  /** Quieter, after the label: "24 files", "pages/cart.js:12". */
  readonly note: string;
  /** At the end of the row: "1.2 MB", "+12 KB"; empty = none. */
  readonly size: string;
  /** From 0: of the package, or of a limit. */
  readonly share?: number;
  /** The share is of a limit, and colours warn near it. */
  readonly isOfLimit?: true;
  readonly isBranch: boolean;
  /** Open until the user closes it. */
  readonly startsOpen?: true;
  readonly canOpen: boolean;
  /** What a button of the row can do about it. */
  readonly fix?: ProblemFix;
}
export interface RowPage {
  readonly rows: readonly PreviewRow[];
  /** How many there are from 0 on. */
  readonly total: number;
}
export interface Place {
  /** Absolute. */
  readonly path: string;
  readonly range?: TextRange | undefined;
}

/** Ids of the lists themselves. */
export const lists = {
  problems: 'problems',
  ships: 'ships',
  leftOut: 'leftOut',
  changes: 'changes',
  settings: 'settings',
} as const;
/** Put before what is searched for; its rows are the files of that name, shipped or not. */
export const searchPrefix = 'search:';
/** How many rows are answered at once. */
export const pageLength = 200;

/** The rows of some of the items. */
export function pageOf<T>(items: readonly T[], from: number, row: (item: T, index: number) => PreviewRow): RowPage {
  const start = Number.isInteger(from) && from > 0 ? from : 0;
  const rows = items.slice(start, start + pageLength).map((item, at) => row(item, start + at));
  return { rows, total: items.length };
}
