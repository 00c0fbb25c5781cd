import { createHash, createHmac } from 'node:crypto';

const algorithm = 'TC3-HMAC-SHA256';

export interface Tc3Input {
  readonly method: 'POST' | 'GET';
  /** Decoded path, `/` for every action of the platform. */
  readonly path: string;
  /** Query string without `?`. */
  readonly query: string;
  /** Headers to sign, by any case; at least `content-type` and `host`, with exactly the values that are sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact body. */
  readonly payload: string | Uint8Array;
  /** Service of the credential scope: `tcsas`, `tcmpp`. */
  readonly service: string;
  /** Unix seconds, as sent in `X-TC-Timestamp`. */
  readonly timestamp: number;
  readonly secretId: string;
  readonly secretKey: string;
}
/** The signature and what it was made of, for tests and for finding out why a server disagrees. */
export interface Tc3Signed {
  readonly payloadHash: string;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signedHeaders: string;
  readonly signature: string;
  /** Value of the `Authorization` header. */
  readonly authorization: string;
}
export interface Tc3Keys {
  readonly date: Buffer;
  readonly service: Buffer;
  readonly signing: Buffer;
}

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The UTC day of a timestamp in Unix seconds, `YYYY-MM-DD`. */
export const utcDate = (timestamp: number): string => new Date(timestamp * 1000).toISOString().slice(0, 10);

/** The chain of keys that ends in the one that signs. */
export function deriveTc3Keys(secretKey: string, date: string, service: string): Tc3Keys {
  const kDate = hmac(`TC3${secretKey}`, date);
  const kService = hmac(kDate, service);
  return { date: kDate, service: kService, signing: hmac(kService, 'tc3_request') };
}

/** Signs one request by TC3-HMAC-SHA256. Source: the platform's "Signature v3" page; pinned to both of its worked examples. */
export function signTc3(input: Tc3Input): Tc3Signed {
  const headers = Object.entries(input.headers)
    .map(([name, value]) => [name.trim().toLowerCase(), value.trim().toLowerCase()] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const signedHeaders = headers.map(([name]) => name).join(';');
  const payloadHash = sha256(input.payload);
  const canonicalRequest = [
    input.method,
    input.path,
    input.query,
    headers.map(([name, value]) => `${name}:${value}\n`).join(''),
    signedHeaders,
    payloadHash,
  ].join('\n');
  const date = utcDate(input.timestamp);
  const scope = `${date}/${input.service}/tc3_request`;
  const stringToSign = [algorithm, input.timestamp, scope, sha256(canonicalRequest)].join('\n');
  const keys = deriveTc3Keys(input.secretKey, date, input.service);
  const signature = hmac(keys.signing, stringToSign).toString('hex');
  const authorization = `${algorithm} Credential=${input.secretId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
  return { payloadHash, canonicalRequest, stringToSign, signedHeaders, signature, authorization };
}
