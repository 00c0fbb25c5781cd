/** A secret and what it is, for a report that does not repeat it. */
export interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** How a secret may look on disk or on the screen: as it is, percent-encoded, Base64, hex, each as UTF-8 and as UTF-16. */
export function formsOf(secret: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const utf8 = Buffer.from(secret, 'utf8');
  const utf16 = Buffer.from(secret, 'utf16le');
  const everyByte = [...utf8].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const texts: readonly (readonly [string, string])[] = [
    ['plain', secret],
    ['reversed', Array.from(secret).reverse().join('')],
    ['percent', encodeURIComponent(secret)],
    ['percent, every byte', everyByte],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ['hex', utf8.toString('hex')],
    ['HEX', utf8.toString('hex').toUpperCase()],
    ...base64Forms(utf8).map((text) => ['Base64', text] as const),
    ...base64Forms(utf16).map((text) => ['Base64 of UTF-16', text] as const),
  ];
  return texts.flatMap(([form, text]) => [
    [form, Buffer.from(text, 'utf8')] as const,
    [`${form}, UTF-16`, Buffer.from(text, 'utf16le')] as const,
  ]);
}
/** Base64 of the bytes at each of the three places they may take in a longer text, without the characters that also hold neighbours. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const text = whole.slice(shift === 0 ? 0 : shift + 1, -1);
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Where secrets turn up in the bytes: "key of the shop: Base64 at 1234". */
export function secretsIn(bytes: Buffer, secrets: readonly NamedSecret[]): string[] {
  return secrets.flatMap(({ name, value }) => {
    const found = formsOf(value).find(([, form]) => bytes.includes(form));
    return found ? [`${name}: ${found[0]} at ${bytes.indexOf(found[1])}`] : [];
  });
}
