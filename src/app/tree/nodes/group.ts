import * as l10n from '@vscode/l10n';
import { groupIcons, groupLabel, versionsOf } from '../grouping';
import { type GroupNode, nodeIds } from '../node';
import type { NodeSpec, TreeWorld } from '../world';

export const groupSpec: NodeSpec<'group'> = {
  present: (node, world) => {
    const members = membersOf(node, world);
    const label = groupLabel(node.group);
    const description = members.length === 1 ? (members[0]?.ref.version ?? '') : String(members.length);
    return {
      id: node.id,
      label,
      description,
      icon: { id: groupIcons[node.group] },
      tokens: ['group'],
      collapsible:
        node.group === 'history' || (node.group === 'develop' && members.length > 3) ? 'collapsed' : 'expanded',
      accessibleLabel: l10n.t('{0}, versions: {1}', label, members.length),
      hasTooltip: false,
    };
  },
  children: (node, world) =>
    Promise.resolve(
      membersOf(node, world).map((version) => ({
        ...version.ref,
        id: nodeIds.version(version.ref, node.group),
        group: node.group,
      })),
    ),
};
const membersOf = (node: GroupNode, world: TreeWorld): ReturnType<typeof versionsOf> =>
  versionsOf(node.group, world.store.versionStates.stateOf(node.program.mnpId).value?.versions ?? []);
