import type { PackProblem } from './packTypes';

/** Precedence of the keys that can hold the mini program's id: today's product first, WeChat's own key last. */
const namedKeys = ['TCSASappid', 'TCMPPappid', 'TMFappid'] as const;
/** Values the IDE writes for "no mini program yet". */
const placeholders = new Set(['', 'touristId', 'touristGameId', 'touristappid']);

/** A project that was made for WeChat; the platform's own ids look different. */
const wechatId = /^wx[0-9a-f]{16}$/;

export interface AppId {
  readonly value: string;
  readonly key: string;
}
/**
 * Picks the mini program id from a project configuration: `TCSASappid`, `TCMPPappid`, `TMFappid`, then any other
 * `…appid` key in the order of the file (the IDE of a white-label brand writes its own, such as `SASappid` or
 * `tcsasappid`), then `appid`. Placeholders (`touristId`) count as absent.
 * A WeChat id under plain `appid` counts as absent too, told as `appIdWechat`: the folder can then be linked.
 * Keys with other ids are told as `appIdSeveral`, for a real file may hold four different ones.
 */
export function pickAppId(config: Readonly<Record<string, unknown>>): {
  readonly appId: AppId | undefined;
  readonly problems: readonly PackProblem[];
} {
  const others = Object.keys(config).filter(
    (key) => /appid$/i.test(key) && key !== 'appid' && !(namedKeys as readonly string[]).includes(key),
  );
  const found = [...namedKeys, ...others, 'appid'].flatMap((key): AppId[] => {
    const value = config[key];
    const trimmed = typeof value === 'string' ? value.trim() : '';
    return placeholders.has(trimmed) ? [] : [{ key, value: trimmed }];
  });
  const [first] = found;
  if (first?.key === 'appid' && wechatId.test(first.value)) {
    const args = { value: first.value };
    return { appId: undefined, problems: [{ rule: 'appIdWechat', severity: 'info', args }] };
  }
  const appId = first;
  const different = found.filter((other) => other.value !== appId?.value);
  if (!appId || different.length === 0) return { appId, problems: [] };
  const list = different.map(({ key, value }) => `${key} = ${value}`).join(', ');
  return {
    appId,
    problems: [{ rule: 'appIdSeveral', severity: 'info', args: { key: appId.key, value: appId.value, others: list } }],
  };
}
