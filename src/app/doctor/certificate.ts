import * as l10n from '@vscode/l10n';
import { bad, type Finding, good, note, skipped, warning } from './finding';
import type { ProxySettings, TlsReport } from './machine';

const dayMs = 86_400_000;
const soonDays = 14;

/** What the certificate of the server says: chain, end, who issued it. `now`: milliseconds by this computer's clock. */
export function certificateFinding(
  title: string,
  tls: TlsReport | undefined,
  { checksCertificates }: ProxySettings,
  now: number,
): Finding {
  if (!tls) return note(title, l10n.t('None: the address is http, for this computer only.'));
  const [own] = tls.chain;
  if (!own) return skipped(title, l10n.t('Not checked: the connection does not show its certificate.'));
  const last = tls.chain.at(-1) ?? own;
  const facts = l10n.t(
    '{0}, issued by {1}, valid until {2} ({3}).',
    own.subject,
    chainText(tls),
    new Date(own.validTo).toISOString().slice(0, 10),
    tls.protocol,
  );
  if (tls.problem !== undefined) {
    const text = `${facts} ${l10n.t('It is not trusted ({0}).', tls.problem)}`;
    const fix = fixOf(tls.problem, own.validFrom > now, last.issuer);
    if (checksCertificates) return bad(title, text, { fix });
    return warning(title, `${text} ${l10n.t('It is used all the same, because certificates are not checked.')}`, {
      fix: l10n.t(
        'Anybody on the way can read along. Switch "http.proxyStrictSSL" on again and take NODE_TLS_REJECT_UNAUTHORIZED out of the environment, then: {0}',
        fix,
      ),
    });
  }
  const daysLeft = Math.floor((own.validTo - now) / dayMs);
  if (daysLeft < soonDays)
    return warning(title, `${facts} ${l10n.t('It ends in {0} days.', Math.max(0, daysLeft))}`, {
      fix: l10n.t('Ask whoever runs the server to renew its certificate.'),
    });
  if (tls.isPublic) return good(title, facts);
  return good(
    title,
    `${facts} ${l10n.t('The authority is not a public one: a company, or a proxy that looks into connections. This computer trusts it.')}`,
  );
}
/** Issuer by issuer, each once. */
function chainText({ chain }: TlsReport): string {
  const names = [...new Set(chain.map(({ issuer }) => issuer))];
  return names.slice(0, 4).join(' ← ');
}
function fixOf(problem: string, isTooEarly: boolean, issuer: string): string {
  if (isTooEarly || problem === 'CERT_NOT_YET_VALID')
    return l10n.t('It is not valid yet. Check the date of this computer first.');
  if (problem === 'CERT_HAS_EXPIRED')
    return l10n.t('It has ended. Check the date of this computer; if that is right, the server needs a new one.');
  if (problem === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return l10n.t(
      'It belongs to another name. Check the address of the profile, and whether a login page of the network answers in place of the server.',
    );
  if (problem === 'DEPTH_ZERO_SELF_SIGNED_CERT')
    return l10n.t(
      'The server signed it itself. If it is your own, add it to the certificates of the system; if not, something on the way takes its place.',
    );
  return l10n.t(
    'Nobody here knows the authority {0}. On a company network that is often the proxy: ask for its certificate and add it to those of the system, then restart VS Code with "http.systemCertificates" on.',
    issuer,
  );
}
