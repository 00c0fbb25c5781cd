import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { ApiError } from '../../client/errors';
import { UserError } from '../errors/userError';
import type { ProgramRef } from '../model/refs';
import type { Program } from '../model/version';
import { runSteps } from '../profiles/wizard';
import type { Session } from '../services';
import { changeAndReadBack, dangerDetail, typedOnProduction } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, targetProgram, titleFor } from './pickers';
import { categoryStep, emptyProgram, fieldWord, type ProgramDraft, type TextField, textStep } from './programFields';

/** Commands on a mini program as a whole. */
export function programCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.create' | 'miniProgram.edit' | 'miniProgram.delete' | 'miniProgram.takeDown'> {
  return {
    'miniProgram.create': () => create(context),
    'miniProgram.edit': async (node) => {
      const { session, program } = await targetProgram(context, node, l10n.t('Edit Mini Program'));
      await edit(context, session, await context.programs.program(session, program.mnpId));
    },
    'miniProgram.takeDown': async (node) => {
      const { session, program } = await targetProgram(context, node, l10n.t('Take Down'));
      await takeDown(context, session, await context.programs.program(session, program.mnpId));
    },
    'miniProgram.delete': async (node) => {
      const { session, program } = await targetProgram(context, node, l10n.t('Delete Mini Program'));
      await remove(context, session, await context.programs.program(session, program.mnpId));
    },
  };
}
const readCategories = async (context: CommandContext, session: Session, title: string) =>
  (await context.ui.withProgress(title, ({ signal }) => session.client.call('DescribeMNPCategory', {}, { signal })))
    .data ?? [];

async function create(context: CommandContext): Promise<void> {
  const { ui, programs, store } = context;
  const session = await context.sessions.open();
  const title = titleFor(l10n.t('Create Mini Program'), session.profile);
  const categories = await readCategories(context, session, l10n.t('Reading the categories'));
  const steps = [
    textStep(ui, title, 'name'),
    textStep(ui, title, 'intro'),
    textStep(ui, title, 'description'),
    categoryStep(ui, title, categories),
    textStep(ui, title, 'iconUrl'),
  ];
  const draft = await runSteps(emptyProgram, () => steps);
  if (!draft) throw new Cancelled();
  const created = await ui.withProgress(l10n.t('Creating {0}', draft.name), async ({ signal }) => {
    const { data } = await session.client.call('CreateMNP', wireOf(draft), { signal });
    const mnpId = data?.ResourceId;
    if (!mnpId)
      throw new UserError(l10n.t('The platform created {0} but did not tell its ID. Refresh the view.', draft.name));
    return programs.program(session, mnpId, signal);
  });
  store.invalidate();
  await store.loadList();
  const { name, mnpId } = created.ref;
  ui.say('info', l10n.t('{0} ({1}) is created.', name, mnpId), [
    { label: l10n.t('Publish'), run: () => context.run('miniProgram.publish', created.ref) },
    { label: l10n.t('Copy ID'), run: () => context.run('miniProgram.copyId', created.ref) },
  ]);
}
const wireOf = (draft: ProgramDraft) => ({
  MNPType: draft.type,
  MNPName: draft.name,
  MNPIcon: draft.iconUrl,
  MNPIntro: draft.intro,
  MNPDesc: draft.description,
});

async function edit(context: CommandContext, session: Session, program: Program): Promise<void> {
  const { ui, programs, store } = context;
  const { ref, intro, description, type, iconUrl } = program;
  const before: ProgramDraft = { name: ref.name, intro, description, type, iconUrl };
  const title = titleFor(l10n.t('Edit {0}', ref.name), session.profile);
  const fields: readonly (TextField | 'type')[] = ['name', 'intro', 'description', 'type', 'iconUrl'];
  const field = answered(
    await ui.pick<TextField | 'type'>({
      title,
      placeholder: l10n.t('What to change'),
      items: fields.map((value) => ({ label: fieldWord(value), description: before[value], value })),
    }),
  );
  const step =
    field === 'type'
      ? categoryStep(ui, title, await readCategories(context, session, l10n.t('Reading the categories')))
      : textStep(ui, title, field);
  const after = await runSteps(before, () => [step]);
  if (!after) throw new Cancelled();
  if (after[field] === before[field]) return;
  const { MNPIcon, ...rest } = wireOf(after);
  await ui.withProgress(l10n.t('Changing {0}', ref.name), ({ signal }) =>
    changeAndReadBack(context, ref.mnpId, {
      // The icon goes along only when it changes: the address the platform answers can be a signed one.
      send: () =>
        session.client.call(
          'ModifyMNP',
          { ...rest, MNPId: ref.mnpId, ...(field === 'iconUrl' ? { MNPIcon } : {}) },
          { signal },
        ),
      read: () => programs.program(session, ref.mnpId, signal),
      isDone: (now) => field === 'iconUrl' || valueOf(now, field) === after[field],
      signal,
    }),
  );
  store.invalidate();
  await store.loadList();
}
const valueOf = (program: Program, field: Exclude<keyof ProgramDraft, 'iconUrl'>): string =>
  field === 'name' ? program.ref.name : program[field];

async function takeDown(context: CommandContext, session: Session, program: Program): Promise<void> {
  const { ui, programs } = context;
  const { ref } = program;
  if (program.isRemoved) throw new UserError(l10n.t('{0} is taken down already.', ref.name));
  const confirmed = await ui.confirm({
    message: l10n.t('Take {0} down for all users?', ref.name),
    detail: dangerDetail(session.profile, ref, [
      [l10n.t('Online now'), program.onlineVersion ?? l10n.t('nothing')],
      [l10n.t('Then'), l10n.t('No super app can open it, and no version of it can be released.')],
      [l10n.t('Undo'), l10n.t('In the console of the platform. There is no call for it.')],
    ]),
    confirm: l10n.t('Take Down'),
    ...typedOnProduction(session.profile, ref.name),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
  await ui.withProgress(l10n.t('Taking {0} down', ref.name), ({ signal }) =>
    changeAndReadBack(context, ref.mnpId, {
      send: () => session.client.call('RemoveMNP', { MNPId: ref.mnpId }, { signal }),
      read: () => programs.program(session, ref.mnpId, signal),
      isDone: (now) => now.isRemoved,
      signal,
    }),
  );
  programs.invalidate(ref.mnpId);
  ui.say('info', l10n.t('{0} is taken down.', ref.name));
}
async function remove(context: CommandContext, session: Session, program: Program): Promise<void> {
  const { ui, store } = context;
  const { ref } = program;
  const confirmed = await ui.confirm({
    message: l10n.t('Delete {0} with all its versions?', ref.name),
    detail: dangerDetail(session.profile, ref, [
      [l10n.t('Online now'), program.onlineVersion ?? l10n.t('nothing')],
      [l10n.t('Undo'), l10n.t('None. Its ID cannot be used again.')],
    ]),
    confirm: l10n.t('Delete'),
    typeToConfirm: ref.name,
    reason: 'cannot be undone',
  });
  if (!confirmed) throw new Cancelled();
  await ui.withProgress(l10n.t('Deleting {0}', ref.name), ({ signal }) =>
    changeAndReadBack(context, ref.mnpId, {
      send: () => session.client.call('DeleteMNP', { MNPId: ref.mnpId }, { signal }),
      read: () => isGone(session, ref, signal),
      isDone: (gone) => gone,
      signal,
    }),
  );
  store.forget(ref.mnpId);
  await context.linked.refresh();
  ui.say('info', l10n.t('{0} is deleted.', ref.name));
}
/** True when the platform no longer knows the program. */
async function isGone({ client }: Session, ref: ProgramRef, signal: AbortSignal): Promise<boolean> {
  try {
    const { data } = await client.call('DescribeMNP', { MNPId: ref.mnpId }, { signal });
    return !data?.MNPId;
  } catch (error) {
    if (error instanceof ApiError && (error.advice === 'input' || error.advice === 'state')) return true;
    throw error;
  }
}
