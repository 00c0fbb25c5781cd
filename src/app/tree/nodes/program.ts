import * as l10n from '@vscode/l10n';
import type { Token } from '../../manifest';
import { listOf } from '../../model/lists';
import { ago, moment } from '../../model/times';
import type { Program, ProgramVersions } from '../../model/version';
import { whereWord } from '../../model/words';
import { factsOf } from '../../status/facts';
import { waitingWords } from '../../status/view';
import { groupLabel, versionsOf } from '../grouping';
import { escapeMarkdown, factLines } from '../markdown';
import { groupKinds, nodeIds, type Presentation, type ProgramNode, type TreeNode } from '../node';
import type { NodeSpec, TreeWorld } from '../world';

export const programSpec: NodeSpec<'program'> = {
  present: (node, world) => {
    const program = world.store.list.find(node.mnpId);
    const versions = world.store.versionStates.stateOf(node.mnpId).value;
    const isLinked = world.linkedId() === node.mnpId;
    const known = program && memory.get(program);
    if (known && known.versions === versions && known.isLinked === isLinked) return known.presentation;
    const presentation = draw(node, program, versions, isLinked);
    if (program) memory.set(program, { versions, isLinked, presentation });
    return presentation;
  },
  children: async (node, world) => {
    // What is known is shown at once, and replaced when the newer answer is there.
    const reading = world.store.loadVersions(node);
    const known = world.store.versionStates.stateOf(node.mnpId);
    const state = known.value === undefined ? await reading : known;
    const nodes: TreeNode[] = [];
    if (state.error !== undefined)
      nodes.push({ kind: 'failure', id: nodeIds.failure(node.profileId, node.mnpId), program: refOf(node) });
    if (!state.value) return nodes;
    const { versions } = state.value;
    for (const group of groupKinds) {
      if (versionsOf(group, versions).length === 0) continue;
      nodes.push({ kind: 'group', id: nodeIds.group(node, group), group, program: refOf(node) });
    }
    if (versions.length === 0) nodes.push({ kind: 'message', id: nodeIds.message(node), program: refOf(node) });
    for (const part of programParts)
      nodes.push({ ...refOf(node), kind: 'programPart', id: nodeIds.programPart(node, part), part });
    return nodes;
  },
  tooltip: (node, world) => Promise.resolve(tooltip(node, world)),
};
const programParts = ['domains', 'permissions'] as const;
/** What a row showed, as long as nothing it shows has changed: a page more must not draw thousands of rows anew. */
const memory = new WeakMap<
  Program,
  { readonly versions: ProgramVersions | undefined; readonly isLinked: boolean; readonly presentation: Presentation }
>();
function draw(
  node: ProgramNode,
  program: Program | undefined,
  versions: ProgramVersions | undefined,
  isLinked: boolean,
): Presentation {
  const description = describe(program, versions, isLinked);
  const tokens: Token[] = ['program', program?.isRemoved ? 'removed' : 'available'];
  if (isLinked) tokens.push('linked');
  return {
    id: node.id,
    label: node.name,
    description,
    icon: iconOf(program),
    tokens,
    collapsible: isLinked ? 'expanded' : 'collapsed',
    accessibleLabel: l10n.t('Mini program {0}, {1}', node.name, description),
    hasTooltip: true,
  };
}
const refOf = ({ kind, profileId, mnpId, name }: ProgramNode): Omit<ProgramNode, 'id'> => ({
  kind,
  profileId,
  mnpId,
  name,
});

function iconOf(program: Program | undefined): { id: string; color?: string } {
  if (program?.isRemoved) return { id: 'circle-slash', color: 'disabledForeground' };
  return program?.onlineVersion ? { id: 'package', color: 'charts.green' } : { id: 'package' };
}
/** "1.4.1 online · in review 1.4.2 · this folder". */
function describe(program: Program | undefined, known: ProgramVersions | undefined, isLinked: boolean): string {
  const parts: string[] = [];
  if (program?.isRemoved) parts.push(l10n.t('taken down'));
  else parts.push(program?.onlineVersion ? l10n.t('{0} online', program.onlineVersion) : l10n.t('nothing online'));
  const waiting = known && factsOf('', known).waiting;
  if (waiting) parts.push(waitingWords(waiting.version, waiting.state));
  if (isLinked) parts.push(l10n.t('this folder'));
  return parts.join(' · ');
}
function tooltip(node: ProgramNode, world: TreeWorld): string {
  const program = world.store.list.find(node.mnpId);
  const profile = world.profile();
  const known = world.store.versionStates.stateOf(node.mnpId).value;
  const groups = groupKinds.map((group) => {
    const numbers = known ? versionsOf(group, known.versions).map((version) => version.ref.version) : [];
    return [groupLabel(group), listOf(numbers.slice(0, 5))] as const;
  });
  const facts = factLines([
    [l10n.t('ID'), node.mnpId],
    [l10n.t('State'), program?.isRemoved ? l10n.t('taken down') : undefined],
    [l10n.t('Online'), known ? undefined : program?.onlineVersion],
    ...groups,
    [l10n.t('Category'), program?.type],
    [l10n.t('Team'), program?.teamName],
    [l10n.t('Created'), program?.createdAt === undefined ? undefined : moment(program.createdAt)],
    [l10n.t('By'), program?.createdBy],
    [l10n.t('Changed'), program?.updatedAt === undefined ? undefined : ago(program.updatedAt, world.now())],
    [l10n.t('Profile'), profile && whereWord(profile)],
  ]);
  const intro = program?.intro ? `${escapeMarkdown(program.intro)}\n\n` : '';
  return `### ${escapeMarkdown(node.name)}\n\n${intro}${facts}`;
}
