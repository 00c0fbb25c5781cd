import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { encryptedPassword, passwordProblem, pemOf } from '../../../../src/app/platform/passwords';
import type { Session } from '../../../../src/app/services';
import { encryptForPlatform } from '../../../../src/disk/encryptForPlatform';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 1024,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const encrypt = (key: string, text: string): Promise<string> =>
  new Promise((resolve) => resolve(encryptForPlatform(key, text)));
/** By hand: Node does not take this padding off everywhere. */
function decrypted(base64: string): string {
  const block = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, Buffer.from(base64, 'base64'));
  assert.deepEqual([block[0], block[1]], [0, 2], 'PKCS#1 v1.5');
  return block.subarray(block.indexOf(0, 2) + 1).toString('utf8');
}
const sessionWith = (key: string | null): Session =>
  ({ client: { call: () => Promise.resolve({ data: { Key: key }, requestId: 'r-1' }) } }) as unknown as Session;
const { signal } = new AbortController();

describe('Passwords for the platform', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['real line ends', publicKey],
    ['the two characters \\n', publicKey.replaceAll('\n', '\\n')],
    ['Windows line ends', publicKey.replaceAll('\n', '\r\n')],
    ['no frame', publicKey.replaceAll(/-----[A-Z ]+-----|\n/g, '')],
  ];
  for (const [name, key] of forms) {
    it(`are encrypted with a key that has ${name}`, async () => {
      const { Password, KeyId } = await encryptedPassword(sessionWith(key), encrypt, '茶-and-7-cakes', signal);
      assert.equal(decrypted(Password), '茶-and-7-cakes');
      assert.equal(KeyId, 'r-1');
      assert.equal(pemOf(key), publicKey);
    });
  }
  it('a key that is none ends in a sentence that has neither the key nor the password', async () => {
    for (const key of ['asdfgc2025mnb', '', null]) {
      const tried = encryptedPassword(sessionWith(key), encrypt, 'Tea-and-7-cakes', signal);
      await assert.rejects(tried, (error: Error) => {
        assert.match(error.message, /No user was added/);
        assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /asdf|cakes/);
        return true;
      });
    }
  });
  it('may be as long as one block, counted in bytes', () => {
    assert.equal(passwordProblem('x'.repeat(117)), undefined);
    assert.match(passwordProblem('x'.repeat(118)) ?? '', /too long/);
    assert.match(passwordProblem('茶'.repeat(40)) ?? '', /too long/);
  });
});
