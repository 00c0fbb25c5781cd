import nodeFetch from 'node-fetch';
import type { Clock } from '../base/clock';
import type { Credentials } from './cloudClient';
import { ApiError, isClockError, TransportError } from './errors';
import { post, type RawAnswer } from './post';
import { signTc3 } from './sign';

/** The control plane of Smart Media Hosting, which is no part of the platform: another service with another key's rights. */
export interface MediaLibrariesOptions {
  /** Such as `https://smh.intl.tencentcloudapi.com`, without `/` at its end. */
  readonly endpoint: string;
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly fetch?: typeof nodeFetch;
  /** Is told the library's secret before it is handed out. */
  readonly remember?: (secret: string) => void;
}
export interface MediaLibraryInfo {
  readonly id: string;
  readonly name: string;
  /** Host of its own protocol, without `https://`; empty when it is not told. */
  readonly accessDomain: string;
  /** Takes files of any kind; others take pictures and videos only. */
  readonly isFileLibrary: boolean;
  readonly isMultiSpace: boolean;
}
/** Default endpoints, the international one first. Source: SMH/74880. */
export const mediaEndpoints = ['https://smh.intl.tencentcloudapi.com', 'https://smh.tencentcloudapi.com'] as const;
const version = '2021-07-12';
const pageSize = 100;
const timeoutMs = 20_000;

type Json = Readonly<Record<string, unknown>>;

/** The secret of a library (`DescribeLibrarySecret`). Throws `ApiError`, `TransportError`, `Cancelled`. */
export async function describeLibrarySecret(
  options: MediaLibrariesOptions,
  libraryId: string,
  signal?: AbortSignal,
): Promise<string> {
  const { LibrarySecret: secret } = await ask(options, 'DescribeLibrarySecret', { LibraryId: libraryId }, signal);
  if (typeof secret !== 'string' || secret === '')
    throw new TransportError('DescribeLibrarySecret', 'contract', hostOf(options), 'no LibrarySecret');
  options.remember?.(secret);
  return secret;
}

/** All libraries of the account (`DescribeLibraries`). Throws `ApiError`, `TransportError`, `Cancelled`. */
export async function describeLibraries(
  options: MediaLibrariesOptions,
  signal?: AbortSignal,
): Promise<readonly MediaLibraryInfo[]> {
  const found: MediaLibraryInfo[] = [];
  for (let page = 1; ; page++) {
    const { List: list } = await ask(options, 'DescribeLibraries', { PageNumber: page, PageSize: pageSize }, signal);
    const libraries = Array.isArray(list) ? (list as readonly Json[]) : [];
    found.push(...libraries.map(infoOf));
    if (libraries.length < pageSize) return found;
  }
}
function infoOf(library: Json): MediaLibraryInfo {
  const extension = (library['LibraryExtension'] ?? {}) as Json;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    id: text(library['LibraryId']),
    name: text(library['Name']),
    accessDomain: text(library['AccessDomain']),
    isFileLibrary: extension['IsFileLibrary'] !== false,
    isMultiSpace: extension['IsMultiSpace'] === true,
  };
}

const hostOf = ({ endpoint }: MediaLibrariesOptions): string => new URL(endpoint).host;

type Ask = readonly [options: MediaLibrariesOptions, action: string, members: Json, signal: AbortSignal | undefined];

/** A clock that the service finds wrong is corrected once. */
async function ask(...asked: Ask): Promise<Json> {
  const [options, action] = asked;
  const answer = await send(options.clock.now(), ...asked);
  try {
    return read(options, action, answer);
  } catch (error) {
    if (!isClockError(error) || answer.serverTime === undefined) throw error;
    return read(options, action, await send(answer.serverTime, ...asked));
  }
}
/** `now`: milliseconds since the epoch. */
async function send(now: number, ...[options, action, members, signal]: Ask): Promise<RawAnswer> {
  const url = new URL(`${options.endpoint}/`);
  const { secretId, secretKey, token } = await options.credentials();
  const payload = JSON.stringify(members);
  const timestamp = Math.floor(now / 1000);
  const signed = { 'content-type': 'application/json', host: url.host };
  const { authorization } = signTc3({
    method: 'POST',
    path: '/',
    query: '',
    headers: signed,
    payload,
    service: 'smh',
    timestamp,
    secretId,
    secretKey,
  });
  return post({
    fetch: options.fetch ?? nodeFetch,
    action,
    url,
    headers: {
      'content-type': 'application/json',
      authorization,
      'x-tc-action': action,
      'x-tc-version': version,
      'x-tc-timestamp': String(timestamp),
      ...(token !== undefined && { 'x-tc-token': token }),
    },
    body: Buffer.from(payload),
    timeoutMs,
    maxBytes: 4 * 1024 * 1024,
    signal,
  });
}
function read(options: MediaLibrariesOptions, action: string, { text, status }: RawAnswer): Json {
  const response = responseOf(text);
  if (!response) throw new TransportError(action, 'notPlatform', hostOf(options), `HTTP ${status}`, status);
  const { Error: refusal, RequestId: requestId } = response;
  if (typeof refusal !== 'object' || refusal === null) return response;
  const { Code: code, Message: message } = refusal as Json;
  throw new ApiError(action, String(code), String(message), typeof requestId === 'string' ? requestId : '');
}
function responseOf(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as { readonly Response?: unknown } | null;
    const response = value?.Response;
    return typeof response === 'object' && response !== null ? (response as Json) : undefined;
  } catch {
    return undefined;
  }
}
