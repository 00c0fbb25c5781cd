import { domainKinds } from '../../app/domains/domains';
import type { ApprovalRef } from '../../app/approvals/model';
import type { ActivityRef } from '../../app/activity/node';
import type { CommandArgs, CommandId } from '../../app/manifest';
import type { DomainPlace, PermissionPlace, PermissionRef, ProgramDomainRef } from '../../app/model/partRefs';
import type { FileRef, ProgramRef, VersionRef } from '../../app/model/refs';
import type { PlatformKind, PlatformRef } from '../../app/platform/refs';

/** What a command's first argument may be. */
type Accepted =
  | 'nothing'
  | 'text'
  | 'program'
  | 'version'
  | 'either'
  | 'programOrFile'
  | 'anything'
  | 'approval'
  | 'versionOrApprovals'
  | 'activity'
  | PlatformKind
  | PartKind;
/** Rows below a program: one kind, or the places from which something is added. */
type PartKind = (ProgramDomainRef | PermissionRef)['kind'] | 'domainPlace' | 'permissionPlace';
type AcceptedBy<Args extends readonly unknown[]> = Args extends readonly []
  ? 'nothing'
  : unknown extends Args[0]
    ? 'anything'
    : FileRef extends NonNullable<Args[0]>
      ? 'programOrFile'
      : NonNullable<Args[0]> extends string
        ? 'text'
        : NonNullable<Args[0]> extends ActivityRef
          ? 'activity'
          : ApprovalRef extends NonNullable<Args[0]>
            ? VersionRef extends NonNullable<Args[0]>
              ? 'versionOrApprovals'
              : 'approval'
            : NonNullable<Args[0]> extends PlatformRef
              ? NonNullable<Args[0]>['kind']
              : NonNullable<Args[0]> extends ProgramRef
                ? 'program'
                : NonNullable<Args[0]> extends VersionRef
                  ? 'version'
                  : NonNullable<Args[0]> extends ProgramDomainRef | PermissionRef
                    ? NonNullable<Args[0]>['kind']
                    : NonNullable<Args[0]> extends DomainPlace
                      ? 'domainPlace'
                      : NonNullable<Args[0]> extends PermissionPlace
                        ? 'permissionPlace'
                        : 'either';

const accepted: { readonly [C in CommandId]: AcceptedBy<CommandArgs[C]> } = {
  'miniProgram.trySandbox': 'nothing',
  'miniProgram.resetSandbox': 'nothing',
  'miniProgram.rehearseFault': 'nothing',
  'miniProgram.openSample': 'nothing',
  'miniProgram.addProfile': 'nothing',
  'miniProgram.switchProfile': 'nothing',
  'miniProgram.rekeyProfile': 'text',
  'miniProgram.renameProfile': 'text',
  'miniProgram.removeProfile': 'text',
  'miniProgram.uploadTarget': 'text',
  'miniProgram.testUpload': 'text',
  'miniProgram.linkFolder': 'nothing',
  'miniProgram.unlinkFolder': 'nothing',
  'miniProgram.refresh': 'nothing',
  'miniProgram.refreshNode': 'program',
  'miniProgram.search': 'nothing',
  'miniProgram.clearSearch': 'nothing',
  'miniProgram.sort': 'nothing',
  'miniProgram.loadMore': 'anything',
  'miniProgram.retry': 'anything',
  'miniProgram.copyId': 'either',
  'miniProgram.copyName': 'either',
  'miniProgram.copyJson': 'either',
  'miniProgram.create': 'nothing',
  'miniProgram.edit': 'program',
  'miniProgram.delete': 'program',
  'miniProgram.takeDown': 'program',
  'miniProgram.rollBack': 'either',
  'miniProgram.changeIcon': 'program',
  'miniProgram.copyPackageUrl': 'program',
  'miniProgram.addDomains': 'domainPlace',
  'miniProgram.editDomain': 'domain',
  'miniProgram.removeDomain': 'domain',
  'miniProgram.requestPermission': 'permissionPlace',
  'miniProgram.showPermission': 'permission',
  'miniProgram.wechatKey': 'nothing',
  'miniProgram.mediaLibrarySecret': 'nothing',
  'miniProgram.switchDialect': 'text',
  'miniProgram.publish': 'program',
  'miniProgram.resumePublish': 'text',
  'miniProgram.discardPublish': 'text',
  'miniProgram.check': 'nothing',
  'miniProgram.showProblems': 'nothing',
  'miniProgram.package': 'nothing',
  'miniProgram.previewPackage': 'programOrFile',
  'miniProgram.showTaskTerminal': 'nothing',
  'miniProgram.uploadVersion': 'program',
  'miniProgram.previewQr': 'either',
  'miniProgram.setPreview': 'version',
  'miniProgram.clearPreview': 'either',
  'miniProgram.submitApproval': 'version',
  'miniProgram.withdrawApproval': 'version',
  'miniProgram.approve': 'versionOrApprovals',
  'miniProgram.reject': 'versionOrApprovals',
  'miniProgram.release': 'version',
  'miniProgram.showVersionDetails': 'version',
  'miniProgram.refreshApprovals': 'nothing',
  'miniProgram.filterApprovals': 'nothing',
  'miniProgram.clearApprovalFilter': 'nothing',
  'miniProgram.loadMoreApprovals': 'anything',
  'miniProgram.showApproval': 'approval',
  'miniProgram.switchSandboxRole': 'text',
  'miniProgram.refreshPlatform': 'nothing',
  'miniProgram.searchPlatform': 'anything',
  'miniProgram.clearPlatformSearch': 'anything',
  'miniProgram.loadMorePlatform': 'anything',
  'miniProgram.retryPlatform': 'anything',
  'miniProgram.copyPlatformId': 'anything',
  'miniProgram.createSuperApp': 'nothing',
  'miniProgram.showSuperApp': 'superApp',
  'miniProgram.editSuperApp': 'superApp',
  'miniProgram.deleteSuperApp': 'superApp',
  'miniProgram.downloadConfigFile': 'superApp',
  'miniProgram.addSensitiveApi': 'superApp',
  'miniProgram.openSensitiveApi': 'sensitiveApi',
  'miniProgram.restrictSensitiveApi': 'sensitiveApi',
  'miniProgram.deleteSensitiveApi': 'sensitiveApi',
  'miniProgram.createTeam': 'nothing',
  'miniProgram.showTeam': 'team',
  'miniProgram.renameTeam': 'team',
  'miniProgram.changeTeamAdministrator': 'team',
  'miniProgram.deleteTeam': 'team',
  'miniProgram.addTeamMember': 'team',
  'miniProgram.changeMemberRole': 'member',
  'miniProgram.removeTeamMember': 'member',
  'miniProgram.addUsers': 'nothing',
  'miniProgram.showUser': 'user',
  'miniProgram.editUser': 'user',
  'miniProgram.deleteUser': 'user',
  'miniProgram.addGlobalDomains': 'nothing',
  'miniProgram.editGlobalDomain': 'globalDomain',
  'miniProgram.removeGlobalDomain': 'globalDomain',
  'miniProgram.watchApproval': 'version',
  'miniProgram.stopWatching': 'version',
  'miniProgram.retryActivity': 'activity',
  'miniProgram.resumeActivity': 'activity',
  'miniProgram.discardActivity': 'activity',
  'miniProgram.copyActivityReport': 'activity',
  'miniProgram.revealActivity': 'activity',
  'miniProgram.clearFinishedActivities': 'nothing',
  'miniProgram.showStatusMenu': 'nothing',
  'miniProgram.showLog': 'nothing',
  'miniProgram.doctor': 'text',
};

/**
 * The arguments a command may be given, out of what VS Code, a keybinding or another extension passes. What does not fit is
 * left out; the command then asks.
 */
export function cleanArguments<C extends CommandId>(command: C, args: readonly unknown[]): CommandArgs[C] {
  const kind: Accepted = accepted[command];
  const [first, second] = args;
  const isUsed = fits(kind, first) && !(kind !== 'anything' && isFocusedRow(args));
  const selected = kind === 'versionOrApprovals' && Array.isArray(second) ? [second.filter(isApproval)] : [];
  return (isUsed ? [first, ...selected] : []) as CommandArgs[C];
}
function fits(kind: Accepted, value: unknown): boolean {
  switch (kind) {
    case 'nothing':
      return false;
    case 'anything':
      return value !== undefined && value !== null;
    case 'text':
      return typeof value === 'string' && value !== '';
    case 'program':
      return isProgram(value);
    case 'version':
      return isVersion(value);
    case 'either':
      return isProgram(value) || isVersion(value);
    case 'activity':
      return hasKind(value, 'activity') && hasText(value, ['activityId']);
    case 'programOrFile':
      return isProgram(value) || isFile(value);
    case 'approval':
      return isApproval(value);
    case 'versionOrApprovals':
      return isVersion(value) || isApproval(value);
    case 'domain':
      return isBelow(value, 'domain', ['domain']) && isDomainKind(value);
    case 'permission':
      return isBelow(value, 'permission', ['apiId', 'method']);
    case 'domainPlace':
      return isProgram(value) || isBelow(value, 'programPart') || (isBelow(value, 'domainKind') && isDomainKind(value));
    case 'permissionPlace':
      return isProgram(value) || isBelow(value, 'programPart') || fits('permission', value);
    case 'superApp':
    case 'team':
    case 'user':
    case 'globalDomain':
      return isOfPlatform(value, kind);
    case 'member':
      return isOfPlatform(value, kind) && 'team' in value && isOfPlatform(value.team, 'team');
    case 'sensitiveApi':
      return isOfPlatform(value, kind) && 'superApp' in value && isOfPlatform(value.superApp, 'superApp');
  }
}
/**
 * A button in the view's title hands over the row that happens to have the focus, as its only argument; the buttons and the
 * menu of a row hand over the row and the selection. Rows, unlike what our own code passes, have an id.
 */
const isFocusedRow = (args: readonly unknown[]): boolean => args.length === 1 && hasText(args[0], ['id']);
const isProgram = (value: unknown): boolean =>
  hasKind(value, 'program') && hasText(value, ['profileId', 'mnpId', 'name']);
const isVersion = (value: unknown): boolean =>
  hasKind(value, 'version') &&
  hasText(value, ['profileId', 'mnpId', 'programName', 'version']) &&
  typeof (value as Partial<VersionRef>).versionId === 'number';
const isApproval = (value: unknown): boolean =>
  hasKind(value, 'approval') &&
  hasText(value, ['profileId', 'request', 'approvalNo', 'mnpId', 'programName', 'subject']) &&
  ['version', 'api'].includes((value as ApprovalRef).request);
const isOfPlatform = (value: unknown, kind: PlatformKind): value is PlatformRef =>
  hasKind(value, kind) && hasText(value, ['profileId', 'key', 'name']);
/** A row below a program. */
const isBelow = (value: unknown, kind: string, more: readonly string[] = []): boolean =>
  hasKind(value, kind) && hasText(value, ['profileId', 'mnpId', 'name', ...more]);
const isDomainKind = (value: unknown): boolean =>
  (domainKinds as readonly unknown[]).includes((value as Partial<ProgramDomainRef>).domainKind);
/** A file or folder of the explorer; others than those on a disk cannot be packed. */
const isFile = (value: unknown): boolean =>
  hasText(value, ['scheme', 'fsPath']) && (value as { readonly scheme: string }).scheme === 'file';
const hasKind = (value: unknown, kind: string): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
const hasText = (value: unknown, keys: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  keys.every((key) => typeof (value as Readonly<Record<string, unknown>>)[key] === 'string');
