import { createHash, createHmac, randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from './reply';

/** WeChat's error codes for this call and for tokens, with WeChat's own words. Source: WeChat's pages "getCodeSecret" and "errCode". */
export const wechatErrors: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  [-1000]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40014: 'invalid access_token',
  40101: 'missing parameter',
  40164: 'invalid ip 203.0.113.7, not in whitelist',
  41001: 'access_token missing',
  42001: 'access_token expired',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  48001: 'api unauthorized',
  48004: 'api forbidden for irregularities, view detail on mp.weixin.qq.com',
  61003: 'component is not authorized by this account',
  61004: 'access clientip is not registered, requestIP: 203.0.113.7',
  61005: 'component ticket is expired',
  61006: 'component ticket is invalid',
  61007: 'api is unauthorized to component',
};
const tokenSeconds = 7200;
/** A token that asks for an error: `errcode42001`, `errcode-1`. */
const wishForm = /^errcode(-?\d{1,5})$/;

export interface WechatRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}
export interface WechatOptions {
  /** Tokens are signed with it, so that they stay good over a restart. */
  readonly key: string;
  readonly platformId: string;
}

/**
 * WeChat's `POST /tcb/getcodesecret?access_token=…`, and `GET /sandbox/wechat/token?appid=…` in the place of a provider's
 * own service that hands out tokens. HTTP 200 also for errors. Undefined for any other path. `now` in Unix seconds.
 */
export function answerWechat(options: WechatOptions, request: WechatRequest, now: number): Reply | undefined {
  const { path, query, method } = request;
  if (path === '/sandbox/wechat/token') {
    const token = issueToken(options, query.get('appid') ?? 'wxsandbox', now);
    return jsonReply({ authorizer_access_token: token, expires_in: tokenSeconds });
  }
  if (path !== '/tcb/getcodesecret') return undefined;
  if (method !== 'POST') return wechatFailure(43002);
  const token = query.get('access_token') ?? '';
  if (token === '') return wechatFailure(41001);
  const wish = wishForm.exec(token)?.[1];
  if (wish !== undefined) return wechatFailure(Number(wish));
  const found = readToken(options, token);
  if (!found) return wechatFailure(40014);
  if (now >= found.issuedAt + tokenSeconds) return wechatFailure(42001);
  return jsonReply({ errcode: 0, errmsg: 'ok', codesecret: codeSecret(options, found.appId) });
}

/** An error as WeChat answers it, with the `rid` that its support asks for. */
export function wechatFailure(code: number, message = wechatErrors[code] ?? 'unknown error'): Reply {
  return jsonReply({ errcode: code, errmsg: `${message} rid: ${randomUUID().slice(0, 23)}` });
}

/** A token for a mini program, good for two hours. */
export function issueToken(options: WechatOptions, appId: string, now: number): string {
  const claim = Buffer.from(JSON.stringify([appId.slice(0, 64), now])).toString('base64url');
  return `${claim}_${signature(options, claim)}`;
}
function readToken(options: WechatOptions, token: string): { appId: string; issuedAt: number } | undefined {
  const at = token.length - 65;
  const [claim, given] = [token.slice(0, Math.max(0, at)), token.slice(at + 1)];
  if (given !== signature(options, claim)) return undefined;
  const [appId, issuedAt] = JSON.parse(Buffer.from(claim, 'base64url').toString('utf8')) as [string, number];
  return { appId, issuedAt };
}
const signature = ({ key }: WechatOptions, claim: string): string =>
  createHmac('sha256', key).update(`wechat ${claim}`).digest('hex');

/** One key for each mini program, always the same: 64 characters, as in WeChat's sample. */
const codeSecret = ({ platformId }: WechatOptions, appId: string): string =>
  createHash('sha384').update(`code secret ${platformId} ${appId}`).digest('base64');
