import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { UploadTarget } from '../profile';

/** Short name of a kind of target. */
export function targetName(kind: UploadTarget['kind']): string {
  switch (kind) {
    case 'platform':
      return l10n.t("The platform's own store");
    case 'cos':
      return l10n.t('A COS bucket of yours');
    case 'smh':
      return l10n.t('A media library (Smart Media Hosting)');
    case 'http':
      return l10n.t('A web server of yours');
    default:
      return assertNever(kind);
  }
}
/** Where packages go, without a secret and without anything that may hold one. For tooltips, logs and the journal. */
export function describeTarget(target: UploadTarget): string {
  switch (target.kind) {
    case 'platform':
      return targetName('platform');
    case 'cos':
      return l10n.t('COS bucket {0} ({1})', target.bucket, target.region);
    case 'smh':
      return l10n.t('media library {0}', [target.libraryId, target.spaceId].filter((id) => id !== undefined).join('/'));
    case 'http':
      return withoutQuery(target.uploadUrl);
    default:
      return assertNever(target);
  }
}
const withoutQuery = (url: string): string => url.replace(/\?.*$/, '');
