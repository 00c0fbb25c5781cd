import * as l10n from '@vscode/l10n';
import { type Answer, retryAfter } from './exchange';
import { isRedirect, redirected } from './redirect';
import { UploadError, type UploadErrorKind } from './upload';

/** The error for an answer to a PUT that is not a success. */
export function httpError(url: URL, answer: Answer): UploadError {
  if (isRedirect(answer)) return redirected(url.host, answer);
  const { status, text, headers } = answer;
  const code = `HTTP ${status}`;
  if (status === 405 || status === 501) {
    const detail = l10n.t(
      '{0} takes no uploads at this address ({1}). Check the upload address, and that the server allows PUT there.',
      url.host,
      code,
    );
    return new UploadError('settings', url.host, code, detail);
  }
  return new UploadError(kindOf(status), url.host, code, words(text), undefined, retryAfter(headers));
}

function kindOf(status: number): UploadErrorKind {
  if (status === 413 || status === 507) return 'full';
  if (status === 408) return 'timeout';
  if (status === 429 || status >= 500) return 'server';
  return status === 404 || status === 409 ? 'notFound' : 'denied';
}
/** The first words of a page, without its markup. */
const words = (text: string): string =>
  text
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
