import * as l10n from '@vscode/l10n';
import { assertNever, isCancelled } from '../../base/errors';
import { TransportError } from '../../client/errors';
import { networkFault } from '../../client/networkFault';
import { clockToleranceSeconds } from '../../contract/dialects';
import { transportWords } from '../errors/transportWords';
import { listOf } from '../model/lists';
import { certificateFinding } from './certificate';
import { bad, checked, type Finding, good, limited, type Limits, note, ofError, skipped, warning } from './finding';
import type { Machine, Reached } from './machine';
import { type ProxyInUse, proxyInUse } from './proxyInUse';

const lookUpMs = 8_000;
const reachMs = 15_000;
/** Clocks differ by a little everywhere. */
const unremarkableSeconds = 30;

export const networkTitles = {
  name: () => l10n.t('Name'),
  proxy: () => l10n.t('Proxy'),
  connection: () => l10n.t('Connection'),
  certificate: () => l10n.t('Certificate'),
  clock: () => l10n.t('Clock'),
};

/** The way to the address of a profile: name, proxy, connection, certificate, clock. Never throws but `Cancelled`. */
export async function checkNetwork(limits: Limits, machine: Machine, origin: string): Promise<readonly Finding[]> {
  const settings = machine.proxy();
  const proxy = proxyInUse(settings, origin);
  const name = await checked(limits, networkTitles.name(), lookUpMs, () => lookUp(machine, origin, proxy));
  const findings = [name, proxyFinding(proxy)];
  try {
    const started = limits.clock.now();
    const reached = await limited(limits, reachMs, (signal) => machine.reach(origin, signal));
    const ended = limits.clock.now();
    findings.push(connectionFinding(reached, origin, proxy, ended - started));
    findings.push(certificateFinding(networkTitles.certificate(), reached.tls, settings, limits.clock.now()));
    findings.push(clockFinding(reached.serverTime, started + (ended - started) / 2));
  } catch (error) {
    if (isCancelled(error)) throw error;
    findings.push(unreached(error, origin));
    const why = l10n.t('Not checked: there is no connection.');
    findings.push(skipped(networkTitles.certificate(), why), skipped(networkTitles.clock(), why));
  }
  return findings;
}

async function lookUp(machine: Machine, origin: string, proxy: ProxyInUse): Promise<Finding> {
  const title = networkTitles.name();
  const { hostname } = new URL(origin);
  try {
    const addresses = await machine.lookUp(hostname.replace(/^\[|\]$/g, ''));
    return good(title, l10n.t('{0} is {1}.', hostname, listOf(addresses.slice(0, 4))));
  } catch (error) {
    const { detail } = networkFault(error);
    // A proxy finds the name by itself, and the network of a company often knows only its own names.
    if (proxy.kind === 'proxy')
      return note(title, l10n.t('This computer cannot find {0} ({1}); the proxy may.', hostname, detail));
    return bad(title, l10n.t('The name {0} was not found ({1}).', hostname, detail), {
      fix: l10n.t(
        'Check that this computer is on the network and that the address of the profile is spelled right. On a company network, VPN and proxy must be on.',
      ),
      action: { label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' },
    });
  }
}
function proxyFinding(proxy: ProxyInUse): Finding {
  const title = networkTitles.proxy();
  switch (proxy.kind) {
    case 'proxy':
      return note(title, l10n.t('{0}, as {1} says.', proxy.address, proxy.source));
    case 'excepted':
      return note(title, l10n.t('None for this address: {0} leaves it out.', proxy.source));
    case 'switchedOff':
      return note(title, l10n.t('None: "http.proxySupport" is off.'));
    case 'thisMachine':
      return note(title, l10n.t('None: the address is on this computer.'));
    case 'none':
      return note(
        title,
        l10n.t(
          'None in "http.proxy" and none in the environment. VS Code may use the proxy of the system, which it does not tell.',
        ),
      );
    case 'malformed':
      return bad(title, l10n.t('{0} holds no address of a proxy.', proxy.source), {
        fix: l10n.t('Write it like http://proxy.example.com:8080.'),
      });
    default:
      return assertNever(proxy);
  }
}
function connectionFinding({ status, remoteAddress }: Reached, origin: string, proxy: ProxyInUse, ms: number): Finding {
  const title = networkTitles.connection();
  const { host } = new URL(origin);
  if (status === 407) return unreached(new TransportError('', 'proxy', host, 'HTTP 407', status), origin);
  const way = proxy.kind === 'proxy' ? l10n.t('through the proxy') : (remoteAddress ?? host);
  if (status >= 500)
    return warning(title, l10n.t('{0} answered with HTTP {1} ({2}, {3} ms).', host, status, way, ms), {
      fix: l10n.t('The server or something before it has a problem of its own. Try again in a moment.'),
    });
  return good(title, l10n.t('{0} answers ({1}, {2} ms).', host, way, ms));
}
function unreached(error: unknown, origin: string): Finding {
  const title = networkTitles.connection();
  const { host } = new URL(origin);
  const { fault, detail } = networkFault(error);
  const known = error instanceof TransportError ? error : new TransportError('', fault, host, detail);
  if (error instanceof Error && error.name === 'OutOfTime') return ofError(title, error, reachMs);
  return bad(title, l10n.t('{0} was not reached ({1}).', host, known.detail), { fix: transportWords(known) });
}

/** `localTime`: by this computer's clock, in the middle of the request. */
export function clockFinding(serverTime: number | undefined, localTime: number): Finding {
  const title = networkTitles.clock();
  if (serverTime === undefined) return skipped(title, l10n.t('Not checked: the server does not tell its time.'));
  // The server cuts its time to the second.
  const off = (localTime - serverTime - 500) / 1000;
  const seconds = Math.round(Math.abs(off));
  if (seconds <= unremarkableSeconds) return good(title, l10n.t('Right to within {0} seconds.', Math.max(1, seconds)));
  const text =
    off > 0
      ? l10n.t('The clock of this computer is {0} ahead of the server.', duration(seconds))
      : l10n.t('The clock of this computer is {0} behind the server.', duration(seconds));
  const fix = l10n.t(
    'Let the system set the clock by itself, and check the time zone. Requests are signed with the time; the platform refuses more than {0} minutes.',
    clockToleranceSeconds / 60,
  );
  return seconds > clockToleranceSeconds ? bad(title, text, { fix }) : warning(title, text, { fix });
}
function duration(seconds: number): string {
  if (seconds < 120) return l10n.t('{0} seconds', seconds);
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return l10n.t('{0} minutes', minutes);
  const hours = Math.round(minutes / 60);
  return hours < 48 ? l10n.t('{0} hours', hours) : l10n.t('{0} days', Math.round(hours / 24));
}
