import type { ErrorCode } from '../../contract/errorCodes';
import { teamRoleType } from '../../contract/enums';
import { Problem } from '../problem';
import type { ApplicationRecord, ProgramRecord, SandboxState, TeamRecord, VersionRecord } from '../state';

/** Finding records, with the error of the action that asks. */

export function programOf(
  state: SandboxState,
  id: string,
  code: ErrorCode = 'InvalidParameterValue.InvalidMNPId',
): ProgramRecord {
  const program = state.programs.get(id);
  if (!program) throw new Problem(code, `The mini program ${id} does not exist.`);
  return program;
}
export function versionOf(state: SandboxState, id: number, nowMs: number, code: ErrorCode): VersionRecord {
  const version = state.versions.get(id);
  if (!version || nowMs < version.readyAtMs) throw new Problem(code, `The mini program version ${id} does not exist.`);
  return version;
}
export function applicationOf(state: SandboxState, id: string): ApplicationRecord {
  const application = state.applications.get(id);
  if (!application)
    throw new Problem('InvalidParameterValue.InvalidApplicationId', `The application ${id} does not exist.`);
  return application;
}
export function teamOf(state: SandboxState, id: string): TeamRecord {
  const team = state.teams.get(id);
  if (!team) throw new Problem('InvalidParameterValue.InvalidTeamId', `The team ${id} does not exist.`);
  return team;
}
/** Whether a list that filters by team and by search text (lower case, empty for none) has this program. */
export function isListed(program: ProgramRecord, teamId: string | undefined, wanted: string): boolean {
  if (teamId && program.teamId !== teamId) return false;
  return !wanted || program.name.toLowerCase().includes(wanted) || program.id === wanted;
}
/** The application team that a mini program team is bound to. */
export function applicationTeamOf(state: SandboxState, team: TeamRecord | undefined): TeamRecord | undefined {
  const id = team?.relatedTeamId ?? (team?.roles.includes(teamRoleType.application) ? team.id : undefined);
  const related = id === undefined ? undefined : state.teams.get(id);
  return related?.roles.includes(teamRoleType.application) ? related : undefined;
}
export function applicationsOf(state: SandboxState, team: TeamRecord | undefined): ApplicationRecord[] {
  return team ? [...state.applications.values()].filter((application) => application.teamId === team.id) : [];
}
/** The super apps in which a mini program appears. */
export function applicationsOfProgram(state: SandboxState, program: ProgramRecord): ApplicationRecord[] {
  return applicationsOf(state, applicationTeamOf(state, state.teams.get(program.teamId)));
}
