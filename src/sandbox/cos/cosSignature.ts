import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The signature of COS (`q-sign-algorithm=sha1`), as the vendor's document "Request signature" describes it. */
export interface CosSignature {
  readonly secretId: string;
  /** Unix seconds. */
  readonly start: number;
  readonly end: number;
  readonly keyTime: string;
  readonly signTime: string;
  readonly headers: readonly string[];
  readonly parameters: readonly string[];
  readonly signature: string;
}
export interface CosRequest {
  readonly method: string;
  /** Decoded, beginning with a slash. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Reads the signature from the Authorization header or from the query; undefined when there is none, null when it is malformed. */
export function readSignature(request: CosRequest): CosSignature | null | undefined {
  const header = request.headers['authorization'];
  if (header === undefined && !request.query.has('q-signature')) return undefined;
  const members =
    header === undefined
      ? request.query
      : new Map(header.split('&').map((part) => [part.split('=', 1)[0] ?? '', part.slice(part.indexOf('=') + 1)]));
  const get = (name: string): string => members.get(name) ?? '';
  const [start, end] = get('q-sign-time').split(';').map(Number);
  const list = (name: string): string[] => get(name).split(';').filter(Boolean);
  const secretId = get('q-ak');
  if (get('q-sign-algorithm') !== 'sha1' || !secretId || !Number.isInteger(start) || !Number.isInteger(end))
    return null;
  return {
    secretId,
    start: start ?? 0,
    end: end ?? 0,
    keyTime: get('q-key-time'),
    signTime: get('q-sign-time'),
    headers: list('q-header-list'),
    parameters: list('q-url-param-list'),
    signature: get('q-signature'),
  };
}

/** True when the secret key made this signature for this request. */
export function signatureMatches(signature: CosSignature, request: CosRequest, secretKey: string): boolean {
  const expected = Buffer.from(expectedSignature(signature, request, secretKey));
  const given = Buffer.from(signature.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

export function expectedSignature(signature: CosSignature, request: CosRequest, secretKey: string): string {
  const parameters = new Map([...request.query].map(([name, value]) => [encode(name).toLowerCase(), value]));
  const headers = new Map(
    Object.entries(request.headers).map(([name, value]) => [encode(name).toLowerCase(), value ?? '']),
  );
  const pairs = (names: readonly string[], values: ReadonlyMap<string, string>): string =>
    names.map((name) => `${name}=${encode(values.get(name) ?? '')}`).join('&');
  const text = [
    request.method.toLowerCase(),
    request.path,
    pairs(signature.parameters, parameters),
    pairs(signature.headers, headers),
    '',
  ].join('\n');
  const signKey = hmac(secretKey, signature.keyTime);
  return hmac(signKey, ['sha1', signature.signTime, createHash('sha1').update(text).digest('hex'), ''].join('\n'));
}

const hmac = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex');
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
