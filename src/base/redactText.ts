import type { Cut } from './redactCut';

/** Whether a character, by its code, belongs to something. */
export type Accepts = (code: number) => boolean;
const codesOf = (characters: string): ReadonlySet<number> => new Set(Array.from(characters, (c) => c.charCodeAt(0)));

export const isLetter: Accepts = (code) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
export const isAlphanumeric: Accepts = (code) => (code >= 0x30 && code <= 0x39) || isLetter(code);
const tokenMarks = codesOf('-._~+/=');
export const isToken: Accepts = (code) => isAlphanumeric(code) || tokenMarks.has(code);
/** Characters of a SecretId. */
export const isId: Accepts = (code) => isAlphanumeric(code) || code === 0x2d || code === 0x5f;
export const isInLine: Accepts = (code) => code !== 0x0a && code !== 0x0d;
const queryEnds = codesOf('&"\'<>`\\\u3000');
/** Characters of a value in a query string; no quotes and no blanks. */
export const isInQuery: Accepts = (code) => code > 0x20 && !queryEnds.has(code);
const keyMarks = codesOf('+/=\\:, \t\r\n');
/** Characters between the first and the last line of a private key. */
export const isKeyBody: Accepts = (code) => isAlphanumeric(code) || keyMarks.has(code);

/** The first place from `from` on whose character is not accepted. */
export function walk(text: string, from: number, accepts: Accepts): number {
  let i = from;
  while (i < text.length && accepts(text.charCodeAt(i))) i++;
  return i;
}
/** All but the first and the last four characters of a SecretId, so that people can tell one from another. */
export function middle(text: string, from: number, accepts: Accepts): Cut {
  const end = walk(text, from, accepts);
  return end - from >= 12 ? { start: from + 4, end: end - 4 } : { start: end, end };
}
/** A word has neither digits nor capitals inside. */
export const looksRandom = (text: string): boolean => /[0-9=]|[a-z][A-Z]/.test(text);
