/** A source of numbers in [0, 1) that repeats itself with the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const alphabets = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789abcdef',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=',
  `ABCabc012 !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
  'abc密码é€😀012',
];
/** A secret of 8 to 80 characters, out of letters and digits or of everything a keyboard has. */
export function randomSecret(random: () => number): string {
  const letters = Array.from(alphabets[Math.floor(random() * alphabets.length)] ?? '');
  const length = 8 + Math.floor(random() * 72);
  const text = Array.from({ length }, () => letters[Math.floor(random() * letters.length)] ?? '').join('');
  return text.trim().padEnd(8, 'x');
}
/** How programs write a text, by the programs themselves where Node has them. */
export const writings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  percent: encodeURIComponent,
  'percent, small': (secret) => encodeURIComponent(secret).replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
  address: encodeURI,
  form: (secret) => new URLSearchParams({ k: secret }).toString().slice(2),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  'json in json': (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 behind one byte': (secret) => Buffer.from(`:${secret}`).toString('base64'),
  'base64 within': (secret) => Buffer.from(`me:${secret}:you`).toString('base64'),
  'base64 of utf-16': (secret) => Buffer.from(secret, 'utf16le').toString('base64'),
  'base64 in lines': (secret) => Buffer.from(secret).toString('base64').replaceAll(/.{12}/g, '$&\r\n   '),
  'base64 in lines, as json': (secret) => Buffer.from(secret).toString('base64').replaceAll(/.{12}/g, '$&\\n'),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  HEX: (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  html: (secret) =>
    secret
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
};
/** The longest run of a text that is left of a writing. */
export function longestLeft(shown: string, written: string, least: number): string | undefined {
  for (let i = 0; i + least <= written.length; i++) {
    const run = written.slice(i, i + least);
    if (shown.includes(run)) return run;
  }
  return undefined;
}
