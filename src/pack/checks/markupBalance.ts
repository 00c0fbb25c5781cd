import { type ContentCheck, type ContentFile, isThirdParty, rangeIn } from './content';
import type { PackProblem } from '../packTypes';

interface Tag {
  readonly name: string;
  readonly offset: number;
}
const tag =
  /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w.-]*)((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\{\{[\s\S]*?\}\}|[^"'>{]|\{(?!\{))*?)(\/?)>/g;
/** Elements that people leave open, as in HTML; the platform's compiler accepts them. */
const mayStayOpen = new Set(['input', 'image', 'import', 'include', 'img', 'br', 'hr']);

/** Open and close tags of a WXML file must match; tells the first that does not. */
export const checkMarkupBalance: ContentCheck = (file) => {
  if (!file.path.endsWith('.wxml') || isThirdParty(file.path)) return [];
  const open: Tag[] = [];
  const text = file.text();
  tag.lastIndex = 0;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const [all, slash, name, , selfClosing] = match;
    if (!name) continue;
    if (slash) {
      const wrong = close(open, name);
      if (wrong) return [unbalanced(file, match.index, all.length, name, wrong === 'none' ? '' : wrong.name)];
    } else if (!selfClosing) {
      open.push({ name, offset: match.index });
      // Raw text up to its end: scripts may hold "<".
      if (name === 'wxs') {
        const end = text.indexOf('</wxs', tag.lastIndex);
        if (end >= 0) tag.lastIndex = end;
      }
    }
  }
  const left = open.filter(({ name }) => !mayStayOpen.has(name)).at(-1);
  return left ? [unbalanced(file, left.offset, left.name.length + 1, left.name, '')] : [];
};
/** Closes the innermost open tag of that name; answers what stands in the way. */
function close(open: Tag[], name: string): Tag | 'none' | undefined {
  for (let top = open.pop(); top; top = open.pop()) {
    if (top.name === name) return undefined;
    if (!mayStayOpen.has(top.name)) return top;
  }
  return 'none';
}
function unbalanced(file: ContentFile, offset: number, length: number, name: string, inside: string): PackProblem {
  const range = rangeIn(file, offset, length);
  const args = { path: file.path, line: range.line + 1, tag: name, inside };
  return { rule: 'markupUnbalanced', severity: 'warning', args, file: file.file, range };
}
