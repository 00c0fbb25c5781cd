import type { Cut } from './redactCut';
import { isAlphanumeric, isId, isInLine, isInQuery, isLetter, looksRandom, middle, walk } from './redactText';

/** Ends of names whose value is secret, in query strings, headers, JSON and settings. */
const secretName =
  /(?:token|secret|password|passphrase|passwd|(?:api|access|secret|private)[-_]?key|signature|(?<![a-z])(?:sign|sig|pwd)|_auth|-art-api)$/i;
const authorization = /authorization$/i;
/** Names of a SecretId. */
const idName = /(?:credential|q-ak|secret[-_]?id|(?<![a-z])access[-_]?key[-_]?id)$/i;
/** `Token: x` may be a sentence; a name with a hyphen is a header. */
const headerName = /(?:^|[\s,;{[])(?:[a-z]{1,20}-){1,4}(?:token|key|secret|api)$/i;
const longestName = 40;
const mostBlanks = 9;

/** Where a value begins and how. */
interface Value {
  readonly from: number;
  /** The quote before it, with the number of backslashes before that; undefined when there is none. */
  readonly quote: { readonly code: number; readonly escapes: number } | undefined;
}

/** Values beside a name that says that they are secret: `name=value`, `name%3Dvalue`, `"name": "value"`, `Name: value`. */
export function namedCuts(text: string): Cut[] {
  const cuts: Cut[] = [];
  for (let i = 0; i < text.length; i++) {
    const width = separatorWidth(text, i);
    if (width === 0) continue;
    const name = nameBefore(text, i);
    if (name === undefined) continue;
    const made = cutAfter(text, name, text.charCodeAt(i), i + width);
    if (!made || made.end <= made.start) continue;
    cuts.push(made);
    i = made.end - 1;
  }
  return cuts;
}

const [equals, colon, comma, percent, backslash] = [0x3d, 0x3a, 0x2c, 0x25, 0x5c];
/** A comma counts between texts in quotes: headers are also listed. */
function separatorWidth(text: string, i: number): number {
  const code = text.charCodeAt(i);
  if (code === equals || code === colon) return 1;
  if (code === comma) return isQuote(text.charCodeAt(i - 1)) ? 1 : 0;
  if (code !== percent || text.charCodeAt(i + 1) !== 0x33) return 0;
  const next = text.charCodeAt(i + 2);
  return next === 0x44 || next === 0x64 ? 3 : 0;
}
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
const isQuote = (code: number): boolean => code === 0x22 || code === 0x27;

/** The text that ends in the name before a separator; undefined when it does not end in a letter. */
function nameBefore(text: string, separator: number): string | undefined {
  let end = separator;
  for (let blanks = 0; blanks < mostBlanks && isBlank(text.charCodeAt(end - 1)); blanks++) end--;
  if (isQuote(text.charCodeAt(end - 1))) {
    end--;
    for (let escapes = 0; escapes < 4 && text.charCodeAt(end - 1) === backslash; escapes++) end--;
  }
  return isLetter(text.charCodeAt(end - 1)) ? text.slice(Math.max(0, end - longestName), end) : undefined;
}
function valueAfter(text: string, start: number): Value {
  let from = start;
  for (let blanks = 0; blanks < mostBlanks && isBlank(text.charCodeAt(from)); blanks++) from++;
  let escapes = 0;
  while (escapes < 4 && text.charCodeAt(from + escapes) === backslash) escapes++;
  const code = text.charCodeAt(from + escapes);
  return isQuote(code) ? { from: from + escapes + 1, quote: { code, escapes } } : { from, quote: undefined };
}
function cutAfter(text: string, name: string, separator: number, start: number): Cut | undefined {
  const value = valueAfter(text, start);
  const { from, quote } = value;
  if (authorization.test(name)) {
    if (!looksLikeCredentials(text.slice(from, from + 64))) return undefined;
    return { start: from, end: quote ? quoteEnd(text, from, quote) : walk(text, from, isInLine) };
  }
  if (separator === comma) return undefined;
  if (idName.test(name)) return middle(text, from, isId);
  if (!secretName.test(name)) return undefined;
  if (quote) return { start: from, end: quoteEnd(text, from, quote) };
  const end = queryEnd(text, from);
  if (separator !== colon) return { start: from, end };
  return headerName.test(name) && end - from >= 8 ? { start: from, end } : undefined;
}
/** An encoded `&` ends a value too. */
function queryEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && isInQuery(text.charCodeAt(i))) {
    if (text.charCodeAt(i) === percent && text.startsWith('26', i + 1)) return i;
    i++;
  }
  return i;
}
/** The quote that closes a text, or the end of the line. Before a plain quote a backslash takes the next character along. */
function quoteEnd(text: string, from: number, { code: mark, escapes }: NonNullable<Value['quote']>): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === mark || !isInLine(code)) return i;
    if (code !== backslash) continue;
    if (escapes > 0 && text.charCodeAt(i + 1) === mark) return i;
    i++;
  }
  return text.length;
}
/** Told from prose, such as "Authorization: ask an administrator". */
function looksLikeCredentials(text: string): boolean {
  if (/^(?:basic|bearer|digest|negotiate|ntlm|token|tc3-|aws4-|q-sign)/i.test(text)) return true;
  const first = text.slice(0, walk(text, 0, isInQuery));
  return first.length >= 20 || (first.length >= 6 && looksRandom(first) && isAlphanumeric(first.charCodeAt(0)));
}
