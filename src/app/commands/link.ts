import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import type { Folder } from '../ports';
import type { CommandContext, HandlersOf } from './context';
import { answered, targetProgram } from './pickers';
import { openSample } from '../project';

/** Which mini program a folder belongs to, when its project file does not say; and a folder for those who have none. */
export function linkCommands(
  context: CommandContext,
): HandlersOf<'miniProgram.linkFolder' | 'miniProgram.unlinkFolder' | 'miniProgram.openSample'> {
  const { ui, workspace, linked } = context;
  return {
    'miniProgram.linkFolder': async () => {
      const folder = await whichFolder(context, l10n.t('Link Folder'));
      await linked.refresh();
      refuseProjectFile(context, folder);
      const { program } = await targetProgram(context, undefined, l10n.t('Link {0}', folder.name));
      await workspace.setLinkedId(folder, program.mnpId);
      await linked.refresh();
      ui.say('info', l10n.t('{0} belongs to {1} ({2}) now.', folder.name, program.name, program.mnpId));
    },
    'miniProgram.unlinkFolder': async () => {
      const folder = await whichFolder(context, l10n.t('Unlink Folder'));
      await linked.refresh();
      refuseProjectFile(context, folder);
      await workspace.setLinkedId(folder, undefined);
      await linked.refresh();
    },
    'miniProgram.openSample': () => workspace.openSample(),
  };
}
/** The project file wins over the setting, so that a link of ours would have no effect. */
function refuseProjectFile({ linked }: CommandContext, folder: Folder): void {
  const current = linked.current.value;
  if (current?.source.kind !== 'project' || current.folder.path !== folder.path) return;
  throw new UserError(
    l10n.t(
      'The project file of {0} says that it is {1} ("{2}"). Change it there.',
      folder.name,
      current.mnpId,
      current.source.key,
    ),
  );
}
async function whichFolder({ workspace, ui }: CommandContext, title: string): Promise<Folder> {
  const { folders, activeFolder } = workspace;
  if (folders.length === 0)
    throw new UserError(
      l10n.t('No folder is open. Open the folder of your mini program first.'),
      [openSample()],
      'noFolder',
    );
  const only = folders.length === 1 ? folders[0] : activeFolder;
  if (only) return only;
  return answered(
    await ui.pick({
      title,
      items: folders.map((folder) => ({ label: folder.name, description: folder.path, value: folder })),
    }),
  );
}
