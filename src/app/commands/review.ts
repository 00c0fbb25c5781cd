import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { approvalResult } from '../../contract/enums';
import { type ApprovalRef, requestKey } from '../approvals/model';
import { isOpen } from '../model/approvals';
import type { ProgramRef, VersionRef } from '../model/refs';
import { ago } from '../model/times';
import type { ApprovalItem, ProgramVersions } from '../model/version';
import { approvalWord } from '../model/words';
import { changeVersions, sayDone, versionIn } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, targetVersion, titleFor, type VersionTarget } from './pickers';

/** Longest note; the platform does not publish its limit. */
const maxNote = 500;
const draftKey = (approvalNo: string): string => `rejectNote/${approvalNo}`;

/** Verdicts on a version, for each of the super apps that it is bound to. */
export function reviewCommands(context: CommandContext): HandlersOf<'miniProgram.approve' | 'miniProgram.reject'> {
  return {
    'miniProgram.approve': async (node, selection) => {
      if (node?.kind === 'approval') return decideSelected(context, node, selection, 'approve');
      const what = l10n.t('Approve');
      const target = await reviewTarget(context, node, what);
      const items = await chooseItems(context, target, what);
      await decide(context, target, items, approvalResult.approve, undefined);
      const { ref } = target.version;
      sayDone(
        context,
        target.session,
        l10n.t('{0} {1} is approved for {2}.', ref.programName, ref.version, namesOf(items)),
      );
    },
    'miniProgram.reject': async (node, selection) => {
      if (node?.kind === 'approval') return decideSelected(context, node, selection, 'reject');
      const what = l10n.t('Reject');
      const target = await reviewTarget(context, node, what);
      const items = await chooseItems(context, target, what);
      const key = draftKey(target.version.approvalNo ?? '');
      const note = await askNote(context, target, items, context.workspaceState.get<string>(key));
      // Kept until the platform has it: a failed call must not cost the words.
      await context.workspaceState.set(key, note);
      await decide(context, target, items, approvalResult.reject, note);
      await context.workspaceState.set(key, undefined);
      const { ref } = target.version;
      sayDone(
        context,
        target.session,
        l10n.t('{0} {1} is rejected for {2}.', ref.programName, ref.version, namesOf(items)),
      );
    },
  };
}
/** Requests of the Approvals view: the whole selection when the row is part of it. */
async function decideSelected(
  context: CommandContext,
  node: ApprovalRef,
  selection: readonly ApprovalRef[] | undefined,
  decision: 'approve' | 'reject',
): Promise<void> {
  const { decideRequests } = await import('./decideRequests');
  const isSelected = selection?.some((ref) => requestKey(ref) === requestKey(node)) === true;
  await decideRequests(context, isSelected ? selection : [node], decision);
}
const namesOf = (items: readonly ApprovalItem[]): string => items.map((item) => item.applicationName).join(', ');

function reviewTarget(
  context: CommandContext,
  node: VersionRef | ProgramRef | undefined,
  what: string,
): Promise<VersionTarget> {
  return targetVersion(context, node, {
    what,
    accepts: ({ state }, items) => state === 'inReview' && items.some(isOpen),
    none: (name) => l10n.t('Nothing to decide: {0} has no open request, or this account cannot see it.', name),
  });
}
const openItems = ({ version, known }: VersionTarget): readonly ApprovalItem[] =>
  known.approvals.filter((item) => item.approvalNo === version.approvalNo && isOpen(item));

/** One open item needs no question. */
async function chooseItems(
  { ui, clock }: CommandContext,
  target: VersionTarget,
  what: string,
): Promise<readonly ApprovalItem[]> {
  const open = openItems(target);
  if (open.length < 2) return open;
  const { ref } = target.version;
  const chosen = await ui.pickMany({
    title: titleFor(`${what}: ${ref.programName} ${ref.version}`, target.session.profile),
    placeholder: l10n.t('For which super apps?'),
    items: open.map((item) => ({
      label: item.applicationName,
      description: approvalWord(item.status),
      ...(item.appliedAt === undefined ? {} : { detail: l10n.t('Asked {0}', ago(item.appliedAt, clock.now())) }),
      picked: true,
      value: item,
    })),
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  return chosen;
}
async function askNote(
  { ui }: CommandContext,
  { session, version }: VersionTarget,
  items: readonly ApprovalItem[],
  draft: string | undefined,
): Promise<string> {
  const note = await ui.input({
    title: titleFor(l10n.t('Reject {0} {1}', version.ref.programName, version.ref.version), session.profile),
    prompt: l10n.t('What must change before {0} says yes?', namesOf(items)),
    ...(draft === undefined ? {} : { value: draft }),
    validate: (text) =>
      text.trim() === ''
        ? l10n.t('A note is required: the developers read it.')
        : text.trim().length > maxNote
          ? l10n.t('Use at most {0} characters.', maxNote)
          : undefined,
  });
  return answered(note).trim();
}
async function decide(
  context: CommandContext,
  { session, version }: VersionTarget,
  items: readonly ApprovalItem[],
  verdict: number,
  note: string | undefined,
): Promise<ProgramVersions> {
  const { ref } = version;
  const approvalNo = version.approvalNo ?? '';
  const ids = new Set(items.map((item) => item.applicationId));
  const isMine = (item: ApprovalItem): boolean => item.approvalNo === approvalNo && ids.has(item.applicationId);
  context.approvals.markStale();
  return changeVersions(
    context,
    session,
    ref.mnpId,
    l10n.t('Sending the verdict on {0} {1}', ref.programName, ref.version),
    () =>
      session.client.call('ProcessMNPApproval', {
        ApprovalNo: approvalNo,
        ApprovalItems: items.map((item) => ({
          AppId: item.applicationId,
          ApprovalResult: verdict,
          ...(note === undefined ? {} : { ApprovalNote: note }),
        })),
      }),
    (now) => {
      const mine = now.approvals.filter(isMine);
      // Items of a request that was approved as a whole are no longer read at all.
      return mine.length > 0 ? !mine.some(isOpen) : versionIn(now, ref)?.state !== 'inReview';
    },
    {
      kind: note === undefined ? 'approve' : 'reject',
      ref,
      facts: [[l10n.t('Super apps'), namesOf(items)], ...(note === undefined ? [] : [[l10n.t('Note'), note] as const])],
    },
  );
}
