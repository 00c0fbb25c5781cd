import { type ActionName, specOf } from '../contract/actions';
import { accountType } from '../contract/enums';
import { Problem } from './problem';
import { type Right, rightsOf } from './roles';
import type { SandboxState, UserRecord } from './state';

/**
 * Who may call an action: everybody (lists show what the caller may see), platform administrators, or whoever has that
 * right in the team to which the object belongs. `see` is for the members of that team and of the teams bound to it.
 */
type Rule = 'everybody' | 'administrator' | `${'program' | 'application' | 'team'}:${Right | 'see'}`;

export const rules: Readonly<Record<ActionName, Rule>> = {
  DescribeMNPList: 'everybody',
  DescribeMNP: 'program:see',
  CreateMNP: 'program:change',
  ModifyMNP: 'program:change',
  DeleteMNP: 'program:change',
  RemoveMNP: 'program:release',
  DescribeMNPCategory: 'everybody',
  CreateMNPVersion: 'program:change',
  DescribeMNPVersion: 'program:see',
  DescribeMNPAllStageVersions: 'program:see',
  DescribeMNPReleasedVersionHistory: 'program:see',
  ReleaseMNPVersion: 'program:release',
  RollbackMNPVersion: 'program:release',
  ConfigureMNPPreview: 'program:preview',
  DescribeMNPPreview: 'program:see',
  DescribeMNPOfflinePackageURL: 'program:see',
  CreateMNPApproval: 'program:change',
  DescribeMNPApprovalList: 'everybody',
  ProcessMNPApproval: 'application:review',
  DescribeApplicationList: 'everybody',
  DescribeApplication: 'application:see',
  CreateApplication: 'application:own',
  ModifyApplication: 'application:change',
  DeleteApplication: 'application:own',
  DescribeApplicationConfigFile: 'application:see',
  DescribeTeamList: 'everybody',
  DescribeTeam: 'team:see',
  CreateTeam: 'administrator',
  ModifyTeam: 'team:members',
  DeleteTeam: 'administrator',
  DescribeTeamMemberList: 'everybody',
  AddTeamMember: 'team:members',
  ModifyTeamMember: 'team:members',
  DeleteTeamMember: 'team:members',
  DescribeUserList: 'administrator',
  DescribeUser: 'administrator',
  CreateUser: 'administrator',
  ModifyUser: 'administrator',
  DeleteUser: 'administrator',
  DescribeRoleList: 'everybody',
  CreatePresetKey: 'administrator',
  DescribeMNPDomainACL: 'program:see',
  CreateMNPDomainACL: 'program:change',
  ModifyMNPDomain: 'program:change',
  DescribeGlobalDomainACL: 'administrator',
  CreateGlobalDomainACL: 'administrator',
  ModifyGlobalDomain: 'administrator',
  DeleteGlobalDomain: 'administrator',
  DescribeApplicationSensitiveAPIList: 'application:see',
  CreateApplicationSensitiveAPI: 'application:change',
  EnableApplicationSensitiveAPI: 'application:change',
  DisableApplicationSensitiveAPI: 'application:change',
  DeleteApplicationSensitiveAPI: 'application:change',
  DescribeMNPSensitiveAPIPermissionList: 'program:see',
  CreateMNPSensitiveAPIPermissionApproval: 'program:change',
  DescribeMNPSensitiveAPIPermissionApprovalList: 'everybody',
  DescribeMNPSensitiveAPIPermissionApproval: 'program:see',
  ProcessMNPSensitiveAPIPermissionApproval: 'application:review',
  DescribeTempSecret4UploadFile2Cos: 'everybody',
};

export interface Access {
  readonly isAdministrator: boolean;
  readonly sees: (teamId: string) => boolean;
  readonly may: (right: Right, teamId: string) => boolean;
}

/** What this user may do. Rights in teams are read anew for every call. */
export function accessOf(state: SandboxState, user: UserRecord): Access {
  const { superAdmin, platformAdmin } = accountType;
  if (user.accountType === superAdmin) return { isAdministrator: true, sees: () => true, may: () => true };
  const isAdministrator = user.accountType === platformAdmin;
  const roleNames = new Map(state.roles.map(({ id, name }) => [id, name]));
  const rights = new Map<string, readonly Right[]>();
  for (const { id, members } of state.teams.values()) {
    const member = members.find(({ userId }) => userId === user.id);
    if (member) rights.set(id, rightsOf(roleNames.get(member.roleId) ?? ''));
  }
  const seen = new Set(rights.keys());
  for (const { id, relatedTeamId } of state.teams.values()) {
    if (relatedTeamId === undefined) continue;
    if (rights.has(id)) seen.add(relatedTeamId);
    if (rights.has(relatedTeamId)) seen.add(id);
  }
  return {
    isAdministrator,
    sees: (teamId) => isAdministrator || seen.has(teamId),
    may: (right, teamId) => rights.get(teamId)?.includes(right) === true,
  };
}

type Members = Readonly<Record<string, unknown>>;

/** Throws when the caller may not do this. What does not exist is left to the handler, which has the right code for it. */
export function checkAccess(action: ActionName, request: Members, access: Access, state: SandboxState): void {
  const rule = rules[action];
  if (rule === 'everybody' || (rule === 'administrator' && access.isAdministrator)) return;
  if (rule === 'administrator') throw refused(action);
  const [kind, right] = rule.split(':') as ['program' | 'application' | 'team', Right | 'see'];
  // Administrators of the platform keep its teams and super apps, but publish and decide nothing.
  if (access.isAdministrator && kind !== 'program' && right !== 'review') return;
  const teams = teamsOf[kind](request, state);
  const isAllowed = teams.every(
    (id) => id === undefined || (right === 'see' ? access.sees(id) : access.may(right, id)),
  );
  if (!isAllowed) throw refused(action);
}
function refused(action: ActionName): Problem {
  const code = specOf(action).errors.find((known) => known === 'FailedOperation.NoAccessPermission');
  return new Problem(code ?? 'UnauthorizedOperation', `You are not authorized to perform ${action} on this object.`);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The teams to which the objects of a request belong; undefined for an object that does not exist. */
const teamsOf: Readonly<
  Record<'program' | 'application' | 'team', (request: Members, state: SandboxState) => readonly (string | undefined)[]>
> = {
  team: (request) => [text(request['TeamId'])],
  program(request, state) {
    const versionId = request['MNPVersionId'];
    const id =
      text(request['MNPId']) ||
      state.versions.get(typeof versionId === 'number' ? versionId : 0)?.mnpId ||
      state.tasks.get(text(request['BusinessId']))?.mnpId ||
      state.permissions.get(text(request['ApprovalNo']))?.mnpId ||
      '';
    return [state.programs.get(id)?.teamId ?? (text(request['TeamId']) || undefined)];
  },
  application(request, state) {
    const items = Array.isArray(request['ApprovalItems']) ? (request['ApprovalItems'] as readonly Members[]) : [];
    const permission = state.permissions.get(text(request['ApprovalNo']));
    const api = state.sensitiveApis.get(text(request['APIId']) || (permission?.apiId ?? ''));
    const ids = [text(request['ApplicationId']), api?.applicationId ?? '', ...items.map((item) => text(item['AppId']))];
    const teams = ids.map((id) => state.applications.get(id)?.teamId);
    return [...teams, text(request['TeamId']) || undefined];
  },
};
