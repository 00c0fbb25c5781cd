import * as l10n from '@vscode/l10n';
import { present } from '../errors/present';
import { escapeMarkdown } from '../tree/markdown';
import type { Presentation } from '../tree/node';
import { isKeyMissing } from '../tree/world';
import type { PagedList } from './pagedList';
import type { Branch, SignNode } from './node';
import { emptyWords } from './words';

type List = PagedList<unknown> | undefined;
type Command = NonNullable<Presentation['command']>;
const bound = (command: Command): Command => command;

/** A row that tells why there are no others, or brings more. */
export function presentSign(node: SignNode, list: List): Presentation {
  const base = { id: node.id, collapsible: 'none', hasTooltip: false } as const;
  switch (node.sign) {
    case 'more': {
      const label = l10n.t('Load more ({0} of {1})', list?.state.rows.length ?? 0, list?.state.total ?? 0);
      const command = bound({ command: 'miniProgram.loadMorePlatform', args: [node], title: l10n.t('Load More') });
      return { ...base, label, icon: { id: 'ellipsis' }, tokens: ['loadMore'], command, accessibleLabel: label };
    }
    case 'failed':
      return presentFailure(node, list);
    case 'refused': {
      const label = l10n.t('This key may not use this part. Ask an administrator, or switch the profile.');
      const command = bound({ command: 'miniProgram.switchProfile', args: [], title: l10n.t('Switch Profile') });
      return { ...base, label, icon: { id: 'lock' }, tokens: [], command, accessibleLabel: label, hasTooltip: true };
    }
    case 'empty': {
      const label = emptyWords(kindOf(node.branch));
      return { ...base, label, icon: { id: 'info' }, tokens: [], accessibleLabel: label, hasTooltip: true };
    }
    case 'noMatch': {
      const label = l10n.t('Nothing found for "{0}".', list?.keyword ?? '');
      return { ...base, label, icon: { id: 'search' }, tokens: [], accessibleLabel: label };
    }
    case 'noProfile': {
      const label = l10n.t('Add a profile to see its platform.');
      const command = bound({ command: 'miniProgram.addProfile', args: [], title: l10n.t('Add Profile') });
      return { ...base, label, icon: { id: 'add' }, tokens: [], command, accessibleLabel: label };
    }
  }
}
function presentFailure(node: SignNode, list: List): Presentation {
  const error = list?.state.error;
  const isKey = isKeyMissing(error);
  const why = error === undefined ? '' : (present(error)?.message ?? '');
  const label = isKey ? l10n.t('The key is missing. Select to enter it again.') : l10n.t('Could not load');
  return {
    id: node.id,
    label,
    ...(isKey ? {} : { description: why }),
    icon: { id: isKey ? 'key' : 'warning', color: 'list.warningForeground' },
    tokens: ['failure'],
    collapsible: 'none',
    command: isKey
      ? { command: 'miniProgram.rekeyProfile', args: [], title: l10n.t('Enter Key Again') }
      : { command: 'miniProgram.retryPlatform', args: [node], title: l10n.t('Try Again') },
    accessibleLabel: isKey ? label : `${label}. ${why} ${l10n.t('Select to try again.')}`,
    hasTooltip: true,
  };
}
/** Markdown; long sentences do not fit a narrow side bar. */
export function signTooltip(node: SignNode, list: List): string {
  const error = list?.state.error;
  if (node.sign === 'failed' && error !== undefined) return escapeMarkdown(present(error)?.message ?? '');
  if (node.sign === 'refused' && error !== undefined)
    return [presentSign(node, list).label, present(error)?.message ?? ''].map(escapeMarkdown).join('\n\n');
  return escapeMarkdown(presentSign(node, list).label);
}
const kindOf = (branch: Branch | undefined): Parameters<typeof emptyWords>[0] =>
  branch === undefined ? 'superApps' : typeof branch === 'string' ? branch : branch.kind;
