/** What the host is set to where requests go out. `src/vscode/doctor.ts` reads it; it says nothing of what the system adds. */
export interface ProxySettings {
  /** `http.proxy`; empty = not set. */
  readonly address: string;
  /** `http.proxySupport`: `off` = VS Code adds no proxy to requests of extensions. */
  readonly support: string;
  /** `http.noProxy`. */
  readonly exceptions: readonly string[];
  /** False when certificates are not checked: `http.proxyStrictSSL` is off, or NODE_TLS_REJECT_UNAUTHORIZED is 0. */
  readonly checksCertificates: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
export interface Certificate {
  readonly subject: string;
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
}
export interface TlsReport {
  /** `TLSv1.3`. */
  readonly protocol: string;
  /** Why it is not trusted, by OpenSSL's or Node's name (`CERT_HAS_EXPIRED`); undefined when it is. */
  readonly problem: string | undefined;
  /** The server's own first, then who issued it. */
  readonly chain: readonly Certificate[];
  /** It leads to an authority that every browser knows. Others are of a company, a proxy that looks inside, or nobody's. */
  readonly isPublic: boolean;
}
/** What answered a request without credentials. */
export interface Reached {
  readonly status: number;
  /** Milliseconds since the epoch by the server's `Date`, whole seconds; undefined when it sent none. */
  readonly serverTime: number | undefined;
  /** What the connection was made to: the server, or a proxy. */
  readonly remoteAddress: string | undefined;
  /** Undefined for plain http. */
  readonly tls: TlsReport | undefined;
}
/** What the connection check asks of this machine. Rejections are Node's own errors. */
export interface Machine {
  /** Names and versions: the extension, VS Code, the system, Node. */
  versions(): readonly (readonly [name: string, version: string])[];
  proxy(): ProxySettings;
  /** Addresses of a host name. */
  lookUp(host: string): Promise<readonly string[]>;
  /** GET of an origin by the way that all requests take. A certificate that is not trusted is reported, not thrown. */
  reach(origin: string, signal: AbortSignal): Promise<Reached>;
  /** Bytes that may still be written where this folder is, or will be; undefined when the system does not tell. */
  freeBytes(folder: string): Promise<number | undefined>;
}
