import type { CallOptions } from '../../client/cloudClient';
import { readPage, readPages } from '../../client/paginate';
import { approvalItems } from '../model/approvals';
import { programOfDetail, programOfRow } from '../model/programs';
import type { ProgramRef } from '../model/refs';
import type { ApprovalItem, Program, ProgramVersions, Version } from '../model/version';
import { groupVersions } from '../model/versions';
import type { Session } from '../services';

/** Longest search text the platform takes (QueryParameterLengthExceedLimit). */
export const maxKeyword = 64;

export interface ProgramPage {
  readonly programs: readonly Program[];
  /** Rows the platform sent, for the next offset. */
  readonly rows: number;
  readonly total: number;
}
/** One page of DescribeMNPList. */
export async function readProgramPage(
  { profile, client }: Session,
  page: { readonly offset: number; readonly limit: number; readonly keyword: string },
  options?: CallOptions,
): Promise<ProgramPage> {
  const { rows, total } = await readPage(client, 'DescribeMNPList', search(page.keyword), page, options);
  return { programs: rows.flatMap((row) => programOfRow(profile.id, row) ?? []), rows: rows.length, total };
}
const search = (keyword: string): { readonly Keyword?: string } => (keyword === '' ? {} : { Keyword: keyword });
/** DescribeMNP together with the online version from DescribeMNPAllStageVersions. */
export async function readProgram(session: Session, mnpId: string, options?: CallOptions): Promise<Program> {
  const { profile, client } = session;
  const [detail, stages] = await Promise.all([
    client.call('DescribeMNP', { MNPId: mnpId }, options),
    client.call('DescribeMNPAllStageVersions', { MNPId: mnpId }, options),
  ]);
  const online = stages.data?.find((row) => row.Phase === 'Online')?.MNPVersion ?? undefined;
  return programOfDetail(profile.id, mnpId, detail.data ?? emptyDetail, online);
}
const emptyDetail = {
  MNPType: null,
  MNPId: null,
  MNPName: null,
  MNPIcon: null,
  MNPIntro: null,
  MNPDesc: null,
  CreateTime: null,
  CreateUser: null,
  AccessStatus: null,
  TeamName: null,
  TeamId: null,
  Status: null,
  I18nList: null,
  TeamTypeId: null,
  AgeRatings: null,
  MerchantId: null,
};
/** All versions, what can be rolled back to, and the approval items where a verdict is open or was a no. */
export async function readVersions(
  session: Session,
  program: ProgramRef,
  now: () => number,
  options?: CallOptions,
): Promise<ProgramVersions> {
  const [stages, history] = await Promise.all([
    session.client.call('DescribeMNPAllStageVersions', { MNPId: program.mnpId }, options),
    session.client.call('DescribeMNPReleasedVersionHistory', { MNPId: program.mnpId }, options),
  ]);
  const rows = stages.data ?? [];
  const name = rows.find((row) => row.MNPName)?.MNPName ?? program.name;
  const versions = groupVersions({ ...program, name }, rows, history.data?.DataList ?? []);
  const approvals = await readApprovals(session, name, versions, options);
  return { versions, approvals, readAt: now() };
}

const approvalPage = 100;
const approvalPages = 5;
/** Items of the requests of these versions that are open or were rejected; no call when there are none. */
async function readApprovals(
  session: Session,
  programName: string,
  versions: readonly Version[],
  options?: CallOptions,
): Promise<readonly ApprovalItem[]> {
  const wanted = new Set(
    versions
      .filter((version) => version.state === 'inReview' || version.state === 'rejected')
      .flatMap((version) => version.approvalNo ?? []),
  );
  if (wanted.size === 0) return [];
  const byName = await findApprovals(session, wanted, programName.slice(0, maxKeyword), 1, options);
  // What the keyword is compared with is not documented: when it finds too little, look without it.
  const found = missing(wanted, byName) ? await findApprovals(session, wanted, '', approvalPages, options) : byName;
  return found.toSorted((a, b) => (b.appliedAt ?? 0) - (a.appliedAt ?? 0));
}
async function findApprovals(
  { client }: Session,
  wanted: ReadonlySet<string>,
  keyword: string,
  pages: number,
  options?: CallOptions,
): Promise<readonly ApprovalItem[]> {
  const found: ApprovalItem[] = [];
  let left = pages;
  const limited = { limit: approvalPage, ...options };
  for await (const { rows } of readPages(client, 'DescribeMNPApprovalList', search(keyword), limited)) {
    const here = approvalItems(rows).filter((item) => wanted.has(item.approvalNo));
    found.push(...here);
    // Items of one request lie together: a page without any, after all were seen, ends the search.
    if (--left === 0 || (here.length === 0 && !missing(wanted, found))) break;
  }
  return found;
}
const missing = (wanted: ReadonlySet<string>, found: readonly ApprovalItem[]): boolean =>
  [...wanted].some((no) => !found.some((item) => item.approvalNo === no));
