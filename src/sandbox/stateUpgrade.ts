import { roleType } from '../contract/enums';
import { presetRoles } from './roles';
import { seat } from './seedTenant';
import { emptyState, type ProgramRecord, type SandboxState } from './state';

/** Members that files written by an earlier sandbox lack; they begin empty. */
const later: readonly string[] = [
  'sensitiveApis',
  'permissions',
  'globalDomains',
  'mediaFiles',
  'mediaFolders',
] satisfies (keyof SandboxState)[];

/** Whether a state file may do without this member. */
export const isLater = (member: string): boolean => later.includes(member);

/** Mini programs of earlier files have no list of domains. */
function addDomains(program: Partial<ProgramRecord>): void {
  program.domains ??= [];
}

/** Brings a state that an earlier sandbox wrote up to date. `given` is what the file held. */
export function upgradeState(state: SandboxState, given: Readonly<Record<string, unknown>>): SandboxState {
  state.counters = { ...emptyState('', '').counters, ...state.counters };
  if (given['sensitiveApis'] !== undefined) return state;
  for (const program of state.programs.values()) addDomains(program);
  for (const { name, teamRole } of presetRoles) {
    if (state.roles.some((role) => role.name === name)) continue;
    const createTime = state.roles[0]?.createTime ?? 0;
    state.roles.push({ id: state.counters.role++, name, teamRole, type: roleType.preset, createTime });
  }
  // Roles meant nothing then, and the seeded users had them by turns.
  for (const team of state.teams.values()) seat(state, team);
  return state;
}
