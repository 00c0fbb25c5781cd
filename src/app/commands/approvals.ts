import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { readAll } from '../../client/paginate';
import type { ApprovalDetails } from '../approvals/approvalDetails';
import { readDetails } from '../approvals/details';
import { keepNoteDraft, noteDraft } from '../approvals/drafts';
import { type ApprovalRef, type Decision, requestKey, requestName } from '../approvals/model';
import type { ApprovalFilter } from '../approvals/reads';
import { forgetRefusals } from '../approvals/rights';
import { UserError } from '../errors/userError';
import { ago } from '../model/times';
import type { PickItem } from '../ports';
import type { Session } from '../services';
import type { CommandContext, HandlersOf } from './context';
import { confirmAll, decideAll, noteProblem } from './decideRequests';
import { isDone, resultWords } from './decisionResults';
import { answered, titleFor } from './pickers';
import { whileWaiting } from './waiting';

/** Commands of the Approvals view. */
export function approvalsCommands(
  context: CommandContext,
): HandlersOf<
  | 'miniProgram.refreshApprovals'
  | 'miniProgram.filterApprovals'
  | 'miniProgram.clearApprovalFilter'
  | 'miniProgram.loadMoreApprovals'
  | 'miniProgram.showApproval'
> {
  const { approvals } = context;
  return {
    'miniProgram.refreshApprovals': async () => {
      const session = await context.sessions.open();
      await forgetRefusals(context.globalState, session);
      const { store } = await approvals.load();
      store.forgetRights();
      await store.refresh();
    },
    'miniProgram.filterApprovals': () => filter(context),
    'miniProgram.clearApprovalFilter': async () => {
      const { store } = await approvals.load();
      approvals.filterText.set('');
      store.setFilter({});
      await store.loadOpen();
    },
    'miniProgram.loadMoreApprovals': async (node) => {
      const { store } = await approvals.load();
      const phase = isSign(node) && node.phase === 'decided' ? 'decided' : 'open';
      await store.loadMore(phase);
      // The user pressed it at the end of a long list, far from the row that tells of the failure.
      if (store.state.errors[phase] !== undefined) throw store.state.errors[phase] as Error;
    },
    'miniProgram.showApproval': async (ref) => showDetails(context, ref ?? (await pickRequest(context))),
  };
}
const isSign = (node: unknown): node is { readonly phase: string } =>
  typeof node === 'object' && node !== null && 'phase' in node;

async function pickRequest(context: CommandContext): Promise<ApprovalRef> {
  const { store } = await context.approvals.load();
  const { profile } = await context.sessions.open();
  await whileWaiting(context, l10n.t('Reading the requests'), async () => {
    await store.loadOpen();
    await store.loadDecided();
  });
  const { known, state } = store;
  if (state.errors.open !== undefined && known.length === 0) throw state.errors.open as Error;
  if (known.length === 0) throw new UserError(l10n.t('There is no request that this key may see.'), []);
  return answered(
    await context.ui.pick<ApprovalRef>({
      title: titleFor(l10n.t('Show Request'), profile),
      placeholder: l10n.t('Choose a request'),
      items: known.map(({ ref, applicant, appliedAt }) => ({
        label: requestName(ref),
        description: [applicant, appliedAt === undefined ? '' : ago(appliedAt, context.clock.now())]
          .filter((text) => text !== '')
          .join(' · '),
        icon: ref.request === 'version' ? 'package' : 'shield',
        value: ref,
      })),
    }),
  );
}
async function showDetails(context: CommandContext, ref: ApprovalRef): Promise<void> {
  const session = await context.sessions.open(ref.profileId);
  const read = (): Promise<ApprovalDetails> => details(context, session, ref);
  const shown = await whileWaiting(context, l10n.t('Reading the request'), read);
  const { workspaceState } = context;
  const { store } = await context.approvals.load();
  context.ui.showApproval({
    key: `${ref.profileId}/${requestKey(ref)}`,
    details: shown,
    draft: () => noteDraft(workspaceState, [ref]),
    keepDraft: (note) => keepNoteDraft(workspaceState, [ref], note),
    refresh: read,
    onDidChange: context.approvals.onDidChange,
    isOld: ({ request }) => store.isOld(request),
    decide: (decision, applicationIds, note) => decideOne(context, session, ref, { decision, applicationIds, note }),
  });
}
async function details(context: CommandContext, session: Session, ref: ApprovalRef): Promise<ApprovalDetails> {
  const { store } = await context.approvals.load();
  await store.loadOpen();
  const found = await readDetails(context, session, ref, store.reviewer);
  if (!found) throw new UserError(l10n.t('{0} is no longer listed on the platform.', requestName(ref)), []);
  return found;
}
/** From the panel. Throws `Cancelled`, or a sentence for the user; then the note stays as a draft. */
async function decideOne(
  context: CommandContext,
  session: Session,
  ref: ApprovalRef,
  choice: { readonly decision: Decision; readonly applicationIds: readonly string[]; readonly note: string },
): Promise<ApprovalDetails> {
  const { decision, applicationIds } = choice;
  const note = choice.note.trim();
  const problem = noteProblem(note, decision);
  if (problem !== undefined) throw new UserError(problem, []);
  await keepNoteDraft(context.workspaceState, [ref], note);
  const { request } = await details(context, session, ref);
  const reviewer = await (await context.approvals.load()).store.reviewerOf(session);
  await confirmAll(context, session, reviewer, [{ request, applicationIds }], decision);
  const [result] = await decideAll(context, session, [{ request, applicationIds, decision, note }]);
  if (!result) throw new Cancelled();
  if (!isDone(result)) throw new UserError(resultWords(result, decision), []);
  return details(context, session, ref);
}

/** First the super app, then the team; each may be all. */
async function filter(context: CommandContext): Promise<void> {
  const { approvals, ui } = context;
  const { store } = await approvals.load();
  const session = await context.sessions.open();
  const [applications, teams] = await whileWaiting(context, l10n.t('Reading super apps and teams'), () =>
    Promise.all([
      readAll(session.client, 'DescribeApplicationList', {}),
      readAll(session.client, 'DescribeTeamList', {}),
    ]),
  );
  const title = titleFor(l10n.t('Filter Approvals'), session.profile);
  const choose = async (placeholder: string, all: string, rows: readonly Choice[], chosen: string | undefined) => {
    const items: PickItem<Choice>[] = [{ label: all, picked: chosen === undefined, value: { id: '', name: '' } }];
    for (const row of rows) items.push({ label: row.name, description: row.id, picked: row.id === chosen, value: row });
    return answered(await ui.pick<Choice>({ title, placeholder, items }));
  };
  const app = await choose(
    l10n.t('Of which super app?'),
    l10n.t('All super apps'),
    applications.flatMap(({ ApplicationId: id, ApplicationName: name }) => (id ? { id, name: name || id } : [])),
    store.filter.applicationId,
  );
  const team = await choose(
    l10n.t("Of which team's mini programs?"),
    l10n.t('All teams'),
    teams.flatMap(({ TeamId: id, TeamName: name }) => (id ? { id, name: name || id } : [])),
    store.filter.teamId,
  );
  const wanted: ApprovalFilter = {
    ...(app.id === '' ? {} : { applicationId: app.id }),
    ...(team.id === '' ? {} : { teamId: team.id }),
  };
  approvals.filterText.set([app.name, team.name].filter((name) => name !== '').join(' · '));
  store.setFilter(wanted);
  await store.loadOpen();
}
interface Choice {
  readonly id: string;
  readonly name: string;
}
