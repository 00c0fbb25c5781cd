import { X509Certificate } from 'node:crypto';
import { rootCertificates, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { Certificate, TlsReport } from '../app/doctor/machine';

/** What a connection shows of itself. `problem`: why it was refused before, when it was; else what the socket says. */
export function tlsReportOf(socket: TLSSocket, problem: string | undefined): TlsReport {
  const chain = chainOf(socket.getPeerCertificate(true));
  const { authorizationError } = socket as { readonly authorizationError?: unknown };
  const untrusted = socket.authorized ? undefined : nameOf(authorizationError);
  const last = chain.at(-1);
  return {
    protocol: socket.getProtocol() ?? '',
    problem: problem ?? untrusted,
    chain: chain.map(toCertificate),
    isPublic: last !== undefined && isPublic(last),
  };
}
/** Node gives the name, or an error that has it as its code. */
function nameOf(error: unknown): string {
  if (error instanceof Error) return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return typeof error === 'string' ? error : 'not trusted';
}
function chainOf(peer: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  // A connection without a certificate gives an empty object, and the last of a chain may have no issuer.
  let at: Partial<DetailedPeerCertificate> | undefined = peer;
  // An authority that signed itself is its own issuer.
  while (at?.raw && at.fingerprint256 !== undefined && !seen.has(at.fingerprint256)) {
    seen.add(at.fingerprint256);
    chain.push(new X509Certificate(at.raw));
    at = at.issuerCertificate;
  }
  return chain;
}
const toCertificate = (certificate: X509Certificate): Certificate => ({
  subject: nameIn(certificate.subject),
  issuer: nameIn(certificate.issuer),
  validFrom: Date.parse(certificate.validFrom),
  validTo: Date.parse(certificate.validTo),
});
/** `CN=…` of a distinguished name, with the organisation in front where there is one. */
function nameIn(text: string): string {
  const part = (key: string): string | undefined =>
    text
      .split('\n')
      .find((line) => line.startsWith(`${key}=`))
      ?.slice(key.length + 1);
  return [...new Set([part('O'), part('CN')])].filter((name) => name !== undefined).join(' ') || text;
}
let roots: readonly X509Certificate[] | undefined;
/** Whether it is one of the authorities that come with Node, which are Mozilla's, or is signed by one. */
function isPublic(last: X509Certificate): boolean {
  roots ??= rootCertificates.map((text) => new X509Certificate(text));
  return roots.some(
    (root) => root.fingerprint256 === last.fingerprint256 || (last.checkIssued(root) && last.verify(root.publicKey)),
  );
}
