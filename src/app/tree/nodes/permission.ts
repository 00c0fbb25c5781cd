import * as l10n from '@vscode/l10n';
import type { Token } from '../../manifest';
import type { PermissionRef } from '../../model/partRefs';
import { isRequestable, type Permission, permissionIcon, permissionWord } from '../../permissions/permissions';
import { escapeMarkdown, factLines } from '../markdown';
import { type NodeSpec, noChildren, type TreeWorld } from '../world';

/** One sensitive API and whether this mini program may call it. */
export const permissionSpec: NodeSpec<'permission'> = {
  present: (node, world) => {
    const permission = find(node, world);
    const state = permission ? permissionWord(permission.state) : '';
    const description = [state, permission?.applicationName ?? ''].filter((part) => part !== '').join(' · ');
    const { kind, profileId, mnpId, name, apiId, method } = node;
    return {
      id: node.id,
      label: permission?.label ?? method,
      description,
      ...(permission ? { icon: permissionIcon(permission.state) } : {}),
      tokens: tokensOf(permission),
      collapsible: 'none',
      command: {
        command: 'miniProgram.showPermission',
        args: [{ kind, profileId, mnpId, name, apiId, method }],
        title: l10n.t('Show Permission'),
      },
      accessibleLabel: l10n.t('Sensitive API {0}, {1}', method, description),
      hasTooltip: true,
    };
  },
  children: noChildren,
  tooltip: (node, world) => Promise.resolve(tooltip(find(node, world))),
};
const find = ({ mnpId, apiId }: PermissionRef, { store }: TreeWorld): Permission | undefined =>
  store.parts.permissions.stateOf(mnpId).value?.find(({ ref }) => ref.apiId === apiId);
const tokensOf = (permission: Permission | undefined): readonly Token[] =>
  permission && isRequestable(permission) ? ['permission', 'requestable'] : ['permission'];

function tooltip(permission: Permission | undefined): string | undefined {
  if (!permission) return undefined;
  const { ref, state, description, rejectReason, applicationName, approvalNo } = permission;
  const facts = factLines([
    [l10n.t('State'), permissionWord(state)],
    [l10n.t('Reason'), rejectReason],
    [l10n.t('Super app'), applicationName],
    [l10n.t('Request number'), approvalNo],
  ]);
  const what = description === '' ? '' : `${escapeMarkdown(description)}\n\n`;
  return `### ${escapeMarkdown(ref.method)}\n\n${what}${facts}`;
}
