import type { ActionName, RowOf } from '../../contract/actions';
import { permissionStatus, sensitiveApiStatus } from '../../contract/enums';
import { newPermissionNo } from '../ids';
import { Problem } from '../problem';
import type { PermissionRecord, ProgramRecord, SandboxState, SensitiveApiRecord } from '../state';
import { type Call, type Handlers, keyword, lengthOf, page, seconds } from './handler';
import { applicationsOfProgram, programOf } from './lookup';

/** No figure is published; this is ours. */
const textLimit = 500;

type PermissionAction = Extract<ActionName, `${string}MNPSensitiveAPIPermission${string}`>;

/** Permissions of mini programs to call sensitive APIs, and the requests for them. */
export const permissionHandlers: Handlers<PermissionAction> = {
  DescribeMNPSensitiveAPIPermissionList(request, call) {
    const { state } = call;
    const program = programOf(state, request.MNPId);
    const wanted = keyword(request.Keyword);
    const rows = apisOf(state, program)
      .filter((api) => !request.ApplicationId || api.applicationId === request.ApplicationId)
      .filter((api) => !wanted || `${api.name} ${api.desc}`.toLowerCase().includes(wanted));
    const latest = latestOf(state, program);
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map((api) => permissionRow(api, latest.get(api.id), call)),
    };
  },

  CreateMNPSensitiveAPIPermissionApproval(request, { state, random, nowMs, now, user }) {
    const program = programOf(state, request.MNPId);
    const api = state.sensitiveApis.get(request.APIId);
    if (!api) {
      throw new Problem(
        'FailedOperation.GetOperateResourceFailed',
        `The sensitive API ${request.APIId} does not exist.`,
      );
    }
    checkText('ApplyReason', request.ApplyReason, true);
    checkMayAsk(state, program, api);
    const no = newPermissionNo(random, nowMs);
    state.permissions.set(no, {
      no,
      apiId: api.id,
      mnpId: program.id,
      reason: request.ApplyReason.trim(),
      status: permissionStatus.processing,
      applyUser: user,
      applyTime: now,
      note: '',
      user: '',
      time: 0,
    });
    return { ResourceId: no };
  },

  DescribeMNPSensitiveAPIPermissionApprovalList(request, call) {
    const { state } = call;
    const statuses = request.ApprovalStatusList ?? [];
    const wanted = keyword(request.Keyword);
    const rows = [...state.permissions.values()].reverse().flatMap((permission) => {
      const api = state.sensitiveApis.get(permission.apiId);
      const program = state.programs.get(permission.mnpId);
      if (!api || !program || !call.sees(program.teamId)) return [];
      if (statuses.length > 0 && !statuses.includes(permission.status)) return [];
      const text = `${permission.no} ${api.name} ${program.name} ${program.id}`.toLowerCase();
      return !wanted || text.includes(wanted) ? [{ permission, api, program }] : [];
    });
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map(({ permission, api, program }) => requestRow(permission, api, program, call)),
    };
  },

  DescribeMNPSensitiveAPIPermissionApproval(request, { state }) {
    const permission = permissionOf(state, request.ApprovalNo);
    const api = state.sensitiveApis.get(permission.apiId);
    return {
      APIId: permission.apiId,
      APIMethod: api?.name ?? '',
      ApplyReason: permission.reason,
      RejectReason: permission.status === permissionStatus.rejected ? permission.note : '',
      ApprovalStatus: permission.status,
      APIDesc: api?.desc ?? '',
      APIType: api?.type ?? 0,
    };
  },

  ProcessMNPSensitiveAPIPermissionApproval(request, { state, user, now }) {
    const permission = permissionOf(state, request.ApprovalNo);
    const { approved, rejected, processing } = permissionStatus;
    const isRejection = request.ApprovalStatus === rejected;
    if (!isRejection && request.ApprovalStatus !== approved)
      throw new Problem('InvalidParameterValue', 'The value of parameter `ApprovalStatus` must be 20 or 30.');
    if (permission.status !== processing)
      throw new Problem('FailedOperation.ApprovalAlreadyProcessed', 'The request has already been decided.');
    const note = request.ApprovalNote ?? '';
    if (isRejection && note.trim() === '')
      throw new Problem('InvalidParameterValue.ApprovalNoteRequired', 'A note is required to reject the request.');
    checkText('ApprovalNote', note, false);
    Object.assign(permission, { status: request.ApprovalStatus, note, user, time: now });
    return { Result: true };
  },
};

function checkMayAsk(state: SandboxState, program: ProgramRecord, api: SensitiveApiRecord): void {
  const bad = (text: string): Problem => new Problem('FailedOperation', text);
  if (!applicationsOfProgram(state, program).some(({ id }) => id === api.applicationId))
    throw bad('The sensitive API belongs to an application that the mini program is not bound to.');
  if (api.status === sensitiveApiStatus.open)
    throw bad('The sensitive API is open to all mini programs; no permission is needed.');
  const status = latestOf(state, program).get(api.id)?.status;
  if (status === permissionStatus.processing) throw bad('A request for this sensitive API is already open.');
  if (status === permissionStatus.approved) throw bad('The mini program already has this permission.');
}
function checkText(name: string, text: string, isRequired: boolean): void {
  if ((isRequired && text.trim() === '') || lengthOf(text) > textLimit) {
    throw new Problem(
      'InvalidParameterValue',
      `The value of parameter \`${name}\` must have ${isRequired ? 1 : 0} to ${textLimit} characters.`,
    );
  }
}

/** The sensitive APIs of the super apps in which the mini program appears, newest first. */
function apisOf(state: SandboxState, program: ProgramRecord): SensitiveApiRecord[] {
  const applications = new Set(applicationsOfProgram(state, program).map(({ id }) => id));
  return [...state.sensitiveApis.values()].reverse().filter((api) => applications.has(api.applicationId));
}
/** The last request of a mini program for each API. */
function latestOf(state: SandboxState, program: ProgramRecord): ReadonlyMap<string, PermissionRecord> {
  const own = [...state.permissions.values()].filter(({ mnpId }) => mnpId === program.id);
  return new Map(own.map((permission) => [permission.apiId, permission]));
}
function permissionOf(state: SandboxState, no: string): PermissionRecord {
  const permission = state.permissions.get(no);
  if (!permission) throw new Problem('FailedOperation.RecordNotFound', `The request ${no} does not exist.`);
  return permission;
}

function permissionRow(
  api: SensitiveApiRecord,
  permission: PermissionRecord | undefined,
  call: Call,
): RowOf<'DescribeMNPSensitiveAPIPermissionList'> {
  const application = call.state.applications.get(api.applicationId);
  return {
    APIId: api.id,
    APIName: api.name,
    APIMethod: api.name,
    APIStatus: api.status,
    APIApplyStatus: permission?.status ?? 0,
    RejectReason: permission?.status === permissionStatus.rejected ? permission.note : '',
    ApprovalNo: permission?.no ?? '',
    ApplicationId: api.applicationId,
    ApplicationIcon: call.url(application?.logo ?? ''),
    ApplicationName: application?.name ?? '',
    APIType: api.type,
    APIDesc: api.desc,
  };
}
function requestRow(
  permission: PermissionRecord,
  api: SensitiveApiRecord,
  program: ProgramRecord,
  call: Call,
): RowOf<'DescribeMNPSensitiveAPIPermissionApprovalList'> {
  const application = call.state.applications.get(api.applicationId);
  return {
    ApprovalNo: permission.no,
    APIId: api.id,
    APIName: api.name,
    APIMethod: api.name,
    MNPId: program.id,
    MNPName: program.name,
    ApplyUser: permission.applyUser,
    ApplyTime: seconds(permission.applyTime),
    ApplyNote: permission.reason,
    ApprovalStatus: permission.status,
    ApprovalUser: permission.user,
    ApprovalTime: seconds(permission.time),
    ApprovalNote: permission.note,
    ApplicationId: api.applicationId,
    ApplicationName: application?.name ?? '',
    ApplicationLogo: call.url(application?.logo ?? ''),
    APIType: api.type,
    APIDesc: api.desc,
  };
}
