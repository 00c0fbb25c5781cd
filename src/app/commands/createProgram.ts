import * as l10n from '@vscode/l10n';
import { isCancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { choosePicture, pictureAddress } from '../forms/picture';
import { outcomeOf } from '../forms/refusals';
import type { Program } from '../model/version';
import { whereWord } from '../model/words';
import { mayHaveHappened, untilAborted } from '../publish/unanswered';
import type { Session } from '../services';
import { maxKeyword, readProgramPage } from '../stores/reads';
import { isMissing, notShownYet, sayDone, untilShown, whileChanging } from './change';
import type { CommandContext } from './context';
import { titleFor } from './pickers';
import { type ProgramDraft, readCategories, wireOf } from './programFields';
import { checkProgram, draftOf, freshProgram, programFields, programRefusals } from './programForm';

/** What was typed, kept until the platform has it. */
interface Kept {
  readonly draft: ProgramDraft;
  /** It was sent, and no answer told what came of it. */
  readonly mayExist: boolean;
}
interface Creation {
  readonly context: CommandContext;
  readonly session: Session;
  readonly kept: () => Kept | undefined;
  readonly keep: (kept: Kept | undefined) => Promise<void>;
}
/**
 * Opens the form for a mini program, with what was typed before. What an earlier try left without an answer is looked for
 * before anything is asked or sent again.
 */
export async function createProgram(context: CommandContext): Promise<void> {
  const { workspaceState } = context;
  const session = await context.sessions.open();
  const key = `newProgram/${session.profile.id}`;
  const creation: Creation = {
    context,
    session,
    kept: () => workspaceState.get<Kept>(key),
    keep: (kept) => workspaceState.set(key, kept),
  };
  const earlier = await createdEarlier(creation);
  if (earlier) await finish(creation, earlier);
  else await openForm(creation);
}
async function finish({ context, session, keep }: Creation, { ref }: Program): Promise<void> {
  await keep(undefined);
  context.store.invalidate();
  await context.store.loadList();
  sayDone(context, session, l10n.t('{0} ({1}) is created.', ref.name, ref.mnpId), [
    { label: l10n.t('Publish'), run: () => context.run('miniProgram.publish', ref) },
    { label: l10n.t('Copy ID'), run: () => context.run('miniProgram.copyId', ref) },
  ]);
}
async function createdEarlier({ context, session, kept }: Creation): Promise<Program | undefined> {
  const earlier = kept();
  if (!earlier?.mayExist) return undefined;
  return context.ui.withProgress(l10n.t('Looking whether {0} was created', earlier.draft.name), ({ signal }) =>
    findCreated(context, session, earlier.draft, signal),
  );
}
async function openForm(creation: Creation): Promise<void> {
  const { context, session, kept, keep } = creation;
  const { profile } = session;
  const fields = programFields(await readCategories(context.ui, session));
  const fresh = freshProgram(fields);
  const draft = kept()?.draft;
  context.ui.showForm({
    key: `form/${profile.id}/createProgram`,
    title: l10n.t('Create Mini Program'),
    environment: profile.environment,
    where: whereWord(profile),
    fields,
    fresh: [fresh],
    draft: draft && [{ ...fresh, ...draft }],
    submit: l10n.t('Create Mini Program'),
    busy: l10n.t('Creating…'),
    check: (rows) => checkProgram(fields, rows),
    choose: () => choosePicture(context, titleFor(l10n.t('Icon'), profile)),
    send: ([row = {}]) =>
      outcomeOf(context.log, programRefusals, async () =>
        sendOnce({ ...creation, session: await context.sessions.open(profile.id) }, draftOf(row)),
      ),
    // What may exist is looked for under the texts that were sent, whatever is typed meanwhile.
    keep: async (rows) => {
      if (!kept()?.mayExist) await keep(rows && { draft: draftOf(rows[0] ?? {}), mayExist: false });
    },
    reopen: () => context.run('miniProgram.create'),
  });
}
async function sendOnce(creation: Creation, draft: ProgramDraft): Promise<void> {
  const earlier = await createdEarlier(creation);
  if (earlier) await finish(creation, earlier);
  if (earlier?.ref.name === draft.name) return;
  const { context, session } = creation;
  const title = l10n.t('Uploading the icon of {0}', draft.name);
  const iconUrl = await pictureAddress(context, session, { field: 'iconUrl', value: draft.iconUrl, title });
  await finish(creation, await send(creation, draft, iconUrl));
}
/** Sends it once and answers what the platform shows of it. The draft has the icon as it was given, `iconUrl` its address. */
function send({ context, session, keep }: Creation, draft: ProgramDraft, iconUrl: string): Promise<Program> {
  return whileChanging(
    context,
    session,
    undefined,
    l10n.t('Creating {0}', draft.name),
    async (signal, recording) => {
      let mnpId: string | undefined;
      let unanswered: unknown;
      await keep({ draft, mayExist: true });
      try {
        const reply = await untilAborted(session.client.call('CreateMNP', wireOf({ ...draft, iconUrl })), signal);
        recording.sent(reply);
        mnpId = reply.data?.ResourceId ?? undefined;
      } catch (error) {
        if (isCancelled(error)) throw error;
        if (!mayHaveHappened(error)) {
          await keep({ draft, mayExist: false });
          throw error;
        }
        unanswered = error;
      }
      const seen = await untilShown(context.clock, signal, () =>
        mnpId === undefined
          ? findCreated(context, session, draft, signal)
          : readCreated(context, session, mnpId, signal),
      );
      if (seen) {
        recording.about(seen.ref);
        return seen;
      }
      if (unanswered) throw unanswered as Error;
      if (mnpId !== undefined) throw notShownYet();
      throw new UserError(l10n.t('The platform created {0} but did not tell its ID. Refresh the view.', draft.name));
    },
    { kind: 'create' },
  );
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
