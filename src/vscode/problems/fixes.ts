import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, getLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { PackProblem, ProblemOf } from '../../pack/packTypes';
import type { ProblemRule } from '../../pack/problemRules';

/** A correction that is certain: nothing is offered that is only likely. Offsets are in the text of the file. */
export type Fix =
  | {
      readonly kind: 'replace';
      readonly title: string;
      readonly start: number;
      readonly end: number;
      readonly text: string;
    }
  /** The file gets this name in its folder. */
  | { readonly kind: 'rename'; readonly title: string; readonly name: string }
  | { readonly kind: 'stripBom'; readonly title: string }
  /** What builds npm packages is not ours: a task of the user does it. */
  | { readonly kind: 'buildNpm' };
/** The file as it is in the editor now. */
export interface FixPlace {
  readonly text: string;
  /** Where the finding stands. */
  readonly start: number;
  readonly end: number;
  /** Every finding at that place. */
  readonly together: readonly PackProblem[];
}

const fixes: { readonly [R in ProblemRule]?: (problem: ProblemOf<R>, place: FixPlace) => Fix | undefined } = {
  jsonBom: () => ({ kind: 'stripBom', title: l10n.t('Remove byte order mark') }),
  npmNotBuilt: () => ({ kind: 'buildNpm' }),
  packRuleEmpty: (_, place) => withoutEmptyRule(place),
  caseDiffers: inRightCase,
  extensionCase: ({ file, args: { count, extension, right } }) =>
    count === 1 && file?.endsWith(extension) === true
      ? renamed(basename(file).slice(0, -extension.length) + right)
      : undefined,
};
/** What can be done about a finding; undefined when that needs a decision, or when the text has changed since. */
export const fixOf = <R extends ProblemRule>(problem: ProblemOf<R>, place: FixPlace): Fix | undefined =>
  fixes[problem.rule]?.(problem, place);
const renamed = (name: string): Fix => ({ kind: 'rename', title: l10n.t('Rename the file to {0}', name), name });

/** The finding stands at the empty value, or at a rule without one. The comma goes along; a remark beside it stops us. */
function withoutEmptyRule({ text, start }: FixPlace): Fix | undefined {
  const path = getLocation(text, start + 1).path.slice(0, 3);
  const [options, , index] = path;
  const tree = parseTree(text);
  const list = tree && findNodeAtLocation(tree, path.slice(0, 2));
  if (options !== 'packOptions' || typeof index !== 'number' || list?.type !== 'array') return undefined;
  const [before, node, after] = [list.children?.[index - 1], list.children?.[index], list.children?.[index + 1]];
  const rule = node && (getNodeValue(node) as { readonly value?: unknown } | null);
  if (!node || (typeof rule?.value === 'string' && rule.value !== '')) return undefined;
  const from = after === undefined && before ? before.offset + before.length : node.offset;
  const to = after ? after.offset : node.offset + node.length;
  const beside = text.slice(from, node.offset) + text.slice(node.offset + node.length, to);
  if (!/^\s*,?\s*$/.test(beside)) return undefined;
  return { kind: 'replace', title: l10n.t('Remove the empty rule'), start: from, end: to, text: '' };
}
/** Either the path in the text, or the name of the file, gets the case that the other has. */
function inRightCase(
  { args: { wanted, found }, file, range }: ProblemOf<'caseDiffers'>,
  place: FixPlace,
): Fix | undefined {
  if (file === undefined) return undefined;
  if (!range) return isSame(basename(file), wanted) ? renamed(wanted) : undefined;
  const { text, start, end, together } = place;
  const right = rightPath(text.slice(start, end), found);
  if (right === undefined) return undefined;
  // A page is two files at least, and both must be there under the new name.
  const halves = ['.js', '.wxml'].some((ending) => wanted.endsWith(ending)) ? together.filter(isCase) : [];
  const isWhole = halves.length === 0 || (halves.length === 2 && halves.every((half) => sameRight(half, place, right)));
  return isWhole ? { kind: 'replace', title: l10n.t('Write {0}', right), start, end, text: right } : undefined;
}
const isCase = (problem: PackProblem): problem is ProblemOf<'caseDiffers'> => problem.rule === 'caseDiffers';
const sameRight = (
  { args: { found } }: ProblemOf<'caseDiffers'>,
  { text, start, end }: FixPlace,
  right: string,
): boolean => rightPath(text.slice(start, end), found) === right;

/** The path in quotes with the letters of what was found on disk; undefined when it differs in more than case. */
function rightPath(literal: string, found: string): string | undefined {
  const quoted = /^"((?:\.{0,2}\/)*)([^"\\]+)"$/.exec(literal);
  const [, lead, core] = quoted ?? [];
  if (lead === undefined || core === undefined || found.length !== found.toLowerCase().length) return undefined;
  const at = found.toLowerCase().lastIndexOf(core.toLowerCase());
  const rest = found.slice(at + core.length);
  const startsName = at === 0 || found[at - 1] === '/';
  const endsName = rest === '' || /^(?:\/index)?\.\w+$/.test(rest);
  const right = found.slice(at, at + core.length);
  return at >= 0 && startsName && endsName && isSame(right, core) && right !== core ? `"${lead}${right}"` : undefined;
}
const isSame = (a: string, b: string): boolean => a.length === b.length && a.toLowerCase() === b.toLowerCase();
