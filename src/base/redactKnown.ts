import type { Cut } from './redactCut';
import { type Form, formsOf, shortestForm } from './redactForms';

/** So much of the beginning of a secret counts as the secret: texts are cut off. */
const cutOffLength = 16;
/** At the very end of a text less is enough. */
const cutOffAtEnd = 8;
/** Forms of this length are also found when line breaks split them; shorter ones would be found across ordinary lines. */
const wrappedLength = 16;

/** So much of a secret may be the beginning of another; further back none is looked for, for the sake of time. */
const overlap = 64;

interface Wanted extends Form {
  readonly crossesLines: boolean;
}
interface Flat {
  readonly text: string;
  /** Where a character of the flat text stands in the original. */
  readonly place: (index: number) => number;
}

/** Secrets by value. Looking for them takes time in proportion to the text, however many there are. */
export class KnownSecrets {
  readonly #secrets = new Set<string>();
  /** Forms by their first characters, the longest first. */
  readonly #byStart = new Map<string, Wanted[]>();
  /** Which hashes of four characters begin a form. */
  readonly #starts = new Uint8Array(0x10000);

  add(secret: string): void {
    if (this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    for (const form of formsOf(secret)) {
      this.#want({ ...form, crossesLines: false });
      const { text } = withoutBreaks(form.text) ?? form;
      if (text.length >= wrappedLength) this.#want({ text, isWord: false, crossesLines: true });
    }
  }
  /** Where known secrets stand, in any order. */
  cuts(text: string): readonly Cut[] {
    if (this.#secrets.size === 0) return [];
    const cuts = this.#scan(text, false);
    const flat = withoutBreaks(text);
    if (!flat) return cuts;
    const wrapped = this.#scan(flat.text, true);
    return [...cuts, ...wrapped.map(({ start, end }) => ({ start: flat.place(start), end: flat.place(end - 1) + 1 }))];
  }

  #want(form: Wanted): void {
    const start = form.text.slice(0, shortestForm);
    const forms = this.#byStart.get(start) ?? [];
    if (forms.some(({ text, crossesLines }) => text === form.text && crossesLines === form.crossesLines)) return;
    forms.push(form);
    this.#byStart.set(
      start,
      forms.sort((one, other) => other.text.length - one.text.length),
    );
    this.#starts[hashAt(start, 0)] = 1;
  }
  /** Secrets may overlap, so the search goes on within one; what it finds there becomes one cut. */
  #scan(text: string, crossesLines: boolean): Cut[] {
    const starts = this.#starts;
    const cuts: { start: number; end: number }[] = [];
    let last: { start: number; end: number } | undefined;
    for (let i = 0; i + shortestForm <= text.length; i++) {
      if (starts[hashAt(text, i)] === 0) continue;
      const forms = this.#byStart.get(text.slice(i, i + shortestForm));
      if (!forms) continue;
      let length = 0;
      for (const form of forms)
        if (form.crossesLines === crossesLines) length = Math.max(length, lengthFound(text, i, form));
      if (length === 0) continue;
      if (last && i <= last.end) last.end = Math.max(last.end, i + length);
      else cuts.push((last = { start: i, end: i + length }));
      i += Math.max(0, length - overlap);
    }
    return cuts;
  }
}

/** How many characters of the form stand at `start`; 0 when they are too few to tell. */
function lengthFound(text: string, start: number, form: Form): number {
  const common = commonLength(text, start, form.text);
  if (common === form.text.length) return form.isWord && !standsAlone(text, start, start + common) ? 0 : common;
  if (common >= cutOffLength) return common;
  return common >= cutOffAtEnd && isEnd(text, start + common) ? common : 0;
}
function commonLength(text: string, start: number, form: string): number {
  const most = Math.min(form.length, text.length - start);
  let length = 0;
  while (length < most && text.charCodeAt(start + length) === form.charCodeAt(length)) length++;
  return length;
}
const isEnd = (text: string, at: number): boolean =>
  text.length - at <= 3 && ['', '…', '...'].includes(text.slice(at).trimEnd());
const standsAlone = (text: string, start: number, end: number): boolean =>
  !/\w/.test(text.charAt(start - 1)) && !/\w/.test(text.charAt(end));

function hashAt(text: string, i: number): number {
  const first = text.charCodeAt(i) * 33 + text.charCodeAt(i + 1);
  return ((first * 33 + text.charCodeAt(i + 2)) * 33 + text.charCodeAt(i + 3)) & 0xffff;
}

/** The text as one line: without line breaks, also those written `\n` or `\\n`, and the indent after them. Undefined when it has none. */
function withoutBreaks(text: string): Flat | undefined {
  const parts: string[] = [];
  /** Where each part begins, in the flat text and in the original. */
  const flatStarts: number[] = [];
  const starts: number[] = [];
  let length = 0;
  let shown = 0;
  const keep = (end: number): void => {
    if (end === shown) return;
    flatStarts.push(length);
    starts.push(shown);
    parts.push(text.slice(shown, end));
    length += end - shown;
  };
  for (let i = 0; i < text.length; i++) {
    const width = breakWidth(text, i);
    if (width === 0) continue;
    keep(i);
    i += width;
    while (isBlank(text.charCodeAt(i))) i++;
    shown = i;
    i--;
  }
  if (shown === 0) return undefined;
  keep(text.length);
  const place = (index: number): number => {
    let low = 0;
    let high = flatStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((flatStarts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return (starts[low] ?? 0) + index - (flatStarts[low] ?? 0);
  };
  return { text: parts.join(''), place };
}
/** Length of the line break at a place, 0 when there is none. */
function breakWidth(text: string, i: number): number {
  const code = text.charCodeAt(i);
  if (code === 0x0a || code === 0x0d) return 1;
  if (code !== 0x5c) return 0;
  let end = i + 1;
  while (end < i + 8 && text.charCodeAt(end) === 0x5c) end++;
  const next = text.charCodeAt(end);
  return next === 0x6e || next === 0x72 ? end + 1 - i : 0;
}
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
