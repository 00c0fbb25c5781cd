import * as l10n from '@vscode/l10n';
import { domainKinds } from '../../domains/domains';
import type { ProgramPart } from '../../model/partRefs';
import type { ProgramRef } from '../../model/refs';
import { nodeIds, type ProgramPartNode, type TreeNode } from '../node';
import type { NodeSpec, TreeWorld } from '../world';

/** What a mini program has besides versions; read when it is unfolded. */
export const programPartSpec: NodeSpec<'programPart'> = {
  present: (node, world) => {
    const label = partLabel(node.part);
    const description = describe(node, world);
    return {
      id: node.id,
      label,
      ...(description === undefined ? {} : { description }),
      icon: { id: node.part === 'domains' ? 'globe' : 'shield' },
      tokens: [node.part],
      collapsible: 'collapsed',
      accessibleLabel: description === undefined ? label : `${label}, ${description}`,
      hasTooltip: false,
    };
  },
  children: async (node, world) => {
    const program = programOf(node);
    const part = world.store.parts[node.part];
    const reading = part.load(world.store.open, program);
    const known = part.stateOf(program.mnpId);
    const state = known.value === undefined ? await reading : known;
    const nodes: TreeNode[] = [];
    if (state.error !== undefined) {
      const id = nodeIds.failure(node.profileId, node.mnpId, node.part);
      nodes.push({ kind: 'failure', id, program, part: node.part });
    }
    if (state.value !== undefined) nodes.push(...rows(node, program, world));
    return nodes;
  },
};
function partLabel(part: ProgramPart): string {
  return part === 'domains' ? l10n.t('Domains') : l10n.t('Sensitive APIs');
}
/** The handle of the program that a node below it stands for. */
export const programOf = ({
  profileId,
  mnpId,
  name,
}: {
  readonly profileId: string;
  readonly mnpId: string;
  readonly name: string;
}): ProgramRef => ({ kind: 'program', profileId, mnpId, name });

function rows(node: ProgramPartNode, program: ProgramRef, { store }: TreeWorld): readonly TreeNode[] {
  const { profileId, mnpId, name } = node;
  if (node.part === 'domains')
    return domainKinds.map((domainKind) => {
      const ref = { profileId, mnpId, name, domainKind };
      return { ...ref, kind: 'domainKind', id: nodeIds.domainKind(ref) };
    });
  const permissions = store.parts.permissions.stateOf(mnpId).value ?? [];
  if (permissions.length === 0)
    return [{ kind: 'message', id: nodeIds.message(program, node.part), program, part: node.part }];
  return permissions.map(({ ref }) => ({ ...ref, id: nodeIds.permission(ref) }));
}
/** How much there is, once that is known. */
function describe({ part, mnpId }: ProgramPartNode, { store }: TreeWorld): string | undefined {
  if (part === 'domains') {
    const lists = store.parts.domains.stateOf(mnpId).value;
    return lists && String(domainKinds.reduce((sum, kind) => sum + lists[kind].length, 0));
  }
  const permissions = store.parts.permissions.stateOf(mnpId).value;
  if (!permissions) return undefined;
  const waiting = permissions.filter(({ state }) => state === 'processing').length;
  const all = String(permissions.length);
  return waiting === 0 ? all : l10n.t('{0} · {1} waiting', all, waiting);
}
