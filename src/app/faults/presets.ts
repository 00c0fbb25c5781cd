import * as l10n from '@vscode/l10n';
import type { Fault } from './fault';

/** Something worth rehearsing: what happens, and what one sees then. */
export interface FaultPreset {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly Fault[];
}
/** The rehearsals that teach most, in the order in which a publish meets them. */
export const faultPresets = (): readonly FaultPreset[] => [...onTheWayUp(), ...onThePlatform(), ...inBetween()];

const onTheWayUp = (): readonly FaultPreset[] => [
  {
    id: 'uploadBreaks',
    title: l10n.t('The network breaks while uploading'),
    detail: l10n.t('The next upload is cut off. It is tried again by itself; nothing is lost.'),
    faults: [{ action: 'cos:PUT', dropAfterBytes: 0 }],
  },
  {
    id: 'fileUrlRefused',
    title: l10n.t('The platform may not download the package'),
    detail: l10n.t('The server of FileUrl answers HTTP 403, as a private bucket does.'),
    faults: [{ action: 'fileUrl', httpStatus: 403 }],
  },
  {
    id: 'unansweredCreate',
    title: l10n.t('An unanswered create'),
    detail: l10n.t('The version is created, but the answer is lost. It is looked for, and not created twice.'),
    faults: [{ action: 'CreateMNPVersion', afterHandling: true }],
  },
];
const onThePlatform = (): readonly FaultPreset[] => [
  {
    id: 'buildFails',
    title: l10n.t('The build fails'),
    detail: l10n.t('The next build ends with an error of the platform, and there is no version.'),
    faults: [{ action: 'build', message: 'Build failed: pages/index/index.wxml, line 12: unexpected end tag.' }],
  },
  {
    id: 'reviewerRejects',
    title: l10n.t('The reviewer rejects'),
    detail: l10n.t('The next request for approval is rejected after 10 seconds, with a reason.'),
    faults: [{ action: 'review', decision: 'reject', delayMs: 10_000, message: 'The icon is blurred. 图标不清晰。' }],
  },
  {
    id: 'reviewerApproves',
    title: l10n.t('The reviewer approves'),
    detail: l10n.t('The next request for approval is approved after 10 seconds, for every super app.'),
    faults: [{ action: 'review', decision: 'approve', delayMs: 10_000 }],
  },
  {
    id: 'unansweredRelease',
    title: l10n.t('An unanswered release'),
    detail: l10n.t('The version goes online, but the answer is lost. It is read back before anything is said.'),
    faults: [{ action: 'ReleaseMNPVersion', afterHandling: true }],
  },
];
const inBetween = (): readonly FaultPreset[] => [
  {
    id: 'busy',
    title: l10n.t('The platform is busy'),
    detail: l10n.t('The next three requests are refused with RequestLimitExceeded. Reads wait and try again.'),
    faults: [{ action: '*', code: 'RequestLimitExceeded', times: 3 }],
  },
  {
    id: 'clock',
    title: l10n.t('The clock is wrong'),
    detail: l10n.t('For the next 20 requests the platform is 10 minutes ahead of this computer.'),
    faults: [{ action: '*', skewMs: 600_000, times: 20 }],
  },
  {
    id: 'proxy',
    title: l10n.t('A proxy answers instead'),
    detail: l10n.t('Three requests get an HTML page with HTTP 502 in place of an answer of the platform.'),
    faults: [{ action: '*', httpStatus: 502, body: '<html>Bad gateway</html>', times: 3 }],
  },
];
