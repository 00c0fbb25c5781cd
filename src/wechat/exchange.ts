import type nodeFetch from 'node-fetch';
import { Cancelled, throwIfAborted } from '../base/errors';
import { WechatError } from './wechatError';

export type Fetch = typeof nodeFetch;
interface Ask {
  readonly fetch: Fetch;
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly signal?: AbortSignal | undefined;
}
interface Answer {
  readonly status: number;
  readonly text: string;
  /** Undefined when the text is not a JSON object. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}
/** Milliseconds until the last byte. */
const timeoutMs = 15_000;
/** Answers are a few hundred bytes. */
const maxBytes = 64 * 1024;

/** Sends one request once. The address, which holds the token, is in no error. Throws `WechatError` and `Cancelled`. */
export async function exchange({ fetch, url, method, signal }: Ask): Promise<Answer> {
  throwIfAborted(signal);
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      size: maxBytes,
      headers: { accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (response.status >= 300 && response.status < 400)
      throw new WechatError('redirect', url.host, `HTTP ${response.status}`);
    const text = await response.text();
    return { status: response.status, text, json: objectOf(text) };
  } catch (error) {
    if (error instanceof WechatError) throw error;
    if (signal?.aborted) throw new Cancelled();
    if (limit.aborted) throw new WechatError('timeout', url.host, `no full answer in ${timeoutMs} ms`);
    throw new WechatError('network', url.host, codeOf(error));
  }
}
function objectOf(text: string): Answer['json'] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
/** Node's and fetch's own text repeats the address. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if ('type' in error && typeof error.type === 'string') return error.type;
  return 'cause' in error ? codeOf(error.cause) : 'unknown';
}
