import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import type { ProgramRef } from '../model/refs';
import type { Program } from '../model/version';
import { runSteps } from '../profiles/wizard';
import type { Session } from '../services';
import { changeAndReadBack, dangerDetail, isMissing, sayDone, typedOutsideSandbox } from './change';
import type { CommandContext, HandlersOf } from './context';
import { createProgram } from './createProgram';
import { answered, targetProgram, titleFor } from './pickers';
import {
  categoryStep,
  fieldWord,
  type ProgramDraft,
  readCategories,
  type TextField,
  textStep,
  wireOf,
} from './programFields';

/** Commands on a mini program as a whole. */
export function programCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.create' | 'miniProgram.edit' | 'miniProgram.delete' | 'miniProgram.takeDown'> {
  return {
    'miniProgram.create': () => createProgram(context),
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
    field === 'type' ? categoryStep(ui, title, await readCategories(context.ui, session)) : textStep(ui, title, field);
  const after = await runSteps(before, () => [step]);
  if (!after) throw new Cancelled();
  if (after[field] === before[field]) return;
  await confirmOnlineEdit(context, session, program, field, before[field], after[field]);
  const { MNPIcon, ...rest } = wireOf(after);
  await changeAndReadBack(
    context,
    session,
    ref.mnpId,
    l10n.t('Changing {0}', ref.name),
    {
      // The icon goes along only when it changes: the address the platform answers can be a signed one.
      send: () =>
        session.client.call('ModifyMNP', {
          ...rest,
          MNPId: ref.mnpId,
          ...(field === 'iconUrl' ? { MNPIcon } : {}),
        }),
      read: (signal) => programs.program(session, ref.mnpId, signal),
      isDone: (now) => field === 'iconUrl' || valueOf(now, field) === after[field],
    },
    { kind: 'edit', ref, facts: [[fieldWord(field), `${before[field]} → ${after[field]}`]] },
  );
  store.invalidate();
  await store.loadList();
  sayDone(context, session, l10n.t('{0} of {1} is changed.', fieldWord(field), after.name));
}
/** What users of a production app see changes at once. Throws `Cancelled` when the answer is no. */
async function confirmOnlineEdit(
  { ui }: CommandContext,
  { profile }: Session,
  { ref, onlineVersion, isRemoved }: Program,
  field: TextField | 'type',
  before: string,
  after: string,
): Promise<void> {
  if (profile.environment !== 'production' || onlineVersion === undefined || isRemoved) return;
  const confirmed = await ui.confirm({
    message: l10n.t('Change {0} for all users?', ref.name),
    detail: dangerDetail(profile, ref, [
      [l10n.t('Online now'), onlineVersion],
      [fieldWord(field), `${before} → ${after}`],
      [l10n.t('Undo'), l10n.t('Change it back.')],
    ]),
    confirm: l10n.t('Change'),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
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
    ...typedOutsideSandbox(session.profile, ref.name),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
  await changeAndReadBack(
    context,
    session,
    ref.mnpId,
    l10n.t('Taking {0} down', ref.name),
    {
      send: () => session.client.call('RemoveMNP', { MNPId: ref.mnpId }),
      read: (signal) => programs.program(session, ref.mnpId, signal),
      isDone: (now) => now.isRemoved,
    },
    { kind: 'takeDown', ref, facts: [[l10n.t('Online before'), program.onlineVersion ?? l10n.t('nothing')]] },
  );
  programs.invalidate(ref.mnpId);
  sayDone(context, session, l10n.t('{0} is taken down.', ref.name));
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
  await changeAndReadBack(
    context,
    session,
    ref.mnpId,
    l10n.t('Deleting {0}', ref.name),
    {
      send: () => session.client.call('DeleteMNP', { MNPId: ref.mnpId }),
      read: (signal) => isGone(session, ref, signal),
      isDone: (gone) => gone,
    },
    { kind: 'delete', ref },
  );
  store.forget(ref.mnpId);
  await context.linked.refresh();
  sayDone(context, session, l10n.t('{0} is deleted.', ref.name));
}
/** True when the platform no longer knows the program. */
async function isGone({ client }: Session, ref: ProgramRef, signal: AbortSignal): Promise<boolean> {
  try {
    const { data } = await client.call('DescribeMNP', { MNPId: ref.mnpId }, { signal });
    return !data?.MNPId;
  } catch (error) {
    if (isMissing(error)) return true;
    throw error;
  }
}
