import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { Version, VersionState } from '../model/version';
import type { GroupKind } from './node';

/** The versions of one group, in the order shown. The preview version is shown in its own group as well. */
export function versionsOf(group: GroupKind, versions: readonly Version[]): readonly Version[] {
  if (group === 'preview') return versions.filter((version) => version.isPreview);
  const members = versions.filter((version) => groupOfState(version.state) === group);
  return group === 'history' ? members.toSorted((a, b) => (b.releasedAt ?? 0) - (a.releasedAt ?? 0)) : members;
}
/** What waits for a person (verdict, correction, release) is "in review". */
function groupOfState(state: VersionState): GroupKind {
  switch (state) {
    case 'online':
      return 'online';
    case 'inReview':
    case 'approved':
    case 'rejected':
      return 'review';
    case 'develop':
    case 'withdrawn':
      return 'develop';
    case 'history':
      return 'history';
    default:
      return assertNever(state);
  }
}
export function groupLabel(group: GroupKind): string {
  switch (group) {
    case 'online':
      return l10n.t('Online');
    case 'review':
      return l10n.t('In review');
    case 'preview':
      return l10n.t('Preview');
    case 'develop':
      return l10n.t('Development versions');
    case 'history':
      return l10n.t('History');
    default:
      return assertNever(group);
  }
}
export const groupIcons: Readonly<Record<GroupKind, string>> = {
  online: 'globe',
  review: 'eye',
  preview: 'device-mobile',
  develop: 'tools',
  history: 'history',
};
