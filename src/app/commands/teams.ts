import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import { teamRoleType } from '../../contract/enums';
import type { Team } from '../platform/model';
import { readTeams } from '../platform/reads';
import type { TeamRef } from '../platform/refs';
import { lengthOf } from '../forms/checkFields';
import { moment, timeOf } from '../model/times';
import { detailPage } from '../platform/detailPage';
import { personWord } from '../platform/rows';
import { kindWord, teamTypeWord } from '../platform/words';
import type { Session } from '../services';
import { sayDone } from './change';
import type { CommandContext, HandlersOf } from './context';
import { answered, titleFor } from './pickers';
import { changePlatform, deleteForGood, idFact, platformDetail, subjectOf, unlessMissing } from './platformChange';
import { pickUser, readSome, targetTeam } from './platformTargets';

/** No limit is published; this keeps a slip of the mouse out. */
const nameLimit = 60;

/** Teams as a whole. */
export function teamCommands(
  context: CommandContext,
): HandlersOf<
  | 'miniProgram.createTeam'
  | 'miniProgram.showTeam'
  | 'miniProgram.renameTeam'
  | 'miniProgram.changeTeamAdministrator'
  | 'miniProgram.deleteTeam'
> {
  return {
    'miniProgram.createTeam': () => create(context),
    'miniProgram.showTeam': async (node) => {
      const { session, ref } = await targetTeam(context, node, l10n.t('Show Team'));
      await show(context, session, ref);
    },
    'miniProgram.renameTeam': async (node) => {
      const { session, ref } = await targetTeam(context, node, l10n.t('Rename Team'));
      const name = await askName(context, session, l10n.t('Rename {0}', ref.name), ref.name);
      if (name === ref.name) return;
      await changePlatform(
        context,
        session,
        l10n.t('Renaming {0}', ref.name),
        {
          send: () => session.client.call('ModifyTeam', { TeamId: ref.key, TeamName: name }),
          read: (signal) => session.client.call('DescribeTeam', { TeamId: ref.key }, { signal }),
          isDone: ({ data }) => data?.TeamName === name,
        },
        subjectOf('edit', ref, [l10n.t('New name'), name]),
      );
      sayDone(context, session, l10n.t('The team {0} is now called {1}.', ref.name, name));
    },
    'miniProgram.changeTeamAdministrator': async (node) => {
      const { session, ref } = await targetTeam(context, node, l10n.t('Change Team Administrator'));
      await changeAdministrator(context, session, ref);
    },
    'miniProgram.deleteTeam': async (node) => {
      const { session, ref } = await targetTeam(context, node, l10n.t('Delete Team'));
      await remove(context, session, ref);
    },
  };
}
async function askName({ ui }: CommandContext, { profile }: Session, title: string, value: string): Promise<string> {
  const name = await ui.input({
    title: titleFor(title, profile),
    prompt: l10n.t('The name of the team'),
    value,
    validate: (text) =>
      text.trim() === ''
        ? l10n.t('{0} must not be empty.', l10n.t('Name'))
        : lengthOf(text.trim()) > nameLimit
          ? l10n.t('Use at most {0} characters.', nameLimit)
          : undefined,
  });
  return answered(name).trim();
}
async function create(context: CommandContext): Promise<void> {
  const { ui } = context;
  const session = await context.sessions.open();
  const title = l10n.t('Create Team');
  const name = await askName(context, session, title, '');
  const purpose = answered(
    await ui.pick<number>({
      title: titleFor(title, session.profile),
      placeholder: l10n.t('What is {0} for?', name),
      items: [
        { label: l10n.t('mini programs'), icon: 'package', value: teamRoleType.miniProgram },
        { label: l10n.t('super apps'), icon: 'device-mobile', value: teamRoleType.application },
      ],
    }),
  );
  const administrator = await pickUser(context, session, title, l10n.t('Who administrates {0}?', name));
  const related = purpose === teamRoleType.miniProgram ? await askRelated(context, session, title, name) : undefined;
  await changePlatform(
    context,
    session,
    l10n.t('Creating {0}', name),
    {
      send: () =>
        session.client.call('CreateTeam', {
          TeamName: name,
          AdminUserId: administrator.ref.key,
          TeamRoleTypeList: [purpose],
          ...(related ? { RelatedTeamId: related.key } : {}),
        }),
      read: (signal) => readSome(session, readTeams, name, { signal }),
      isDone: (teams) => teams.some((team) => team.ref.name === name),
      found: (teams) => idFact(teams.find((team) => team.ref.name === name)?.ref),
    },
    {
      kind: 'create',
      facts: [
        [kindWord('team'), name],
        [l10n.t('Administrator'), personWord(administrator.ref.name, administrator.account)],
      ],
    },
  );
  sayDone(context, session, l10n.t('The team {0} is created.', name));
}
/** Which team's super apps may show the mini programs; none can be chosen, and bound later in the console. */
async function askRelated(
  { ui }: CommandContext,
  session: Session,
  title: string,
  name: string,
): Promise<TeamRef | undefined> {
  const teams = await ui.withProgress(l10n.t('Reading the teams'), ({ signal }) =>
    readSome(session, readTeams, '', { signal }),
  );
  const ofApps = teams.filter(({ roleTypes }) => roleTypes.includes(teamRoleType.application));
  const none = { label: l10n.t('None for now'), icon: 'circle-slash', value: 'none' as const };
  const items = ofApps.map((team) => ({ label: team.ref.name, icon: 'organization', value: team }));
  const choice = answered(
    await ui.pick<Team | 'none'>({
      title: titleFor(title, session.profile),
      placeholder: l10n.t('Whose super apps may show the mini programs of {0}?', name),
      items: [...items, none],
    }),
  );
  return choice === 'none' ? undefined : choice.ref;
}
async function show(context: CommandContext, session: Session, ref: TeamRef): Promise<void> {
  const { data } = await context.ui.withProgress(l10n.t('Reading {0}', ref.name), ({ signal }) =>
    session.client.call('DescribeTeam', { TeamId: ref.key }, { signal }),
  );
  const created = timeOf(data?.CreateTime);
  const name = data?.TeamName ?? ref.name;
  const page = detailPage(session, name, [
    [l10n.t('ID'), ref.key],
    [l10n.t('For'), teamTypeWord(data?.TeamRoleType == null ? [] : [data.TeamRoleType])],
    [l10n.t('Administrator'), data?.AdminUserAccount],
    [l10n.t('Members'), data?.MemberCount?.toString()],
    [l10n.t('Bound to the team'), data?.BindTeamName],
    [l10n.t('Super apps'), data?.ApplicationName],
    [l10n.t('Mini program teams bound to it'), data?.BindMiniTeamCount?.toString()],
    [l10n.t('Created'), created === undefined ? undefined : moment(created)],
    [l10n.t('By'), data?.CreateUser],
  ]);
  await context.ui.showText(l10n.t('Team {0}', name), page, 'markdown');
}
async function changeAdministrator(context: CommandContext, session: Session, ref: TeamRef): Promise<void> {
  const what = l10n.t('Change the administrator of {0}', ref.name);
  const user = await pickUser(context, session, what, l10n.t('Who administrates {0}?', ref.name));
  const confirmed = await context.ui.confirm({
    message: l10n.t('Make {0} the administrator of {1}?', user.ref.name, ref.name),
    detail: platformDetail(session, [
      [l10n.t('Team'), `${ref.name} (${ref.key})`],
      [l10n.t('New administrator'), personWord(user.ref.name, user.account)],
      [l10n.t('Then'), l10n.t('The administrator until now stays in the team as a member.')],
      [l10n.t('Undo'), l10n.t('Change it back.')],
    ]),
    confirm: l10n.t('Change Administrator'),
    reason: 'cannot be undone',
  });
  if (!confirmed) throw new Cancelled();
  // The name goes with it, and somebody may have given the team another one since the row was read.
  const { data: now } = await session.client.call('DescribeTeam', { TeamId: ref.key });
  const TeamName = now?.TeamName ?? ref.name;
  await changePlatform(
    context,
    session,
    what,
    {
      send: () => session.client.call('ModifyTeam', { TeamId: ref.key, TeamName, AdminUserId: user.ref.key }),
      read: (signal) => session.client.call('DescribeTeam', { TeamId: ref.key }, { signal }),
      isDone: ({ data }) => data?.AdminUserAccount === user.account,
    },
    subjectOf('edit', ref, [l10n.t('New administrator'), personWord(user.ref.name, user.account)]),
  );
  sayDone(context, session, l10n.t('{0} is now the administrator of {1}.', user.ref.name, ref.name));
}
function remove(context: CommandContext, session: Session, ref: TeamRef): Promise<void> {
  return deleteForGood(context, session, ref, {
    question: l10n.t('Delete the team {0}?', ref.name),
    rows: [
      [l10n.t('Team'), `${ref.name} (${ref.key})`],
      [
        l10n.t('Then'),
        l10n.t('Its members lose their roles in it. Teams with mini programs or super apps cannot be deleted.'),
      ],
      [l10n.t('Undo'), l10n.t('None.')],
    ],
    send: () => session.client.call('DeleteTeam', { TeamId: ref.key }),
    isThere: async (signal) => {
      const team = await unlessMissing(() => session.client.call('DescribeTeam', { TeamId: ref.key }, { signal }));
      return Boolean(team?.data?.TeamName);
    },
  });
}
