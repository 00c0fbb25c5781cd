import { versionStatus } from '../../../../src/contract/enums';
import { sampleProgramId } from '../../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';
import type { ApprovalRecord, VersionRecord } from '../../../../src/sandbox/state';

/** What really is on the platform: the sandbox's own state, not its replies. */
export function versionsOf(sandbox: Sandbox, number: string): readonly VersionRecord[] {
  return [...sandbox.state.versions.values()].filter(
    (version) => version.mnpId === sampleProgramId && version.number === number,
  );
}
export function approvalsOf(sandbox: Sandbox, versionId: number): readonly ApprovalRecord[] {
  return [...sandbox.state.approvals.values()].filter((approval) => approval.versionId === versionId);
}
export function onlineNumber(sandbox: Sandbox): string | undefined {
  const program = sandbox.state.programs.get(sampleProgramId);
  return sandbox.state.versions.get(program?.onlineVersionId ?? 0)?.number;
}
/** What the reviewers of all super apps would do. */
export function approveAll(sandbox: Sandbox, versionId: number): void {
  decide(sandbox, versionId, versionStatus.approved, '');
}
export function rejectAll(sandbox: Sandbox, versionId: number, note: string): void {
  decide(sandbox, versionId, versionStatus.rejected, note);
}
function decide(sandbox: Sandbox, versionId: number, status: VersionRecord['status'], note: string): void {
  for (const approval of approvalsOf(sandbox, versionId)) {
    approval.status = status;
    for (const item of approval.items) Object.assign(item, { status, note });
  }
  const version = sandbox.state.versions.get(versionId);
  if (version) version.status = status;
}
