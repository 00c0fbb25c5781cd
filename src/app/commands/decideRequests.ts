import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import type { ChangeSubject } from '../activity/record';
import type { Recording } from '../activity/recordChange';
import { decidableFor, isOwnRequest } from '../approvals/details';
import { decide, type Deciding, type DecisionOutcome } from '../approvals/decide';
import { keepNoteDraft, maxNote, noteDraft } from '../approvals/drafts';
import { type ApprovalRef, type ApprovalRequest, type Decision, requestKey, requestName } from '../approvals/model';
import { readRequest } from '../approvals/reads';
import { present } from '../errors/present';
import { UserError } from '../errors/userError';
import { approvalWord } from '../model/words';
import type { Session } from '../services';
import { whileChanging } from './change';
import type { CommandContext } from './context';
import { answered, titleFor } from './pickers';
import { whileWaiting } from './waiting';

/** A decision with what became of it; more than one outcome when it had to be sent for each super app. */
export interface Result {
  readonly deciding: Deciding;
  readonly outcomes: readonly DecisionOutcome[];
}
const verbOf = (decision: Decision): string => (decision === 'approve' ? l10n.t('Approve') : l10n.t('Reject'));

/** Decides on the requests that were chosen: reads them, asks what must be asked once for all, sends, tells what came of it. */
export async function decideRequests(
  context: CommandContext,
  refs: readonly ApprovalRef[],
  decision: Decision,
): Promise<void> {
  const { store } = await context.approvals.load();
  const session = await context.sessions.open(refs[0]?.profileId);
  const own = refs.filter(({ profileId }) => profileId === session.profile.id);
  const requests = await whileWaiting(context, l10n.t('Reading the requests'), () => readAll(session, own));
  const open = requests.filter((request) => decidableFor(request, store.reviewer).length > 0);
  if (open.length === 0) {
    context.approvals.markStale();
    throw new UserError(
      l10n.t('Nothing to decide: it is decided already, withdrawn, or this account may not decide it.'),
      [{ label: l10n.t('Refresh'), command: 'miniProgram.refreshApprovals' }],
    );
  }
  const chosen = await chooseApps(context, session, open, decision);
  const note = decision === 'reject' ? await askNote(context, session, chosen) : '';
  await confirmAll(context, session, chosen, decision);
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
    for (const deciding of plans) {
      // What was not yet sent when the user stopped is not sent any more.
      if (signal.aborted) break;
      results.push({ deciding, outcomes: await decide(context, session, deciding, signal) });
    }
    const undone = results.flatMap(({ outcomes }) => outcomes).filter(({ kind }) => kind !== 'done');
    const failed = undone.find((outcome) => outcome.kind === 'failed');
    if (failed) recording.incomplete('failed', present(failed.error)?.message ?? '');
    else if (undone.length > 0 || results.length < plans.length) recording.incomplete('unsure', '');
  };
  await whileChanging(context, session, first?.request.ref.mnpId, title, work, subjectOf(plans));
  const { store } = await context.approvals.load();
  store.noteReviewer(session);
  for (const { request } of plans) context.programs.invalidate(request.ref.mnpId);
  const wasTaken = results.length === plans.length && results.every(isDone);
  if (wasTaken) await keepNoteDraft(context.workspaceState, refs, '');
  // The badge must be right when the result is told.
  await store.refresh();
  return results;
}
/** What the Activity view tells of it. */
function subjectOf(plans: readonly Deciding[]): ChangeSubject {
  const [first] = plans;
  const facts = plans.map(({ request }) => [l10n.t('Request'), requestName(request.ref)] as const);
  if (!first || plans.length > 1) return { kind: 'other', facts };
  const { profileId, mnpId } = first.request.ref;
  const ref = { kind: 'program', profileId, mnpId, name: requestName(first.request.ref) } as const;
  return { kind: first.decision, ref, ...(first.note === '' ? {} : { facts: [[l10n.t('Note'), first.note]] }) };
}
export const isDone = ({ outcomes }: Result): boolean => outcomes.every(({ kind }) => kind === 'done');

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
  { ui, approvals }: CommandContext,
  session: Session,
  requests: readonly ApprovalRequest[],
  decision: Decision,
): Promise<readonly Chosen[]> {
  const { reviewer } = (await approvals.load()).store;
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
  if (!applicationIds) throw new Cancelled();
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
  { ui, approvals }: CommandContext,
  { profile }: Session,
  chosen: readonly Chosen[],
  decision: Decision,
): Promise<void> {
  const { reviewer } = (await approvals.load()).store;
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
const appNames = ({ request, applicationIds }: Chosen): string =>
  request.verdicts
    .filter(({ applicationId }) => applicationIds.includes(applicationId))
    .map(({ applicationName }) => applicationName)
    .join(', ');

/** One message; what did not go well is said of each request. */
export function tellResults(
  { ui }: CommandContext,
  { profile }: Session,
  results: readonly Result[],
  decision: Decision,
): void {
  const failed = results.filter((result) => !isDone(result));
  const [first] = results;
  if (failed.length === 0 && results.length === 1 && first) {
    const name = requestName(first.deciding.request.ref);
    const apps = appNames(first.deciding);
    const text =
      decision === 'approve'
        ? l10n.t('{0} is approved for {1}.', name, apps)
        : l10n.t('{0} is rejected for {1}.', name, apps);
    ui.say('info', titled(text, profile));
    return;
  }
  const details = {
    label: l10n.t('Show Results'),
    run: () => ui.showText(l10n.t('Decisions'), resultsText(results, decision), 'markdown'),
  };
  if (failed.length === 0) {
    const text =
      decision === 'approve'
        ? l10n.t('{0} requests are approved.', results.length)
        : l10n.t('{0} requests are rejected.', results.length);
    ui.say('info', titled(text, profile), [details]);
    return;
  }
  const [worst] = failed;
  const why = worst ? `${requestName(worst.deciding.request.ref)}: ${resultWords(worst, decision)}` : '';
  const text =
    results.length === 1
      ? why
      : l10n.t('{0} of {1} decisions did not go through. {2}', failed.length, results.length, why);
  ui.say('warning', titled(text, profile), [details]);
}
const titled = (text: string, profile: Session['profile']): string =>
  profile.environment === 'production' ? titleFor(text.replace(/[.。]$/, ''), profile) : text;
const resultsText = (results: readonly Result[], decision: Decision): string =>
  results
    .map((result) => {
      const { ref } = result.deciding.request;
      return `- ${requestName(ref)} – ${appNames(result.deciding)}: ${resultWords(result, decision)}`;
    })
    .join('\n');
export function resultWords({ outcomes }: Result, decision: Decision): string {
  const words = outcomes.map((outcome) => outcomeWords(outcome, decision));
  return [...new Set(words)].join('; ');
}
function outcomeWords(outcome: DecisionOutcome, decision: Decision): string {
  switch (outcome.kind) {
    case 'done':
      return decision === 'approve' ? l10n.t('approved') : l10n.t('rejected');
    case 'other':
      return l10n.t('Somebody else has decided it, or it was withdrawn.');
    case 'notShown':
      return l10n.t(
        'The platform accepted it but does not show it yet. Refresh in a moment to see whether it is done.',
      );
    case 'stopped':
      return l10n.t('You stopped waiting. It may have happened; refresh to see.');
    case 'failed':
      return present(outcome.error)?.message ?? l10n.t('failed');
  }
}
