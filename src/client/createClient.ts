import nodeFetch from 'node-fetch';
import type { Clock } from '../base/clock';
import { isCancelled } from '../base/errors';
import type { Log } from '../base/log';
import { retry } from '../base/retry';
import { type ActionName, type DataOf, type RequestOf, specOf } from '../contract/actions';
import { dialects } from '../contract/dialects';
import type { Dialect } from '../contract/shape';
import { toWire } from '../contract/wire';
import type { CallOptions, CloudClient, Credentials, Reply } from './cloudClient';
import { ApiError, isClockError, TransportError } from './errors';
import { post, type RawAnswer } from './post';
import { RateLimiter } from './rateLimiter';
import { type ReadReply, readReply } from './reply';
import { retryVerdict } from './retryVerdict';
import { signTc3 } from './sign';

export interface ClientOptions {
  /** Origin of the API, `https://host[:port]`. The key is used for nothing else and sent nowhere else. */
  readonly endpoint: string;
  readonly dialect: Dialect;
  readonly region: string;
  readonly platformId: string;
  /** Asked before every try, so that a new key or token is used at once. */
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1); spreads retries. */
  readonly random?: () => number;
  readonly userAgent: string;
  /** Language of the platform's messages. */
  readonly language?: 'zh-CN' | 'en-US';
  /** Shared by all clients of the process; without it the client has its own. */
  readonly limiter?: RateLimiter;
  readonly fetch?: typeof nodeFetch;
}

const contentType = 'application/json; charset=utf-8';
const defaultTimeoutMs = 15_000;
const maxReplyBytes = 20 * 1024 * 1024;
const maxTries = 5;

/** One call while it is being made. */
interface Pending {
  readonly action: ActionName;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  tries: number;
  /** What the last answer asked for. */
  retryAfterMs: number | undefined;
}

/** The client of one profile. Everything it sends goes to `endpoint`; a redirect is an error. */
export function createClient(options: ClientOptions): CloudClient {
  const client = new Client(options);
  return { call: (action, request, callOptions) => client.call(action, request, callOptions) };
}

class Client {
  readonly #url: URL;
  readonly #limiter: RateLimiter;
  /** Server time minus ours, in milliseconds, once the platform told us that our clock is off. */
  #offsetMs = 0;

  constructor(private readonly options: ClientOptions) {
    this.#url = new URL('/', options.endpoint);
    this.#limiter = options.limiter ?? new RateLimiter(options.clock);
  }

  async call<A extends ActionName>(
    action: A,
    request: RequestOf<A>,
    { signal, timeoutMs = defaultTimeoutMs }: CallOptions = {},
  ): Promise<Reply<A>> {
    const { clock, log, random = Math.random } = this.options;
    const started = clock.now();
    const body = this.#body(action, request);
    const pending: Pending = { action, body, timeoutMs, signal, tries: 0, retryAfterMs: undefined };
    const line = (outcome: string): string =>
      `${action} ${outcome} ${clock.now() - started} ms, ${pending.tries} ${pending.tries === 1 ? 'try' : 'tries'}`;
    try {
      const reply = await retry(
        {
          clock,
          signal,
          attempts: maxTries,
          baseMs: 300,
          capMs: 5000,
          random,
          verdict: retryVerdict(action, () => pending.retryAfterMs),
          onRetry: (error, waitMs) => log.debug(`${action}: again in ${Math.round(waitMs)} ms after ${nameOf(error)}`),
        },
        () => this.#try(pending),
      );
      log.info(line(`ok ${reply.requestId}`));
      for (const issue of reply.issues) log.debug(`${action}: Data.${issue.path} is not of type ${issue.expected}`);
      return { data: reply.data as DataOf<A>, requestId: reply.requestId };
    } catch (error) {
      if (isCancelled(error)) log.debug(line('cancelled'));
      else log.warn(line(nameOf(error)));
      throw error;
    }
  }

  #body(action: ActionName, request: Readonly<Record<string, unknown>>): Buffer {
    const { request: fields } = specOf(action);
    const withPlatform = 'PlatformId' in fields ? { ...request, PlatformId: this.options.platformId } : request;
    return Buffer.from(JSON.stringify(toWire(fields, withPlatform, this.options.dialect)), 'utf8');
  }

  /** One try; a clock that the platform finds wrong is corrected once within it. */
  async #try(pending: Pending): Promise<ReadReply> {
    const answer = await this.#send(pending);
    try {
      return this.#read(pending, answer);
    } catch (error) {
      if (!isClockError(error) || answer.serverTime === undefined) throw error;
      this.#offsetMs = answer.serverTime - this.options.clock.now();
      const seconds = Math.round(Math.abs(this.#offsetMs) / 1000);
      this.options.log.warn(`The clock of this computer is off by ${seconds} s; signing with the platform's time`);
    }
    return this.#read(pending, await this.#send(pending));
  }

  async #send(pending: Pending): Promise<RawAnswer> {
    const { action, body, timeoutMs, signal } = pending;
    pending.retryAfterMs = undefined;
    const credentials = await this.options.credentials();
    await this.#limiter.acquire(`${this.#url.origin} ${credentials.secretId} ${action}`, signal);
    pending.tries++;
    const answer = await post({
      fetch: this.options.fetch ?? nodeFetch,
      action,
      url: this.#url,
      headers: this.#headers(action, body, credentials),
      body,
      timeoutMs,
      maxBytes: maxReplyBytes,
      signal,
    });
    pending.retryAfterMs = answer.retryAfterMs;
    return answer;
  }

  #read(pending: Pending, answer: RawAnswer): ReadReply {
    return readReply(answer, { action: pending.action, dialect: this.options.dialect, host: this.#url.host });
  }

  #headers(action: ActionName, body: Buffer, credentials: Credentials): Record<string, string> {
    const { dialect, region, language, userAgent, clock } = this.options;
    const timestamp = Math.floor((clock.now() + this.#offsetMs) / 1000);
    const signed = signTc3({
      method: 'POST',
      path: '/',
      query: '',
      headers: { 'content-type': contentType, host: this.#url.host, 'x-tc-action': action },
      payload: body,
      service: dialects[dialect].service,
      timestamp,
      secretId: credentials.secretId,
      secretKey: credentials.secretKey,
    });
    return {
      Authorization: signed.authorization,
      'Content-Type': contentType,
      'User-Agent': userAgent,
      'X-TC-Action': action,
      'X-TC-Version': dialects[dialect].version,
      'X-TC-Timestamp': String(timestamp),
      'X-TC-Region': region,
      ...(credentials.token !== undefined && credentials.token !== '' && { 'X-TC-Token': credentials.token }),
      ...(language && { 'X-TC-Language': language }),
    };
  }
}

function nameOf(error: unknown): string {
  if (error instanceof ApiError) return `${error.code} ${error.requestId}`;
  if (error instanceof TransportError) return `${error.kind} (${error.detail})`;
  return error instanceof Error ? error.name : 'an unknown error';
}
