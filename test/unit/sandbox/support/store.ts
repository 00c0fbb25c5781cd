import { createHash, createHmac } from 'node:crypto';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';
import { call } from './cloud';

/** A COS signer of our own, written from the store's document. */

const hmac = (key: string, text: string): string => createHmac('sha1', key).update(text).digest('hex');
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export interface StoreKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}
export interface ToSign {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly keyTime: string;
}
export function cosAuthorization(key: StoreKey, request: ToSign): string {
  const sorted = (values: Readonly<Record<string, string>> = {}): [string, string][] =>
    Object.entries(values)
      .map(([name, value]): [string, string] => [encode(name).toLowerCase(), encode(value)])
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const list = (pairs: [string, string][]): string => pairs.map(([name]) => name).join(';');
  const text = (pairs: [string, string][]): string => pairs.map((pair) => pair.join('=')).join('&');
  const [headers, query] = [sorted(request.headers), sorted(request.query)];
  const http = [request.method.toLowerCase(), request.path, text(query), text(headers), ''].join('\n');
  const digest = createHash('sha1').update(http).digest('hex');
  const signature = hmac(hmac(key.secretKey, request.keyTime), ['sha1', request.keyTime, digest, ''].join('\n'));
  const time = request.keyTime;
  return `q-sign-algorithm=sha1&q-ak=${key.secretId}&q-sign-time=${time}&q-key-time=${time}&q-header-list=${list(headers)}&q-url-param-list=${list(query)}&q-signature=${signature}`;
}

export interface StoreRequest {
  readonly body?: string | Uint8Array;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds by which the client's clock is off. */
  readonly skew?: number;
  /** Signs in the query instead of the header. */
  readonly inQuery?: boolean;
  readonly now?: number;
}
export interface StoreAnswer {
  readonly status: number;
  readonly text: string;
  /** `<Code>` of an error. */
  readonly code: string | undefined;
  readonly headers: Headers;
}
/** Sends one signed request to the object store. `path` is `bucket/key`. */
export async function store(
  sandbox: Sandbox,
  key: StoreKey | undefined,
  method: string,
  path: string,
  request: StoreRequest = {},
): Promise<StoreAnswer> {
  const url = new URL(`${sandbox.url}/cos/${path.split('/').map(encodeURIComponent).join('/')}`);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const headers: Record<string, string> = {
    ...request.headers,
    ...(key?.token === undefined || request.inQuery ? {} : { 'x-cos-security-token': key.token }),
  };
  if (key) {
    const start = (request.now ?? Math.floor(Date.now() / 1000)) + (request.skew ?? 0);
    const keyTime = `${start};${start + 600}`;
    const signed = { ...headers, host: url.host };
    const toSign = { method, path: `/cos/${path}`, headers: signed, keyTime, query: request.query ?? {} };
    const authorization = cosAuthorization(key, toSign);
    if (request.inQuery) {
      for (const part of authorization.split('&'))
        url.searchParams.set(part.split('=')[0] ?? '', part.slice(part.indexOf('=') + 1));
      if (key.token !== undefined) url.searchParams.set('x-cos-security-token', key.token);
    } else headers['authorization'] = authorization;
  }
  const response = await fetch(url, { method, headers, ...(request.body === undefined ? {} : { body: request.body }) });
  const text = await response.text();
  return { status: response.status, text, code: /<Code>(\w+)</.exec(text)?.[1], headers: response.headers };
}

/** Credentials for one upload, with the object they are for. */
export async function uploadKey(
  sandbox: Sandbox,
): Promise<StoreKey & { readonly object: string; readonly bucket: string }> {
  const reply = await call(sandbox, 'DescribeTempSecret4UploadFile2Cos', { BusinessName: 'tcmpp', Suffix: '.zip' });
  return {
    secretId: reply.TempSecretId ?? '',
    secretKey: reply.TempSecretKey ?? '',
    token: reply.Token ?? '',
    bucket: reply.Bucket ?? '',
    object: `${reply.Bucket ?? ''}/${reply.Path ?? ''}`,
  };
}
