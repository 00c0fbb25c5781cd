import { assertNever } from '../../base/errors';
import type { UploadTarget } from '../profile';

/**
 * Origin that the secret of a target is sent to, or signs for; undefined where it has none. A secret is bound to it: another
 * address asks for another secret.
 */
export function secretOrigin(target: UploadTarget): string | undefined {
  switch (target.kind) {
    case 'platform':
      return undefined;
    case 'cos':
      return originOf(target.endpoint ?? `https://${target.bucket}.cos.${target.region}.myqcloud.com`);
    case 'smh':
      switch (target.access.kind) {
        case 'key':
          return originOf(target.access.control);
        case 'service':
          return originOf(target.access.url);
        case 'secret':
        case 'token':
          return originOf(target.endpoint);
        default:
          return assertNever(target.access);
      }
    case 'http':
      return target.login.kind === 'none' ? undefined : originOf(target.uploadUrl);
    default:
      return assertNever(target);
  }
}
/** Origin of an address or of a template of one; its host is never made of braces. */
function originOf(text: string): string {
  const plain = text.replaceAll(/\{[^{}]*\}/g, 'x');
  return URL.canParse(plain) ? new URL(plain).origin : '';
}
