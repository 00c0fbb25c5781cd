import type { PackProblem } from './packTypes';

/** Precedence of the keys that can hold the mini program's id: today's product first, WeChat's own key last. */
const namedKeys = ['TCSASappid', 'TCMPPappid', 'TMFappid'] as const;
/** Values the IDE writes for "no mini program yet". */
const placeholders = new Set(['', 'touristId', 'touristGameId', 'touristappid']);

export interface AppId {
  readonly value: string;
  readonly key: string;
}
/**
 * Picks the mini program id from a project configuration: `TCSASappid`, `TCMPPappid`, `TMFappid`, then any other
 * `…appid` key in the order of the file (the IDE of a white-label brand writes its own, such as `SASappid` or
 * `tcsasappid`), then `appid`. Placeholders (`touristId`) count as absent.
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
  const appId = found[0];
  const different = found.filter((other) => other.value !== appId?.value);
  if (!appId || different.length === 0) return { appId, problems: [] };
  const list = different.map(({ key, value }) => `${key} = ${value}`).join(', ');
  return {
    appId,
    problems: [{ rule: 'appIdSeveral', severity: 'info', args: { key: appId.key, value: appId.value, others: list } }],
  };
}
