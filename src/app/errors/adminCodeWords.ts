import * as l10n from '@vscode/l10n';
import { limits } from '../../contract/limits';

/** Sentences by code for what administrators keep: super apps, teams, users, domains, sensitive APIs. */
export const adminCodeWords: Readonly<Partial<Record<string, () => string>>> = {
  'FailedOperation.AppAlreadyBindAudit': () =>
    l10n.t('A request for approval of this super app is still open. Decide or withdraw it first.'),
  'FailedOperation.AppAlreadyBindMiniProgram': () =>
    l10n.t('Mini programs are bound to this super app. Unbind them in the console first.'),
  'FailedOperation.ApplicationNameAlreadyExisted': () =>
    l10n.t('Another super app already has this name. Choose another one.'),
  'FailedOperation.ApplicationNumberExceedLimit': () =>
    l10n.t('The plan allows no more super apps. Delete one, or extend the plan.'),
  'FailedOperation.ExistSensitiveAPI': () =>
    l10n.t('This super app has a sensitive API of that name already. Choose another name.'),
  'FailedOperation.ExistRepeatDomainUrl': () =>
    l10n.t('A domain is on the list already, or was given twice. Leave it out, then add the others.'),
  'FailedOperation.GetOperateResourceFailed': () =>
    l10n.t('The platform could not find what this refers to. Refresh the view, then try again.'),
  'FailedOperation.OperationsTeamNoApplicationPermission': () =>
    l10n.t('This team may not have super apps. Choose a team that is for super apps.'),
  'FailedOperation.UnableOperateAdminAccount': () =>
    l10n.t('This is an administrator, who cannot be changed here. Name another administrator first.'),
  'InvalidParameter.InvalidExistSameAppKey': () =>
    l10n.t('Another super app already has this package name. Use another one.'),
  'InvalidParameterValue.AppKeyLengthExceedLimit': () => l10n.t('The package name is too long. Shorten it.'),
  'InvalidParameterValue.AppPackageNameNotConfig': () =>
    l10n.t('Enter an Android package name or an iOS bundle ID: this platform needs one of them.'),
  'InvalidParameterValue.ExistTeamName': () => l10n.t('Another team already has this name. Choose another one.'),
  'InvalidParameterValue.ExistUserAccount': () => l10n.t('Another user already has this login. Choose another one.'),
  'InvalidParameterValue.InvalidAccountType': () =>
    l10n.t('The platform does not accept this kind of user. Choose another one.'),
  'InvalidParameterValue.InvalidAppPackageNameLayout': () =>
    l10n.t('The platform does not accept this package name. Use one such as com.example.app.'),
  'InvalidParameterValue.InvalidAppType': () =>
    l10n.t('The platform does not accept this kind of super app. Choose another one.'),
  'InvalidParameterValue.InvalidApplicationId': () =>
    l10n.t('The platform does not know this super app any more. Refresh the view.'),
  'InvalidParameterValue.InvalidApplicationIntro': () =>
    l10n.t('The introduction is empty or too long. Use 1 to {0} characters.', limits.applicationIntro),
  'InvalidParameterValue.InvalidApplicationName': () =>
    l10n.t('The platform does not accept this name or its length. Choose another or a shorter one.'),
  'InvalidParameterValue.InvalidApplicationRemark': () =>
    l10n.t('The remark is too long. Use at most {0} characters.', limits.applicationRemark),
  'InvalidParameterValue.InvalidRoleId': () =>
    l10n.t('This role does not exist in this kind of team. Choose another one.'),
  'InvalidParameterValue.InvalidTeamId': () =>
    l10n.t('The platform does not know this team any more. Refresh the view.'),
  'InvalidParameterValue.InvalidUserId': () =>
    l10n.t('The platform does not know this user any more. Refresh the view.'),
  'InvalidParameterValue.InvalidUserName': () =>
    l10n.t('The platform does not accept the name of the user, or its length. Choose another or a shorter one.'),
  'InvalidParameterValue.UserTeamRelationNotExist': () =>
    l10n.t('The user is not in this team any more. Refresh the view.'),
};
