import * as l10n from '@vscode/l10n';
import { accountType, teamRoleType } from '../../contract/enums';
import { listOf } from '../model/lists';
import type { PartName } from './parts';
import type { PlatformKind } from './refs';

export function partWord(part: PartName): string {
  return {
    superApps: l10n.t('Super apps'),
    teams: l10n.t('Teams'),
    roles: l10n.t('Roles'),
    users: l10n.t('Users'),
    globalDomains: l10n.t('Global domains'),
  }[part];
}
/** What one object is, before its name. */
export function kindWord(kind: PlatformKind): string {
  return {
    superApp: l10n.t('Super app'),
    team: l10n.t('Team'),
    user: l10n.t('User'),
    globalDomain: l10n.t('Global domain'),
    member: l10n.t('Member'),
    sensitiveApi: l10n.t('Sensitive API'),
  }[kind];
}
export const partIcons: Readonly<Record<PartName, string>> = {
  superApps: 'device-mobile',
  teams: 'organization',
  roles: 'shield',
  users: 'account',
  globalDomains: 'globe',
};
/** What stands in place of rows where a part has none. */
export function emptyWords(branch: PartName | 'superApp' | 'team'): string {
  return {
    superApps: l10n.t('No super apps yet.'),
    teams: l10n.t('No teams yet.'),
    roles: l10n.t('No roles.'),
    users: l10n.t('No users yet.'),
    globalDomains: l10n.t('No global domains: the allowlist of each mini program decides alone.'),
    superApp: l10n.t('No sensitive APIs: mini programs may call everything this super app offers.'),
    team: l10n.t('No members yet.'),
  }[branch];
}
export function accountTypeWord(type: number | undefined): string {
  switch (type) {
    case accountType.superAdmin:
      return l10n.t('super administrator');
    case accountType.platformAdmin:
      return l10n.t('platform administrator');
    case accountType.member:
      return l10n.t('member');
    case undefined:
    default:
      return l10n.t('unknown kind');
  }
}
/** What a team is for: mini programs, super apps, or both. */
export function teamTypeWord(types: readonly number[]): string {
  const words = [
    ...(types.includes(teamRoleType.miniProgram) ? [l10n.t('mini programs')] : []),
    ...(types.includes(teamRoleType.application) ? [l10n.t('super apps')] : []),
  ];
  return listOf(words);
}
