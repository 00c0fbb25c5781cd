import * as l10n from '@vscode/l10n';
import { ApiError } from '../../../client/errors';
import { isOtherDialect } from '../../errors/codeWords';
import { present, showLog } from '../../errors/present';
import type { ErrorAction } from '../../errors/userError';
import type { CommandId } from '../../manifest';
import { escapeMarkdown } from '../markdown';
import { type ActionNode, type FailureNode, nodeIds, type Presentation } from '../node';
import { isKeyMissing, type NodeSpec, noChildren, type TreeWorld } from '../world';

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
/** The failed branch only: what is known stays beside it. What helps is done from here: a new try, the key, the other API. */
export const failureSpec: NodeSpec<'failure'> = {
  present: (node, world) => {
    const error = errorOf(node, world);
    const why = error === undefined ? '' : (present(error)?.message ?? '');
    const isKey = isKeyMissing(error);
    const cure = cureOf(error);
    const label = isKey
      ? l10n.t('The key is missing. Select to enter it again.')
      : (cure?.title ?? l10n.t('Could not load'));
    return {
      id: node.id,
      label,
      ...(isKey ? {} : { description: why }),
      icon: { id: cure?.icon ?? 'warning', color: 'list.warningForeground' },
      tokens: ['failure'],
      collapsible: 'none',
      command: cure
        ? { command: cure.command, args: [], title: cure.title }
        : { command: 'miniProgram.retry', args: [node], title: l10n.t('Try Again') },
      accessibleLabel: cure
        ? `${label}${isKey ? '' : `. ${why}`}`
        : `${label}. ${why} ${l10n.t('Select to try again.')}`,
      hasTooltip: true,
    };
  },
  children: noChildren,
  tooltip: (node, world) => {
    const error = errorOf(node, world);
    const why = error === undefined ? undefined : present(error)?.message;
    const parts = why && !cureOf(error) ? [why, l10n.t('Select to try again.')] : [why ?? ''];
    return Promise.resolve(why && parts.map(escapeMarkdown).join('\n\n'));
  },
};
interface Cure {
  readonly icon: string;
  readonly command: 'miniProgram.rekeyProfile' | 'miniProgram.switchDialect';
  readonly title: string;
}
/** What helps where a new try would not. */
function cureOf(error: unknown): Cure | undefined {
  if (isKeyMissing(error))
    return { icon: 'key', command: 'miniProgram.rekeyProfile', title: l10n.t('Enter Key Again') };
  if (error instanceof ApiError && isOtherDialect(error.code))
    return { icon: 'arrow-swap', command: 'miniProgram.switchDialect', title: l10n.t('Use the Other API') };
  return undefined;
}
function errorOf({ program, part }: FailureNode, { store }: TreeWorld): unknown {
  if (!program) return store.list.state.error;
  return (part ? store.parts[part] : store.versionStates).stateOf(program.mnpId).error;
}
const actionIcons: Readonly<Partial<Record<CommandId, string>>> = {
  'miniProgram.rekeyProfile': 'key',
  'miniProgram.switchProfile': 'account',
  'miniProgram.showLog': 'output',
  'miniProgram.trySandbox': 'beaker',
};
export const actionSpec: NodeSpec<'action'> = {
  present: ({ id, action }) => ({
    id,
    label: action.label,
    icon: { id: actionIcons[action.command] ?? 'arrow-right' },
    tokens: [],
    collapsible: 'none',
    command: { ...action, args: action.args ?? [], title: action.label } as Presentation['command'] & object,
    accessibleLabel: action.label,
    hasTooltip: false,
  }),
  children: noChildren,
};
/** What helps when the list could not be read: what the error calls for, another profile, the log. */
export function waysOut(error: unknown, profileId: string): readonly ActionNode[] {
  const offers: readonly ErrorAction[] = [
    ...(present(error, { profileId })?.actions ?? []),
    { label: l10n.t('Switch Profile'), command: 'miniProgram.switchProfile', args: [] },
    showLog(),
  ];
  // The row of the failure itself offers its cure.
  const isFirst = ({ command }: ErrorAction, at: number): boolean =>
    command !== cureOf(error)?.command && offers.findIndex((other) => other.command === command) === at;
  return offers
    .filter(isFirst)
    .toSorted((a, b) => Number(a.command === 'miniProgram.showLog') - Number(b.command === 'miniProgram.showLog'))
    .map((action) => ({ kind: 'action', id: nodeIds.action(profileId, action.command), action }));
}
export const messageSpec: NodeSpec<'message'> = {
  present: (node) => {
    if (node.part) return noneOf(node.id);
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
/** A mini program has sensitive APIs to ask for when its super apps have registered some. */
function noneOf(id: string): Presentation {
  const label = l10n.t('The super apps of this mini program have no sensitive APIs.');
  return {
    id,
    label,
    icon: { id: 'info' },
    tokens: [],
    collapsible: 'none',
    accessibleLabel: label,
    hasTooltip: false,
  };
}
