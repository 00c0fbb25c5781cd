import { constants, createPrivateKey, generateKeyPair, type KeyObject, privateDecrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** The platform publishes neither; these are ours. A key may encrypt several passwords while it lives. */
const lifeSeconds = 600;
const most = 500;
/** As in the platform's sample: a password is one block of 128 bytes. */
const modulusBits = 1024;

/** What became of an encrypted password. */
export type Decrypted =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unknownKey' } | { readonly kind: 'unreadable' };

/** The key pairs that CreatePresetKey gives out. They live in memory only: no secret is part of the state. */
export class PresetKeys {
  readonly #keys = new Map<string, { readonly key: KeyObject; readonly expiresAt: number }>();

  /** Makes a pair under this ID and answers its public half, PEM. `now` in Unix seconds. */
  async issue(id: string, now: number): Promise<string> {
    const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: modulusBits,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    for (const [other, { expiresAt }] of this.#keys)
      if (expiresAt <= now || this.#keys.size >= most) this.#keys.delete(other);
    this.#keys.set(id, { key: createPrivateKey(privateKey), expiresAt: now + lifeSeconds });
    return publicKey;
  }

  /** Opens Base64 of RSA, PKCS#1 v1.5. */
  decrypt(id: string, encrypted: string, now: number): Decrypted {
    const entry = this.#keys.get(id);
    if (!entry || entry.expiresAt <= now) return { kind: 'unknownKey' };
    const block = Buffer.from(encrypted, 'base64');
    if (block.length !== modulusBits / 8 || block.toString('base64') !== encrypted) return { kind: 'unreadable' };
    try {
      const text = unpad(privateDecrypt({ key: entry.key, padding: constants.RSA_NO_PADDING }, block));
      return text === undefined ? { kind: 'unreadable' } : { kind: 'text', text };
    } catch {
      // A block that is not smaller than the modulus.
      return { kind: 'unreadable' };
    }
  }
}

/** 00 02, at least eight bytes that are not zero, 00, message. By hand: Node no longer decrypts this padding everywhere. */
function unpad(block: Buffer): string | undefined {
  const end = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || end < 10) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(block.subarray(end + 1));
  } catch {
    return undefined;
  }
}
