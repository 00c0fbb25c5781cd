import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { Phase } from '../../contract/enums';
import type { Environment } from '../profile';
import type { ApprovalItem, VersionState } from './version';

/** How a state is shown: a word, a codicon (without `$()`), a theme colour, and one sentence that explains it. */
export interface StateWords {
  readonly label: string;
  readonly icon: string;
  readonly color: string | undefined;
  readonly explanation: string;
}
export function stateWords(state: VersionState): StateWords {
  switch (state) {
    case 'develop':
      return {
        label: l10n.t('development'),
        icon: 'tools',
        color: undefined,
        explanation: l10n.t('Built. Only people with the preview code can open it until it is approved and released.'),
      };
    case 'inReview':
      return {
        label: l10n.t('in review'),
        icon: 'eye',
        color: 'charts.yellow',
        explanation: l10n.t('Waiting for the verdict of each super app it is bound to.'),
      };
    case 'rejected':
      return {
        label: l10n.t('rejected'),
        icon: 'error',
        color: 'charts.red',
        explanation: l10n.t('A reviewer said no. Read the note, then submit again or publish a new version.'),
      };
    case 'withdrawn':
      return {
        label: l10n.t('withdrawn'),
        icon: 'discard',
        color: 'disabledForeground',
        explanation: l10n.t('The request for approval was taken back. It can be submitted again.'),
      };
    case 'approved':
      return {
        label: l10n.t('approved'),
        icon: 'pass',
        color: 'charts.blue',
        explanation: l10n.t('Every super app said yes. Users get it as soon as it is released.'),
      };
    case 'online':
      return {
        label: l10n.t('online'),
        icon: 'globe',
        color: 'charts.green',
        explanation: l10n.t('This is what users have now.'),
      };
    case 'history':
      return {
        label: l10n.t('released before'),
        icon: 'history',
        color: undefined,
        explanation: l10n.t('It was online once and can be rolled back to.'),
      };
    default:
      return assertNever(state);
  }
}
/** How far the platform has come with a version. */
export function phaseWord(phase: Phase): string {
  switch (phase) {
    case 'Develop':
      return l10n.t('development');
    case 'Platform':
      return l10n.t('approved');
    case 'Online':
      return l10n.t('online');
    default:
      return assertNever(phase);
  }
}
export function approvalWord(status: ApprovalItem['status']): string {
  switch (status) {
    case 'pending':
      return l10n.t('pending');
    case 'processing':
      return l10n.t('in progress');
    case 'rejected':
      return l10n.t('rejected');
    case 'approved':
      return l10n.t('approved');
    case 'cancelled':
      return l10n.t('withdrawn');
    default:
      return assertNever(status);
  }
}
/** Production is in capitals wherever it is shown. */
export function environmentWord(environment: Environment): string {
  switch (environment) {
    case 'production':
      return l10n.t('PRODUCTION');
    case 'staging':
      return l10n.t('staging');
    case 'sandbox':
      return l10n.t('sandbox');
    default:
      return assertNever(environment);
  }
}
interface Where {
  readonly name: string;
  readonly environment: Environment;
}
/** Name and environment of a profile; a profile named after its environment is told once. */
export function whereParts({ name, environment }: Where): readonly [string] | readonly [string, string] {
  const word = environmentWord(environment);
  return word.toLowerCase() === name.trim().toLowerCase() ? [name] : [name, word];
}
/** "Shop team (PRODUCTION)": whose platform it is. */
export function whereWord(where: Where): string {
  const [name, word] = whereParts(where);
  return word === undefined ? name : `${name} (${word})`;
}
export function environmentIcon(environment: Environment): string {
  return { production: 'flame', staging: 'server-environment', sandbox: 'beaker' }[environment];
}
