import * as l10n from '@vscode/l10n';
import type { Token } from '../../manifest';
import { isOpen } from '../../model/approvals';
import { ago, moment } from '../../model/times';
import type { ApprovalItem, Version } from '../../model/version';
import { approvalWord, stateWords } from '../../model/words';
import { escapeMarkdown, factLines } from '../markdown';
import type { VersionNode } from '../node';
import { findVersion, itemsOf, type NodeSpec, noChildren, type TreeWorld } from '../world';

export const versionSpec: NodeSpec<'version'> = {
  present: (node, world) => {
    const version = findVersion(world, node);
    const words = version && stateWords(version.state);
    const description = version ? describe(node, version, itemsOf(world, version), world.now()) : '';
    const { kind, profileId, mnpId, programName, versionId, version: number } = node;
    return {
      id: node.id,
      label: number,
      description,
      ...(words ? { icon: { id: words.icon, ...(words.color ? { color: words.color } : {}) } } : {}),
      tokens: version ? tokensOf(version, itemsOf(world, version), world.isWatched?.(node) ?? false) : ['version'],
      collapsible: 'none',
      command: {
        command: 'miniProgram.showVersionDetails',
        args: [{ kind, profileId, mnpId, programName, versionId, version: number }],
        title: l10n.t('Show Version Details'),
      },
      accessibleLabel: l10n.t('Version {0}, {1}', number, description),
      hasTooltip: true,
    };
  },
  children: noChildren,
  tooltip: (node, world) => Promise.resolve(tooltip(node, world)),
};

/** Words of the contextValue: which commands make sense for this version. */
function tokensOf(version: Version, items: readonly ApprovalItem[], isWatched: boolean): readonly Token[] {
  const tokens: Token[] = ['version'];
  if (version.phases.includes('Develop')) tokens.push('develop');
  if (version.phases.includes('Platform')) tokens.push('platform');
  if (version.state === 'online') tokens.push('online');
  if (version.state === 'history') tokens.push('history', 'rollbackTarget');
  if (isSubmittable(version)) tokens.push('submittable');
  if (version.state === 'inReview') tokens.push('withdrawable', isWatched ? 'watched' : 'watchable');
  if (version.state === 'inReview' && items.some(isOpen)) tokens.push('reviewable');
  if (version.state === 'approved') tokens.push('releasable');
  if (version.isPreview) tokens.push('preview');
  else if (isPreviewable(version)) tokens.push('previewable');
  return tokens;
}
export const isSubmittable = (version: Version): boolean =>
  version.state === 'develop' || version.state === 'rejected' || version.state === 'withdrawn';
/** Versions that the platform still holds as built ones; a version known only from history cannot be previewed. */
export const isPreviewable = (version: Version): boolean => version.phases.length > 0;

function describe(node: VersionNode, version: Version, items: readonly ApprovalItem[], now: number): string {
  const parts: string[] = [];
  const openItems = items.filter(isOpen).length;
  if (version.state === 'inReview' && items.length > 1)
    parts.push(l10n.t('in review ({0} of {1} open)', openItems, items.length));
  else if (version.state === 'approved') parts.push(l10n.t('approved, ready to release'));
  else if (node.group !== 'history' && node.group !== 'online') parts.push(stateWords(version.state).label);
  if (version.isPreview && node.group !== 'preview') parts.push(l10n.t('preview'));
  const time = node.group === 'history' || node.group === 'online' ? version.releasedAt : version.createdAt;
  if (time !== undefined) parts.push(ago(time, now));
  if (version.intro !== '') parts.push(firstOf(version.intro.replace(/\s+/g, ' '), 60));
  return parts.join(' · ');
}
/** A picture sign is two code units, and half of one is a wrong sign. */
const firstOf = (text: string, characters: number): string => Array.from(text).slice(0, characters).join('');
function tooltip(node: VersionNode, world: TreeWorld): string | undefined {
  const version = findVersion(world, node);
  if (!version) return undefined;
  const words = stateWords(version.state);
  const items = itemsOf(world, version);
  const facts = factLines([
    [l10n.t('Mini program'), node.programName],
    [l10n.t('Version ID'), String(node.versionId)],
    [l10n.t('Note'), version.intro],
    [l10n.t('By'), version.createdBy],
    [l10n.t('Created'), version.createdAt === undefined ? undefined : moment(version.createdAt)],
    [l10n.t('Released'), version.releasedAt === undefined ? undefined : moment(version.releasedAt)],
    [l10n.t('Approval'), version.approvalNo],
    ...items.map((item) => [item.applicationName, verdict(item)] as const),
  ]);
  return `### ${escapeMarkdown(node.version)} · ${escapeMarkdown(words.label)}\n\n${escapeMarkdown(words.explanation)}\n\n${facts}`;
}
function verdict(item: ApprovalItem): string {
  const who = item.reviewer === '' ? '' : ` (${item.reviewer})`;
  return `${approvalWord(item.status)}${who}${item.note === '' ? '' : `: ${item.note}`}`;
}
