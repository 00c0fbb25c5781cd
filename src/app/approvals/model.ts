import type { ApprovalItem } from '../model/version';

export type RequestKind = 'version' | 'api';
export type Decision = 'approve' | 'reject';
/** Handle of a request for approval: plain data, as commands take it. */
export interface ApprovalRef {
  readonly kind: 'approval';
  readonly profileId: string;
  readonly request: RequestKind;
  readonly approvalNo: string;
  readonly mnpId: string;
  readonly programName: string;
  /** The version's number, or the name of the sensitive API. */
  readonly subject: string;
}
/** What one super app says. */
export interface Verdict {
  readonly applicationId: string;
  readonly applicationName: string;
  readonly status: ApprovalItem['status'];
  /** The reviewer's. */
  readonly note: string;
  /** Login of who decided; empty while nobody has. */
  readonly reviewer: string;
  /** Milliseconds since the epoch, here and below. */
  readonly decidedAt: number | undefined;
}
/** A request for approval with what is known of each super app's verdict. */
export interface ApprovalRequest {
  readonly ref: ApprovalRef;
  /** Undefined for a sensitive API. */
  readonly versionId: number | undefined;
  /** Login of who asked. */
  readonly applicant: string;
  readonly appliedAt: number | undefined;
  /** Why a sensitive API is wanted; empty for a version. */
  readonly reason: string;
  /** What the sensitive API gives; empty for a version. */
  readonly about: string;
  /** Undefined where the platform does not tell. */
  readonly teamId: string | undefined;
  readonly teamName: string;
  readonly verdicts: readonly Verdict[];
}
export const isOpenVerdict = ({ status }: Verdict): boolean => status === 'pending' || status === 'processing';
export const isOpenRequest = ({ verdicts }: ApprovalRequest): boolean => verdicts.some(isOpenVerdict);
/** "Corner Coffee 1.5.0", "Order Ahead: getPhoneNumber". */
export const requestName = ({ request, programName, subject }: ApprovalRef): string =>
  request === 'version' ? `${programName} ${subject}` : `${programName}: ${subject}`;
export const requestKey = ({ request, approvalNo }: ApprovalRef): string => `${request}/${approvalNo}`;

/**
 * Rows of the platform's lists hold one super app each: those of one request are put together. A later row for the same
 * super app counts, so newer rows come last.
 */
export function mergeRows(rows: readonly ApprovalRequest[]): readonly ApprovalRequest[] {
  const merged = new Map<string, ApprovalRequest>();
  for (const row of rows) {
    const key = requestKey(row.ref);
    const known = merged.get(key);
    if (!known) {
      merged.set(key, row);
      continue;
    }
    const verdicts = new Map(known.verdicts.map((verdict) => [verdict.applicationId, verdict]));
    for (const verdict of row.verdicts) verdicts.set(verdict.applicationId, verdict);
    merged.set(key, { ...known, verdicts: [...verdicts.values()] });
  }
  return [...merged.values()];
}
