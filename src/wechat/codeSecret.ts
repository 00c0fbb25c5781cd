import nodeFetch from 'node-fetch';
import { type Clock } from '../base/clock';
import { exchange, type Fetch } from './exchange';
import { WechatError } from './wechatError';

/** WeChat's open platform. Source: WeChat's page "getCodeSecret". */
export const wechatEndpoint = 'https://api.weixin.qq.com';
/** WeChat's "busy": the same again may work. */
const busyCodes: ReadonlySet<number> = new Set([-1, -1000]);
/** Milliseconds before each further try. */
const pauses: readonly number[] = [500, 1_500];

export interface WechatOptions {
  /** Origin of the API, without `/` at its end. */
  readonly endpoint: string;
  readonly clock: Clock;
  readonly fetch?: Fetch;
  /** Is told every secret before it is used or handed out. */
  readonly remember: (secret: string) => void;
}

/**
 * The code protection key of the mini program that the token stands for (`POST /tcb/getcodesecret`). One for each mini
 * program and provider; asking changes nothing, so a busy WeChat is asked again, three times in all.
 * Throws `WechatError` and `Cancelled`.
 */
export async function getCodeSecret(options: WechatOptions, token: string, signal?: AbortSignal): Promise<string> {
  options.remember(token);
  for (const pause of pauses) {
    try {
      return await askOnce(options, token, signal);
    } catch (error) {
      if (!(error instanceof WechatError) || error.code === undefined || !busyCodes.has(error.code)) throw error;
      await options.clock.sleep(pause, signal);
    }
  }
  return askOnce(options, token, signal);
}
async function askOnce(
  { endpoint, fetch = nodeFetch, remember }: WechatOptions,
  token: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const url = new URL(`${endpoint}/tcb/getcodesecret`);
  url.searchParams.set('access_token', token);
  const answer = await exchange({ fetch, url, method: 'POST', signal });
  const { errcode, errmsg, codesecret } = answer.json ?? {};
  // WeChat answers HTTP 200 for refusals too, and some of its calls leave `errcode` out when all is well.
  if (typeof errcode === 'number' && errcode !== 0)
    throw new WechatError('refused', url.host, typeof errmsg === 'string' ? errmsg : '', errcode);
  if (typeof codesecret !== 'string' || codesecret === '')
    throw new WechatError('notWechat', url.host, `HTTP ${answer.status}, no codesecret`);
  remember(codesecret);
  return codesecret;
}

/** Names under which a provider's own service may hand out the token, WeChat's own first. */
const tokenNames = ['authorizer_access_token', 'access_token', 'token'] as const;

/**
 * A token from the provider's own service: the whole text of a plain answer, or a member of a JSON object, also inside
 * `data`. Its address must be https, or on this machine. Throws `WechatError` and `Cancelled`.
 */
export async function fetchToken(
  { fetch = nodeFetch, remember }: Pick<WechatOptions, 'fetch' | 'remember'>,
  address: string,
  signal?: AbortSignal,
): Promise<string> {
  const url = new URL(address);
  const { text, json, status } = await exchange({ fetch, url, method: 'GET', signal });
  const token = json ? tokenIn(json) : text.trim();
  if (status !== 200 || token === undefined || !/^[\w.~+/=-]{1,1024}$/.test(token))
    throw new WechatError('noToken', url.host, `HTTP ${status}`);
  remember(token);
  return token;
}
function tokenIn(json: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of tokenNames) {
    const value = json[name];
    if (typeof value === 'string') return value.trim();
  }
  const { data } = json;
  return typeof data === 'object' && data !== null ? tokenIn({ ...data, data: undefined }) : undefined;
}
