import { constants, publicEncrypt } from 'node:crypto';

/** Encrypts by RSA with the padding of PKCS#1 v1.5; answers Base64. Throws for a key that is none, or a text that is too long. */
export function encryptForPlatform(publicKeyPem: string, text: string): string {
  const block = Buffer.from(text, 'utf8');
  return publicEncrypt({ key: publicKeyPem, padding: constants.RSA_PKCS1_PADDING }, block).toString('base64');
}
