import * as l10n from '@vscode/l10n';
import { UserError } from '../errors/userError';
import { listOf } from '../model/lists';
import type { VersionRef } from '../model/refs';
import { moment } from '../model/times';
import { unbroken } from '../model/unbroken';
import type { ApprovalItem, Version } from '../model/version';
import { approvalWord, phaseWord, stateWords, whereWord } from '../model/words';
import type { Session } from '../services';
import { escapeMarkdown } from '../tree/markdown';
import type { CommandContext, HandlersOf } from './context';
import { targetVersion } from './pickers';

export function detailCommands(context: CommandContext): HandlersOf<'miniProgram.showVersionDetails'> {
  return {
    'miniProgram.showVersionDetails': async (node) => {
      const { session, version, known } = await targetVersion(context, node, {
        what: l10n.t('Show Version Details'),
        accepts: () => true,
        none: (name) => l10n.t('{0} has no versions yet. Publish a folder first.', name),
      });
      const items = known.approvals.filter((item) => item.approvalNo === version.approvalNo);
      const title = `${version.ref.programName} ${version.ref.version}`;
      await context.ui.showText(title, page(session, version, items), 'markdown');
    },
  };
}
/** Everything known of one version, as read just now. */
export async function versionRecord(context: CommandContext, ref: VersionRef): Promise<Record<string, unknown>> {
  const session = await context.sessions.open(ref.profileId);
  const known = await context.programs.versions(session, ref.mnpId);
  const version = known.versions.find((candidate) => candidate.ref.versionId === ref.versionId);
  if (!version) throw new UserError(l10n.t('Version {0} no longer exists on the platform.', ref.version));
  return { ...version, approvals: known.approvals.filter((item) => item.approvalNo === version.approvalNo) };
}
function page({ profile }: Session, version: Version, items: readonly ApprovalItem[]): string {
  const { ref } = version;
  const words = stateWords(version.state);
  const rows: readonly (readonly [string, string | undefined])[] = [
    [l10n.t('State'), l10n.t('{0}: {1}', words.label, words.explanation)],
    [l10n.t('Mini program'), `${ref.programName} (${ref.mnpId})`],
    [l10n.t('Version ID'), String(ref.versionId)],
    [l10n.t('Note'), version.intro],
    [l10n.t('Phases'), listOf(version.phases.map(phaseWord))],
    [l10n.t('Preview version'), version.isPreview ? l10n.t('yes') : l10n.t('no')],
    [l10n.t('By'), version.createdBy],
    [l10n.t('Created'), version.createdAt === undefined ? undefined : moment(version.createdAt)],
    [l10n.t('Released'), version.releasedAt === undefined ? undefined : moment(version.releasedAt)],
    [l10n.t('Approval'), version.approvalNo],
    [l10n.t('Profile'), whereWord(profile)],
    [l10n.t('Address'), profile.endpoint],
  ];
  return [
    `# ${escapeMarkdown(`${ref.programName} ${ref.version}`)}`,
    table(
      [l10n.t('What'), l10n.t('Value')],
      rows.flatMap(([label, value]) => (value ? [[unbroken(label), value]] : [])),
    ),
    ...(items.length === 0 ? [] : [`## ${l10n.t('Approval by super app')}`, approvalTable(items)]),
    '',
  ].join('\n\n');
}
function approvalTable(items: readonly ApprovalItem[]): string {
  return table(
    [l10n.t('Super app'), l10n.t('Verdict'), l10n.t('Reviewer'), l10n.t('When'), l10n.t('Note')],
    items.map((item) => {
      const time = item.decidedAt ?? item.appliedAt;
      const when = time === undefined ? '' : unbroken(moment(time));
      return [item.applicationName, unbroken(approvalWord(item.status)), item.reviewer, when, item.note];
    }),
  );
}
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head.map(unbroken)), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
