import type { Secrets } from '../ports';

/** Where the token comes from: the user, or a service of the provider (https, or on this machine). */
export type TokenSource =
  | { readonly kind: 'token'; readonly token: string; /** Milliseconds since the epoch. */ readonly at: number }
  | { readonly kind: 'service'; readonly url: string };

interface Kept {
  /** Origin of the API that the token may be sent to. */
  readonly endpoint: string;
  readonly source: TokenSource;
}
const keyOf = (endpoint: string): string => `wechat/${new URL(endpoint).hostname}`;

/** What is kept for that API; undefined when there is nothing, or it belongs to another address. Throws what the key store throws. */
export async function keptSource(secrets: Secrets, endpoint: string): Promise<TokenSource | undefined> {
  const text = await secrets.get(keyOf(endpoint));
  const kept = text === undefined ? undefined : parse(text);
  return kept?.endpoint === endpoint ? kept.source : undefined;
}
export async function keepSource(secrets: Secrets, endpoint: string, source: TokenSource): Promise<void> {
  const kept: Kept = { endpoint, source };
  await secrets.set(keyOf(endpoint), JSON.stringify(kept));
}
export const forgetSource = (secrets: Secrets, endpoint: string): Promise<void> => secrets.delete(keyOf(endpoint));

function parse(text: string): Kept | undefined {
  try {
    const { endpoint, source } = (JSON.parse(text) ?? {}) as Partial<Kept>;
    if (typeof endpoint !== 'string' || typeof source !== 'object') return undefined;
    const isWhole = source.kind === 'token' ? typeof source.token === 'string' : typeof source.url === 'string';
    return isWhole ? { endpoint, source } : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds for which WeChat's tokens are good. */
export const tokenLifeMs = 7_200_000;
