import * as l10n from '@vscode/l10n';
import { Cancelled, isCancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import type { Program } from '../model/version';
import { BACK } from '../ports';
import { runSteps, type Step } from '../profiles/wizard';
import { mayHaveHappened, untilAborted } from '../publish/unanswered';
import type { Session } from '../services';
import { maxKeyword, readProgramPage } from '../stores/reads';
import { isMissing, notShownYet, sayDone, untilShown, whileChanging } from './change';
import type { CommandContext } from './context';
import { titleFor } from './pickers';
import { categoryStep, emptyProgram, type ProgramDraft, readCategories, textStep, wireOf } from './programFields';

/** What was typed, kept until the platform has it. */
interface Kept {
  readonly draft: ProgramDraft;
  /** It was sent, and no answer told what came of it. */
  readonly mayExist: boolean;
}
interface Creation {
  readonly context: CommandContext;
  readonly session: Session;
  readonly kept: Kept | undefined;
  readonly keep: (kept: Kept | undefined) => Promise<void>;
}
/** Registers a mini program. What an earlier try left without an answer is looked for before anything is sent again. */
export async function createProgram(context: CommandContext): Promise<void> {
  const { workspaceState } = context;
  const session = await context.sessions.open();
  const key = `newProgram/${session.profile.id}`;
  const creation: Creation = {
    context,
    session,
    kept: workspaceState.get<Kept>(key),
    keep: (kept) => workspaceState.set(key, kept),
  };
  const earlier = await createdEarlier(creation);
  const { ref } = earlier ?? (await send(creation, await askDraft(creation)));
  await creation.keep(undefined);
  context.store.invalidate();
  await context.store.loadList();
  sayDone(context, session, l10n.t('{0} ({1}) is created.', ref.name, ref.mnpId), [
    { label: l10n.t('Publish'), run: () => context.run('miniProgram.publish', ref) },
    { label: l10n.t('Copy ID'), run: () => context.run('miniProgram.copyId', ref) },
  ]);
}
async function createdEarlier({ context, session, kept }: Creation): Promise<Program | undefined> {
  if (!kept?.mayExist) return undefined;
  return context.ui.withProgress(l10n.t('Looking whether {0} was created', kept.draft.name), ({ signal }) =>
    findCreated(context, session, kept.draft, signal),
  );
}
async function askDraft({ context, session, kept, keep }: Creation): Promise<ProgramDraft> {
  const { ui } = context;
  const title = titleFor(l10n.t('Create Mini Program'), session.profile);
  const categories = await readCategories(ui, session);
  const steps = [
    textStep(ui, title, 'name'),
    textStep(ui, title, 'intro'),
    textStep(ui, title, 'description'),
    categoryStep(ui, title, categories),
    textStep(ui, title, 'iconUrl'),
  ].map((step): Step<ProgramDraft> => async (draft, number, back) => {
    const answer = await step(draft, number, back);
    if (answer !== undefined && answer !== BACK) await keep({ draft: answer, mayExist: false });
    return answer;
  });
  const draft = await runSteps(kept?.draft ?? emptyProgram, () => steps);
  if (!draft) throw new Cancelled();
  return draft;
}
/** Sends it once and answers what the platform shows of it. */
function send({ context, session, keep }: Creation, draft: ProgramDraft): Promise<Program> {
  return whileChanging(context, session, undefined, l10n.t('Creating {0}', draft.name), async (signal) => {
    let mnpId: string | undefined;
    let unanswered: unknown;
    await keep({ draft, mayExist: true });
    try {
      const { data } = await untilAborted(session.client.call('CreateMNP', wireOf(draft)), signal);
      mnpId = data?.ResourceId ?? undefined;
    } catch (error) {
      if (isCancelled(error)) throw error;
      if (!mayHaveHappened(error)) {
        await keep({ draft, mayExist: false });
        throw error;
      }
      unanswered = error;
    }
    const seen = await untilShown(context.clock, signal, () =>
      mnpId === undefined ? findCreated(context, session, draft, signal) : readCreated(context, session, mnpId, signal),
    );
    if (seen) return seen;
    if (unanswered) throw unanswered as Error;
    if (mnpId !== undefined) throw notShownYet();
    throw new UserError(l10n.t('The platform created {0} but did not tell its ID. Refresh the view.', draft.name));
  });
}
/** Undefined while the platform does not know the new ID everywhere. */
async function readCreated(
  { programs }: CommandContext,
  session: Session,
  mnpId: string,
  signal: AbortSignal,
): Promise<Program | undefined> {
  try {
    return await programs.program(session, mnpId, signal);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
/** What came of a create without an answer. Names are unique; the texts tell ours from one that had the name before. */
async function findCreated(
  context: CommandContext,
  session: Session,
  { name, intro, description }: ProgramDraft,
  signal: AbortSignal,
): Promise<Program | undefined> {
  const page = await readProgramPage(session, { offset: 0, limit: 50, keyword: name.slice(0, maxKeyword) }, { signal });
  const named = page.programs.find(({ ref }) => ref.name === name);
  if (!named) return undefined;
  const program = await readCreated(context, session, named.ref.mnpId, signal);
  return program?.intro === intro && program.description === description ? program : undefined;
}
