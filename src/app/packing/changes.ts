import * as l10n from '@vscode/l10n';
import { diffManifests, type ManifestDiff } from '../../pack/manifest';
import type { PackManifest } from '../../pack/packTypes';
import { listOf } from '../model/lists';
import { numberText, sizeOf } from '../model/sizes';
import { differenceText, filesText } from '../packagePreview/amounts';
import type { PublishedVersion } from './published';

/** What differs from a version that was published before; numbers of files, and bytes more (or less). */
export interface ChangeSummary {
  /** Number x.y.z of that version. */
  readonly version: string;
  readonly isIdentical: boolean;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
  readonly bytes: number;
}
/** A package in one line. Plain data, kept in the journal. */
export interface PackageSummary {
  readonly files: number;
  /** Sum of the files' sizes. */
  readonly bytes: number;
  /** Absent when nothing of this program was published from this machine. */
  readonly since?: ChangeSummary;
}
/** What a package asks of the platform and of the user that the version before did not. */
export interface Widened {
  readonly permissions: readonly string[];
  readonly domains: readonly string[];
}

/** Sums a package up, against the version before when there is one. */
export function summarize(
  manifest: PackManifest,
  before: Pick<PublishedVersion, 'version' | 'manifest'> | undefined,
): { readonly summary: PackageSummary; readonly widened: Widened } {
  const files = manifest.files.length;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  if (before === undefined) return { summary: { files, bytes }, widened: { permissions: [], domains: [] } };
  const diff = diffManifests(before.manifest, manifest);
  return {
    summary: { files, bytes, since: changesOf(before.version, diff) },
    widened: { permissions: diff.permissions.added, domains: diff.domains.added },
  };
}
/** A difference as numbers. `version` is the older one. */
export const changesOf = (version: string, diff: ManifestDiff): ChangeSummary => ({
  version,
  isIdentical: diff.isIdentical,
  changed: diff.changed.length,
  added: diff.added.length,
  removed: diff.removed.length,
  bytes: diff.bytes,
});

/** "152 files, 1.9 MB: 3 changed, 1 added, +12 KB since 1.4.1". */
export function summaryText({ files, bytes, since }: PackageSummary): string {
  const what = l10n.t('{0}, {1}', filesText(files), sizeOf(bytes));
  return since === undefined ? what : l10n.t('{0}: {1}', what, changesText(since));
}
/** "3 changed, 1 added, +12 KB since 1.4.1", or "identical to 1.4.1". */
export function changesText({ version, isIdentical, changed, added, removed, bytes }: ChangeSummary): string {
  if (isIdentical) return l10n.t('identical to {0}', version);
  const parts = [
    changed === 0 ? '' : l10n.t('{0} changed', numberText(changed)),
    added === 0 ? '' : l10n.t('{0} added', numberText(added)),
    removed === 0 ? '' : l10n.t('{0} removed', numberText(removed)),
    differenceText(bytes),
  ];
  return l10n.t('{0} since {1}', listOf(parts.filter((part) => part !== '')), version);
}
