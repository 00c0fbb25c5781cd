import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { TransportError } from '../../client/errors';
import type { UploadError } from '../../upload/upload';

/** Why the platform could not be reached, and what to do. */
export function transportWords(error: TransportError): string {
  const { host } = error;
  switch (error.kind) {
    case 'offline':
      return l10n.t('There is no network. Connect this computer, then try again.');
    case 'dns':
      return l10n.t('The name {0} was not found. Check the network and the address of the profile.', host);
    case 'refused':
      return l10n.t(
        '{0} refuses connections. Check that the address of the profile is right and the server runs.',
        host,
      );
    case 'reset':
      return l10n.t('The connection to {0} was cut. Try again.', host);
    case 'tls':
      return l10n.t(
        'The certificate of {0} is not trusted. On a company network, add its certificate to the system or set up "http.systemCertificates".',
        host,
      );
    case 'proxy':
      return l10n.t('The proxy does not let us through to {0}. Check the setting "http.proxy" and its password.', host);
    case 'timeout':
      return l10n.t('{0} did not answer in time. Try again.', host);
    case 'notPlatform':
      return error.httpStatus === undefined
        ? l10n.t(
            '{0} answered with something that is not the platform, such as a web page. Check the address and the proxy.',
            host,
          )
        : l10n.t(
            '{0} answered with something that is not the platform, such as a web page (HTTP {1}). Check the address and the proxy.',
            host,
            error.httpStatus,
          );
    case 'contract':
      return l10n.t('{0} answered in a form this extension does not know. Look at the log, and report it.', host);
    default:
      return assertNever(error.kind);
  }
}
/** Why the package could not be uploaded, and what to do. */
export function uploadWords(error: UploadError): string {
  const { host } = error;
  switch (error.kind) {
    case 'noCredentials':
      return l10n.t(
        'The platform gave no permission to upload. Ask an administrator to connect the key to a platform user.',
      );
    case 'denied':
      return l10n.t(
        'The store {0} refused the upload. Check the key or password of the upload target, and what it may do there.',
        host,
      );
    case 'expired':
      return l10n.t('The permission to upload to {0} has expired. Try again.', host);
    case 'clock':
      return l10n.t(
        'The clock of this computer is wrong, so {0} refused the upload. Set the clock, then try again.',
        host,
      );
    case 'notFound':
      return l10n.t('The store {0} has no such place for the package. Check the upload target.', host);
    case 'checksum':
      return l10n.t('The package arrived damaged at {0}. Try again.', host);
    case 'server':
      return l10n.t('The store {0} has a problem of its own. Try again in a moment.', host);
    case 'network':
      return l10n.t('The connection to the store {0} failed. Check the network, then try again.', host);
    case 'timeout':
      return l10n.t('The store {0} did not answer in time. Try again.', host);
    case 'full':
      return l10n.t(
        'The store {0} has no room for the package, or takes none of this size. Make room there or raise its limit, then try again.',
        host,
      );
    case 'settings':
    case 'redirect':
    case 'exists':
    case 'unreadable':
    case 'intercepted':
      return error.detail;
    default:
      return assertNever(error.kind);
  }
}
