import * as l10n from '@vscode/l10n';
import { type ApprovalRef, type Decision, requestKey } from '../approvals/model';
import { isOpen } from '../model/approvals';
import type { ProgramRef, VersionRef } from '../model/refs';
import type { CommandContext, HandlersOf } from './context';
import { decideRequests, verbOf } from './decideRequests';
import { targetVersion } from './pickers';

/** Verdicts on requests, from the Approvals view or from a version of the Mini Programs view: both go the same way. */
export function reviewCommands(context: CommandContext): HandlersOf<'miniProgram.approve' | 'miniProgram.reject'> {
  const decideOn =
    (decision: Decision) =>
    async (
      node: VersionRef | ProgramRef | ApprovalRef | undefined,
      selection?: readonly ApprovalRef[],
    ): Promise<void> => {
      const refs =
        node?.kind === 'approval' ? meant(node, selection) : [await requestOf(context, node, verbOf(decision))];
      await decideRequests(context, refs, decision);
    };
  return { 'miniProgram.approve': decideOn('approve'), 'miniProgram.reject': decideOn('reject') };
}
/** The whole selection when the row is part of it. */
const meant = (node: ApprovalRef, selection: readonly ApprovalRef[] = []): readonly ApprovalRef[] =>
  selection.some((ref) => requestKey(ref) === requestKey(node)) ? selection : [node];

/** The open request of the version that is meant. Throws `Cancelled`, and `UserError` when none is open. */
async function requestOf(
  context: CommandContext,
  node: VersionRef | ProgramRef | undefined,
  what: string,
): Promise<ApprovalRef> {
  const { version } = await targetVersion(context, node, {
    what,
    accepts: ({ state, approvalNo }, items) => state === 'inReview' && approvalNo !== undefined && items.some(isOpen),
    none: (name) => l10n.t('Nothing to decide: {0} has no open request, or this account cannot see it.', name),
  });
  const { profileId, mnpId, programName, version: subject } = version.ref;
  const approvalNo = version.approvalNo ?? '';
  return { kind: 'approval', profileId, request: 'version', approvalNo, mnpId, programName, subject };
}
