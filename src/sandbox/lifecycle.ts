import { type Phase, taskStatus, versionStatus } from '../contract/enums';
import type { ApprovalRecord, ProgramRecord, SandboxState, TaskRecord, VersionRecord } from './state';

/** The rules of a version's life (platform-api.md, section e): questions about the state, no changes. */

export function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((number) => number.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
export const isVersionNumber = (text: string): boolean => /^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(text);

/** Pending for the first fifth of the build, then running. */
export function taskStatusAt(task: TaskRecord, nowMs: number): number {
  if (nowMs >= task.doneAtMs) return task.failure === undefined ? taskStatus.succeeded : taskStatus.failed;
  const share = (nowMs - task.startedAtMs) / Math.max(1, task.doneAtMs - task.startedAtMs);
  return share < 0.2 ? taskStatus.pending : taskStatus.running;
}

/** Versions whose build is done, oldest first. */
export function visibleVersions(state: SandboxState, program: ProgramRecord, nowMs: number): VersionRecord[] {
  return program.versionIds.flatMap((id) => {
    const version = state.versions.get(id);
    return version && nowMs >= version.readyAtMs ? [version] : [];
  });
}
export function onlineVersion(state: SandboxState, program: ProgramRecord): VersionRecord | undefined {
  return program.onlineVersionId === undefined ? undefined : state.versions.get(program.onlineVersionId);
}
/** In the order of the platform's own sample. A version that a newer one online has overtaken is only in Develop. */
export function phasesOf(state: SandboxState, program: ProgramRecord, version: VersionRecord): Phase[] {
  const online = onlineVersion(state, program);
  const phases: Phase[] = [];
  const overtaken = online !== undefined && compareNumbers(version.number, online.number) < 0;
  const isOnline = online?.id === version.id;
  if (version.status === versionStatus.approved && (isOnline || !overtaken)) phases.push('Platform');
  if (isOnline) phases.push('Online');
  phases.push('Develop');
  return phases;
}
/** What can be rolled back to: released once and not online now, last released first. */
export function releasedVersions(state: SandboxState, program: ProgramRecord): VersionRecord[] {
  return program.versionIds
    .flatMap((id) => state.versions.get(id) ?? [])
    .filter((version) => version.releasedAt !== undefined && version.id !== program.onlineVersionId)
    .sort((a, b) => (b.releasedAt ?? 0) - (a.releasedAt ?? 0) || b.id - a.id);
}
export const isOpen = (approval: ApprovalRecord): boolean =>
  approval.status === versionStatus.pending || approval.status === versionStatus.processing;
export function openApproval(state: SandboxState, program: ProgramRecord): ApprovalRecord | undefined {
  for (const id of program.versionIds) {
    const approval = state.approvals.get(state.versions.get(id)?.approvalNo ?? '');
    if (approval && isOpen(approval)) return approval;
  }
  return undefined;
}
