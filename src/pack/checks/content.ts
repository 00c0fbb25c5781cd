import { rangeAt } from '../jsonFile';
import type { PackProblem, Reason, TextRange } from '../packTypes';

/** One shipped file as the content checks see it. They run in the worker that reads the file for the zip. */
export interface ContentFile {
  /** Relative to the packed folder. */
  readonly path: string;
  /** Relative to the project's root, for problems. */
  readonly file: string;
  readonly bytes: Buffer;
  /** Decoded on first use. */
  readonly text: () => string;
  /** What the file refers to by path; looked for on first use. */
  readonly references: () => readonly FileReference[];
}
/** What keeps a file out: `by` and `rule` of its `Reason`. */
export type NotShipped = Pick<Reason, 'by' | 'rule'>;
/** Something a file refers to by its path. */
export interface FileReference {
  /** As written. */
  readonly target: string;
  /** Where it stands, in UTF-16 units. */
  readonly offset: number;
  readonly found:
    | {
        readonly state: 'shipped';
        /** Empty: elsewhere (an address, a plugin), so it is not looked for. */
        readonly path: string;
      }
    | { readonly state: 'notShipped'; readonly path: string; readonly reason: NotShipped }
    | { readonly state: 'missing' };
}
export interface ContentContext {
  /** Put before a path that begins with a slash: where the code lies in the package; empty or ending with a slash. */
  readonly codePrefix: string;
  /** Every path in the package. */
  readonly shipped: ReadonlySet<string>;
  /** Files that lie in the folder but do not ship. */
  readonly notShipped: ReadonlyMap<string, NotShipped>;
  /** Values of `.env` files that must not turn up in the package, with the name of their variable. */
  readonly envValues: readonly (readonly [name: string, value: string])[];
}
export type ContentCheck = (file: ContentFile, context: ContentContext) => readonly PackProblem[];

export function extensionOf(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const dot = base.lastIndexOf('.');
  return dot < 0 ? '' : base.slice(dot);
}
const textExtensions = new Set(['.js', '.json', '.wxml', '.wxss', '.wxs', '.svg', '.css', '.txt', '.xml', '.csv']);
export const isText = (path: string): boolean => textExtensions.has(extensionOf(path).toLowerCase());
/** Code of other people: built from npm, so its style is not the user's to mend. */
export const isThirdParty = (path: string): boolean => /(?:^|\/)miniprogram_npm\//.test(path);

export function rangeIn(file: ContentFile, offset: number, length: number): TextRange {
  return rangeAt(file.text(), offset, length);
}
