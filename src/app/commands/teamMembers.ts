import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import type { Member, User } from '../platform/model';
import { readMembers } from '../platform/reads';
import type { MemberRef, TeamRef } from '../platform/refs';
import { kindWord } from '../platform/words';
import type { Session } from '../services';
import { sayDone } from './change';
import type { CommandContext, HandlersOf } from './context';
import { changePlatform, named, platformDetail, subjectOf } from './platformChange';
import { pickRole, pickUser, readSome, targetMember, targetTeam } from './platformTargets';

/** Who is in a team, and as what. */
export function teamMemberCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.addTeamMember' | 'miniProgram.changeMemberRole' | 'miniProgram.removeTeamMember'> {
  return {
    'miniProgram.addTeamMember': async (node) => {
      const { session, ref } = await targetTeam(context, node, l10n.t('Add Team Member'));
      await add(context, session, ref);
    },
    'miniProgram.changeMemberRole': async (node) => {
      const { session, ref } = await targetMember(context, node, l10n.t('Change Role'));
      const title = l10n.t('Change the role of {0}', ref.name);
      const role = await pickRole(context, session, title, ref.team);
      await changePlatform(
        context,
        session,
        title,
        {
          send: () =>
            session.client.call('ModifyTeamMember', { TeamId: ref.team.key, UserId: ref.key, RoleId: role.roleId }),
          read: (signal) => memberNow(session, ref.team, ref.key, signal),
          isDone: (member) => member?.roleId === role.roleId,
        },
        subjectOf('edit', ref, [l10n.t('Role'), role.name]),
      );
      sayDone(context, session, l10n.t('{0} is now {1} in {2}.', ref.name, role.name, ref.team.name));
    },
    'miniProgram.removeTeamMember': async (node) => {
      const { session, ref } = await targetMember(context, node, l10n.t('Remove Team Member'));
      await remove(context, session, ref);
    },
  };
}
async function add(context: CommandContext, session: Session, team: TeamRef): Promise<void> {
  const title = l10n.t('Add a member to {0}', team.name);
  const present = new Set(
    (
      await context.ui.withProgress(l10n.t('Reading the members of {0}', team.name), ({ signal }) =>
        readSome(session, readMembers(team), '', { signal }, 5_000),
      )
    ).map(({ ref }) => ref.key),
  );
  const isNew = (user: User): boolean => !present.has(user.ref.key);
  const user = await pickUser(context, session, title, l10n.t('Who joins {0}?', team.name), isNew);
  const role = await pickRole(context, session, title, team);
  await changePlatform(
    context,
    session,
    l10n.t('Adding {0} to {1}', user.ref.name, team.name),
    {
      send: () =>
        session.client.call('AddTeamMember', {
          TeamId: team.key,
          MemberList: [{ UserId: user.ref.key, UserRoleId: role.roleId }],
        }),
      read: (signal) => memberNow(session, team, user.ref.key, signal),
      isDone: (member) => member?.roleId === role.roleId,
    },
    {
      kind: 'create',
      facts: [
        [kindWord('team'), named(team)],
        [kindWord('member'), named(user.ref)],
        [l10n.t('Role'), role.name],
      ],
    },
  );
  sayDone(context, session, l10n.t('{0} is now {1} in {2}.', user.ref.name, role.name, team.name));
}
async function remove(context: CommandContext, session: Session, ref: MemberRef): Promise<void> {
  const confirmed = await context.ui.confirm({
    message: l10n.t('Remove {0} from {1}?', ref.name, ref.team.name),
    detail: platformDetail(session, [
      [l10n.t('Team'), ref.team.name],
      [l10n.t('Then'), l10n.t('{0} can no longer work on what belongs to this team.', ref.name)],
      [l10n.t('Undo'), l10n.t('Add the member again.')],
    ]),
    confirm: l10n.t('Remove'),
    reason: 'cannot be undone',
  });
  if (!confirmed) throw new Cancelled();
  await changePlatform(
    context,
    session,
    l10n.t('Removing {0} from {1}', ref.name, ref.team.name),
    {
      send: () => session.client.call('DeleteTeamMember', { TeamId: ref.team.key, UserId: ref.key }),
      read: (signal) => memberNow(session, ref.team, ref.key, signal),
      isDone: (member) => member === undefined,
    },
    subjectOf('delete', ref),
  );
  sayDone(context, session, l10n.t('{0} is no longer in {1}.', ref.name, ref.team.name));
}
const memberNow = async (
  session: Session,
  team: TeamRef,
  userId: string,
  signal: AbortSignal,
): Promise<Member | undefined> =>
  (await readSome(session, readMembers(team), '', { signal }, 5_000)).find(({ ref }) => ref.key === userId);
