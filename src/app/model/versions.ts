import type { DataOf, RowOf } from '../../contract/actions';
import { type Phase, phases, versionStatus } from '../../contract/enums';
import type { ProgramRef } from './refs';
import { timeOf } from './times';
import { compareVersions } from './versionNumber';
import type { Version, VersionState } from './version';

export type StageRow = NonNullable<DataOf<'DescribeMNPAllStageVersions'>>[number];
export type HistoryRow = RowOf<'DescribeMNPReleasedVersionHistory'>;

/**
 * One version for each version id, highest number first. Sources: DescribeMNPAllStageVersions (one row per phase) and
 * DescribeMNPReleasedVersionHistory (what was online once and can be rolled back to).
 */
export function groupVersions(
  program: ProgramRef,
  rows: readonly StageRow[],
  history: readonly HistoryRow[],
): readonly Version[] {
  const released = new Map(history.flatMap((row) => (row.MNPVersionId === null ? [] : [[row.MNPVersionId, row]])));
  const byId = new Map<number, StageRow[]>();
  for (const row of rows) {
    if (row.MNPVersionId === null) continue;
    const same = byId.get(row.MNPVersionId);
    if (same) same.push(row);
    else byId.set(row.MNPVersionId, [row]);
  }
  const versions = [...byId].map(([id, same]) => fromRows(program, id, same, released.get(id)));
  for (const [id, row] of released) if (!byId.has(id)) versions.push(fromHistory(program, id, row));
  return versions.sort((a, b) => compareVersions(b.ref.version, a.ref.version) || b.ref.versionId - a.ref.versionId);
}

function fromRows(program: ProgramRef, id: number, rows: readonly StageRow[], released?: HistoryRow): Version {
  const present = phases.filter((phase) => rows.some((row) => row.Phase === phase));
  const pick = <T>(read: (row: StageRow) => T | null): T | undefined => {
    for (const row of rows) {
      const value = read(row);
      if (value !== null && value !== '') return value;
    }
    return undefined;
  };
  return {
    ref: refOf(program, id, pick((row) => row.MNPVersion) ?? String(id)),
    state: stateOf(present, rows, released !== undefined),
    phases: present,
    intro: pick((row) => row.MNPVersionIntro) ?? '',
    createdBy: pick((row) => row.CreateUser) ?? '',
    createdAt: timeOf(pick((row) => row.CreateTime)),
    approvalNo: pick((row) => row.ApprovalNo),
    isPreview: rows.some((row) => row.ShowCase === 1),
    releasedAt: timeOf(released?.UpdateTime),
  };
}
function fromHistory(program: ProgramRef, id: number, row: HistoryRow): Version {
  return {
    ref: refOf(program, id, row.MNPVersion ?? String(id)),
    state: 'history',
    phases: [],
    intro: row.MNPVersionNote ?? '',
    createdBy: '',
    createdAt: undefined,
    approvalNo: undefined,
    isPreview: false,
    releasedAt: timeOf(row.UpdateTime),
  };
}
const refOf = (program: ProgramRef, versionId: number, version: string): Version['ref'] => ({
  kind: 'version',
  profileId: program.profileId,
  mnpId: program.mnpId,
  programName: program.name,
  versionId,
  version,
});

/**
 * The furthest phase decides. `VersionCurrentStatus` is preferred to `ApprovalStatus`, which says "approved" for versions
 * that were never submitted (published example of DescribeMNPAllStageVersions).
 */
function stateOf(present: readonly Phase[], rows: readonly StageRow[], wasReleased: boolean): VersionState {
  if (present.includes('Online')) return 'online';
  if (wasReleased) return 'history';
  if (present.includes('Platform')) return 'approved';
  const row = rows.find((candidate) => candidate.Phase === 'Develop') ?? rows[0];
  const submitted = !!row?.ApprovalNo;
  const status = row?.VersionCurrentStatus ?? (submitted ? row.ApprovalStatus : null);
  switch (status) {
    case versionStatus.processing:
      return 'inReview';
    case versionStatus.rejected:
      return 'rejected';
    case versionStatus.approved:
      return submitted ? 'approved' : 'develop';
    case versionStatus.cancelled:
      return 'withdrawn';
    case versionStatus.pending:
    case null:
    default:
      return submitted ? 'inReview' : 'develop';
  }
}
