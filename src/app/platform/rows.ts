import * as l10n from '@vscode/l10n';
import { accountType } from '../../contract/enums';
import type { Token } from '../manifest';
import { moment } from '../model/times';
import { escapeMarkdown, factLines } from '../tree/markdown';
import type { Presentation } from '../tree/node';
import type { GlobalDomain, Member, Role, SensitiveApi, SuperApp, Team, User } from './model';
import type { ObjectNode, RoleNode } from './node';
import { accountTypeWord, teamTypeWord } from './words';

type Facts = readonly (readonly [label: string, value: string | undefined])[];
/** What a row of each kind says. */
interface Looks {
  readonly description: string;
  readonly icon: { readonly id: string; readonly color?: string };
  readonly tokens: readonly Token[];
  readonly isBranch?: true;
  /** The kind and the name, for those who do not see the icon. */
  readonly spoken: string;
  readonly facts: Facts;
}
type AnyRowNode = ObjectNode | RoleNode;

/**
 * A row as the view shows it. `mayChange`: nothing is known that would forbid it; a team as such is kept by those alone who
 * administrate the platform.
 */
export function presentRow(node: AnyRowNode, mayChange: boolean, mayAdministrate: boolean): Presentation {
  const { description, icon, tokens, isBranch, spoken } = looksOf(node);
  return {
    id: node.id,
    label: nameOf(node),
    description,
    icon,
    tokens: [
      ...tokens,
      ...(mayChange ? (['managed'] as const) : []),
      ...(mayAdministrate && node.kind === 'team' ? (['removable'] as const) : []),
    ],
    collapsible: isBranch ? 'collapsed' : 'none',
    accessibleLabel: description === '' ? spoken : `${spoken}, ${description}`,
    hasTooltip: true,
  };
}
/** Markdown with everything of others escaped. */
export const rowTooltip = (node: AnyRowNode): string =>
  `### ${escapeMarkdown(nameOf(node))}\n\n${factLines(looksOf(node).facts)}`;

const nameOf = (node: AnyRowNode): string => (node.kind === 'role' ? node.row.name : node.name);
const when = (time: number | undefined): string | undefined => (time === undefined ? undefined : moment(time));
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

function looksOf(node: AnyRowNode): Looks {
  switch (node.kind) {
    case 'superApp':
      return superAppLooks(node.row);
    case 'sensitiveApi':
      return sensitiveApiLooks(node.row);
    case 'team':
      return teamLooks(node.row);
    case 'member':
      return memberLooks(node.row);
    case 'user':
      return userLooks(node.row);
    case 'globalDomain':
      return domainLooks(node.row);
    case 'role':
      return roleLooks(node.row);
  }
}
const superAppLooks = (app: SuperApp): Looks => ({
  description: joined(app.teamName, app.isTest ? l10n.t('for tests') : ''),
  icon: { id: 'device-mobile' },
  tokens: ['superApp'],
  isBranch: true,
  spoken: l10n.t('Super app {0}', app.ref.name),
  facts: [
    [l10n.t('ID'), app.ref.key],
    [l10n.t('Introduction'), app.intro],
    [l10n.t('Team'), app.teamName],
    [l10n.t('Sensitive APIs'), app.sensitiveApiCount?.toString()],
    [l10n.t('Created'), when(app.createdAt)],
    [l10n.t('By'), app.createdBy],
  ],
});
const sensitiveApiLooks = (api: SensitiveApi): Looks => {
  const state = api.isRestricted ? l10n.t('with permission only') : l10n.t('open to all');
  return {
    description: joined(state, api.description),
    icon: api.isRestricted ? { id: 'lock', color: 'charts.yellow' } : { id: 'unlock' },
    tokens: ['sensitiveApi', api.isRestricted ? 'restricted' : 'open'],
    spoken: l10n.t('Sensitive API {0}', api.ref.name),
    facts: [
      [l10n.t('ID'), api.ref.key],
      [l10n.t('State'), state],
      [l10n.t('Description'), api.description],
      [l10n.t('Kind'), api.isCustom ? l10n.t('custom') : l10n.t('system')],
      [l10n.t('Super app'), api.ref.superApp.name],
    ],
  };
};
const teamLooks = (team: Team): Looks => {
  const purpose = teamTypeWord(team.roleTypes);
  const count = team.memberCount === undefined ? '' : l10n.t('{0} members', team.memberCount);
  return {
    description: joined(purpose, count),
    icon: { id: 'organization' },
    tokens: ['team'],
    isBranch: true,
    spoken: l10n.t('Team {0}', team.ref.name),
    facts: [
      [l10n.t('ID'), team.ref.key],
      [l10n.t('For'), purpose],
      [l10n.t('Administrator'), personWord(team.administratorName, team.administratorAccount)],
      [l10n.t('Members'), team.memberCount?.toString()],
    ],
  };
};
const memberLooks = (member: Member): Looks => ({
  description: joined(member.roleName, member.account, member.canEdit ? '' : l10n.t('administrator of the team')),
  icon: { id: member.canEdit ? 'person' : 'star-full' },
  tokens: member.canEdit ? ['member', 'ordinary'] : ['member'],
  spoken: l10n.t('Member {0}', member.ref.name),
  facts: [
    [l10n.t('ID'), member.ref.key],
    [l10n.t('Login'), member.account],
    [l10n.t('Role'), member.roleName],
    [l10n.t('Team'), member.ref.team.name],
  ],
});
const userLooks = (user: User): Looks => {
  const isOrdinary = user.accountType !== accountType.superAdmin;
  return {
    description: joined(user.account, accountTypeWord(user.accountType), user.isDisabled ? l10n.t('disabled') : ''),
    icon: user.isDisabled
      ? { id: 'circle-slash', color: 'disabledForeground' }
      : { id: isOrdinary ? 'person' : 'star-full' },
    tokens: isOrdinary ? ['user', 'ordinary'] : ['user'],
    spoken: l10n.t('User {0}', user.ref.name),
    facts: [
      [l10n.t('ID'), user.ref.key],
      [l10n.t('Login'), user.account],
      [l10n.t('Kind'), accountTypeWord(user.accountType)],
      [l10n.t('State'), user.isDisabled ? l10n.t('disabled') : undefined],
      [l10n.t('Teams'), user.teams],
      [l10n.t('Created'), when(user.createdAt)],
    ],
  };
};
const domainLooks = (domain: GlobalDomain): Looks => {
  const state = domain.isBlocked ? l10n.t('blocked') : l10n.t('allowed');
  return {
    description: state,
    icon: domain.isBlocked ? { id: 'circle-slash', color: 'charts.red' } : { id: 'check', color: 'charts.green' },
    tokens: ['globalDomain'],
    spoken: l10n.t('Global domain {0}', domain.ref.name),
    facts: [
      [l10n.t('ID'), domain.ref.key],
      [l10n.t('State'), state],
      [l10n.t('Changed'), when(domain.changedAt)],
      [l10n.t('By'), domain.changedBy],
    ],
  };
};
const roleLooks = (role: Role): Looks => ({
  description: joined(role.isCustom ? l10n.t('custom') : l10n.t('preset'), role.teamName),
  icon: { id: 'shield' },
  tokens: ['role'],
  spoken: l10n.t('Role {0}', role.name),
  facts: [
    [l10n.t('ID'), String(role.roleId)],
    [l10n.t('Kind'), role.isCustom ? l10n.t('custom') : l10n.t('preset')],
    [l10n.t('Team'), role.teamName],
  ],
});
/** "Ana Lin (ana)". */
export const personWord = (name: string, account: string): string =>
  account === '' || account === name ? name : name === '' ? account : `${name} (${account})`;
