import * as l10n from '@vscode/l10n';
import { dialects } from '../../contract/dialects';
import type { Dialect } from '../../contract/shape';
import type { Environment } from '../profile';

export interface Site {
  readonly label: string;
  readonly dialect: Dialect;
  readonly endpoint: string;
}
/** Where the platform is offered publicly. */
export function publicSites(): readonly Site[] {
  const [intl, mainland] = dialects.tcmpp.endpoints;
  return [
    { label: l10n.t('TCSAS International'), dialect: 'tcsas', endpoint: dialects.tcsas.endpoints[0] ?? '' },
    { label: l10n.t('TCMPP International (2024 API)'), dialect: 'tcmpp', endpoint: intl ?? '' },
    { label: l10n.t('TCMPP (2024 API)'), dialect: 'tcmpp', endpoint: mainland ?? '' },
  ];
}

/**
 * What an address can stand for, the most careful first: on this machine runs an emulator; anything else is a platform,
 * with the protection that goes with it, and is never taken for an emulator.
 */
export function environmentsOf(endpoint: string): readonly [Environment, ...Environment[]] {
  const isLocal = URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname);
  return isLocal ? ['sandbox'] : ['production', 'staging'];
}

/** The origin of an address a user typed, or what is wrong with it. Plain http is for this machine only. */
export function parseEndpoint(text: string): { readonly origin: string } | { readonly problem: string } {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    return { problem: l10n.t('Enter an address such as https://tcsas.example.com.') };
  if (url.username !== '' || url.password !== '')
    return { problem: l10n.t('Leave user name and password out of the address.') };
  if ((url.pathname !== '/' && url.pathname !== '') || url.search !== '' || url.hash !== '')
    return { problem: l10n.t('Enter only the server: {0}', url.origin) };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return { problem: l10n.t('Use https: the key must not travel in the clear. Only this machine may use http.') };
  return { origin: url.origin };
}
/** Whether a host name, as `URL.hostname` has it, is this machine. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
