import * as l10n from '@vscode/l10n';
import type { DataOf } from '../../contract/actions';
import { applicationType, teamRoleType } from '../../contract/enums';
import { UserError } from '../errors/userError';
import type { FormField, FormModel, FormOutcome, FormRow } from '../forms/form';
import { withoutPasswords } from '../forms/form';
import { whereWord } from '../model/words';
import { choosePicture, pictureAddress } from '../forms/picture';
import { outcomeOf } from '../forms/refusals';
import { checkSuperApp, superAppFields, superAppRefusals, superAppTexts } from '../forms/superAppForm';
import { readSuperApps, readTeams } from '../platform/reads';
import type { SuperAppRef } from '../platform/refs';
import { kindWord } from '../platform/words';
import type { Session } from '../services';
import { sayDone } from './change';
import type { CommandContext } from './context';
import { titleFor } from './pickers';
import { changePlatform, idFact, subjectOf, unlessMissing } from './platformChange';
import { readSome } from './platformTargets';

/** Opens the form; what was typed into it before is still there. */
export async function createSuperApp(context: CommandContext): Promise<void> {
  const session = await context.sessions.open();
  const teams = await context.ui.withProgress(l10n.t('Reading the teams'), ({ signal }) =>
    readSome(session, readTeams, '', { signal }),
  );
  const { store } = await context.platform.load();
  const choices = teams
    .filter(({ ref, roleTypes }) => roleTypes.includes(teamRoleType.application) && store.mayCreateFor(ref))
    .map(({ ref }) => ({ value: ref.key, label: ref.name }));
  const [first] = choices;
  if (!first)
    throw new UserError(l10n.t('A super app belongs to a team for super apps, and there is none. Create one first.'), [
      { label: l10n.t('Create Team'), command: 'miniProgram.createTeam' },
    ]);
  const fields = superAppFields(choices);
  const fresh: FormRow = { team: first.value, type: String(applicationType.formal) };
  openForm(context, session, {
    name: 'createSuperApp',
    title: l10n.t('Create Super App'),
    fields,
    fresh,
    submit: l10n.t('Create Super App'),
    busy: l10n.t('Creating…'),
    send: (row) =>
      outcomeOf(context.log, superAppRefusals, async () => sendNew(context, await again(context, session), row)),
    reopen: () => context.run('miniProgram.createSuperApp'),
  });
}
async function sendNew(context: CommandContext, session: Session, row: FormRow): Promise<void> {
  const texts = await withLogo(context, session, superAppTexts(row));
  const { ApplicationName: name, Intro: intro } = texts;
  let id: string | undefined;
  const seen = await changePlatform(
    context,
    session,
    l10n.t('Creating {0}', name),
    {
      send: async () => {
        const reply = await session.client.call('CreateApplication', {
          ...filled(texts),
          TeamId: row['team'] ?? '',
          ApplicationType: Number(row['type']),
        });
        id = reply.data?.ResourceId ?? undefined;
        return reply;
      },
      // Without an answer there is no ID; names are unique, and the introduction tells ours from one that was there.
      read: async (signal) =>
        (await readSome(session, readSuperApps, name, { signal })).find(
          ({ ref, intro: shown }) => (id === undefined || ref.key === id) && ref.name === name && shown === intro,
        ),
      isDone: (now) => now !== undefined,
      found: (now) => idFact(now?.ref),
    },
    { kind: 'create', facts: [[kindWord('superApp'), name]] },
  );
  sayDone(context, session, l10n.t('{0} ({1}) is created.', name, seen?.ref.key ?? ''), [
    { label: l10n.t('Show Details'), run: () => context.run('miniProgram.showSuperApp', seen?.ref) },
  ]);
}
type Texts = ReturnType<typeof superAppTexts>;
/** With the address of the icon, after a file of this machine was uploaded. */
async function withLogo(context: CommandContext, session: Session, texts: Texts): Promise<Texts> {
  const title = l10n.t('Uploading the icon of {0}', texts.ApplicationName);
  return { ...texts, Logo: await pictureAddress(context, session, { field: 'logo', value: texts.Logo, title }) };
}
/** Optional texts that are empty are left out of a new super app. */
const filled = (texts: Texts) => {
  const { ApplicationName, Intro, Logo, ...rest } = texts;
  return {
    ApplicationName,
    Intro,
    Logo,
    ...Object.fromEntries(Object.entries(rest).filter(([, text]) => text !== '')),
  };
};

/** Opens the form with what the platform has. */
export function editSuperApp(
  context: CommandContext,
  session: Session,
  ref: SuperAppRef,
  data: NonNullable<DataOf<'DescribeApplication'>>,
): void {
  openForm(context, session, {
    name: `editSuperApp/${ref.key}`,
    title: l10n.t('Edit {0}', ref.name),
    fields: superAppFields(undefined),
    fresh: {
      name: data.ApplicationName ?? '',
      intro: data.Intro ?? '',
      logo: data.Logo ?? '',
      androidKey: data.AndroidAppKey ?? '',
      iosKey: data.IosAppKey ?? '',
      scheme: data.Scheme ?? '',
      remark: data.Remark ?? '',
    },
    submit: l10n.t('Save'),
    busy: l10n.t('Saving…'),
    send: (row) =>
      outcomeOf(context.log, superAppRefusals, async () =>
        sendChange(context, await again(context, session), ref, row),
      ),
    reopen: () => context.run('miniProgram.editSuperApp', ref),
  });
}
async function sendChange(context: CommandContext, session: Session, ref: SuperAppRef, row: FormRow): Promise<void> {
  const texts = await withLogo(context, session, superAppTexts(row));
  await changePlatform(
    context,
    session,
    l10n.t('Changing {0}', ref.name),
    {
      send: () => session.client.call('ModifyApplication', { ...texts, ApplicationId: ref.key }),
      read: (signal) =>
        unlessMissing(() => session.client.call('DescribeApplication', { ApplicationId: ref.key }, { signal })),
      isDone: (found) => found?.data?.ApplicationName === texts.ApplicationName && found.data.Intro === texts.Intro,
    },
    subjectOf('edit', ref),
  );
  sayDone(context, session, l10n.t('{0} is changed.', texts.ApplicationName));
}

/** The same profile as it is by now: a form may stay open for hours, over a new key or another address of the sandbox. */
const again = ({ sessions }: CommandContext, { profile }: Session): Promise<Session> => sessions.open(profile.id);

interface FormOf {
  readonly name: string;
  readonly title: string;
  readonly fields: readonly FormField[];
  readonly fresh: FormRow;
  readonly submit: string;
  readonly busy: string;
  readonly send: (row: FormRow) => Promise<FormOutcome>;
  readonly reopen: () => Promise<void>;
}
/** A form of one row, with its draft in the workspace's state. */
function openForm(context: CommandContext, { profile }: Session, form: FormOf): void {
  const { ui, workspaceState } = context;
  const { name, title, fields, fresh, submit, busy, send, reopen } = form;
  const key = `form/${profile.id}/${name}`;
  const draft = workspaceState.get<readonly FormRow[]>(key);
  const model: FormModel = {
    key,
    title,
    environment: profile.environment,
    where: whereWord(profile),
    fields,
    fresh: [fresh],
    draft: draft?.map((row) => ({ ...fresh, ...row })),
    submit,
    busy,
    check: (rows) => checkSuperApp(fields, rows),
    choose: () => choosePicture(context, titleFor(l10n.t('Icon'), profile)),
    send: ([row = {}]) => send(row),
    keep: (rows) => workspaceState.set(key, rows && withoutPasswords(fields, rows)),
    reopen,
  };
  ui.showForm(model);
}
