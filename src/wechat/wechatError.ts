/**
 * Why there is no answer to use: WeChat said no (`code` = its errcode), the provider's service gave no token, an answer that
 * is not theirs, a redirect (never followed: the token is for one host), no answer in time, or no connection.
 */
export type WechatErrorKind = 'refused' | 'noToken' | 'notWechat' | 'redirect' | 'timeout' | 'network';
export class WechatError extends Error {
  override readonly name = 'WechatError';
  constructor(
    readonly kind: WechatErrorKind,
    readonly host: string,
    /** WeChat's own words with the `rid` for its support, or technical detail without secrets. */
    readonly detail: string,
    readonly code?: number,
  ) {
    super(`wechat ${host}: ${kind}${code === undefined ? '' : ` ${code}`}: ${detail}`);
  }
}
