import * as l10n from '@vscode/l10n';
import { Cancelled, isCancelled, messageOf } from '../../base/errors';
import type { ChangeSubject } from '../activity/record';
import type { Recording } from '../activity/recordChange';
import { decidableFor, isOwnRequest } from '../approvals/details';
import { decide, type Deciding } from '../approvals/decide';
import { keepNoteDraft, maxNote, noteDraft } from '../approvals/drafts';
import { type ApprovalRef, type ApprovalRequest, type Decision, requestKey, requestName } from '../approvals/model';
import { readRequest } from '../approvals/reads';
import type { Reviewer } from '../approvals/rights';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import { approvalWord } from '../model/words';
import type { Session } from '../services';
import { whileChanging } from './change';
import type { CommandContext } from './context';
import { appNames, isDone, type Result, tellResults } from './decisionResults';
import { answered, titleFor } from './pickers';
import { whileWaiting } from './waiting';

export const verbOf = (decision: Decision): string => (decision === 'approve' ? l10n.t('Approve') : l10n.t('Reject'));

/** Decides on the requests that were chosen: reads them, asks what must be asked once for all, sends, tells what came of it. */
export async function decideRequests(
  context: CommandContext,
  refs: readonly ApprovalRef[],
  decision: Decision,
): Promise<void> {
  const { store } = await context.approvals.load();
  const session = await context.sessions.open(refs[0]?.profileId);
  const own = refs.filter(({ profileId }) => profileId === session.profile.id);
  const [requests, reviewer] = await whileWaiting(context, l10n.t('Reading the requests'), () =>
    Promise.all([readAll(session, own), store.reviewerOf(session)]),
  );
  const open = requests.filter((request) => decidableFor(request, reviewer).length > 0);
  if (open.length === 0) {
    context.approvals.markStale();
    throw new UserError(
      l10n.t('Nothing to decide: it is decided already, withdrawn, or this account may not decide it.'),
      [{ label: l10n.t('Refresh'), command: 'miniProgram.refreshApprovals' }],
    );
  }
  const chosen = await chooseApps(context, session, reviewer, open, decision);
  const note = decision === 'reject' ? await askNote(context, session, chosen) : '';
  await confirmAll(context, session, reviewer, chosen, decision);
  const plans = chosen.map((one): Deciding => ({ ...one, decision, note }));
  const results = await decideAll(context, session, plans);
  tellResults(context, session, results, decision);
}
/** Sends every decision, one after the other; a failure ends none of the others, and nothing is sent twice. */
export async function decideAll(
  context: CommandContext,
  session: Session,
  plans: readonly Deciding[],
): Promise<readonly Result[]> {
  const refs = plans.map(({ request }) => request.ref);
  const note = plans[0]?.note ?? '';
  const first = plans[0];
  if (note !== '') await keepNoteDraft(context.workspaceState, refs, note);
  const title =
    plans.length === 1 && first
      ? l10n.t('Sending the decision on {0}', requestName(first.request.ref))
      : l10n.t('Sending {0} decisions', plans.length);
  const results: Result[] = [];
  const work = async (signal: AbortSignal, recording: Recording): Promise<void> => {
    const ports = { ...context, onAnswer: answersTo(recording, plans.length === 1) };
    for (const deciding of plans) {
      // What was not yet sent when the user stopped is not sent any more.
      if (signal.aborted) break;
      results.push({ deciding, outcomes: await decide(ports, session, deciding, signal) });
    }
    const undone = results.flatMap(({ outcomes }) => outcomes).filter(({ kind }) => kind !== 'done');
    const failed = undone.find((outcome) => outcome.kind === 'failed');
    if (failed) recording.incomplete('failed', present(failed.error)?.message ?? '');
    else if (undone.length > 0 || results.length < plans.length) recording.incomplete('unsure', '');
  };
  await whileChanging(context, session, first?.request.ref.mnpId, title, work, subjectOf(plans));
  const { store } = await context.approvals.load();
  store.noteReviewer(session);
  await updatePrograms(context, session, refs);
  const wasTaken = results.length === plans.length && results.every(isDone);
  if (wasTaken) await keepNoteDraft(context.workspaceState, refs, '');
  // The badge must be right when the result is told; a view that nobody has looked at has none.
  if (store.state.wasRead.open) await store.refresh();
  else store.markStale();
  return results;
}
/** The Activity view tells by which request each decision went out: of a single one at its step, of others below it. */
function answersTo(recording: Recording, isSingle: boolean): (deciding: Deciding, requestId: string) => void {
  let isFirst = isSingle;
  return (deciding, requestId) => {
    if (isFirst) recording.sent({ requestId });
    else if (requestId !== '')
      recording.learned([`${requestName(deciding.request.ref)} – ${appNames(deciding)}`, `RequestId ${requestId}`]);
    isFirst = false;
  };
}
/** What the Activity view tells of it. */
function subjectOf(plans: readonly Deciding[]): ChangeSubject {
  const [first] = plans;
  if (!first || plans.length > 1)
    return { kind: 'other', facts: plans.map(({ request }) => [l10n.t('Request'), requestName(request.ref)]) };
  const { request, decision, note } = first;
  const { profileId, mnpId, programName, subject } = request.ref;
  const { versionId } = request;
  return {
    kind: decision,
    ref:
      versionId === undefined
        ? { kind: 'program', profileId, mnpId, name: requestName(request.ref) }
        : { kind: 'version', profileId, mnpId, programName, versionId, version: subject },
    facts: [
      [l10n.t('Request'), request.ref.approvalNo],
      [l10n.t('Super apps'), appNames(first)],
      ...(note === '' ? [] : [[l10n.t('Note'), note] as const]),
    ],
  };
}
/** What is known of these mini programs is old now; versions that are shown somewhere are read at once. */
async function updatePrograms(context: CommandContext, session: Session, refs: readonly ApprovalRef[]): Promise<void> {
  for (const mnpId of new Set(refs.map((ref) => ref.mnpId))) {
    context.programs.invalidate(mnpId);
    const isShown = context.store.versionStates.stateOf(mnpId).value !== undefined;
    if (!isShown) continue;
    await context.programs.versions(session, mnpId).catch((error: unknown) => {
      // The decision is made; whoever shows the versions reads them again and tells of the failure.
      if (!isCancelled(error)) context.log.debug(`versions after a decision: ${messageOf(error)}`);
    });
  }
}

async function readAll(session: Session, refs: readonly ApprovalRef[]): Promise<readonly ApprovalRequest[]> {
  const requests: ApprovalRequest[] = [];
  for (const ref of new Map(refs.map((one) => [requestKey(one), one])).values()) {
    const request = await readRequest(session, ref);
    if (request) requests.push(request);
  }
  return requests;
}
type Chosen = Pick<Deciding, 'request' | 'applicationIds'>;
/** For one request the super apps are chosen; for several all that wait are meant, and the confirmation lists them. */
async function chooseApps(
  { ui }: CommandContext,
  session: Session,
  reviewer: Reviewer,
  requests: readonly ApprovalRequest[],
  decision: Decision,
): Promise<readonly Chosen[]> {
  const all = requests.map((request) => ({ request, applicationIds: decidableFor(request, reviewer) }));
  const [only] = all;
  if (all.length > 1 || !only || only.applicationIds.length < 2) return all;
  const applicationIds = await ui.pickMany({
    title: titleFor(`${verbOf(decision)}: ${requestName(only.request.ref)}`, session.profile),
    placeholder: l10n.t('For which super apps?'),
    items: only.request.verdicts.flatMap(({ applicationId, applicationName, status }) =>
      only.applicationIds.includes(applicationId)
        ? { label: applicationName, description: approvalWord(status), picked: true, value: applicationId }
        : [],
    ),
  });
  if (!applicationIds || applicationIds.length === 0) throw new Cancelled();
  return [{ request: only.request, applicationIds }];
}
async function askNote(
  { ui, workspaceState }: CommandContext,
  session: Session,
  chosen: readonly Chosen[],
): Promise<string> {
  const refs = chosen.map(({ request }) => request.ref);
  const [first] = refs;
  const what = refs.length === 1 && first ? requestName(first) : l10n.t('{0} requests', refs.length);
  let typed = noteDraft(workspaceState, refs);
  const note = await ui.input({
    title: titleFor(l10n.t('Reject {0}', what), session.profile),
    prompt: l10n.t('What must change? The developers read this note.'),
    value: typed,
    validate: (text) => {
      typed = text;
      return noteProblem(text, 'reject');
    },
  });
  // Escape closes the box; the words stay for the next time.
  if (typeof note !== 'string') await keepNoteDraft(workspaceState, refs, typed.trim());
  return answered(note).trim();
}
/** What is wrong with a note, or undefined. */
export function noteProblem(note: string, decision: Decision): string | undefined {
  const length = note.trim().length;
  if (decision === 'reject' && length === 0) return l10n.t('A note is required: the developers read it.');
  return length > maxNote ? l10n.t('Use at most {0} characters.', maxNote) : undefined;
}
/** One question for all; none for a single request of somebody else. */
export async function confirmAll(
  { ui }: CommandContext,
  { profile }: Session,
  reviewer: Reviewer,
  chosen: readonly Chosen[],
  decision: Decision,
): Promise<void> {
  const own = decision === 'approve' ? chosen.filter(({ request }) => isOwnRequest(request, reviewer)) : [];
  if (chosen.length < 2 && own.length === 0) return;
  const lines = chosen.map((one) => {
    const mark = own.includes(one) ? l10n.t(' (your own request)') : '';
    return `• ${requestName(one.request.ref)} – ${appNames(one)}${mark}`;
  });
  const [first] = chosen;
  const isOne = chosen.length === 1 && first !== undefined;
  const question =
    decision === 'approve'
      ? isOne
        ? l10n.t('You asked for this yourself. Approve {0}?', requestName(first.request.ref))
        : l10n.t('Approve {0} requests?', chosen.length)
      : l10n.t('Reject {0} requests?', chosen.length);
  const warning = own.length > 0 && !isOne ? `${l10n.t('You asked for some of these yourself.')}\n\n` : '';
  const confirmed = await ui.confirm({
    message: titleFor(question, profile),
    detail: warning + lines.join('\n'),
    confirm: verbOf(decision),
    reason: 'cannot be undone',
  });
  if (!confirmed) throw new Cancelled();
}
