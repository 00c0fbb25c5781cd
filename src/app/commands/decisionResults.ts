import * as l10n from '@vscode/l10n';
import type { Deciding, DecisionOutcome } from '../approvals/decide';
import { type Decision, requestName } from '../approvals/model';
import { present } from '../errors/present';
import { listOf } from '../model/lists';
import type { Session } from '../services';
import { onProduction } from './change';
import type { CommandContext } from './context';

/** A decision with what became of it; more than one outcome when it had to be sent for each super app. */
export interface Result {
  readonly deciding: Deciding;
  readonly outcomes: readonly DecisionOutcome[];
}
export const isDone = ({ outcomes }: Result): boolean => outcomes.every(({ kind }) => kind === 'done');
/** The super apps that are decided for, by name. */
export const appNames = ({ request, applicationIds }: Pick<Deciding, 'request' | 'applicationIds'>): string =>
  listOf(
    request.verdicts
      .filter(({ applicationId }) => applicationIds.includes(applicationId))
      .map(({ applicationName }) => applicationName),
  );

/** One message; what did not go well is said of each request. */
export function tellResults(
  { ui }: CommandContext,
  { profile }: Session,
  results: readonly Result[],
  decision: Decision,
): void {
  const failed = results.filter((result) => !isDone(result));
  const [first] = results;
  if (failed.length === 0 && results.length === 1 && first) {
    const name = requestName(first.deciding.request.ref);
    const apps = appNames(first.deciding);
    const text =
      decision === 'approve'
        ? l10n.t('{0} is approved for {1}.', name, apps)
        : l10n.t('{0} is rejected for {1}.', name, apps);
    ui.say('info', onProduction(text, profile));
    return;
  }
  const details = {
    label: l10n.t('Show Results'),
    run: () => ui.showText(l10n.t('Decisions'), resultsText(results, decision), 'markdown'),
  };
  if (failed.length === 0) {
    const text =
      decision === 'approve'
        ? l10n.t('{0} requests are approved.', results.length)
        : l10n.t('{0} requests are rejected.', results.length);
    ui.say('info', onProduction(text, profile), [details]);
    return;
  }
  const [worst] = failed;
  const why = worst ? `${requestName(worst.deciding.request.ref)}: ${resultWords(worst, decision)}` : '';
  const text =
    results.length === 1
      ? why
      : l10n.t('{0} of {1} decisions did not go through. {2}', failed.length, results.length, why);
  ui.say('warning', onProduction(text, profile), [details]);
}
const resultsText = (results: readonly Result[], decision: Decision): string =>
  results
    .map((result) => {
      const { ref } = result.deciding.request;
      return `- ${requestName(ref)} – ${appNames(result.deciding)}: ${resultWords(result, decision)}`;
    })
    .join('\n');
export function resultWords({ outcomes }: Result, decision: Decision): string {
  const words = outcomes.map((outcome) => outcomeWords(outcome, decision));
  return [...new Set(words)].join('; ');
}
function outcomeWords(outcome: DecisionOutcome, decision: Decision): string {
  switch (outcome.kind) {
    case 'done':
      return decision === 'approve' ? l10n.t('approved') : l10n.t('rejected');
    case 'other':
      return l10n.t('Somebody else has decided it, or it was withdrawn.');
    case 'notShown':
      return l10n.t(
        'The platform accepted it but does not show it yet. Refresh in a moment to see whether it is done.',
      );
    case 'stopped':
      return l10n.t('You stopped waiting. It may have happened; refresh to see.');
    case 'failed':
      return present(outcome.error)?.message ?? l10n.t('failed');
  }
}
