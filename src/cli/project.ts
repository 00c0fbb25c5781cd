import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ProjectInfo } from '../pack/packTypes';
import { readProject } from '../pack/project';
import { ProjectError } from './exitCodes';

/** The absolute path of a folder that is there. Throws `ProjectError`. */
export async function rootOf(cwd: string, dir: string): Promise<string> {
  const root = resolve(cwd, dir);
  const found = await stat(root).catch(() => undefined);
  if (found?.isDirectory()) return root;
  throw new ProjectError(found ? l10n.t('{0} is not a folder.', root) : l10n.t('There is no folder {0}.', root));
}
/** What the folder says, with the id of the command line preferred. Throws `ProjectError`. */
export async function projectOf(
  cwd: string,
  dir: string,
  mnpId: string | undefined,
): Promise<{ readonly info: ProjectInfo; readonly mnpId: string }> {
  const root = await rootOf(cwd, dir);
  const info = await readProject(root, { overrideAppId: mnpId });
  if (info.appId) return { info, mnpId: info.appId.value };
  throw new ProjectError(
    l10n.t(
      'Which mini program {0} belongs to is not known: its project.config.json has no TCSASappid or appid. Add it, or give --mnp-id.',
      root,
    ),
  );
}
