import * as l10n from '@vscode/l10n';
import { ApiError } from '../../client/errors';
import { Cancelled } from '../../base/errors';
import { UserError } from '../errors/userError';
import { pictureEndings } from '../forms/picture';
import { iconProblem, iconSuffix, readIcon } from '../icon';
import { sizeOf } from '../model/sizes';
import type { Program } from '../model/version';
import { changeAndReadBack, dangerDetail, sayDone } from './change';
import type { CommandContext, HandlersOf } from './context';
import { type ProgramTarget, targetProgram, titleFor } from './pickers';
import { whileWaiting } from './waiting';

/** Commands on the files that the platform keeps of a mini program besides its versions. */
export function programFileCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.changeIcon' | 'miniProgram.copyPackageUrl'> {
  return {
    'miniProgram.changeIcon': async (node) =>
      changeIcon(context, await targetProgram(context, node, l10n.t('Change Icon'))),
    'miniProgram.copyPackageUrl': async (node) =>
      copyPackageUrl(context, await targetProgram(context, node, l10n.t('Copy Offline Package Address'))),
  };
}

/** Uploads a picture of this machine through the profile's upload target, then gives its address to `ModifyMNP`. */
async function changeIcon(context: CommandContext, { session, program }: ProgramTarget): Promise<void> {
  const { ui, files, programs } = context;
  const title = titleFor(l10n.t('Icon of {0}', program.name), session.profile);
  const file = await ui.chooseFile(title, l10n.t('Pictures'), pictureEndings);
  if (file === undefined) throw new Cancelled();
  const icon = await readIcon(files, file);
  const problem = iconProblem(icon);
  if (problem !== undefined) throw new UserError(problem, [], 'other');
  const before = await programs.program(session, program.mnpId);
  await confirmOnline(context, { session, program }, before, sizeOf(icon.bytes.length));
  const uploaded = await ui.withProgress(l10n.t('Uploading the icon of {0}', program.name), (handle) =>
    session.upload({
      file,
      suffix: iconSuffix(icon),
      signal: handle.signal,
      appId: program.mnpId,
      onProgress: (sent, total) => handle.report({ percent: total === 0 ? 0 : (sent / total) * 100 }),
    }),
  );
  await changeAndReadBack(
    context,
    session,
    program.mnpId,
    l10n.t('Changing the icon of {0}', program.name),
    {
      send: () =>
        session.client.call('ModifyMNP', {
          MNPId: program.mnpId,
          MNPType: before.type,
          MNPName: before.ref.name,
          MNPIntro: before.intro,
          MNPDesc: before.description,
          MNPIcon: uploaded.url,
        }),
      read: (signal) => programs.program(session, program.mnpId, signal),
      // The platform may move the picture to an address of its own, or sign it anew at each reading.
      isDone: () => true,
    },
    { kind: 'edit', ref: program, facts: [[l10n.t('Picture'), `${file} (${sizeOf(icon.bytes.length)})`]] },
  );
  programs.invalidate();
  sayDone(context, session, l10n.t('The icon of {0} is changed.', program.name));
}
/** Users see it at once when a version is online. */
async function confirmOnline(
  { ui }: CommandContext,
  { session, program }: ProgramTarget,
  { onlineVersion, isRemoved }: Program,
  size: string,
): Promise<void> {
  if (session.profile.environment !== 'production' || onlineVersion === undefined || isRemoved) return;
  const confirmed = await ui.confirm({
    message: l10n.t('Change the icon of {0} for all users?', program.name),
    detail: dangerDetail(session.profile, program, [
      [l10n.t('Online now'), onlineVersion],
      [l10n.t('Picture'), size],
      [l10n.t('Undo'), l10n.t('Change it back.')],
    ]),
    confirm: l10n.t('Change'),
    reason: 'changes what end users see',
  });
  if (!confirmed) throw new Cancelled();
}

/** `DescribeMNPOfflinePackageURL`: the package that is online, for building it into a super app. The address can be a signed one. */
async function copyPackageUrl(context: CommandContext, { session, program }: ProgramTarget): Promise<void> {
  const { ui } = context;
  const url = await whileWaiting(context, l10n.t('Reading the package of {0}', program.name), async (signal) => {
    try {
      const request = { MNPId: program.mnpId };
      return (await session.client.call('DescribeMNPOfflinePackageURL', request, { signal })).data?.Data;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'FailedOperation.MNPOnlineVersionNotExist') return undefined;
      throw error;
    }
  });
  if (!url)
    throw new UserError(
      l10n.t('{0} has no version online, so there is no offline package yet. Release a version first.', program.name),
      [{ label: l10n.t('Release'), command: 'miniProgram.release', args: [] }],
      'other',
    );
  await ui.copy(url);
  const open = { label: l10n.t('Open in Browser'), run: () => ui.openUrl(url) };
  ui.say('info', l10n.t('The address of the offline package of {0} is copied.', program.name), [open]);
}
