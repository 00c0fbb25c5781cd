import * as l10n from '@vscode/l10n';
import { present } from '../errors/present';
import { listOf } from '../model/lists';
import { ago, moment } from '../model/times';
import { approvalWord } from '../model/words';
import { escapeMarkdown, factLines } from '../tree/markdown';
import type { Presentation } from '../tree/node';
import { isKeyMissing } from '../tree/world';
import type { ApprovalGroup, ApprovalsState } from './approvalsStore';
import { type ApprovalRequest, isOpenRequest, isOpenVerdict } from './model';
import type { ApprovalGroupNode, ApprovalSignNode, RequestNode } from './node';
import { mayDecide, type Reviewer } from './rights';

export function groupWord(group: ApprovalGroup): string {
  return {
    waiting: l10n.t('Waiting for me'),
    inProgress: l10n.t('In progress'),
    decided: l10n.t('Decided'),
  }[group];
}
const groupIcons: Readonly<Record<ApprovalGroup, string>> = {
  waiting: 'bell-dot',
  inProgress: 'eye',
  decided: 'checklist',
};
export function presentGroup({ id, group }: ApprovalGroupNode, state: ApprovalsState): Presentation {
  const label = groupWord(group);
  const phase = group === 'decided' ? 'decided' : 'open';
  const count = `${state.groups[group].length}${state.hasMore[phase] ? '+' : ''}`;
  const isKnown = state.wasRead[phase];
  return {
    id,
    label,
    ...(isKnown ? { description: count } : {}),
    icon: { id: groupIcons[group] },
    tokens: ['group'],
    collapsible: group === 'decided' ? 'collapsed' : 'expanded',
    accessibleLabel: isKnown ? l10n.t('{0}, requests: {1}', label, count) : label,
    hasTooltip: false,
  };
}

/** One word for all super apps together: what is most urgent to know. */
export function stateOf({ verdicts }: ApprovalRequest): 'open' | 'rejected' | 'approved' | 'cancelled' {
  if (verdicts.some(({ status }) => status === 'rejected')) return 'rejected';
  if (verdicts.some(isOpenVerdict)) return 'open';
  return verdicts.every(({ status }) => status === 'approved') ? 'approved' : 'cancelled';
}
const icons = {
  open: undefined,
  rejected: { id: 'error', color: 'charts.red' },
  approved: { id: 'pass', color: 'charts.green' },
  cancelled: { id: 'discard', color: 'disabledForeground' },
} as const;
const stateWord = (state: ReturnType<typeof stateOf>): string => approvalWord(state === 'open' ? 'processing' : state);

export function presentRequest(node: RequestNode, reviewer: Reviewer, now: number): Presentation {
  const { row, group, id } = node;
  const { ref, appliedAt, verdicts } = row;
  const isMine = group === 'waiting';
  const shown = isMine
    ? verdicts.filter((verdict) => isOpenVerdict(verdict) && mayDecide(reviewer, verdict.applicationId))
    : verdicts;
  const state = stateOf(row);
  const apps = listOf(shown.map(({ applicationName }) => applicationName));
  const parts = [ref.subject, apps, appliedAt === undefined ? '' : ago(appliedAt, now)].filter((text) => text !== '');
  const kind = ref.request === 'version' ? l10n.t('version request') : l10n.t('sensitive API request');
  return {
    id,
    label: ref.programName,
    description: parts.join(' · '),
    icon: icons[state] ?? {
      id: ref.request === 'version' ? 'package' : 'shield',
      ...(isMine ? { color: 'charts.yellow' } : {}),
    },
    tokens: ['approval', ...(isMine ? (['decidable'] as const) : [])],
    collapsible: 'none',
    command: { command: 'miniProgram.showApproval', args: [ref], title: l10n.t('Show Request') },
    accessibleLabel: [ref.programName, ...parts, kind, isMine ? groupWord('waiting') : stateWord(state)].join(', '),
    hasTooltip: true,
  };
}
/** Markdown; everything of others escaped. */
export function requestTooltip(request: ApprovalRequest): string {
  const { ref, applicant, appliedAt, reason, teamName, verdicts } = request;
  const title = `### ${escapeMarkdown(ref.programName)} · ${escapeMarkdown(ref.subject)}`;
  const facts = factLines([
    [l10n.t('Asked by'), applicant],
    [l10n.t('Asked'), appliedAt === undefined ? undefined : moment(appliedAt)],
    [l10n.t('Team'), teamName],
    [l10n.t('Reason'), reason],
    [l10n.t('State'), isOpenRequest(request) ? undefined : stateWord(stateOf(request))],
  ]);
  const lines = verdicts.map(
    (verdict) =>
      `- **${escapeMarkdown(verdict.applicationName)}:** ${escapeMarkdown(
        [approvalWord(verdict.status), verdict.reviewer, verdict.note].filter((text) => text !== '').join(' · '),
      )}`,
  );
  return `${title}\n\n${facts}\n\n${lines.join('\n')}`;
}

type Press = NonNullable<Presentation['command']>;
/** A row that tells why there are no others, or brings more. */
export function presentSign(node: ApprovalSignNode, state: ApprovalsState): Presentation {
  const base = { id: node.id, collapsible: 'none', hasTooltip: false } as const;
  switch (node.sign) {
    case 'more': {
      const label = l10n.t('Load more');
      const command: Press = { command: 'miniProgram.loadMoreApprovals', args: [node], title: l10n.t('Load More') };
      return { ...base, label, icon: { id: 'ellipsis' }, tokens: ['loadMore'], command, accessibleLabel: label };
    }
    case 'failed':
      return presentFailure(node, state);
    case 'refused': {
      const label = l10n.t('This key may not see approvals. Ask an administrator, or switch the profile.');
      const command: Press = { command: 'miniProgram.switchProfile', args: [], title: l10n.t('Switch Profile') };
      return { ...base, label, icon: { id: 'lock' }, tokens: [], command, accessibleLabel: label, hasTooltip: true };
    }
    case 'notYours': {
      const label = l10n.t('This account may not decide requests.');
      return { ...base, label, icon: { id: 'lock' }, tokens: [], accessibleLabel: label, hasTooltip: true };
    }
    case 'none': {
      const label = node.phase === 'decided' ? l10n.t('Nothing decided yet.') : l10n.t('Nothing here.');
      return { ...base, label, icon: { id: 'info' }, tokens: [], accessibleLabel: label };
    }
    case 'noProfile': {
      const label = l10n.t('Add a profile to see its approvals.');
      const command: Press = { command: 'miniProgram.addProfile', args: [], title: l10n.t('Add Profile') };
      return { ...base, label, icon: { id: 'add' }, tokens: [], command, accessibleLabel: label };
    }
  }
}
function presentFailure(node: ApprovalSignNode, state: ApprovalsState): Presentation {
  const error = state.errors[node.phase];
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
      : { command: 'miniProgram.refreshApprovals', args: [], title: l10n.t('Try Again') },
    accessibleLabel: isKey ? label : `${label}. ${why} ${l10n.t('Select to try again.')}`,
    hasTooltip: true,
  };
}
/** Markdown; long sentences do not fit a narrow side bar. */
export function signTooltip(node: ApprovalSignNode, state: ApprovalsState): string {
  if (node.sign === 'failed') return escapeMarkdown(present(state.errors[node.phase])?.message ?? '');
  if (node.sign === 'notYours')
    return escapeMarkdown(
      l10n.t(
        'The reviewers of the super apps decide; what they have before them is listed under "In progress". If that is wrong, refresh: rights are then looked up again.',
      ),
    );
  return escapeMarkdown(presentSign(node, state).label);
}
