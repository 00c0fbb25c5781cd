import * as l10n from '@vscode/l10n';
import type { Branch, SignNode } from '../platform/node';
import type { PagedList } from '../platform/pagedList';
import { type PartName, partNames } from '../platform/parts';
import { partIcons, partWord } from '../platform/words';
import { BACK } from '../ports';
import { maxKeyword } from '../stores/reads';
import type { CommandContext, HandlersOf } from './context';
import { answered } from './pickers';

/** Commands of the Platform view itself. */
export function platformCommands(
  context: CommandContext,
): HandlersOf<
  | 'miniProgram.refreshPlatform'
  | 'miniProgram.searchPlatform'
  | 'miniProgram.clearPlatformSearch'
  | 'miniProgram.loadMorePlatform'
  | 'miniProgram.retryPlatform'
  | 'miniProgram.copyPlatformId'
> {
  return {
    'miniProgram.refreshPlatform': async () => {
      await context.sessions.open();
      (await context.platform.load()).store.markStale();
    },
    'miniProgram.searchPlatform': (node) => search(context, node),
    'miniProgram.clearPlatformSearch': async (node) => {
      const { store } = await context.platform.load();
      const part = partOf(node);
      for (const name of part ? [part] : partNames) store.parts[name].setKeyword('');
    },
    'miniProgram.loadMorePlatform': async (node) => {
      const list = await listOf(context, node);
      await list?.loadMore();
      if (list?.state.error !== undefined) throw list.state.error as Error;
    },
    'miniProgram.retryPlatform': async (node) => {
      const list = await listOf(context, node);
      if (list) await list.refresh();
      else context.platform.markStale();
    },
    'miniProgram.copyPlatformId': async (node) => {
      const key = member(node, 'key');
      if (typeof key !== 'string') return;
      await context.ui.copy(key);
      context.ui.say('info', l10n.t('ID {0} is copied.', key));
    },
  };
}
async function search(context: CommandContext, node: unknown): Promise<void> {
  const { ui, sessions } = context;
  await sessions.open();
  const { store } = await context.platform.load();
  const title = l10n.t('Search the Platform');
  const part =
    partOf(node) ??
    answered(
      await ui.pick<PartName>({
        title,
        placeholder: l10n.t('Where to look'),
        items: partNames.map((name) => ({ label: partWord(name), icon: partIcons[name], value: name })),
      }),
    );
  const keyword = await ui.input({
    title,
    prompt: l10n.t('{0}: the platform searches all of them. Leave it empty to show all.', partWord(part)),
    value: store.parts[part].keyword,
    validate: (text) =>
      text.trim().length > maxKeyword ? l10n.t('Use at most {0} characters.', maxKeyword) : undefined,
  });
  if (keyword === undefined || keyword === BACK) return;
  store.parts[part].setKeyword(keyword.trim());
}
async function listOf({ platform }: CommandContext, node: unknown): Promise<PagedList<unknown> | undefined> {
  const branch = member(node, 'kind') === 'sign' ? (node as SignNode).branch : undefined;
  if (branch === undefined) return undefined;
  const { store, tree } = await platform.load();
  const isForeign = typeof branch === 'object' && branch.profileId !== store.profileId;
  return isForeign ? undefined : tree.listOf(branch satisfies Branch);
}
function partOf(node: unknown): PartName | undefined {
  const part = member(node, 'part');
  return partNames.find((name) => name === part);
}
const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
