import * as l10n from '@vscode/l10n';
import { accountType } from '../../contract/enums';
import { UserError } from '../errors/userError';
import { lengthOf } from '../forms/checkFields';
import { detailPage } from '../platform/detailPage';
import type { UserRef } from '../platform/refs';
import { accountTypeWord } from '../platform/words';
import type { Session } from '../services';
import { sayDone } from './change';
import { addUsers } from './addUsers';
import type { CommandContext, HandlersOf } from './context';
import { answered, titleFor } from './pickers';
import { changePlatform, deleteForGood, subjectOf, unlessMissing } from './platformChange';
import { targetUser } from './platformTargets';

const longestName = 60;

/** Users of the platform. */
export function userCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.addUsers' | 'miniProgram.showUser' | 'miniProgram.editUser' | 'miniProgram.deleteUser'> {
  return {
    'miniProgram.addUsers': () => addUsers(context),
    'miniProgram.showUser': async (node) => {
      const { session, ref } = await targetUser(context, node, l10n.t('Show User'));
      const user = await readUser(context, session, ref);
      const page = detailPage(session, user.name, [
        [l10n.t('ID'), ref.key],
        [l10n.t('Login'), user.account],
        [l10n.t('Kind'), accountTypeWord(user.type)],
      ]);
      await context.ui.showText(l10n.t('User {0}', user.name), page, 'markdown');
    },
    'miniProgram.editUser': async (node) => {
      const { session, ref } = await targetUser(context, node, l10n.t('Edit User'));
      await edit(context, session, ref);
    },
    'miniProgram.deleteUser': async (node) => {
      const { session, ref } = await targetUser(context, node, l10n.t('Delete User'));
      await remove(context, session, ref);
    },
  };
}
interface UserNow {
  readonly name: string;
  readonly account: string;
  readonly type: number | undefined;
}
async function readUser({ ui }: CommandContext, session: Session, ref: UserRef): Promise<UserNow> {
  return ui.withProgress(l10n.t('Reading {0}', ref.name), ({ signal }) => userNow(session, ref, signal));
}
async function userNow({ client }: Session, ref: UserRef, signal: AbortSignal): Promise<UserNow> {
  const { data } = await client.call('DescribeUser', { UserId: ref.key }, { signal });
  if (!data?.UserId) throw new UserError(l10n.t('The platform does not know the user {0} any more.', ref.name));
  return { name: data.UserName ?? '', account: data.UserAccount ?? '', type: data.AccountType ?? undefined };
}
async function edit(context: CommandContext, session: Session, ref: UserRef): Promise<void> {
  const { ui } = context;
  const before = await readUser(context, session, ref);
  const title = titleFor(l10n.t('Edit {0}', ref.name), session.profile);
  const name = answered(
    await ui.input({
      title,
      prompt: l10n.t('The name of the user; the login {0} stays.', before.account),
      value: before.name,
      validate: (text) =>
        text.trim() === ''
          ? l10n.t('{0} must not be empty.', l10n.t('Name'))
          : lengthOf(text.trim()) > longestName
            ? l10n.t('Use at most {0} characters.', longestName)
            : undefined,
    }),
  ).trim();
  const type = answered(
    await ui.pick<number>({
      title,
      placeholder: l10n.t('What is {0}?', name),
      items: [accountType.member, accountType.platformAdmin].map((value) => ({
        label: accountTypeWord(value),
        ...(value === before.type ? { description: l10n.t('as it is'), picked: true } : {}),
        value,
      })),
    }),
  );
  if (name === before.name && type === before.type) return;
  await changePlatform(
    context,
    session,
    l10n.t('Changing {0}', ref.name),
    {
      send: () => session.client.call('ModifyUser', { UserId: ref.key, UserName: name, AccountType: type }),
      read: (signal) => userNow(session, ref, signal),
      isDone: (now) => now.name === name && now.type === type,
    },
    subjectOf('edit', ref, [l10n.t('Name'), name], [l10n.t('Kind'), accountTypeWord(type)]),
  );
  sayDone(context, session, l10n.t('{0} is changed.', name));
}
function remove(context: CommandContext, session: Session, ref: UserRef): Promise<void> {
  return deleteForGood(context, session, ref, {
    question: l10n.t('Delete the user {0}?', ref.name),
    rows: [
      [l10n.t('User'), `${ref.name} (${ref.key})`],
      [l10n.t('Then'), l10n.t('{0} leaves all teams and can no longer sign in.', ref.name)],
      [l10n.t('Undo'), l10n.t('None. A user that is added again has another ID and no roles.')],
    ],
    send: () => session.client.call('DeleteUser', { UserId: ref.key }),
    isThere: async (signal) => {
      const user = await unlessMissing(() => session.client.call('DescribeUser', { UserId: ref.key }, { signal }));
      return Boolean(user?.data?.UserId);
    },
  });
}
