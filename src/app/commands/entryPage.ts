import * as l10n from '@vscode/l10n';
import type { EntryPage, ProjectInfo } from '../../pack/packTypes';
import { BACK, type Back, type PickItem, type StepNumber } from '../ports';
import type { AppContext } from '../services';

export interface EntryPageQuestion {
  readonly title: string;
  readonly version: string;
  readonly steps?: StepNumber;
}
/** Pages that the preview can open besides the home page: saved compile modes first. Each path once. */
export function entryChoices({ entryPages }: Pick<ProjectInfo, 'entryPages'>): readonly EntryPage[] {
  const byPath = new Map<string, EntryPage>();
  for (const page of entryPages) if (!byPath.has(page.path)) byPath.set(page.path, page);
  // One page only is the home page.
  return byPath.size > 1 ? [...byPath.values()] : [];
}
/**
 * Which page the preview of this project opens: the one of the last time stands first, else the home page (empty path).
 * Answers undefined when the user gave up, and `BACK` when `steps` are given.
 */
export async function askEntryPage(
  { ui, workspaceState }: Pick<AppContext, 'ui' | 'workspaceState'>,
  project: Pick<ProjectInfo, 'root' | 'entryPages'>,
  { title, version, steps }: EntryPageQuestion,
): Promise<string | Back | undefined> {
  const key = `entryPage:${project.root}`;
  const last = workspaceState.get<string>(key) ?? '';
  const home: PickItem<string> = {
    label: l10n.t('Home page'),
    detail: l10n.t('The page that everyone starts at'),
    icon: 'home',
    value: '',
  };
  const others = entryChoices(project).map(pageItem);
  const again = others.find(({ value }) => value === last);
  const items = again
    ? [
        { ...again, detail: l10n.t('As in the last preview of this folder') },
        home,
        ...others.filter((one) => one !== again),
      ]
    : [home, ...others];
  const placeholder = l10n.t('Which page does the preview of {0} open?', version);
  const path = await ui.pick({ title, placeholder, items, ...(steps && { steps }) });
  if (path !== undefined && path !== BACK && path !== last) await workspaceState.set(key, path);
  return path;
}
const pageItem = ({ name, path }: EntryPage): PickItem<string> => ({
  label: name,
  ...(name !== path && { description: path }),
  icon: 'file',
  value: path,
});
