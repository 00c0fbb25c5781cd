import * as l10n from '@vscode/l10n';
import { present } from '../../errors/present';
import { escapeMarkdown } from '../markdown';
import type { FailureNode } from '../node';
import { type NodeSpec, noChildren, type TreeWorld } from '../world';

export const loadMoreSpec: NodeSpec<'loadMore'> = {
  present: (node, world) => {
    const { programs, total } = world.store.list.state;
    const label = l10n.t('Load more ({0} of {1})', programs.length, total);
    return {
      id: node.id,
      label,
      icon: { id: 'ellipsis' },
      tokens: ['loadMore'],
      collapsible: 'none',
      command: { command: 'miniProgram.loadMore', args: [node], title: l10n.t('Load More') },
      accessibleLabel: label,
      hasTooltip: false,
    };
  },
  children: noChildren,
};
/** The failed branch only: what is known stays beside it. */
export const failureSpec: NodeSpec<'failure'> = {
  present: (node, world) => {
    const why = reasonOf(node, world);
    return {
      id: node.id,
      label: l10n.t('Could not load. Select to try again.'),
      description: why,
      icon: { id: 'warning', color: 'list.warningForeground' },
      tokens: ['failure'],
      collapsible: 'none',
      command: { command: 'miniProgram.retry', args: [node], title: l10n.t('Try Again') },
      accessibleLabel: l10n.t('Could not load: {0} Select to try again.', why),
      hasTooltip: true,
    };
  },
  children: noChildren,
  tooltip: (node, world) => Promise.resolve(escapeMarkdown(reasonOf(node, world))),
};
function reasonOf(node: FailureNode, world: TreeWorld): string {
  const error = node.program
    ? world.store.versionStates.stateOf(node.program.mnpId).error
    : world.store.list.state.error;
  return error === undefined ? '' : (present(error)?.message ?? '');
}
export const messageSpec: NodeSpec<'message'> = {
  present: (node) => {
    const label = l10n.t('No versions yet. Select to publish a folder.');
    return {
      id: node.id,
      label,
      icon: { id: 'cloud-upload' },
      tokens: [],
      collapsible: 'none',
      command: { command: 'miniProgram.publish', args: [node.program], title: l10n.t('Publish') },
      accessibleLabel: label,
      hasTooltip: false,
    };
  },
  children: noChildren,
};
