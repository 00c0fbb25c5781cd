import * as l10n from '@vscode/l10n';
import { durationOf } from '../model/durations';
import { sizeOf } from '../model/sizes';
import { moment } from '../model/times';
import { environmentWord } from '../model/words';
import type { AnsweredRequest, Journal } from '../publish/journal';
import { stepsUntil, type StepId } from '../publish/plan';
import { stepName } from '../publish/stepWords';
import type { ActivityEntry, AtWork, ChangeEntry, PublishEntry } from './entries';
import type { RecordStep } from './record';
import { changeStepName } from './words';

/** A row below an entry: a step with its time and what it answered, or a fact. */
export interface Detail {
  /** Unique within the entry. */
  readonly key: string;
  readonly label: string;
  readonly value: string;
  readonly step?: 'done' | 'running' | 'failed' | 'open';
}
/** Steps first, then where, who, what and why. */
export const detailsOf = (entry: ActivityEntry): readonly Detail[] =>
  entry.kind === 'publish' ? publishDetails(entry) : changeDetails(entry);

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');
const fact = (key: string, label: string, value: string | undefined): readonly Detail[] =>
  value === undefined || value === '' ? [] : [{ key, label, value }];
const took = (startedAt: number, endedAt: number | undefined): string | undefined =>
  endedAt === undefined ? undefined : durationOf(Math.max(0, endedAt - startedAt));

function publishDetails({ journal, atWork }: PublishEntry): readonly Detail[] {
  const { plan, by, failure } = journal;
  const requests = stepsUntil(plan.until).flatMap((id) => requestsOf(journal, id));
  return [
    ...stepsUntil(plan.until).map((id) => publishStep(journal, id, atWork)),
    ...fact('reason', l10n.t('Reason'), failure?.message),
    ...fact('program', l10n.t('Mini program'), `${plan.programName} (${plan.mnpId})`),
    ...fact('target', l10n.t('Target'), targetOf(plan, by?.endpoint)),
    ...fact('by', l10n.t('By'), joined([plan.profileName, by?.secretId])),
    ...fact('note', l10n.t('Note'), plan.intro),
    ...fact('folder', l10n.t('Folder'), plan.folder),
    ...fact('sha256', 'SHA-256', journal.steps.package?.result?.sha256),
    ...requests.map(({ action, requestId }, at) => ({
      key: `request/${at}`,
      label: action,
      value: `RequestId ${requestId}`,
    })),
    ...fact('started', l10n.t('Started'), moment(journal.createdAt)),
    ...fact('changed', l10n.t('Last change'), moment(journal.updatedAt)),
  ];
}
/** A file on a disk may hold anything. */
const requestsOf = ({ steps }: Journal, id: StepId): readonly AnsweredRequest[] => {
  const requests: unknown = steps[id]?.requests;
  return Array.isArray(requests) ? (requests as readonly AnsweredRequest[]) : [];
};
function publishStep(journal: Journal, id: StepId, atWork: AtWork): Detail {
  const record = journal.steps[id];
  const label = stepName(id);
  if (!record) {
    const isHere = journal.failure?.step === id && journal.state !== 'running';
    return { key: id, label, value: isHere ? l10n.t('failed') : '', step: isHere ? 'failed' : 'open' };
  }
  if (record.state === 'running') {
    const isGoingOn = atWork !== 'nowhere';
    const value = joined([isGoingOn ? l10n.t('since {0}', moment(record.startedAt)) : l10n.t('not finished')]);
    const step = isGoingOn ? 'running' : journal.failure?.step === id ? 'failed' : 'open';
    return { key: id, label, value, step };
  }
  return {
    key: id,
    label,
    value: joined([...answerOf(journal, id), took(record.startedAt, record.endedAt)]),
    step: 'done',
  };
}
/** What a finished step answered: bytes and ids. */
function answerOf({ steps }: Journal, id: StepId): readonly (string | undefined)[] {
  switch (id) {
    case 'package': {
      const result = steps.package?.result;
      return result ? [sizeOf(result.bytes), l10n.t('{0} files', result.files)] : [];
    }
    case 'upload':
      return steps.upload?.result ? [sizeOf(steps.upload.result.bytes)] : [];
    case 'version': {
      const taskId = steps.version?.result?.taskId;
      return taskId ? [l10n.t('task {0}', taskId)] : [];
    }
    case 'build':
      return steps.build?.result ? [l10n.t('version ID {0}', steps.build.result.versionId)] : [];
    case 'preview':
      return steps.preview?.result?.shown === false ? [l10n.t('left as it was')] : [];
    case 'submit':
      return [steps.submit?.result?.approvalNo ?? undefined];
    case 'release':
      return steps.release?.result ? [l10n.t('seen online {0}', moment(steps.release.result.seenOnlineAt))] : [];
  }
}

function changeDetails({ record, atWork }: ChangeEntry): readonly Detail[] {
  const program = record.mnpId === null ? undefined : `${record.programName ?? ''} (${record.mnpId})`.trim();
  return [
    ...record.steps.map((step, at) => changeStep(step, at, record.state, atWork)),
    ...fact('reason', l10n.t('Reason'), record.message),
    ...record.facts.map(([label, value], at) => ({ key: `fact/${at}`, label, value })),
    ...fact('program', l10n.t('Mini program'), program),
    ...fact('versionId', l10n.t('Version ID'), record.versionId === null ? undefined : String(record.versionId)),
    ...fact('target', l10n.t('Target'), targetOf(record, record.endpoint)),
    ...fact('by', l10n.t('By'), joined([record.profileName, record.secretId])),
    ...fact('started', l10n.t('Started'), moment(record.startedAt)),
  ];
}
function changeStep(step: RecordStep, at: number, state: ChangeEntry['record']['state'], atWork: AtWork): Detail {
  const { name, requestId, startedAt, endedAt } = step;
  const value = joined([took(startedAt, endedAt), requestId === undefined ? undefined : `RequestId ${requestId}`]);
  const isOpen = endedAt === undefined;
  const last = isOpen ? (atWork === 'nowhere' ? 'open' : 'running') : 'done';
  // The step that was under way when it failed is the last of all.
  return {
    key: `step/${at}`,
    label: changeStepName(name),
    value,
    step: state === 'failed' && name === 'send' ? 'failed' : last,
  };
}
function targetOf(
  { environment, platformId }: Pick<Journal['plan'], 'environment' | 'platformId'>,
  endpoint: string | undefined,
): string {
  return joined([environmentWord(environment), platformId, endpoint]);
}
