import * as l10n from '@vscode/l10n';
import type { Advice } from '../../contract/advice';
import { clockToleranceSeconds } from '../../contract/dialects';
import { assertNever } from '../../base/errors';
import { adminCodeWords } from './adminCodeWords';

/** What a documented code means for the person at the editor, as one or two sentences: what is wrong, and what to do. */
export function codeWords(code: string, action: string): string | undefined {
  return (words[code] ?? adminCodeWords[code])?.(action);
}
/** Sentences by code. Functions, because the language may be set after this file is loaded. */
const words: Readonly<Record<string, (action: string) => string>> = {
  'AuthFailure.SecretIdNotFound': () =>
    l10n.t('The platform does not know this SecretId. It may be deleted, disabled or mistyped. Enter the key again.'),
  'AuthFailure.InvalidSecretId': () =>
    l10n.t('This is not the SecretId of a cloud API key. Enter the key again; it usually begins with AKID.'),
  'AuthFailure.SignatureFailure': () => l10n.t('The SecretKey does not belong to this SecretId. Enter the key again.'),
  'AuthFailure.SignatureExpire': () =>
    l10n.t(
      'The clock of this computer is more than {0} minutes away from the clock of the platform. Set the clock, then try again.',
      clockToleranceSeconds / 60,
    ),
  'AuthFailure.TokenFailure': () =>
    l10n.t('This is a temporary key, and its session token is wrong or has expired. Use a permanent API key.'),
  'AuthFailure.MFAFailure': () =>
    l10n.t('The account asks for a second factor, which keys cannot give. Use another key.'),
  'AuthFailure.UnauthorizedOperation': noRight,
  UnauthorizedOperation: noRight,
  OperationDenied: noRight,
  'FailedOperation.NoAccessPermission': () =>
    l10n.t('This account may not do that with this object. Ask an administrator of its team, or use another profile.'),
  'FailedOperation.LoginAuthFailed': noLogin,
  'MissingParameter.LoginInfoNotFound': noLogin,
  'FailedOperation.PackageAlreadyExpired': () =>
    l10n.t(
      'The plan of this platform has expired. Nothing was changed. Renew the plan in the console, then try again.',
    ),
  'ResourceNotFound.NotFoundPurchasedPackage': () =>
    l10n.t('This account has no plan for mini programs. Buy one in the console, or use another profile.'),
  RequestLimitExceeded: () => l10n.t('Too many requests in one second. Wait a moment, then try again.'),
  InvalidAction: otherDialect,
  NoSuchVersion: otherDialect,
  ActionOffline: otherDialect,
  UnsupportedRegion: () =>
    l10n.t('The platform does not accept the region of this profile. Add a profile with another region.'),
  UnsupportedOperation: (action) =>
    l10n.t('This platform does not support {0}. Ask its administrator, or use another profile.', action),
  'InvalidParameterValue.InvalidPlatformId': () =>
    l10n.t(
      'The platform ID is wrong, or the key belongs to another platform. Check it in the console; it begins with T.',
    ),
  'InvalidParameterValue.InvalidMNPId': noProgram,
  'InvalidParameterValue.InvalidMiniAppId': noProgram,
  'InvalidParameterValue.InvalidMNPName': noName,
  'InvalidParameterValue.MiniProgramNameAlreadyExist': () =>
    l10n.t('Another mini program already has this name. Choose another one.'),
  'InvalidParameterValue.InvalidMNPIntro': () =>
    l10n.t('The introduction is empty or too long. Write one short sentence.'),
  'InvalidParameterValue.InvalidMNPType': () =>
    l10n.t('The platform does not accept this category. Choose it from the list.'),
  'InvalidParameterValue.MNPTypeNumberExceedLimit': () => l10n.t('Too many categories. Choose fewer.'),
  'InvalidParameterValue.InvalidMNPIcon': () =>
    l10n.t('The icon is not a picture the platform accepts. Use a PNG or JPEG file.'),
  'FailedOperation.MiniProgramIconAnalysisFailed': () =>
    l10n.t('The platform could not read the icon. Check that its address can be opened from the internet.'),
  'InvalidParameterValue.InvalidMNPVersion': () =>
    l10n.t('The platform does not accept this version number. Use three numbers, such as 1.4.2.'),
  'InvalidParameterValue.InvalidMNPVersionIntro': () =>
    l10n.t('The version note is empty or too long. Write a short one.'),
  'InvalidParameterValue.InvalidMNPVersionId': () =>
    l10n.t('The platform does not know this version any more. Refresh the view.'),
  // The platform's own spelling.
  'InvalidParameterValue.MNPFileSizExceedLimit': () =>
    l10n.t(
      'The package is too big for the platform. Look at what takes the space, leave something out, then publish again.',
    ),
  'InvalidParameterValue.ExistMismatchParameterType': () =>
    l10n.t('The platform did not accept the type of a value. Update this extension; if that does not help, report it.'),
  'InvalidParameterValue.InvalidMNPVersionTaskId': () =>
    l10n.t(
      'The platform does not know this build any more. Look in the versions whether it ended; else publish again.',
    ),
  'FailedOperation.FileDownloadFailed': () =>
    l10n.t(
      'The platform could not download the uploaded package. Check that its address can be opened from the internet.',
    ),
  'FailedOperation.MNPNumberExceedLimit': () =>
    l10n.t('The plan allows no more mini programs. Delete one, or extend the plan.'),
  'FailedOperation.MNPReleaseNumberExceedLimit': () =>
    l10n.t('The plan allows no more released mini programs. Take one down, or extend the plan.'),
  'FailedOperation.OperationsTeamNoMiniProgramPermission': () =>
    l10n.t('The team of this account may not create mini programs. Ask an administrator.'),
  'FailedOperation.ExistMNPApprovalRecord': () =>
    l10n.t('A version of this mini program is already in review. Wait for the verdict, or withdraw it first.'),
  'FailedOperation.MNPTeamNotAssociatedApplicationTeam': () =>
    l10n.t(
      'The team of this mini program is not bound to a super app team. Ask an administrator to bind it, then submit again.',
    ),
  'FailedOperation.MNPTeamAssociatedApplicationTeamNotCreateApplication': () =>
    l10n.t(
      'The super app team that this mini program is bound to has no super app yet. Create one, then submit again.',
    ),
  'InvalidParameterValue.MNPApprovalStatusError': () =>
    l10n.t('The request is not open any more: it was decided or withdrawn meanwhile. Refresh the view.'),
  'InvalidParameterValue.ProcessMNPApprovalStatusError': () =>
    l10n.t('The request is not open any more: it was decided or withdrawn meanwhile. Refresh the view.'),
  'FailedOperation.ApprovalAlreadyProcessed': () => l10n.t('The request was already decided. Refresh the view.'),
  'InvalidParameterValue.InvalidApprovalNo': () =>
    l10n.t('The platform does not know this request any more. Refresh the view.'),
  'InvalidParameterValue.InvalidApprovalNote': () => l10n.t('The note is too long. Shorten it.'),
  'InvalidParameterValue.ApprovalNoteRequired': () => l10n.t('A note is required. Write what must change.'),
  'InvalidParameterValue.ProcessApprovalItemIsEmpty': () =>
    l10n.t('No super app is named for this decision. Choose at least one, then decide again.'),
  'InvalidParameterValue.InvalidApplyAction': () =>
    l10n.t(
      'The platform does not know what was asked for this version. Refresh the view, then submit or withdraw again.',
    ),
  'InvalidParameterValue.ProcessApplicationAndApprovalApplicationMismatch': () =>
    l10n.t('The super apps of this request have changed. Refresh the view, then decide again.'),
  'InvalidParameterValue.MNPVersionIsNotPlatformPhase': () =>
    l10n.t('This version is not approved yet. Submit it for approval first.'),
  'FailedOperation.OnlyReleasePlatformApprovedMNPVersion': () =>
    l10n.t('Only an approved version can be released. Submit this one for approval first.'),
  'FailedOperation.MNPVersionReleased': () => l10n.t('This version is already released. Refresh the view.'),
  'FailedOperation.ReleaseMNPVersionNeedGreaterThanOnlineVersion': () =>
    l10n.t(
      'The number of this version is not higher than the one online. Publish it again under a higher number, or roll back.',
    ),
  'FailedOperation.ShowcaseVersionAlreadyExist': () =>
    l10n.t('Another version is the preview. Clear that one first, then set this one.'),
  'FailedOperation.MNPOnlineVersionNotExist': () =>
    l10n.t('No version of this mini program is online. Release one first.'),
  'FailedOperation.RecordNotFound': () => l10n.t('The platform does not know this object any more. Refresh the view.'),
  'InvalidParameterValue.QueryParameterLengthExceedLimit': () =>
    l10n.t('The search text is too long. Use at most 64 characters.'),
};
function noName(): string {
  return l10n.t('The platform does not accept this name or its length. Choose another or a shorter one.');
}
function noRight(action: string): string {
  return l10n.t(
    'The key has no right to {0}. Ask an administrator to allow it in the access policy, or use another profile.',
    action,
  );
}
function noLogin(): string {
  return l10n.t('The platform knows no user for this key. Ask an administrator to connect the key to a platform user.');
}
function noProgram(): string {
  return l10n.t('The platform does not know this mini program. Check the ID and the profile.');
}
/** Codes by which an address says that it does not know this API, or this action of it. */
export const isOtherDialect = (code: string): boolean => words[code] === otherDialect;
function otherDialect(action: string): string {
  return l10n.t(
    'This address does not know {0}. The profile may speak the wrong one of the two APIs, TCSAS and TCMPP: try the other one.',
    action,
  );
}
/** What to say for a code without words of its own, by what kind of help it calls for. */
export function adviceWords(advice: Advice): string {
  switch (advice) {
    case 'retry':
      return l10n.t('The platform has a problem of its own. Try again in a moment.');
    case 'clock':
      return l10n.t('Set the clock of this computer, then try again.');
    case 'creds':
      return l10n.t('The platform did not accept the key. Enter the key again.');
    case 'perm':
      return l10n.t('This is not allowed for this account. Ask an administrator, or use another profile.');
    case 'input':
      return l10n.t('The platform did not accept a value. Correct it, then try again.');
    case 'state':
      return l10n.t('This is not possible in the present state. Refresh the view and look again.');
    case 'plan':
      return l10n.t('The plan of the account does not allow this. Look at the plan in the console.');
    case 'limit':
      return l10n.t('A limit of the plan is reached. Delete something, or extend the plan in the console.');
    case 'client':
      return l10n.t('The platform did not understand the request. Check the kind and the region of the profile.');
    case 'report':
      return l10n.t(
        'The platform could not do it. Refresh the view and try again; if it stays so, give the RequestId to the support.',
      );
    default:
      return assertNever(advice);
  }
}
