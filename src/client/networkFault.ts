import type { TransportKind } from './errors';

/** Kinds of fault that a connection itself can have. */
export type NetworkFault = Exclude<TransportKind, 'contract'>;

const byCode: Readonly<Record<string, NetworkFault>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ERR_STREAM_PREMATURE_CLOSE: 'reset',
  ENETUNREACH: 'offline',
  EHOSTUNREACH: 'offline',
  EHOSTDOWN: 'offline',
  ENETDOWN: 'offline',
  EADDRNOTAVAIL: 'offline',
  ETIMEDOUT: 'timeout',
  ESOCKETTIMEDOUT: 'timeout',
  ERR_SOCKET_CONNECTION_TIMEOUT: 'timeout',
  EPROTO: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  INVALID_CA: 'tls',
  PATH_LENGTH_EXCEEDED: 'tls',
};
/** Node passes on OpenSSL's names for a certificate that is not trusted, and its own for a handshake that failed. */
const tlsCode = /^(CERT_|CRL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
/** A certificate that is refused is refused before the first byte of the request. */
const certificateCode = /^(CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID$)/;
/** The bytes came, but they are not HTTP, or not the encoding they claim. */
const brokenCode = /^(HPE_|Z_|ERR__ERROR_FORMAT|ERR_BUFFER)/;
/** fetch begins with the address, which may hold any word. */
const preamble = /^request to \S+ failed, reason: /;
const proxyWords = /\b(proxy|tunnel(ing|ling)?|CONNECT response)\b/i;

/**
 * What an error of Node's sockets, TLS or of fetch means, with the text for the log. Anything unknown counts as a dropped
 * connection. `beforeConnection`: it failed while it connected, so that no request can have gone out.
 */
export function networkFault(error: unknown): {
  readonly fault: NetworkFault;
  readonly detail: string;
  readonly beforeConnection: boolean;
} {
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  const detail = code !== '' && !text.includes(code) ? `${code} ${text}` : text;
  const beforeConnection = syscallOf(error) === 'connect' || certificateCode.test(code);
  return { fault: faultOf(code, text, error), detail, beforeConnection };
}

function faultOf(code: string, text: string, error: unknown): NetworkFault {
  if (proxyWords.test(text.replace(preamble, ''))) return 'proxy';
  const known = byCode[code];
  if (known) return known;
  if (tlsCode.test(code)) return 'tls';
  if (brokenCode.test(code)) return 'notPlatform';
  // fetch names the limit on a reply's size by a type instead of a code.
  if (typeof error === 'object' && error !== null && 'type' in error && error.type === 'max-size') return 'notPlatform';
  return 'reset';
}

/** The error's own code, or that of its cause. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}
/** The system call that failed, as Node names it or as fetch passes it on, or that of the cause. */
function syscallOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('syscall' in error && typeof error.syscall === 'string') return error.syscall;
  if ('erroredSysCall' in error && typeof error.erroredSysCall === 'string') return error.erroredSysCall;
  return 'cause' in error ? syscallOf(error.cause) : '';
}
