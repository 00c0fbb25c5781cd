import type { CallOptions } from '../../client/cloudClient';
import { readPage, readPages } from '../../client/paginate';
import type { DataOf, RowOf } from '../../contract/actions';
import { permissionStatus, versionStatus } from '../../contract/enums';
import { approvalItems } from '../model/approvals';
import { timeOf } from '../model/times';
import type { ApprovalItem } from '../model/version';
import type { Reader } from '../platform/reads';
import type { Session } from '../services';
import { maxKeyword } from '../stores/reads';
import { type ApprovalRef, type ApprovalRequest, mergeRows, requestKey, type RequestKind } from './model';

/** What is listed; undefined = all. */
export interface ApprovalFilter {
  readonly applicationId?: string;
  readonly teamId?: string;
}
export type Phase = 'open' | 'decided';

const { pending, processing, rejected, approved, cancelled } = versionStatus;
const versionStatuses: Readonly<Record<Phase, readonly number[]>> = {
  open: [pending, processing],
  decided: [rejected, approved, cancelled],
};
const apiStatuses: Readonly<Record<Phase, readonly number[]>> = {
  open: [permissionStatus.processing],
  decided: [permissionStatus.rejected, permissionStatus.approved],
};

/** One page of version requests, a row for each super app (DescribeMNPApprovalList). Newest first, as the platform sends. */
export const versionRequests =
  (phase: Phase, { applicationId, teamId }: ApprovalFilter): Reader<ApprovalRequest> =>
  async ({ client, profile }, range, options) => {
    const wanted = {
      ApprovalStatusList: versionStatuses[phase],
      ...(applicationId === undefined ? {} : { ApplicationId: applicationId }),
      ...(teamId === undefined ? {} : { TeamId: teamId }),
    };
    const page = await readPage(client, 'DescribeMNPApprovalList', wanted, range, options);
    return {
      rows: page.rows.flatMap((row) => ofVersionRow(profile.id, row)),
      sent: page.rows.length,
      total: page.total,
    };
  };
/**
 * One page of requests for sensitive APIs (DescribeMNPSensitiveAPIPermissionApprovalList), which the platform does not
 * filter: the super app is compared here, the team by `teamOf`, which answers a mini program's.
 */
export const apiRequests =
  (
    phase: Phase,
    { applicationId, teamId }: ApprovalFilter,
    teamOf: (session: Session, mnpId: string) => Promise<string | undefined>,
  ): Reader<ApprovalRequest> =>
  async (session, range, options) => {
    const wanted = { ApprovalStatusList: apiStatuses[phase] };
    const action = 'DescribeMNPSensitiveAPIPermissionApprovalList';
    const page = await readPage(session.client, action, wanted, range, options);
    const rows = page.rows
      .flatMap((row) => ofApiRow(session.profile.id, row))
      .filter((row) => applicationId === undefined || row.verdicts[0]?.applicationId === applicationId);
    const kept: ApprovalRequest[] = [];
    for (const row of rows) {
      if (teamId === undefined || (await teamOf(session, row.ref.mnpId)) === teamId) kept.push(row);
    }
    return { rows: kept, sent: page.rows.length, total: page.total };
  };

/** Pages of the list that are looked through for one request. */
const searchPages = 5;
/**
 * One request with every super app's verdict, as it is now; undefined when the platform does not list it. What the keyword
 * is compared with is not documented: when nothing is found by the program's name it is looked for without.
 */
export async function readRequest(
  session: Session,
  ref: ApprovalRef,
  options?: CallOptions,
): Promise<ApprovalRequest | undefined> {
  const search = { Keyword: ref.programName.slice(0, maxKeyword) };
  const found = (await findRequest(session, ref, search, options)) ?? (await findRequest(session, ref, {}, options));
  if (!found || ref.request === 'version') return found;
  const { data } = await session.client.call(
    'DescribeMNPSensitiveAPIPermissionApproval',
    { ApprovalNo: ref.approvalNo },
    options,
  );
  return data ? withDetail(found, data) : found;
}
async function findRequest(
  { client, profile }: Session,
  ref: ApprovalRef,
  search: { readonly Keyword?: string },
  options?: CallOptions,
): Promise<ApprovalRequest | undefined> {
  const rows: ApprovalRequest[] = [];
  let left = searchPages;
  const limited = { limit: 100, ...options };
  const isWanted = (row: ApprovalRequest): boolean => requestKey(row.ref) === requestKey(ref);
  const take = (page: readonly ApprovalRequest[]): boolean => {
    const here = page.filter(isWanted);
    rows.push(...here);
    // Rows of one request lie together.
    return --left === 0 || (here.length === 0 && rows.length > 0);
  };
  if (ref.request === 'version') {
    for await (const page of readPages(client, 'DescribeMNPApprovalList', search, limited))
      if (take(page.rows.flatMap((row) => ofVersionRow(profile.id, row)))) break;
  } else {
    for await (const page of readPages(client, 'DescribeMNPSensitiveAPIPermissionApprovalList', search, limited))
      if (take(page.rows.flatMap((row) => ofApiRow(profile.id, row)))) break;
  }
  return mergeRows(rows)[0];
}
function withDetail(
  request: ApprovalRequest,
  data: NonNullable<DataOf<'DescribeMNPSensitiveAPIPermissionApproval'>>,
): ApprovalRequest {
  const status = data.ApprovalStatus === null ? undefined : apiStatusOf(data.ApprovalStatus);
  return {
    ...request,
    reason: data.ApplyReason || request.reason,
    about: data.APIDesc || request.about,
    verdicts: request.verdicts.map((verdict) => ({
      ...verdict,
      ...(status === undefined ? {} : { status }),
      note: data.RejectReason || verdict.note,
    })),
  };
}

const refOf = (
  profileId: string,
  request: RequestKind,
  row: { readonly ApprovalNo: string | null; readonly MNPId: string | null; readonly MNPName: string | null },
  subject: string | null,
): ApprovalRef => ({
  kind: 'approval',
  profileId,
  request,
  approvalNo: row.ApprovalNo ?? '',
  mnpId: row.MNPId ?? '',
  programName: row.MNPName || row.MNPId || '',
  subject: subject ?? '',
});
function ofVersionRow(profileId: string, row: RowOf<'DescribeMNPApprovalList'>): readonly ApprovalRequest[] {
  return approvalItems([row]).map(({ applicationId, applicationName, status, note, reviewer, decidedAt, ...item }) => ({
    ref: refOf(profileId, 'version', row, row.MNPVersion ?? String(item.versionId)),
    versionId: item.versionId,
    applicant: row.ApplyUser ?? '',
    appliedAt: item.appliedAt,
    reason: '',
    about: '',
    teamId: row.TeamId || undefined,
    teamName: row.TeamName ?? '',
    verdicts: [{ applicationId, applicationName, status, note, reviewer, decidedAt }],
  }));
}
function ofApiRow(
  profileId: string,
  row: RowOf<'DescribeMNPSensitiveAPIPermissionApprovalList'>,
): readonly ApprovalRequest[] {
  if (!row.ApprovalNo) return [];
  const verdict = {
    applicationId: row.ApplicationId ?? '',
    applicationName: row.ApplicationName || row.ApplicationId || '',
    status: apiStatusOf(row.ApprovalStatus),
    note: row.ApprovalNote ?? '',
    reviewer: row.ApprovalUser ?? '',
    decidedAt: timeOf(row.ApprovalTime),
  };
  return [
    {
      ref: refOf(profileId, 'api', row, row.APIName || row.APIMethod || row.APIId),
      versionId: undefined,
      applicant: row.ApplyUser ?? '',
      appliedAt: timeOf(row.ApplyTime),
      reason: row.ApplyNote ?? '',
      about: row.APIDesc ?? '',
      teamId: undefined,
      teamName: '',
      verdicts: [verdict],
    },
  ];
}
function apiStatusOf(status: number | null): ApprovalItem['status'] {
  if (status === permissionStatus.approved) return 'approved';
  return status === permissionStatus.rejected ? 'rejected' : 'processing';
}
