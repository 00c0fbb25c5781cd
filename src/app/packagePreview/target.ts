import * as l10n from '@vscode/l10n';
import { isInside } from '../../pack/inside';
import { findProjects, projectOf, readProject } from '../../pack/project';
import { UserError } from '../errors/userError';
import type { FileRef, ProgramRef } from '../model/refs';
import type { Folder } from '../ports';
import { openSample, type Project, resolveFolder } from '../project';
import type { AppContext } from '../services';

/**
 * The project that is meant: of a file or folder in the explorer the innermost project around it, else the only one below
 * it; otherwise as for every command. Throws `UserError` (`noFolder`) and `Cancelled`.
 */
export async function previewTarget(
  context: Pick<AppContext, 'workspace' | 'ui' | 'workspaceState'>,
  title: string,
  target: ProgramRef | FileRef | undefined,
): Promise<Project> {
  if (target === undefined || 'kind' in target) return resolveFolder(context, title);
  const { fsPath } = target;
  const folder = folderOf(context.workspace.folders, fsPath);
  const roots = await findProjects(folder.path);
  const below = roots.filter((root) => isInside(fsPath, root));
  const root = projectOf(roots, fsPath) ?? (below.length === 1 ? below[0] : undefined);
  if (root !== undefined) return { folder, info: await readProject(root) };
  if (below.length > 1) return resolveFolder(context, title, folder);
  throw new UserError(
    l10n.t(
      'The folder {0} holds no mini program: neither project.config.json nor app.json was found in it. Open the folder of your mini program.',
      fsPath,
    ),
    [openSample()],
    'noFolder',
  );
}
/** The innermost open folder around a path; the path itself when it lies in none. */
function folderOf(folders: readonly Folder[], path: string): Folder {
  const around = folders.filter((folder) => isInside(folder.path, path));
  const [inner] = around.toSorted((a, b) => b.path.length - a.path.length);
  return inner ?? { name: path.replace(/^.*[\\/](?=.)/s, ''), path };
}
