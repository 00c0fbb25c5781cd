import * as l10n from '@vscode/l10n';
import { Cancelled } from '../base/errors';
import { ApiError } from '../client/errors';
import type { ProjectInfo } from '../pack/packTypes';
import { findProjects, readProject } from '../pack/project';
import { type ErrorAction, UserError } from './errors/userError';
import { pickProgram } from './pickProgram';
import { BACK, type Folder, type PickItem } from './ports';
import type { ProgramRef } from './model/refs';
import type { AppContext, Session } from './services';

/** A mini program project in an open folder. */
export interface Project {
  /** The workspace folder that holds it. */
  readonly folder: Folder;
  readonly info: ProjectInfo;
}
export interface LinkedProject extends Project {
  readonly program: ProgramRef;
}
export interface LinkedProgram {
  readonly folder: Folder;
  readonly mnpId: string;
  /** Key of the project file that says so, or the setting. */
  readonly source: { readonly kind: 'project'; readonly key: string } | { readonly kind: 'setting' };
}
type FolderContext = Pick<AppContext, 'workspace' | 'ui' | 'workspaceState'>;

/**
 * What the folder of the active editor, or else the first linked folder, belongs to: for the status bar. Reads the disk,
 * asks nothing and nobody.
 */
export async function linkedProgram(
  context: Pick<AppContext, 'workspace' | 'workspaceState'>,
): Promise<LinkedProgram | undefined> {
  const { activeFolder, folders } = context.workspace;
  for (const folder of activeFolder ? [activeFolder] : folders) {
    const found = await linkOf(context, folder);
    if (found) return found;
  }
  return undefined;
}
async function linkOf(
  context: Pick<AppContext, 'workspace' | 'workspaceState'>,
  folder: Folder,
): Promise<LinkedProgram | undefined> {
  const remembered = context.workspaceState.get<string>(rootKey(folder));
  const { appId } = await readProject(remembered ?? (await onlyRoot(folder)));
  if (appId) return { folder, mnpId: appId.value, source: { kind: 'project', key: appId.key } };
  const mnpId = context.workspace.linkedId(folder);
  return mnpId === undefined ? undefined : { folder, mnpId, source: { kind: 'setting' } };
}
/** The folder itself when it is a project, else the only project below it; which of several is meant, nobody has said yet. */
async function onlyRoot(folder: Folder): Promise<string> {
  const { configFile } = await readProject(folder.path);
  if (configFile !== undefined) return folder.path;
  const [root, ...others] = await findProjects(folder.path);
  return root !== undefined && others.length === 0 ? root : folder.path;
}

/**
 * Which folder: the given one, the active editor's, the only one, else asks. Inside it the project, asking once when
 * there are several. Throws `UserError` with reason `noFolder` and `Cancelled`.
 */
export async function resolveFolder(context: FolderContext, title: string, explicit?: Folder): Promise<Project> {
  const { folders, activeFolder } = context.workspace;
  const only = folders.length === 1 ? folders[0] : undefined;
  const folder = explicit ?? activeFolder ?? only ?? (await askFolder(context, title));
  const roots = await findProjects(folder.path);
  const root = await chooseRoot(context, title, folder, roots);
  return { folder, info: await readProject(root) };
}
/** For those who have no mini program of their own yet. */
export const openSample = (): ErrorAction => ({
  label: l10n.t('Open Sample Project'),
  command: 'miniProgram.openSample',
});
async function askFolder({ workspace, ui }: FolderContext, title: string): Promise<Folder> {
  if (workspace.folders.length === 0)
    throw new UserError(
      l10n.t('No folder is open. Open the folder of your mini program (File > Open Folder), then try again.'),
      [openSample()],
      'noFolder',
    );
  const items = workspace.folders.map((value) => ({ label: value.name, description: value.path, value }));
  return answered(await ui.pick({ title, placeholder: l10n.t('Which folder?'), items }));
}
async function chooseRoot(
  context: FolderContext,
  title: string,
  folder: Folder,
  roots: readonly string[],
): Promise<string> {
  const [first, ...others] = roots;
  if (first === undefined)
    throw new UserError(
      l10n.t(
        'The folder {0} holds no mini program: neither project.config.json nor app.json was found in it. Open the folder of your mini program.',
        folder.name,
      ),
      [openSample()],
      'noFolder',
    );
  if (others.length === 0) return first;
  const remembered = context.workspaceState.get<string>(rootKey(folder));
  if (remembered !== undefined && roots.includes(remembered)) return remembered;
  const items = roots.map((value) => ({ label: value.slice(folder.path.length + 1) || folder.name, value }));
  const placeholder = l10n.t('{0} holds several mini programs. Which one?', folder.name);
  const root = answered(await context.ui.pick({ title, placeholder, items }));
  await context.workspaceState.set(rootKey(folder), root);
  return root;
}
const rootKey = (folder: Folder): string => `projectRoot:${folder.path}`;

/**
 * The mini program that a project is published as: what the project file says, else the setting, else asks once and
 * offers to remember. When `node` is another mini program than the folder's, asks which one is meant.
 * Throws `UserError` (`notLinked`), `Cancelled`, and what the client throws.
 */
export async function resolveProject(
  context: AppContext,
  session: Session,
  title: string,
  project: Project,
  node?: ProgramRef,
): Promise<LinkedProject> {
  const own = project.info.appId?.value ?? context.workspace.linkedId(project.folder);
  const mnpId = await whichProgram(context, session, title, project, own, node);
  return { ...project, program: await nameOf(context, session, mnpId, project.info) };
}
async function whichProgram(
  context: AppContext,
  session: Session,
  title: string,
  { folder }: Project,
  own: string | undefined,
  node: ProgramRef | undefined,
): Promise<string> {
  if (own !== undefined) {
    if (node === undefined || node.mnpId === own) return own;
    return askMismatch(context, title, folder, own, node);
  }
  const program =
    node ?? (await pickProgram(context, session, title, l10n.t('Which mini program is {0}?', folder.name)));
  await offerLink(context, title, folder, program);
  return program.mnpId;
}
async function askMismatch(
  { ui }: AppContext,
  title: string,
  folder: Folder,
  own: string,
  node: ProgramRef,
): Promise<string> {
  const items: PickItem<string>[] = [
    {
      label: l10n.t('Use {0}, as the folder says', own),
      detail: l10n.t('From the project file or settings of {0}', folder.name),
      value: own,
    },
    {
      label: l10n.t('Use {0} ({1}), this time', node.name, node.mnpId),
      detail: l10n.t('The code of {0} becomes a version of {1}', folder.name, node.name),
      value: node.mnpId,
    },
  ];
  const placeholder = l10n.t(
    'The folder {0} belongs to {1}, but you chose {2} ({3}).',
    folder.name,
    own,
    node.name,
    node.mnpId,
  );
  return answered(await ui.pick({ title, placeholder, items }));
}
async function offerLink(
  { ui, workspace }: AppContext,
  title: string,
  folder: Folder,
  program: ProgramRef,
): Promise<void> {
  const items = [
    {
      label: l10n.t('Always for this folder'),
      detail: l10n.t('Writes the setting miniProgram.mnpId of {0}', folder.name),
      value: true,
    },
    { label: l10n.t('Only this time'), value: false },
  ];
  const placeholder = l10n.t('Use {0} ({1}) for {2}?', program.name, program.mnpId, folder.name);
  if (answered(await ui.pick({ title, placeholder, items }))) await workspace.setLinkedId(folder, program.mnpId);
}
async function nameOf(
  { programs }: AppContext,
  session: Session,
  mnpId: string,
  info: ProjectInfo,
): Promise<ProgramRef> {
  try {
    return (await programs.program(session, mnpId)).ref;
  } catch (error) {
    if (!(error instanceof ApiError && ['input', 'state'].includes(error.advice))) throw error;
    const source =
      info.appId?.value === mnpId ? l10n.t('{0} in project.config.json', info.appId.key) : 'miniProgram.mnpId';
    throw new UserError(
      l10n.t(
        'The profile {0} has no mini program {1} ({2}). Switch to the profile it belongs to, or link the folder to another one. ({3}, RequestId {4})',
        session.profile.name,
        mnpId,
        source,
        error.code,
        error.requestId,
      ),
      [
        { label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile' },
        { label: l10n.t('Link Folder'), command: 'miniProgram.linkFolder' },
      ],
      'notLinked',
      { cause: error },
    );
  }
}

/** What was picked; giving up and going back end the command. */
function answered<T>(answer: T | typeof BACK | undefined): T {
  if (answer === undefined || answer === BACK) throw new Cancelled();
  return answer;
}
