import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { sensitiveApiType } from '../../contract/enums';
import { lengthOf } from '../forms/checkFields';
import type { SensitiveApi } from '../platform/model';
import { readSensitiveApis } from '../platform/reads';
import type { SensitiveApiRef, SuperAppRef } from '../platform/refs';
import { kindWord } from '../platform/words';
import type { Session } from '../services';
import { sayDone, typedOutsideSandbox } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, titleFor } from './pickers';
import { changePlatform, deleteForGood, idFact, named, platformDetail, subjectOf } from './platformChange';
import { readSome, targetSensitiveApi, targetSuperApp } from './platformTargets';

/** No limits are published; these keep a slip of the mouse out. */
const longestName = 64;
const longestDescription = 500;

/** What a super app lets mini programs call, and which of it needs a permission. */
export function sensitiveApiCommands(
  context: CommandContext,
): HandlersOf<
  | 'miniProgram.addSensitiveApi'
  | 'miniProgram.openSensitiveApi'
  | 'miniProgram.restrictSensitiveApi'
  | 'miniProgram.deleteSensitiveApi'
> {
  return {
    'miniProgram.addSensitiveApi': async (node) => {
      const { session, ref } = await targetSuperApp(context, node, l10n.t('Add Sensitive API'));
      await add(context, session, ref);
    },
    'miniProgram.openSensitiveApi': async (node) => {
      const { session, ref } = await targetSensitiveApi(context, node, l10n.t('Open Sensitive API to All'));
      await open(context, session, ref);
    },
    'miniProgram.restrictSensitiveApi': async (node) => {
      const { session, ref } = await targetSensitiveApi(context, node, l10n.t('Restrict Sensitive API'));
      await restrict(context, session, ref);
    },
    'miniProgram.deleteSensitiveApi': async (node) => {
      const { session, ref } = await targetSensitiveApi(context, node, l10n.t('Delete Sensitive API'));
      await remove(context, session, ref);
    },
  };
}
async function add(context: CommandContext, session: Session, superApp: SuperAppRef): Promise<void> {
  const { ui } = context;
  const title = titleFor(l10n.t('Add a sensitive API to {0}', superApp.name), session.profile);
  const name = answered(
    await ui.input({
      title,
      prompt: l10n.t('The name of the method that mini programs call'),
      placeholder: 'getPhoneNumber',
      validate: (text) =>
        /^[A-Za-z_$][\w$.-]*$/.test(text.trim()) && text.trim().length <= longestName
          ? undefined
          : l10n.t('Enter the name of a method: letters, digits and . _ $ -, at most {0} characters.', longestName),
    }),
  ).trim();
  const description = answered(
    await ui.input({
      title,
      prompt: l10n.t('What it does, for those who ask for a permission (may be empty)'),
      validate: (text) =>
        lengthOf(text) > longestDescription ? l10n.t('Use at most {0} characters.', longestDescription) : undefined,
    }),
  ).trim();
  const type = answered(
    await ui.pick<number>({
      title,
      placeholder: l10n.t('Where does {0} come from?', name),
      items: [
        { label: l10n.t('Custom'), detail: l10n.t('Written for this super app.'), value: sensitiveApiType.custom },
        { label: l10n.t('System'), detail: l10n.t('Part of the client SDK.'), value: sensitiveApiType.system },
      ],
    }),
  );
  await changePlatform(
    context,
    session,
    l10n.t('Adding {0}', name),
    {
      send: () =>
        session.client.call('CreateApplicationSensitiveAPI', {
          ApplicationId: superApp.key,
          APIList: [{ APIName: name, APIDesc: description, APIType: type }],
        }),
      read: (signal) => readSome(session, readSensitiveApis(superApp), name, { signal }),
      isDone: (rows) => rows.some(({ ref }) => ref.name === name),
      found: (rows) => idFact(rows.find(({ ref }) => ref.name === name)?.ref),
    },
    {
      kind: 'create',
      facts: [
        [kindWord('sensitiveApi'), name],
        [kindWord('superApp'), named(superApp)],
      ],
    },
  );
  sayDone(
    context,
    session,
    l10n.t('{0} is a sensitive API of {1} now, open to all until you restrict it.', name, superApp.name),
  );
}
async function open(context: CommandContext, session: Session, ref: SensitiveApiRef): Promise<void> {
  const confirmed = await context.ui.confirm({
    message: l10n.t('Open {0} to all mini programs?', ref.name),
    detail: platformDetail(session, [
      [l10n.t('Super app'), ref.superApp.name],
      [l10n.t('Then'), l10n.t('Every mini program may call it, without asking for a permission.')],
      [l10n.t('Undo'), l10n.t('Restrict it again.')],
    ]),
    confirm: l10n.t('Open to All'),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
  await changePlatform(
    context,
    session,
    l10n.t('Opening {0}', ref.name),
    {
      send: () => session.client.call('EnableApplicationSensitiveAPI', { APIId: ref.key }),
      read: (signal) => apiNow(session, ref, signal),
      isDone: (api) => api?.isRestricted === false,
    },
    subjectOf('edit', ref, [l10n.t('State'), l10n.t('open to all')]),
  );
  sayDone(context, session, l10n.t('{0} is open to all mini programs.', ref.name));
}
async function restrict(context: CommandContext, session: Session, ref: SensitiveApiRef): Promise<void> {
  const confirmed = await context.ui.confirm({
    message: l10n.t('Restrict {0} to mini programs with a permission?', ref.name),
    detail: platformDetail(session, [
      [l10n.t('Super app'), ref.superApp.name],
      [l10n.t('Then'), l10n.t('Mini programs without an approved request can no longer call it.')],
      [l10n.t('Undo'), l10n.t('Open it to all again.')],
    ]),
    confirm: l10n.t('Restrict'),
    ...typedOutsideSandbox(session.profile, ref.name),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
  await changePlatform(
    context,
    session,
    l10n.t('Restricting {0}', ref.name),
    {
      send: () => session.client.call('DisableApplicationSensitiveAPI', { APIId: ref.key }),
      read: (signal) => apiNow(session, ref, signal),
      isDone: (api) => api?.isRestricted === true,
    },
    subjectOf('edit', ref, [l10n.t('State'), l10n.t('restricted')]),
  );
  sayDone(context, session, l10n.t('{0} needs a permission now.', ref.name));
}
function remove(context: CommandContext, session: Session, ref: SensitiveApiRef): Promise<void> {
  return deleteForGood(context, session, ref, {
    question: l10n.t('Delete the sensitive API {0}?', ref.name),
    rows: [
      [l10n.t('Super app'), ref.superApp.name],
      [l10n.t('Then'), l10n.t('The permissions for it, and the requests for one, go with it.')],
      [l10n.t('Undo'), l10n.t('None.')],
    ],
    send: () => session.client.call('DeleteApplicationSensitiveAPI', { APIId: ref.key }),
    isThere: async (signal) => (await apiNow(session, ref, signal)) !== undefined,
  });
}
const apiNow = async (session: Session, ref: SensitiveApiRef, signal: AbortSignal): Promise<SensitiveApi | undefined> =>
  (await readSome(session, readSensitiveApis(ref.superApp), ref.name, { signal })).find(
    (row) => row.ref.key === ref.key,
  );
