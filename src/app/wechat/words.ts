import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { WechatError } from '../../wechat/wechatError';

/** What went wrong with WeChat, and what to do; WeChat's own words with their `rid` at the end. */
export function wechatWords(error: WechatError): string {
  const { kind, host, detail } = error;
  switch (kind) {
    case 'refused': {
      const own = detail === '' ? '' : ` "${detail}"`;
      return `${refusedWords(error.code ?? 0)}${own} (${error.code ?? 0})`;
    }
    case 'noToken':
      return l10n.t(
        '{0} gave no token ({1}). It must answer JSON with authorizer_access_token, or the token as plain text.',
        host,
        detail,
      );
    case 'notWechat':
      return l10n.t(
        'The answer of {0} is not one of WeChat ({1}). A proxy or sign-in page of the network may stand between.',
        host,
        detail,
      );
    case 'redirect':
      return l10n.t(
        '{0} sends us to another address ({1}). The token is not sent there; enter the final address.',
        host,
        detail,
      );
    case 'timeout':
      return l10n.t('{0} did not answer in time. Check the network and the proxy, then try again.', host);
    case 'network':
      return l10n.t('{0} could not be reached ({1}). Check the network and the proxy, then try again.', host, detail);
    default:
      return assertNever(kind);
  }
}
/** Whether another token can help. */
export const isAboutToken = (code: number | undefined): boolean =>
  code === 40001 || code === 40014 || code === 41001 || code === 42001;

/** By WeChat's codes. Source: WeChat's pages "getCodeSecret" and "errCode". */
function refusedWords(code: number): string {
  switch (code) {
    case -1:
    case -1000:
      return l10n.t('WeChat is busy; three tries failed. Try again in some minutes.');
    case 40001:
      return l10n.t('The token is not valid, or a newer one replaced it. Get the newest one from your server.');
    case 40014:
      return l10n.t('This is not a token that WeChat knows. Copy the whole authorizer_access_token.');
    case 41001:
      return l10n.t('The token is missing. Enter the authorizer_access_token.');
    case 42001:
      return l10n.t('The token has expired; it is good for two hours. Get a new one from your server.');
    case 40101:
      return l10n.t('WeChat misses a parameter. Report this: the request is made by the extension.');
    case 43002:
      return l10n.t(
        'WeChat wants another kind of request. Something between here and WeChat may change it; look at the proxy.',
      );
    case 40164:
    case 61004:
      return l10n.t(
        'WeChat refuses the address of this computer. Add the IP to the allowlist of the third-party platform, or ask from your server.',
      );
    case 45009:
      return l10n.t('The calls of today are used up. Try again tomorrow.');
    case 45011:
      return l10n.t('Too many calls in this minute. Wait a minute, then try again.');
    case 48001:
    case 61007:
      return l10n.t(
        'The token may not ask for this. The mini program must grant permission set 49 (cloud development) to the third-party platform.',
      );
    case 48004:
      return l10n.t('WeChat has banned this call for the account. Look for its notice on mp.weixin.qq.com.');
    case 61003:
      return l10n.t(
        'The mini program has not authorized this third-party platform, or the token belongs to another pair of the two. Let its owner authorize, then get a new token.',
      );
    case 61005:
    case 61006:
      return l10n.t(
        'The verify ticket of the third-party platform is out of date. Your server must take the newest one that WeChat pushed.',
      );
    default:
      return l10n.t('WeChat refused for a reason that is not documented here.');
  }
}
