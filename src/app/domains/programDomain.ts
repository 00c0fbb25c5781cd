import * as l10n from '@vscode/l10n';
import type { DomainKind } from '../model/partRefs';

const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const host = new RegExp(`^${label}(?:\\.${label})+(?::(?<port>\\d{1,5}))?$`, 'u');
/** Longest name that DNS has. */
const longest = 253;

const schemeOf = (kind: DomainKind): string => (kind === 'socket' ? 'wss' : 'https');
export const exampleOf = (kind: DomainKind): string => `${schemeOf(kind)}://api.example.com`;

/** A domain as the platform keeps it: lower case, with its scheme. A host alone gets the scheme of its kind. */
export function cleanProgramDomain(text: string, kind: DomainKind): string {
  const domain = text
    .trim()
    .toLowerCase()
    .replace(/([^/])\/$/, '$1');
  return /^[a-z][a-z0-9+.-]*:\/\//.test(domain) ? domain : `${schemeOf(kind)}://${domain}`;
}
/** What is wrong with a domain of that kind, or undefined. */
export function programDomainProblem(text: string, kind: DomainKind): string | undefined {
  const domain = cleanProgramDomain(text, kind);
  const scheme = schemeOf(kind);
  const given = text.trim();
  if (!domain.startsWith(`${scheme}://`))
    return l10n.t('"{0}" must begin with {1}://, the only scheme allowed here.', given, scheme);
  const name = domain.slice(scheme.length + 3);
  if (name.startsWith('*'))
    return l10n.t('"{0}" has a wildcard. Enter each domain on its own, such as {1}.', given, exampleOf(kind));
  if (/[/?#]/.test(name))
    return l10n.t('"{0}" has a path. Enter the domain only, such as {1}.', given, exampleOf(kind));
  const found = domain.length <= longest ? host.exec(name) : null;
  if (!found) return l10n.t('"{0}" is not a domain. Enter one such as {1}.', given, exampleOf(kind));
  const port = found.groups?.['port'];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return l10n.t('"{0}" has a port that does not exist.', given);
  return undefined;
}
