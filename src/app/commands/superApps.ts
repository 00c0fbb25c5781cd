import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../base/errors';
import type { Reply } from '../../client/cloudClient';
import type { DataOf } from '../../contract/actions';
import { appType } from '../../contract/enums';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import { moment, timeOf } from '../model/times';
import { detailPage } from '../platform/detailPage';
import type { SuperAppRef } from '../platform/refs';
import type { Session } from '../services';
import type { CommandContext, HandlersOf } from './context';
import { answered, titleFor } from './pickers';
import { deleteForGood, unlessMissing } from './platformChange';
import { targetSuperApp } from './platformTargets';
import { createSuperApp, editSuperApp } from './superAppForms';

/** Super apps as a whole. */
export function superAppCommands(
  context: CommandContext,
): HandlersOf<
  | 'miniProgram.createSuperApp'
  | 'miniProgram.showSuperApp'
  | 'miniProgram.editSuperApp'
  | 'miniProgram.deleteSuperApp'
  | 'miniProgram.downloadConfigFile'
> {
  return {
    'miniProgram.createSuperApp': () => createSuperApp(context),
    'miniProgram.showSuperApp': async (node) => {
      const { session, ref } = await targetSuperApp(context, node, l10n.t('Show Super App'));
      const data = await readSuperApp(context, session, ref);
      await context.ui.showText(l10n.t('Super app {0}', ref.name), page(session, ref, data), 'markdown');
    },
    'miniProgram.editSuperApp': async (node) => {
      const { session, ref } = await targetSuperApp(context, node, l10n.t('Edit Super App'));
      editSuperApp(context, session, ref, await readSuperApp(context, session, ref));
    },
    'miniProgram.deleteSuperApp': async (node) => {
      const { session, ref } = await targetSuperApp(context, node, l10n.t('Delete Super App'));
      await remove(context, session, ref);
    },
    'miniProgram.downloadConfigFile': async (node) => {
      const { session, ref } = await targetSuperApp(context, node, l10n.t('Download Configuration File'));
      await download(context, session, ref);
    },
  };
}
type SuperAppData = NonNullable<DataOf<'DescribeApplication'>>;

async function readSuperApp({ ui }: CommandContext, { client }: Session, ref: SuperAppRef): Promise<SuperAppData> {
  const { data } = await ui.withProgress(l10n.t('Reading {0}', ref.name), ({ signal }) =>
    client.call('DescribeApplication', { ApplicationId: ref.key }, { signal }),
  );
  if (!data) throw new UserError(l10n.t('The platform does not know the super app {0} any more.', ref.name));
  return data;
}
function page(session: Session, ref: SuperAppRef, data: SuperAppData): string {
  const [created, changed] = [timeOf(data.CreateTime), timeOf(data.UpdateTime)];
  return detailPage(session, data.ApplicationName ?? ref.name, [
    [l10n.t('ID'), ref.key],
    [l10n.t('Introduction'), data.Intro],
    [l10n.t('Team'), data.TeamName],
    [l10n.t('Android package name'), data.AndroidAppKey],
    [l10n.t('iOS bundle ID'), data.IosAppKey],
    [l10n.t('URL scheme'), data.Scheme],
    [l10n.t('Icon address'), data.Logo],
    [l10n.t('Remark'), data.Remark],
    [l10n.t('Sensitive APIs'), data.SensitiveApiCount?.toString()],
    [l10n.t('Mini programs'), listOf((data.BindMNPList ?? []).map(({ MNPName }) => MNPName ?? ''))],
    [l10n.t('Created'), created === undefined ? undefined : moment(created)],
    [l10n.t('By'), data.CreateUser],
    [l10n.t('Changed'), changed === undefined ? undefined : moment(changed)],
    [l10n.t('Changed by'), data.UpdateUser],
  ]);
}
function remove(context: CommandContext, session: Session, ref: SuperAppRef): Promise<void> {
  return deleteForGood(context, session, ref, {
    question: l10n.t('Delete the super app {0}?', ref.name),
    rows: [
      [l10n.t('Super app'), `${ref.name} (${ref.key})`],
      [
        l10n.t('Then'),
        l10n.t(
          'Its sensitive APIs and the permissions for them go with it, and its users can open no mini program any more.',
        ),
      ],
      [l10n.t('Undo'), l10n.t('None. Its ID cannot be used again.')],
    ],
    send: () => session.client.call('DeleteApplication', { ApplicationId: ref.key }),
    isThere: async (signal) => {
      const read = (): Promise<Reply<'DescribeApplication'>> =>
        session.client.call('DescribeApplication', { ApplicationId: ref.key }, { signal });
      return Boolean((await unlessMissing(read))?.data?.ApplicationId);
    },
  });
}
/** File names as the client SDK of the platform looks for them. */
const systems = [
  { label: 'Android', value: appType.android, file: 'tcmpp-android-configurations.json' },
  { label: 'iOS', value: appType.ios, file: 'tcmpp-ios-configurations.json' },
] as const;

async function download(context: CommandContext, session: Session, ref: SuperAppRef): Promise<void> {
  const { ui } = context;
  const system = answered(
    await ui.pick<(typeof systems)[number]>({
      title: titleFor(l10n.t('Configuration file of {0}', ref.name), session.profile),
      placeholder: l10n.t('For which system? The app that embeds the SDK carries this file.'),
      items: systems.map((value) => ({ label: value.label, icon: 'device-mobile', value })),
    }),
  );
  const { data } = await ui.withProgress(l10n.t('Reading the configuration file of {0}', ref.name), ({ signal }) =>
    session.client.call('DescribeApplicationConfigFile', { ApplicationId: ref.key, AppType: system.value }, { signal }),
  );
  const bytes = bytesOf(data?.File ?? '');
  if (bytes.length === 0)
    throw new UserError(
      l10n.t('The platform has no {0} configuration file for {1}. Check its package name.', system.label, ref.name),
    );
  const path = await ui.saveFile(system.file, bytes);
  if (path === undefined) throw new Cancelled();
  ui.say('info', l10n.t('The {0} configuration file of {1} is saved as {2}.', system.label, ref.name, path));
}
function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new UserError(l10n.t('The platform sent a configuration file that cannot be read. Try again later.'));
  }
}
