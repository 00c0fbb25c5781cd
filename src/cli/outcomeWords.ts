import * as l10n from '@vscode/l10n';
import type { PublishPlan } from '../app/publish/plan';
import type { PublishOutcome } from '../app/publish/publish';
import { assertNever } from '../base/errors';
import { exitCodes, type ExitCode } from './exitCodes';

/** Where a publish ended, in one line. */
export function outcomeText({ programName, version }: PublishPlan, outcome: PublishOutcome): string {
  switch (outcome.kind) {
    case 'uploaded':
      return l10n.t('Uploaded the package of {0} {1}.', programName, version);
    case 'built':
      return l10n.t('Built {0} {1} (version id {2}).', programName, version, outcome.versionId);
    case 'preview':
      return outcome.shown
        ? l10n.t('{0} {1} is the preview version (version id {2}).', programName, version, outcome.versionId)
        : l10n.t(
            'Built {0} {1} (version id {2}). Another version is the preview; --replace-preview replaces it.',
            programName,
            version,
            outcome.versionId,
          );
    case 'submitted':
      return l10n.t('Submitted {0} {1} for approval ({2}).', programName, version, outcome.approvalNo ?? '');
    case 'inReview':
      return l10n.t(
        '{0} {1} is in review ({2}). Run this again when it is approved.',
        programName,
        version,
        outcome.approvalNo ?? '',
      );
    case 'released':
      return l10n.t('Released {0} {1}: the platform shows it online.', programName, version);
    case 'stopped':
    case 'notSeen':
      return outcome.message;
    default:
      return assertNever(outcome);
  }
}
export function outcomeCode({ kind }: PublishOutcome): ExitCode {
  if (kind === 'inReview') return exitCodes.inReview;
  if (kind === 'notSeen') return exitCodes.unconfirmed;
  return kind === 'stopped' ? exitCodes.interrupted : exitCodes.done;
}
