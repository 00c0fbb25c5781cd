import * as l10n from '@vscode/l10n';
import type { ApprovalDetails, PackageFacts } from '../../app/approvals/approvalDetails';
import { maxNote } from '../../app/approvals/drafts';
import { isOpenVerdict, type Verdict } from '../../app/approvals/model';
import { numberText, sizeOf } from '../../app/model/sizes';
import { moment } from '../../app/model/times';
import { approvalWord, environmentWord } from '../../app/model/words';
import { listOf } from '../../app/model/lists';
import { filesText } from '../../app/packagePreview/amounts';
import type { ApprovalView, ApprovalWords, Fact, PackageBox, VerdictRow } from '../../webview/approvalProtocol';

type Redact = (text: string) => string;

/** The panel's contents with their words; everything of others goes through `redact`. */
export function approvalView(details: ApprovalDetails, draft: string, redact: Redact): ApprovalView {
  const { request, profile, decidable, isOwn } = details;
  const isVersion = request.ref.request === 'version';
  const isOpen = request.verdicts.some(isOpenVerdict);
  const mayDecide = decidable.length > 0;
  return {
    title: redact(request.ref.programName),
    subject: redact(request.ref.subject),
    kindWord: isVersion ? l10n.t('version') : l10n.t('sensitive API'),
    environment: profile.environment,
    environmentWord: environmentWord(profile.environment),
    facts: factsOf(details).map(({ label, value }) => ({ label, value: redact(value) })),
    verdicts: request.verdicts.map((verdict) => rowOf(verdict, decidable, redact)),
    package: isVersion ? packageOf(details.package, details.onlineVersion, redact) : undefined,
    notice:
      isOwn && mayDecide
        ? l10n.t('You asked for this yourself. Usually somebody else decides.')
        : isOpen && !mayDecide
          ? l10n.t('Nothing to decide here for this account: the reviewers of the super apps do.')
          : '',
    isWarning: isOwn && mayDecide,
    draft,
    maxNote,
    words: words(),
  };
}
function factsOf({ request, intro, onlineVersion, profile }: ApprovalDetails): readonly Fact[] {
  const { ref, applicant, appliedAt, reason, about, teamName } = request;
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t('Mini program'), `${ref.programName} (${ref.mnpId})`],
    [l10n.t('Asked by'), applicant],
    [l10n.t('Asked'), appliedAt === undefined ? '' : moment(appliedAt)],
    [l10n.t('Team'), teamName],
    [l10n.t('Online now'), onlineVersion ?? ''],
    [l10n.t('Note'), intro],
    [l10n.t('Gives'), about],
    [l10n.t('Reason'), reason],
    [l10n.t('Request number'), ref.approvalNo],
    [l10n.t('Profile'), profile.name],
  ];
  return rows.flatMap(([label, value]) => (value === '' ? [] : [{ label, value }]));
}
function rowOf(verdict: Verdict, decidable: readonly string[], redact: Redact): VerdictRow {
  const { applicationId, applicationName, status, note, reviewer, decidedAt } = verdict;
  const when = decidedAt === undefined ? '' : moment(decidedAt);
  return {
    applicationId,
    name: redact(applicationName),
    state: status === 'pending' || status === 'processing' ? 'open' : status,
    stateWord: approvalWord(status),
    by: redact([reviewer, when].filter((text) => text !== '').join(' · ')),
    note: redact(note),
    canDecide: decidable.includes(applicationId),
  };
}
function packageOf(facts: PackageFacts | undefined, online: string | undefined, redact: Redact): PackageBox {
  if (!facts) {
    const notice = l10n.t('This version was not published from this computer, so its package is not known here.');
    return { facts: [], added: [], notice };
  }
  const { since } = facts;
  const rows: Fact[] = [
    { label: l10n.t('Size'), value: l10n.t('{0}, {1}', filesText(facts.files), sizeOf(facts.bytes)) },
    { label: l10n.t('Pages'), value: numberText(facts.pages) },
    { label: l10n.t('Permissions'), value: redact(listOf(facts.permissions)) || l10n.t('none') },
    { label: l10n.t('Domains'), value: redact(listOf(facts.domains)) || l10n.t('none') },
    ...(since ? [{ label: l10n.t('Changes'), value: since.changes }] : []),
  ];
  const version = since?.version ?? '';
  const added = [
    { label: l10n.t('Permissions added since {0}', version), names: since?.permissionsAdded ?? [] },
    { label: l10n.t('Domains added since {0}', version), names: since?.domainsAdded ?? [] },
  ];
  const shown = added.filter(({ names }) => names.length > 0);
  return {
    facts: rows,
    added: shown.map(({ label, names }) => ({ label, names: names.map(redact) })),
    notice: since
      ? shown.length === 0
        ? l10n.t('It asks for no permission and no domain that {0} did not.', version)
        : ''
      : online === undefined
        ? l10n.t('Nothing is online yet: there is nothing to compare with.')
        : l10n.t('{0}, which is online, was not published from this computer: it cannot be compared.', online),
  };
}
const words = (): ApprovalWords => ({
  superApps: l10n.t('Super apps'),
  package: l10n.t('Package contents'),
  note: l10n.t('Your note'),
  noteHint: l10n.t('Required to reject; the developers read it. What you write is kept until it is sent.'),
  noteRequired: l10n.t('A note is required: the developers read it.'),
  chooseApps: l10n.t('Tick at least one super app.'),
  approve: l10n.t('Approve'),
  reject: l10n.t('Reject'),
  refresh: l10n.t('Refresh'),
  busy: l10n.t('Waiting for the platform…'),
});
