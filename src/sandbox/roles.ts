import { teamRoleType } from '../contract/enums';

/**
 * What a role of a team allows there.
 * own: create and delete super apps; members: name and members of the team; change: mini programs with their versions and
 * settings, or super apps with their sensitive APIs; preview; release: what is online; review: approve and reject.
 */
export type Right = 'own' | 'members' | 'change' | 'preview' | 'release' | 'review';

export interface PresetRole {
  readonly name: string;
  /** `teamRoleType`. */
  readonly teamRole: number;
  readonly rights: readonly Right[];
}
const { miniProgram, application } = teamRoleType;

/** Names from the platform's samples; what each allows is ours, but for reviews, which the platform's guide describes. */
export const presetRoles: readonly PresetRole[] = [
  {
    name: 'Mini Program Administrator',
    teamRole: miniProgram,
    rights: ['own', 'members', 'change', 'preview', 'release'],
  },
  { name: 'Mini Program Developer', teamRole: miniProgram, rights: ['change', 'preview', 'release'] },
  { name: 'Mini Program Tester', teamRole: miniProgram, rights: ['preview'] },
  { name: 'Mini Program Operator', teamRole: miniProgram, rights: ['release'] },
  { name: 'Application Administrator', teamRole: application, rights: ['own', 'members', 'change', 'review'] },
  { name: 'Application Member Manager', teamRole: application, rights: ['members'] },
  { name: 'Application Senior Developer', teamRole: application, rights: ['change'] },
  { name: 'Application Developer', teamRole: application, rights: ['change'] },
  { name: 'Application Operator', teamRole: application, rights: [] },
  { name: 'Review Staff', teamRole: application, rights: ['review'] },
];
const rightsByName = new Map(presetRoles.map(({ name, rights }) => [name, rights]));

/** A role without preset rights (a custom one) allows to look. */
export const rightsOf = (roleName: string): readonly Right[] => rightsByName.get(roleName) ?? [];
