import * as l10n from '@vscode/l10n';
import type { Answer } from './exchange';
import { UploadError } from './upload';

export const isRedirect = ({ status }: Pick<Answer, 'status'>): boolean => status >= 300 && status < 400;

/** The error for a store that sends us elsewhere: what knows us there is not what the user trusted with the credentials. */
export function redirected(host: string, { status, headers }: Pick<Answer, 'status' | 'headers'>): UploadError {
  const location = headers.get('location');
  const to =
    location !== null && URL.canParse(location, `http://${host}`) ? new URL(location, `http://${host}`) : undefined;
  const detail =
    to === undefined
      ? l10n.t('{0} sends us elsewhere without saying where. Check the address of the upload target.', host)
      : l10n.t(
          '{0} sends us to {1}. Passwords and keys never go to another address than the one you entered; if it is right, enter it in the upload target.',
          host,
          `${to.origin}${to.pathname}`,
        );
  return new UploadError('redirect', host, `HTTP ${status}`, detail);
}
