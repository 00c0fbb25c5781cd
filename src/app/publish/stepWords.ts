import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { StepId } from './plan';

/** Short name of a step, for errors, logs and lists. */
export function stepName(step: StepId): string {
  switch (step) {
    case 'package':
      return l10n.t('Package');
    case 'upload':
      return l10n.t('Upload');
    case 'version':
      return l10n.t('Create Version');
    case 'build':
      return l10n.t('Build');
    case 'preview':
      return l10n.t('Preview');
    case 'submit':
      return l10n.t('Submit for Approval');
    case 'release':
      return l10n.t('Release');
    default:
      return assertNever(step);
  }
}
/** What is being done in a step, for the progress. */
export function stepDoing(step: StepId, version: string): string {
  switch (step) {
    case 'package':
      return l10n.t('Checking and zipping the folder');
    case 'upload':
      return l10n.t('Uploading');
    case 'version':
      return l10n.t('Creating version {0}', version);
    case 'build':
      return l10n.t('Building {0} on the platform', version);
    case 'preview':
      return l10n.t('Making {0} the preview version', version);
    case 'submit':
      return l10n.t('Submitting {0} for approval', version);
    case 'release':
      return l10n.t('Releasing {0}', version);
    default:
      return assertNever(step);
  }
}
