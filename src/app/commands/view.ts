import * as l10n from '@vscode/l10n';
import type { SortOrder } from '../model/programs';
import type { ProgramRef } from '../model/refs';
import { BACK } from '../ports';
import { maxKeyword } from '../stores/reads';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';

/** Commands of the Mini Programs view itself. */
export function viewCommands(
  context: CommandContext,
): HandlersOf<
  | 'miniProgram.refresh'
  | 'miniProgram.refreshNode'
  | 'miniProgram.search'
  | 'miniProgram.clearSearch'
  | 'miniProgram.sort'
  | 'miniProgram.loadMore'
  | 'miniProgram.retry'
  | 'miniProgram.showLog'
> {
  const { store, ui } = context;
  const refresh = async (): Promise<void> => {
    store.invalidate();
    context.platform.markStale();
    await Promise.all([store.loadList(), context.linked.refresh()]);
  };
  return {
    'miniProgram.refresh': refresh,
    'miniProgram.refreshNode': async (node) => {
      if (!node || node.profileId !== context.sessions.active?.id) return refresh();
      store.invalidate(node.mnpId);
      await store.loadVersions(store.refOf(node.profileId, node.mnpId));
    },
    'miniProgram.search': () => search(context),
    'miniProgram.clearSearch': async () => {
      store.list.setKeyword('');
      await store.loadList();
    },
    'miniProgram.sort': () => sort(context),
    'miniProgram.loadMore': async () => {
      if (!store.list.hasMore) return;
      await store.list.loadMore(store.open);
      // The user pressed it at the end of a long list, far from the row that tells of the failure.
      if (store.list.state.error !== undefined) throw store.list.state.error as Error;
    },
    'miniProgram.retry': async (node) => {
      const failed = failedProgram(node);
      if (failed === undefined || failed.profileId !== context.sessions.active?.id) return refresh();
      store.invalidate(failed.mnpId);
      await store.loadVersions(store.refOf(failed.profileId, failed.mnpId));
    },
    'miniProgram.showLog': () => {
      ui.showLog();
      return Promise.resolve();
    },
  };
}
/** The program of a failure node. */
function failedProgram(node: unknown): Pick<ProgramRef, 'profileId' | 'mnpId'> | undefined {
  const program = typeof node === 'object' && node !== null && 'program' in node ? node.program : undefined;
  if (typeof program !== 'object' || program === null) return undefined;
  const { profileId, mnpId } = program as Partial<ProgramRef>;
  return typeof profileId === 'string' && typeof mnpId === 'string' ? { profileId, mnpId } : undefined;
}
async function search({ store, ui, sessions }: CommandContext): Promise<void> {
  await sessions.open();
  const keyword = await ui.input({
    title: l10n.t('Search Mini Programs'),
    prompt: l10n.t('The platform searches all mini programs. Leave it empty to show all.'),
    value: store.list.keyword,
    validate: (text) =>
      text.trim().length > maxKeyword ? l10n.t('Use at most {0} characters.', maxKeyword) : undefined,
  });
  if (keyword === undefined || keyword === BACK) return;
  store.list.setKeyword(keyword.trim());
  await store.loadList();
}
async function sort({ store, ui }: CommandContext): Promise<void> {
  const now = store.list.sort;
  const choices: readonly (readonly [SortOrder, string])[] = [
    ['changed', l10n.t('Last change')],
    ['name', l10n.t('Name')],
  ];
  const order = await ui.pick<SortOrder>({
    title: l10n.t('Sort Mini Programs'),
    placeholder: l10n.t('Sorts what is loaded'),
    items: choices.map(([value, label]) => ({ label, value, ...(value === now ? { icon: 'check' } : {}) })),
  });
  await store.list.setSort(answered(order));
}
