/** Ends of what is not code, by how it starts. */
const skips: readonly (readonly [start: string, end: RegExp])[] = [
  ['//', /\n|$/g],
  ['/*', /\*\/|$/g],
  ['"', /(?<!\\)(?:\\\\)*["\n]|$/g],
  ["'", /(?<!\\)(?:\\\\)*['\n]|$/g],
  ['`', /(?<!\\)(?:\\\\)*`|$/g],
];
/** True when the offset of a script is code: not inside a comment, a string or a template. Regular expressions are taken for code. */
export function isCode(text: string, offset: number): boolean {
  const start = /\/[/*]|["'`]/g;
  for (let match = start.exec(text); match && match.index < offset; match = start.exec(text)) {
    const [found] = match;
    const skip = skips.find(([opening]) => opening === found);
    if (!skip) continue;
    const end = skip[1];
    end.lastIndex = start.lastIndex;
    const close = end.exec(text);
    const after = close ? close.index + close[0].length : text.length;
    if (after > offset) return false;
    start.lastIndex = Math.max(after, start.lastIndex);
  }
  return true;
}
