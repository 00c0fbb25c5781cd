import { createHash, createHmac } from 'node:crypto';

export interface CosInput {
  readonly method: string;
  /** Decoded path as it is sent, beginning with `/`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Headers to sign, by any case, with exactly the values that are sent; at least `host`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secretId: string;
  readonly secretKey: string;
  /** Unix seconds between which the signature is valid. */
  readonly start: number;
  readonly end: number;
}
/** The signature and what it was made of, for tests and for finding out why a store disagrees. */
export interface CosSigned {
  readonly keyTime: string;
  readonly signKey: string;
  readonly headerList: string;
  readonly urlParamList: string;
  readonly httpString: string;
  readonly signature: string;
  /** Value of the `Authorization` header. */
  readonly authorization: string;
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
const hmacSha1 = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex');

/** Percent-encoding as COS wants it: everything but letters, digits and `-_.~`. */
export function cosEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `k=v` pairs and names for the signature: names encoded and lower-cased, values encoded, sorted by name. */
function canonical(members: Readonly<Record<string, string>>): { readonly pairs: string; readonly names: string } {
  const entries = Object.entries(members)
    .map(([name, value]) => [cosEncode(name).toLowerCase(), cosEncode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    pairs: entries.map(([name, value]) => `${name}=${value}`).join('&'),
    names: entries.map(([name]) => name).join(';'),
  };
}

/**
 * Signs one request to the object store (COS V5, `q-sign-algorithm=sha1`).
 * Source: the store's "Request Signature" page (436/7778); pinned to both of its worked examples.
 */
export function signCos(input: CosInput): CosSigned {
  const keyTime = `${input.start};${input.end}`;
  const signKey = hmacSha1(input.secretKey, keyTime);
  const query = canonical(input.query ?? {});
  const headers = canonical(input.headers);
  const httpString = `${input.method.toLowerCase()}\n${input.path}\n${query.pairs}\n${headers.pairs}\n`;
  const signature = hmacSha1(signKey, `sha1\n${keyTime}\n${sha1(httpString)}\n`);
  const authorization = [
    'q-sign-algorithm=sha1',
    `q-ak=${input.secretId}`,
    `q-sign-time=${keyTime}`,
    `q-key-time=${keyTime}`,
    `q-header-list=${headers.names}`,
    `q-url-param-list=${query.names}`,
    `q-signature=${signature}`,
  ].join('&');
  return {
    keyTime,
    signKey,
    headerList: headers.names,
    urlParamList: query.names,
    httpString,
    signature,
    authorization,
  };
}
