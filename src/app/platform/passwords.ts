import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import type { Ports, Session } from '../services';

/** What one block of the platform's RSA-1024 holds with PKCS#1 v1.5, in bytes. */
const longestBytes = 117;

/** What is wrong with a password before the platform sees it. Its policy is not published: only the platform can tell more. */
export function passwordProblem(password: string): string | undefined {
  const bytes = new TextEncoder().encode(password).length;
  return bytes > longestBytes
    ? l10n.t('The password is too long to be encrypted. Use at most {0} letters, digits and signs.', longestBytes)
    : undefined;
}
/**
 * A password as CreateUser takes it: encrypted with a key that CreatePresetKey gives for this once; the RequestId of that
 * reply names the key. The padding is not documented. PKCS#1 v1.5 is what the platform's console does (a 1024-bit key in
 * PEM, one block in Base64); should OAEP be wanted, the platform refuses the password and nothing else happens.
 */
export async function encryptedPassword(
  { client }: Session,
  encrypt: Ports['encrypt'],
  password: string,
  signal: AbortSignal,
): Promise<{ readonly Password: string; readonly KeyId: string }> {
  const { data, requestId } = await client.call('CreatePresetKey', {}, { signal });
  const key = data?.Key ?? '';
  try {
    return { Password: await encrypt(pemOf(key), password), KeyId: requestId };
  } catch (error) {
    // The cause may quote what it was given.
    throw new UserError(
      l10n.t('The platform gave a key for passwords that this extension cannot use. No user was added.'),
      [{ label: l10n.t('Show Log'), command: 'miniProgram.showLog' }],
      'other',
      { cause: new Error(error instanceof Error ? error.name : 'encryption failed') },
    );
  }
}
/** The key as PEM, whether its line ends are real ones, the two characters `\n`, or missing together with the frame. */
export function pemOf(key: string): string {
  const text = key.replaceAll('\\r', '').replaceAll('\\n', '\n').replaceAll('\r', '').trim();
  if (text.startsWith('-----BEGIN')) return `${text}\n`;
  const lines = text.replaceAll(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}
