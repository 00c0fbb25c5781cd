import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { Token } from '../manifest';
import { ago } from '../model/times';
import { nextStep, type Journal } from '../publish/journal';
import { stepIds, type StepId, type Until } from '../publish/plan';
import { stepName } from '../publish/stepWords';
import type { ActivityEntry, AtWork, ChangeEntry, PublishEntry } from './entries';
import type { ActivityRecord } from './record';

/** How an entry looks by what came of it. */
export interface Look {
  /** "released · 3 min ago". */
  readonly text: string;
  readonly icon: string;
  readonly color?: string;
  /** Which commands make sense. */
  readonly tokens: readonly Token[];
}
const colors = { good: 'charts.green', bad: 'charts.red', open: 'charts.yellow', quiet: 'disabledForeground' } as const;

/** "Release Gift Cards 1.1.0". */
export function labelOf(entry: ActivityEntry): string {
  if (entry.kind === 'publish') {
    const { programName, version } = entry.journal.plan;
    return l10n.t('Publish {0}', `${programName} ${version}`);
  }
  const { record } = entry;
  const what = [record.programName, record.version].filter((part) => part !== null && part !== '').join(' ');
  return what === '' ? record.title : changeLabel(record, what);
}
function changeLabel({ kind, title }: ActivityRecord, what: string): string {
  switch (kind) {
    case 'create':
      return l10n.t('Create {0}', what);
    case 'edit':
      return l10n.t('Edit {0}', what);
    case 'delete':
      return l10n.t('Delete {0}', what);
    case 'takeDown':
      return l10n.t('Take down {0}', what);
    case 'setPreview':
      return l10n.t('Set preview {0}', what);
    case 'clearPreview':
      return l10n.t('Clear preview {0}', what);
    case 'submit':
      return l10n.t('Submit {0}', what);
    case 'withdraw':
      return l10n.t('Withdraw {0}', what);
    case 'approve':
      return l10n.t('Approve {0}', what);
    case 'reject':
      return l10n.t('Reject {0}', what);
    case 'release':
      return l10n.t('Release {0}', what);
    case 'rollBack':
      return l10n.t('Roll back to {0}', what);
    case 'other':
      return title;
    default:
      return assertNever(kind);
  }
}
export const lookOf = (entry: ActivityEntry, now: number): Look =>
  entry.kind === 'publish' ? publishLook(entry, now) : changeLook(entry, now);

const running = (atWork: AtWork, what: string): Look => ({
  text: atWork === 'here' ? l10n.t('running: {0}', what) : l10n.t('running in another window: {0}', what),
  icon: 'sync~spin',
  tokens: [],
});
/** The step that a publish is at, or stopped at. */
export function stepAt(journal: Journal): StepId {
  const step =
    stepIds.find((id) => journal.steps[id]?.state === 'running') ?? journal.failure?.step ?? nextStep(journal);
  return step ?? 'release';
}
function publishLook({ journal, atWork }: PublishEntry, now: number): Look {
  const step = stepName(stepAt(journal));
  if (atWork !== 'nowhere') return running(atWork, step);
  const timed = (text: string): string => `${text} · ${ago(journal.updatedAt, now)}`;
  switch (journal.state) {
    case 'running':
      return {
        text: timed(l10n.t('interrupted at {0}', step)),
        icon: 'debug-disconnect',
        color: colors.open,
        tokens: ['resumable', 'discardable'],
      };
    case 'stopped':
      return {
        text: timed(l10n.t('stopped at {0}', step)),
        icon: 'debug-pause',
        color: colors.open,
        tokens: ['resumable', 'discardable'],
      };
    case 'failed':
      return {
        text: timed(l10n.t('failed at {0}', step)),
        icon: 'error',
        color: colors.bad,
        tokens: ['retryable', 'discardable'],
      };
    case 'waiting':
      return {
        text: timed(l10n.t('waiting for approval')),
        icon: 'eye',
        color: colors.open,
        tokens: ['resumable', 'discardable'],
      };
    case 'done':
      return { text: timed(doneWord(journal.plan.until)), icon: 'pass', color: colors.good, tokens: [] };
    case 'refused':
      return { text: timed(l10n.t('refused at {0}', step)), icon: 'error', color: colors.bad, tokens: [] };
    case 'cancelled':
      return { text: timed(l10n.t('cancelled')), icon: 'circle-slash', color: colors.quiet, tokens: [] };
    case 'discarded':
      return { text: timed(l10n.t('discarded')), icon: 'trash', color: colors.quiet, tokens: [] };
    default:
      return assertNever(journal.state);
  }
}
function doneWord(until: Until): string {
  switch (until) {
    case 'uploaded':
      return l10n.t('uploaded');
    case 'built':
      return l10n.t('built');
    case 'preview':
      return l10n.t('ready to preview');
    case 'submitted':
      return l10n.t('submitted for approval');
    case 'released':
      return l10n.t('released');
    default:
      return assertNever(until);
  }
}
function changeLook({ record, atWork }: ChangeEntry, now: number): Look {
  const timed = (text: string): string => `${text} · ${ago(record.endedAt ?? record.startedAt, now)}`;
  switch (record.state) {
    case 'running':
      return atWork === 'nowhere'
        ? { text: timed(l10n.t('interrupted, may have happened')), icon: 'question', color: colors.open, tokens: [] }
        : running(atWork, changeStepName(record.steps.at(-1)?.name ?? 'send'));
    case 'done':
      return { text: timed(l10n.t('done')), icon: 'pass', color: colors.good, tokens: [] };
    case 'failed':
      return { text: timed(l10n.t('failed')), icon: 'error', color: colors.bad, tokens: [] };
    case 'unsure':
      return { text: timed(l10n.t('may have happened')), icon: 'question', color: colors.open, tokens: [] };
    default:
      return assertNever(record.state);
  }
}
export const changeStepName = (name: 'send' | 'read'): string =>
  name === 'send' ? l10n.t('Send') : l10n.t('Read back');
