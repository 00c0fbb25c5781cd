import type { ProxySettings } from './machine';

/** Which proxy requests to an address take, and how that is known. */
export type ProxyInUse =
  /** `source`: the setting or the environment variable that names it. The address holds no password. */
  | { readonly kind: 'proxy'; readonly source: string; readonly address: string }
  /** A proxy is set, but `source` (a setting or a variable) leaves this host out. */
  | { readonly kind: 'excepted'; readonly source: string }
  | { readonly kind: 'switchedOff' }
  | { readonly kind: 'thisMachine' }
  /** Nothing is set; the system may still have one, which nobody tells extensions. */
  | { readonly kind: 'none' }
  /** What is set is no address. */
  | { readonly kind: 'malformed'; readonly source: string };

/** Reads the settings in VS Code's order: exceptions, `http.proxy`, environment. */
export function proxyInUse(settings: ProxySettings, origin: string): ProxyInUse {
  const url = new URL(origin);
  if (isThisMachine(url.hostname)) return { kind: 'thisMachine' };
  if (settings.support === 'off') return { kind: 'switchedOff' };
  const set = settings.address.trim();
  const found =
    set === '' ? fromEnvironment(settings.environment, url.protocol) : { source: 'http.proxy', address: set };
  if (!found) return { kind: 'none' };
  if (matches(settings.exceptions, url)) return { kind: 'excepted', source: 'http.noProxy' };
  const [name, list] = variable(settings.environment, 'NO_PROXY') ?? ['', ''];
  if (matches(list.split(/[\s,]+/), url)) return { kind: 'excepted', source: name };
  const address = withoutPassword(found.address);
  return address === undefined ? { kind: 'malformed', source: found.source } : { kind: 'proxy', ...found, address };
}
function fromEnvironment(
  environment: ProxySettings['environment'],
  protocol: string,
): { readonly source: string; readonly address: string } | undefined {
  for (const name of protocol === 'https:' ? ['HTTPS_PROXY', 'HTTP_PROXY'] : ['HTTP_PROXY']) {
    const found = variable(environment, name);
    if (found) return { source: found[0], address: found[1] };
  }
  return undefined;
}
/** By either spelling, the small one first, as most programs do. */
function variable(
  environment: ProxySettings['environment'],
  name: string,
): readonly [name: string, value: string] | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = environment[spelling]?.trim();
    if (value) return [spelling, value];
  }
  return undefined;
}
/** `example.com` and `.example.com` stand for everything below, `*` for everything; a port narrows it. */
function matches(entries: readonly string[], url: URL): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return entries.some((entry) => {
    const [, host = '', entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry.trim().toLowerCase()) ?? [];
    if (host === '' || (entryPort !== undefined && entryPort !== port)) return false;
    const bare = host.replace(/^\*?\.?/, '');
    return bare === '' || url.hostname === bare || url.hostname.endsWith(`.${bare}`);
  });
}
function withoutPassword(address: string): string | undefined {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.host === '' ? undefined : `${url.protocol}//${url.host}`;
}
const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
