import * as l10n from '@vscode/l10n';
import { applyAction } from '../../contract/enums';
import type { Reply } from '../../client/cloudClient';
import type { Fact } from '../activity/record';
import { UserError } from '../errors/userError';
import type { ProgramVersions, Version } from '../model/version';
import type { Session } from '../services';
import { isSubmittable } from '../tree/nodes/version';
import { type Change, changeAndReadBack, changeVersions, sayDone, versionIn } from './change';
import type { CommandContext, HandlersOf } from './context';
import { targetVersion } from './pickers';
import { watchButton } from './watch';

/** Asking for approval, and taking the request back. Neither changes what end users see, so neither asks twice. */
export function approvalCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.submitApproval' | 'miniProgram.withdrawApproval'> {
  return {
    'miniProgram.submitApproval': async (node) => {
      const { session, version, known } = await targetVersion(context, node, {
        what: l10n.t('Submit for Approval'),
        accepts: isSubmittable,
        none: (name) => l10n.t('Nothing to submit: {0} is in review, approved or released already.', name),
      });
      const { ref } = version;
      const open = known.versions.find((other) => other.state === 'inReview');
      if (open)
        throw new UserError(
          l10n.t('Version {0} is in review. Wait for the verdict, or withdraw it first.', open.ref.version),
          [
            {
              label: l10n.t('Withdraw {0}', open.ref.version),
              command: 'miniProgram.withdrawApproval',
              args: [open.ref],
            },
          ],
        );
      const seen = await submit(context, session, version);
      context.approvals.markStale();
      const isApproved = versionIn(seen, ref)?.state === 'approved';
      sayDone(
        context,
        session,
        isApproved
          ? l10n.t('{0} {1} is approved.', ref.programName, ref.version)
          : l10n.t('{0} {1} is in review.', ref.programName, ref.version),
        isApproved ? [] : [watchButton(context.run, ref)],
      );
    },
    'miniProgram.withdrawApproval': async (node) => {
      const { session, version } = await targetVersion(context, node, {
        what: l10n.t('Withdraw'),
        accepts: ({ state }) => state === 'inReview',
        none: (name) => l10n.t('Nothing to withdraw: {0} is not in review.', name),
      });
      const { ref } = version;
      await changeVersions(
        context,
        session,
        ref.mnpId,
        l10n.t('Withdrawing {0} of {1}', ref.version, ref.programName),
        () =>
          session.client.call('CreateMNPApproval', { MNPVersionId: ref.versionId, ApplyAction: applyAction.cancel }),
        (now) => versionIn(now, ref)?.state !== 'inReview',
        { kind: 'withdraw', ref },
      );
      context.approvals.markStale();
      sayDone(context, session, l10n.t('The request for {0} {1} is withdrawn.', ref.programName, ref.version));
    },
  };
}
async function submit(
  context: CommandContext,
  session: Session,
  { ref, approvalNo }: Version,
): Promise<ProgramVersions> {
  let isNumberKnown = false;
  const numbered = (no: string | null | undefined): readonly Fact[] => {
    if (!no || isNumberKnown) return [];
    isNumberKnown = true;
    return [[l10n.t('Request'), no]];
  };
  const change: Change<ProgramVersions, Reply<'CreateMNPApproval'>> = {
    send: () =>
      session.client.call('CreateMNPApproval', { MNPVersionId: ref.versionId, ApplyAction: applyAction.submit }),
    read: (signal) => context.programs.versions(session, ref.mnpId, signal),
    // A rejected version keeps its old number until the new request shows.
    isDone: (now) => {
      const then = versionIn(now, ref);
      return then !== undefined && (!isSubmittable(then) || then.approvalNo !== approvalNo);
    },
    // One dialect answers the number; of the other it is read back.
    answered: ({ data }) => numbered(data?.ApprovalNo),
    found: (now) => numbered(versionIn(now, ref)?.approvalNo),
  };
  const title = l10n.t('Submitting {0} of {1} for approval', ref.version, ref.programName);
  return changeAndReadBack(context, session, ref.mnpId, title, change, { kind: 'submit', ref });
}
