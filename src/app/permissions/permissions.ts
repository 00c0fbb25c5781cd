import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import { readPages } from '../../client/paginate';
import type { RowOf } from '../../contract/actions';
import { permissionStatus, sensitiveApiStatus } from '../../contract/enums';
import type { PermissionRef } from '../model/partRefs';
import type { ProgramRef } from '../model/refs';
import type { Session } from '../services';

/** Whether a mini program may call a sensitive API; `open` = every mini program may. */
export type PermissionState = 'open' | 'none' | 'processing' | 'rejected' | 'approved';

/** One sensitive API of one super app, and where this mini program stands with it. */
export interface Permission {
  readonly ref: PermissionRef;
  /** What the super app calls it; the method's name where there is none. */
  readonly label: string;
  readonly description: string;
  readonly state: PermissionState;
  readonly rejectReason: string;
  /** Of the last request; undefined when there was none. */
  readonly approvalNo: string | undefined;
  readonly applicationName: string;
}
/** All of `DescribeMNPSensitiveAPIPermissionList`. Throws what the client throws. */
export async function readPermissions(
  { client, profile }: Session,
  program: Pick<ProgramRef, 'mnpId' | 'name'>,
  signal?: AbortSignal,
): Promise<readonly Permission[]> {
  const found: Permission[] = [];
  const request = { MNPId: program.mnpId };
  for await (const { rows } of readPages(client, 'DescribeMNPSensitiveAPIPermissionList', request, { signal }))
    found.push(...rows.flatMap((row) => permissionOf(profile.id, program, row) ?? []));
  return found;
}
export function permissionOf(
  profileId: string,
  { mnpId, name }: Pick<ProgramRef, 'mnpId' | 'name'>,
  row: RowOf<'DescribeMNPSensitiveAPIPermissionList'>,
): Permission | undefined {
  if (!row.APIId) return undefined;
  const method = row.APIMethod || row.APIName || row.APIId;
  return {
    ref: { kind: 'permission', profileId, mnpId, name, apiId: row.APIId, method },
    label: row.APIName || method,
    description: row.APIDesc ?? '',
    state: stateOf(row.APIStatus, row.APIApplyStatus),
    rejectReason: row.RejectReason ?? '',
    approvalNo: row.ApprovalNo || undefined,
    applicationName: row.ApplicationName ?? '',
  };
}
/** The numbers of `APIStatus` and `APIApplyStatus`. What an open API was once asked for no longer matters. */
function stateOf(status: number | null, applied: number | null): PermissionState {
  if (status === sensitiveApiStatus.open) return 'open';
  return decisionOf(applied) ?? 'none';
}
/** A request's own state; undefined for a number that is not documented. */
export function decisionOf(status: number | null): 'processing' | 'rejected' | 'approved' | undefined {
  switch (status) {
    case permissionStatus.processing:
      return 'processing';
    case permissionStatus.rejected:
      return 'rejected';
    case permissionStatus.approved:
      return 'approved';
    case null:
    default:
      return undefined;
  }
}
export const isRequestable = ({ state }: Permission): boolean => state === 'none' || state === 'rejected';

export function permissionWord(state: PermissionState): string {
  switch (state) {
    case 'open':
      return l10n.t('open to all');
    case 'none':
      return l10n.t('not requested');
    case 'processing':
      return l10n.t('waiting for a decision');
    case 'rejected':
      return l10n.t('rejected');
    case 'approved':
      return l10n.t('allowed');
    default:
      return assertNever(state);
  }
}
export function permissionIcon(state: PermissionState): { readonly id: string; readonly color?: string } {
  switch (state) {
    case 'open':
      return { id: 'unlock' };
    case 'none':
      return { id: 'lock' };
    case 'processing':
      return { id: 'eye', color: 'charts.yellow' };
    case 'rejected':
      return { id: 'error', color: 'charts.red' };
    case 'approved':
      return { id: 'pass', color: 'charts.green' };
    default:
      return assertNever(state);
  }
}
