import * as l10n from '@vscode/l10n';
import { assertNever } from '../base/errors';
import { UploadError } from './upload';

/** How the server knows us. The secret parts live behind the `Secrets` port; they are asked for anew before every try. */
export type HttpAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  /** Such as `X-JFrog-Art-Api`. */
  | { readonly kind: 'header'; readonly name: string; readonly value: string };

/** The header that carries it. Throws `UploadError` (`settings`) for what no header can carry, without showing it. */
export function authHeaders(auth: HttpAuth, remember: (secret: string) => void): Readonly<Record<string, string>> {
  switch (auth.kind) {
    case 'none':
      return {};
    case 'basic': {
      const both = Buffer.from(`${auth.user}:${auth.password}`, 'utf8').toString('base64');
      for (const secret of [auth.password, both]) remember(secret);
      if (auth.user.includes(':')) throw unfit(l10n.t('A user name for the upload cannot contain a colon.'));
      return { authorization: `Basic ${both}` };
    }
    case 'bearer':
      return { authorization: `Bearer ${headerValue(auth.token, remember)}` };
    case 'header':
      return { [headerName(auth.name)]: headerValue(auth.value, remember) };
    default:
      return assertNever(auth);
  }
}
/** Headers that would change what is sent, or where to. */
const reserved = new Set(['content-length', 'transfer-encoding', 'host', 'connection', 'expect', 'content-range']);

export function headerName(name: string): string {
  const plain = name.trim().toLowerCase();
  if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(plain) || reserved.has(plain))
    throw unfit(l10n.t('"{0}" cannot be the name of a header. Use another one.', name));
  return plain;
}
function headerValue(value: string, remember: (secret: string) => void): string {
  const plain = value.trim();
  remember(plain);
  if (plain !== '' && /^[\x20-\x7e]+$/.test(plain)) return plain;
  throw unfit(
    l10n.t('The stored upload password or token is empty or has characters no header can carry. Enter it again.'),
  );
}
const unfit = (detail: string): UploadError => new UploadError('settings', '', 'auth', detail);
