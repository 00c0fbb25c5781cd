import * as l10n from '@vscode/l10n';
import { listOf } from '../model/lists';
import type { Fault } from './fault';
import { placeOf } from './faultForm';
import type { FaultKind, FaultPlace } from './faultKinds';

export function placeWords(place: FaultPlace): string {
  switch (place) {
    case '*':
      return l10n.t('Any action of the platform');
    case 'action':
      return l10n.t('One action of the platform');
    case 'cos:PUT':
      return l10n.t('Upload to the store (COS)');
    case 'cos':
      return l10n.t('Any request to the store (COS)');
    case 'smh:PUT':
      return l10n.t('Upload to the media library (SMH)');
    case 'smh':
      return l10n.t('Any request to the media library (SMH)');
    case 'fileUrl':
      return l10n.t("The platform's download of FileUrl");
    case 'build':
      return l10n.t('The build');
    case 'review':
      return l10n.t('The review');
    case 'wechat':
      return l10n.t("WeChat's answer");
  }
}
export function kindWords(kind: FaultKind): string {
  switch (kind) {
    case 'code':
      return l10n.t('An error code is answered');
    case 'noAnswer':
      return l10n.t('The work is done, but no answer comes');
    case 'drop':
      return l10n.t('The connection breaks');
    case 'delay':
      return l10n.t('The answer comes late');
    case 'rate':
      return l10n.t('Too many requests in a second');
    case 'http':
      return l10n.t('An HTTP status without content');
    case 'body':
      return l10n.t('An answer that is no JSON');
    case 'skew':
      return l10n.t('The clock is wrong');
    case 'refused':
      return l10n.t('The download is refused');
    case 'buildFails':
      return l10n.t('The build fails');
    case 'buildSlow':
      return l10n.t('The build takes longer');
    case 'reject':
      return l10n.t('The reviewer rejects');
    case 'approve':
      return l10n.t('The reviewer approves');
  }
}
/** Where a fault strikes: a place, or the name of an action, which nobody translates. */
export function whereOf({ action }: Pick<Fault, 'action'>): string {
  const place = placeOf(action);
  return place === 'action' ? action : placeWords(place);
}
/** What happens there: "error RequestLimitExceeded", "no answer after 0 bytes". Several effects are told one after the other. */
export function effectWords(fault: Fault): string {
  const { action, code, message, httpStatus, body, dropAfterBytes, delayMs, skewMs, afterHandling, perSecond } = fault;
  const said = message === undefined ? '' : l10n.t(': “{0}”', message);
  if (action === 'review')
    return (fault.decision === 'approve' ? kindWords('approve') : kindWords('reject')) + said + later(delayMs);
  if (action === 'build')
    return message === undefined && delayMs !== undefined
      ? kindWords('buildSlow') + later(delayMs)
      : kindWords('buildFails') + said;
  if (action === 'fileUrl') return l10n.t('refused with HTTP {0}', httpStatus ?? 403) + said;
  const parts = [
    ...(code === undefined ? [] : [l10n.t('error {0}', code) + said]),
    ...(afterHandling === true ? [l10n.t('done, but without an answer')] : []),
    ...(dropAfterBytes === undefined ? [] : [dropWords(dropAfterBytes)]),
    ...(body === undefined ? [] : [l10n.t('an answer that is no JSON')]),
    ...(httpStatus === undefined ? [] : [l10n.t('HTTP {0}', httpStatus)]),
    ...(delayMs === undefined ? [] : [l10n.t('{0} s late', delayMs / 1000)]),
    ...(skewMs === undefined ? [] : [skewWords(skewMs / 60_000)]),
    ...(perSecond === undefined ? [] : [l10n.t('refused above {0} in a second', perSecond)]),
  ];
  return listOf(parts);
}
const later = (delayMs: number | undefined): string => (delayMs ? l10n.t(', {0} s later', delayMs / 1000) : '');
const dropWords = (bytes: number): string =>
  bytes === 0
    ? l10n.t('the connection breaks, nothing is done')
    : l10n.t('the connection breaks after {0} bytes', bytes);
const skewWords = (minutes: number): string =>
  minutes >= 0
    ? l10n.t('the clock is {0} min ahead', minutes)
    : l10n.t('the clock is {0} min behind', Math.abs(minutes));

/** "once", "3 times". */
export const timesWords = (times: number): string => (times === 1 ? l10n.t('once') : l10n.t('{0} times', times));
