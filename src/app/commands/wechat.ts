import * as l10n from '@vscode/l10n';
import { assertNever, isCancelled } from '../../base/errors';
import { fetchToken, getCodeSecret, wechatEndpoint, type WechatOptions } from '../../wechat/codeSecret';
import { WechatError } from '../../wechat/wechatError';
import { UserError } from '../errors/userError';
import { ago } from '../model/times';
import type { PickItem } from '../ports';
import { forgetSource, keepSource, keptSource, tokenLifeMs, type TokenSource } from '../wechat/tokenSource';
import { isAboutToken, wechatWords } from '../wechat/words';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';
import { showSecret } from './secretResult';
import { whileWaiting } from './waiting';

/** WeChat's own platform, which is no part of a profile; with the sandbox the emulator of it. */
export function wechatCommands(context: CommandContext): HandlersOf<'miniProgram.wechatKey'> {
  return { 'miniProgram.wechatKey': () => getKey(context) };
}
type Choice = TokenSource | { readonly kind: 'askToken' | 'askService' | 'forget' };
const title = (): string => l10n.t('Get WeChat Code Protection Key');

async function getKey(context: CommandContext): Promise<void> {
  const endpoint = await endpointOf(context);
  const source = await askSource(context, endpoint);
  if (!source) return;
  const secret = await whileWaiting(
    context,
    l10n.t('Asking {0} for the code protection key', new URL(endpoint).host),
    (signal) => ask(context, endpoint, source, signal),
  );
  await keepIfPossible(context, endpoint, source);
  showSecret(context, l10n.t('Code protection key'), secret);
}
/** The sandbox has a WeChat of its own, so that trying it out needs no account. */
async function endpointOf({ sessions }: CommandContext): Promise<string> {
  if (sessions.active?.environment !== 'sandbox') return wechatEndpoint;
  return (await sessions.open(sessions.active.id)).profile.endpoint;
}

/** Undefined when what was kept is forgotten. Throws `Cancelled`. */
async function askSource(context: CommandContext, endpoint: string): Promise<TokenSource | undefined> {
  const kept = await keptSource(context.secrets, endpoint);
  const choice = answered(
    await context.ui.pick<Choice>({
      title: `${title()} · ${new URL(endpoint).host}`,
      placeholder: l10n.t('Where does the authorizer_access_token come from?'),
      items: [...(kept ? keptItems(kept, context.clock.now()) : []), ...newItems()],
    }),
  );
  switch (choice.kind) {
    case 'token':
    case 'service':
      return choice;
    case 'askToken':
      return { kind: 'token', token: await askToken(context), at: context.clock.now() };
    case 'askService':
      return { kind: 'service', url: await askService(context) };
    case 'forget':
      await forgetSource(context.secrets, endpoint);
      context.ui.say('info', l10n.t('It is forgotten.'));
      return undefined;
    default:
      return assertNever(choice);
  }
}
function keptItems(kept: TokenSource, now: number): readonly PickItem<Choice>[] {
  const isOld = kept.kind === 'token' && now - kept.at >= tokenLifeMs;
  const label =
    kept.kind === 'service'
      ? l10n.t('Ask {0} again', new URL(kept.url).host)
      : l10n.t('The token that was entered {0}', ago(kept.at, now));
  return [
    ...(isOld ? [] : [{ label, icon: 'history', value: kept }]),
    { label: l10n.t('Forget what is kept'), icon: 'trash', value: { kind: 'forget' } as const },
  ];
}
const newItems = (): readonly PickItem<Choice>[] => [
  {
    label: l10n.t('Enter a token…'),
    detail: l10n.t(
      'Your server has it; WeChat gives it to the server of the third-party platform only. Good for two hours.',
    ),
    icon: 'key',
    value: { kind: 'askToken' },
  },
  {
    label: l10n.t('Enter the address of a service of yours…'),
    detail: l10n.t('It answers a GET with the newest token. Asked each time, so the token is always fresh.'),
    icon: 'globe',
    value: { kind: 'askService' },
  },
];
async function askToken({ ui, remember }: CommandContext): Promise<string> {
  const text = await ui.input({
    title: title(),
    prompt: l10n.t('authorizer_access_token of the mini program. It is kept in the key store of this system only.'),
    password: true,
    validate: tokenProblem,
  });
  const token = answered(text).trim();
  remember(token);
  return token;
}
function tokenProblem(text: string): string | undefined {
  const token = text.trim();
  if (token === '') return l10n.t('Enter the token.');
  if (/\s/.test(token)) return l10n.t('A token holds no blanks.');
  return token.length > 1024 ? l10n.t('Use at most {0} characters.', 1024) : undefined;
}
async function askService({ ui }: CommandContext): Promise<string> {
  const text = await ui.input({
    title: title(),
    prompt: l10n.t('Address that answers the token, with https. It is kept in the key store of this system only.'),
    placeholder: 'https://token.example.com/authorizer?appid=wx…',
    // It may hold a key of yours, so it is typed as a secret is.
    password: true,
    validate: serviceProblem,
  });
  return new URL(answered(text).trim()).href;
}
function serviceProblem(text: string): string | undefined {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '')
    return l10n.t('Enter an address that begins with https://.');
  if (url.username !== '' || url.password !== '') return l10n.t('Leave user name and password out of the address.');
  return url.protocol === 'https:' || isThisMachine(url.hostname)
    ? undefined
    : l10n.t('Use https: the token must not travel in the clear. Only this machine may use http.');
}
const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Asks with the token; a token of a service that WeChat finds too old is fetched once more. */
async function ask(
  context: CommandContext,
  endpoint: string,
  source: TokenSource,
  signal: AbortSignal,
): Promise<string> {
  const options: WechatOptions = { endpoint, clock: context.clock, remember: context.remember };
  if (source.kind === 'service') for (const [, value] of new URL(source.url).searchParams) context.remember(value);
  const tokenNow = (): Promise<string> =>
    source.kind === 'token' ? Promise.resolve(source.token) : fetchToken(options, source.url, signal);
  try {
    try {
      return await getCodeSecret(options, await tokenNow(), signal);
    } catch (error) {
      const isStale = error instanceof WechatError && isAboutToken(error.code);
      if (source.kind === 'token' || !isStale) throw error;
      return await getCodeSecret(options, await tokenNow(), signal);
    }
  } catch (error) {
    if (isCancelled(error) || !(error instanceof WechatError)) throw error;
    context.log.warn(`WeChat: ${error.message}`);
    if (source.kind === 'token' && isAboutToken(error.code)) await forgetSource(context.secrets, endpoint);
    throw new UserError(
      wechatWords(error),
      [{ label: l10n.t('Try Again'), command: 'miniProgram.wechatKey' }],
      'other',
    );
  }
}
/** A key store that does not take it costs a question next time, not the key that is here. */
async function keepIfPossible(context: CommandContext, endpoint: string, source: TokenSource): Promise<void> {
  try {
    await keepSource(context.secrets, endpoint, source);
  } catch (error) {
    context.log.warn(`WeChat: the token could not be kept: ${String(error)}`);
  }
}
