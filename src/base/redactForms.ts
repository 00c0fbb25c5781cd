/** Characters of a form by which it is looked up; shorter forms are not looked for. */
export const shortestForm = 6;

/** One way in which a secret may be written. */
export interface Form {
  readonly text: string;
  /** Found only where no letter, digit or underscore adjoins: the form could be an ordinary word. */
  readonly isWord: boolean;
}

/** Secrets up to this length may be ordinary words. */
const longestWord = 7;

/**
 * The forms in which a secret may turn up: as it is, percent-encoded, as JSON (also JSON within JSON), as HTML, in hex, and
 * in Base64 or base64url at each of the three places it may take among other bytes, as UTF-8 and UTF-16;
 * each of them also as words inside Markdown.
 */
export function formsOf(secret: string): readonly Form[] {
  const bytes = new TextEncoder().encode(secret);
  const json = quoted(secret);
  const hex = hexOf(bytes);
  const encoded = [
    secret,
    ...percentForms(bytes),
    json,
    json.replaceAll('/', '\\/'),
    json.replaceAll(/[^\u0020-\u007e]|[<>&']/g, unicodeEscape),
    quoted(json),
    quoted(quoted(json)),
    ...htmlForms(secret),
    hex,
    hex.toUpperCase(),
    ...base64Forms(bytes),
    ...base64Forms(utf16Of(secret)),
  ];
  const all = [...encoded, ...encoded.map(inMarkdown)];
  const texts = new Set(all.filter((text) => text.length >= shortestForm && text !== secret));
  return [
    { text: secret, isWord: secret.length <= longestWord },
    ...[...texts].map((text) => ({ text, isWord: text.length <= longestWord && /^\w+$/.test(secret) })),
  ];
}

const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);
/** As our own pages escape words. */
const inMarkdown = (text: string): string =>
  text
    .replaceAll(/[\\`*_{}[\]()#+\-.!|~>$:@/]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0');
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, hexByte).join('');
const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** By the rules of URLs, of forms, and with nothing left as it is; hex digits in either case. */
function percentForms(bytes: Uint8Array): string[] {
  const encode = (kept: RegExp, space = '%20'): string =>
    Array.from(bytes, (byte) => {
      const character = String.fromCharCode(byte);
      if (character === ' ') return space;
      return kept.test(character) ? character : `%${hexByte(byte).toUpperCase()}`;
    }).join('');
  const upper = [
    encode(/[A-Za-z0-9\-_.!~*'()]/),
    encode(/[A-Za-z0-9\-_.~]/),
    encode(/[A-Za-z0-9\-_.*]/, '+'),
    encode(/[A-Za-z0-9\-_.!~*'();/?:@&=+$,#]/),
    encode(/[^\s\S]/),
  ];
  return upper.flatMap((text) => [text, text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())]);
}

function htmlForms(secret: string): string[] {
  const named = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  const tables: readonly Readonly<Record<string, string>>[] = [
    named,
    { ...named, '"': '&quot;' },
    { ...named, '"': '&quot;', "'": '&#39;' },
    { ...named, '"': '&#34;', "'": '&#39;' },
    { ...named, '"': '&quot;', "'": '&#x27;' },
    { ...named, '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' },
  ];
  return tables.map((table) => secret.replaceAll(/[&<>"'/`=]/g, (character) => table[character] ?? character));
}

/** With padding, without, and the characters that hold nothing of the bytes before and after. */
function base64Forms(bytes: Uint8Array): string[] {
  const texts = [0, 1, 2].flatMap((shift) => {
    const shifted = new Uint8Array(shift + bytes.length);
    shifted.set(bytes, shift);
    const padded = btoa(Array.from(shifted, (byte) => String.fromCharCode(byte)).join(''));
    const own = padded.slice(shift === 0 ? 0 : shift + 1, Math.floor((shifted.length * 8) / 6));
    return shift === 0 ? [padded, padded.replace(/=+$/, ''), own] : [own];
  });
  return texts.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
function utf16Of(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit & 0xff;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}
