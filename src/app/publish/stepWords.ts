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

/** "12.4 of 31 MB", in the unit of the whole. */
export function amountOf(done: number, total: number): string {
  const [unit, name] = total >= 1e6 ? [1e6, 'MB'] : total >= 1e3 ? [1e3, 'kB'] : [1, 'B'];
  return l10n.t('{0} of {1} {2}', inUnit(done, unit), inUnit(total, unit), name);
}
/** "31 MB". */
export function sizeOf(bytes: number): string {
  const [unit, name] = bytes >= 1e6 ? [1e6, 'MB'] : bytes >= 1e3 ? [1e3, 'kB'] : [1, 'B'];
  return `${inUnit(bytes, unit)} ${name}`;
}
function inUnit(bytes: number, unit: number): string {
  const value = bytes / unit;
  return value >= 100 || unit === 1 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
