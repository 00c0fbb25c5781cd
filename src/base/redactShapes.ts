import type { Cut } from './redactCut';
import { namedCuts } from './redactNamed';
import { isAlphanumeric, isId, isInQuery, isKeyBody, isToken, looksRandom, middle, walk } from './redactText';

/**
 * Secrets that are recognised by their looks. An expression finds only where one begins; where it ends is found by walking
 * on, never by going back, so that no text takes more time than its length.
 */
interface Shape {
  readonly begin: RegExp;
  /** What to take out of the text after the beginning, empty when it is no secret; the search goes on at its end. */
  readonly cut: (text: string, from: number) => Cut;
}

const shapes: readonly Shape[] = [
  { begin: /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g, cut: privateKey },
  {
    begin: /\b(?:basic|bearer)\s{1,4}/gi,
    cut: (text, from) => {
      const end = walk(text, from, isToken);
      const isSecret = end - from >= 8 && looksRandom(text.slice(from, Math.min(end, from + 200)));
      return { start: isSecret ? from : end, end };
    },
  },
  { begin: /:\/\//g, cut: passwordInAddress },
  // SecretIds of Tencent Cloud.
  {
    begin: /[AI]KID(?=[0-9A-Za-z])/g,
    cut: (text, from) =>
      isAlphanumeric(text.charCodeAt(from - 5)) ? { start: from, end: from } : middle(text, from - 4, isId),
  },
  // Signed tokens: two parts of JSON, then the signature.
  {
    begin: /eyJ(?=[0-9A-Za-z_-])/g,
    cut: (text, from) => {
      const end = walk(text, from, isToken);
      const isSecret = /^[\w-]{4,}\.eyJ/.test(text.slice(from, Math.min(end, from + 4000)));
      return { start: isSecret ? from - 3 : end, end };
    },
  },
];

/** Where a text holds what looks like a secret, in any order. */
export function shapeCuts(text: string): readonly Cut[] {
  const cuts: Cut[] = namedCuts(text);
  for (const { begin, cut } of shapes) {
    begin.lastIndex = 0;
    for (let found = begin.exec(text); found; found = begin.exec(text)) {
      const made = cut(text, begin.lastIndex);
      if (made.end > made.start) cuts.push(made);
      begin.lastIndex = Math.max(begin.lastIndex, made.end);
    }
  }
  return cuts;
}

/** To the line that ends it; where that is missing, as far as it can be one. */
function privateKey(text: string, from: number): Cut {
  let end = from;
  while (end < text.length && (isKeyBody(text.charCodeAt(end)) || isHyphenOfHeader(text, end))) end++;
  return { start: from, end };
}
/** Headers of old keys hold single hyphens (`DEK-Info: AES-256-CBC`); five begin the last line. */
const isHyphenOfHeader = (text: string, i: number): boolean =>
  text.charCodeAt(i) === 0x2d && text.charCodeAt(i + 1) !== 0x2d;

const [colonCode, atCode, slashCode, questionCode, hashCode] = [0x3a, 0x40, 0x2f, 0x3f, 0x23];
/** How long user and password may be, and how far into what looks like the path the rest of a password is looked for. */
const longest = 512;
const slashLimit = 48;

/** `//user:password@host`. A password may hold a slash that should have been encoded; a port is no password. */
function passwordInAddress(text: string, from: number): Cut {
  let colon = -1;
  let at = -1;
  let end = from;
  const limit = Math.min(text.length, from + longest);
  for (; end < limit; end++) {
    const code = text.charCodeAt(end);
    if (!isInQuery(code) || code === slashCode || code === questionCode || code === hashCode) break;
    if (code === atCode) at = end;
    else if (code === colonCode && colon < 0 && at < 0) colon = end;
  }
  if (colon >= 0 && at < 0 && !isPort(text, colon + 1, end)) at = nextAt(text, end);
  return colon >= 0 && at > colon + 1 ? { start: colon + 1, end: at } : { start: from, end: from };
}
const isPort = (text: string, start: number, end: number): boolean =>
  end - start <= 5 && walk(text, start, (code) => code >= 0x30 && code <= 0x39) >= end;
function nextAt(text: string, from: number): number {
  for (let i = from; i < from + slashLimit && isInQuery(text.charCodeAt(i)); i++)
    if (text.charCodeAt(i) === atCode) return i;
  return -1;
}
