import type { RowOf } from '../../contract/actions';
import { versionStatus } from '../../contract/enums';
import { timeOf } from './times';
import type { ApprovalItem } from './version';

/** Source: DescribeMNPApprovalList. Rows without a number or version cannot be acted on and are left out. */
export function approvalItems(rows: readonly RowOf<'DescribeMNPApprovalList'>[]): readonly ApprovalItem[] {
  return rows.flatMap((row) => {
    if (!row.ApprovalNo || row.MNPVersionId === null) return [];
    return [
      {
        approvalNo: row.ApprovalNo,
        applicationId: row.ApplicationId ?? '',
        applicationName: row.ApplicationName || row.ApplicationId || '',
        status: statusOf(row.ApprovalStatus),
        versionId: row.MNPVersionId,
        note: row.ApprovalNote ?? '',
        reviewer: row.ApprovalUser ?? '',
        appliedAt: timeOf(row.ApplyTime),
        decidedAt: timeOf(row.ApprovalTime),
      },
    ];
  });
}
function statusOf(status: number | null): ApprovalItem['status'] {
  switch (status) {
    case versionStatus.processing:
      return 'processing';
    case versionStatus.rejected:
      return 'rejected';
    case versionStatus.approved:
      return 'approved';
    case versionStatus.cancelled:
      return 'cancelled';
    case versionStatus.pending:
    case null:
    default:
      return 'pending';
  }
}
export const isOpen = (item: ApprovalItem): boolean => item.status === 'pending' || item.status === 'processing';
