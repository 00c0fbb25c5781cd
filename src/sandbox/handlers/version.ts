import type { DataOf, WireRequestOf } from '../../contract/actions';
import type { versionActions } from '../../contract/actions/version';
import { miniProgramStatus, versionStatus } from '../../contract/enums';
import { newBusinessId, newTaskId } from '../ids';
import {
  compareNumbers,
  isVersionNumber,
  onlineVersion,
  phasesOf,
  releasedVersions,
  taskStatusAt,
  visibleVersions,
} from '../lifecycle';
import type { Fault } from '../faults';
import { type Fetched, previewContent } from '../packageStore';
import { Problem } from '../problem';
import type { TaskRecord } from '../state';
import { type Call, type Handlers, lengthOf, seconds } from './handler';
import { programOf, versionOf } from './lookup';
import { ageRatingRows, touch } from './miniProgram';
import { ConfigureMNPPreview, DescribeMNPPreview } from './preview';

const debugVersion = 1;
/** How long the QR code of a debug version works; from the platform's samples. */
const debugSeconds = 3600;
const introLimit = 500;

export const versionHandlers: Handlers<keyof typeof versionActions> = {
  async CreateMNPVersion(request, call) {
    programOf(call.state, request.MNPId);
    checkNewVersion(request);
    refuseDownload(call);
    const fetched = await call.packages.fetch(request.FileUrl);
    try {
      return startBuild(request, fetched, call);
    } catch (error) {
      call.packages.drop(fetched);
      throw error;
    }
  },

  DescribeMNPVersion(request, { state, nowMs }) {
    const task = state.tasks.get(request.BusinessId);
    if (!task) {
      throw new Problem(
        'InvalidParameterValue.InvalidMNPVersionTaskId',
        `The version task ${request.BusinessId} does not exist.`,
      );
    }
    return describeTask(task, nowMs);
  },

  DescribeMNPAllStageVersions(request, call) {
    const { state } = call;
    const program = programOf(state, request.MNPId);
    return visibleVersions(state, program, call.nowMs)
      .reverse()
      .flatMap((version) =>
        phasesOf(state, program, version).map((phase) => ({
          MNPId: program.id,
          MNPVersionId: version.id,
          MNPName: program.name,
          MNPIcon: call.url(program.icon),
          MNPType: program.type,
          MNPIntro: program.intro,
          MNPDesc: program.desc,
          CreateUser: version.createUser,
          CreateTime: seconds(version.createTime),
          MNPVersion: version.number,
          MNPVersionIntro: version.intro,
          Phase: phase,
          // As in the platform's sample: a version that was never submitted shows 3 here and 0 in VersionCurrentStatus.
          ApprovalStatus: version.approvalNo === '' ? versionStatus.approved : version.status,
          ApprovalNo: version.approvalNo,
          ShowCase: program.preview?.versionId === version.id ? 1 : 0,
          RollbackVersion: version.rollbackVersion,
          Status: 1,
          VersionCurrentStatus: version.status,
          AgeRatings: ageRatingRows(program),
        })),
      );
  },

  DescribeMNPReleasedVersionHistory(request, { state }) {
    const rows = releasedVersions(state, programOf(state, request.MNPId)).map((version) => ({
      MNPId: version.mnpId,
      MNPVersion: version.number,
      MNPVersionId: version.id,
      MNPVersionNote: version.intro,
      UpdateTime: seconds(version.releasedAt ?? version.createTime),
    }));
    return { TotalCount: rows.length, DataList: rows };
  },

  ReleaseMNPVersion(request, call) {
    const { state } = call;
    const version = versionOf(state, request.MNPVersionId, call.nowMs, 'InvalidParameterValue.InvalidMNPVersionId');
    const program = programOf(state, version.mnpId);
    const online = onlineVersion(state, program);
    if (version.releasedAt !== undefined)
      throw new Problem('FailedOperation.MNPVersionReleased', 'The mini program version has been released.');
    if (version.status !== versionStatus.approved) {
      throw new Problem(
        'FailedOperation.OnlyReleasePlatformApprovedMNPVersion',
        'Only mini program versions approved by the platform can be released.',
      );
    }
    if (program.status === miniProgramStatus.removed)
      throw new Problem('FailedOperation', 'The mini program has been removed and cannot release new versions.');
    if (online && compareNumbers(version.number, online.number) <= 0) {
      throw new Problem(
        'FailedOperation.ReleaseMNPVersionNeedGreaterThanOnlineVersion',
        `The version number must be greater than that of the online version, ${online.number}.`,
      );
    }
    checkReleases(online === undefined, call);
    version.releasedAt = call.now;
    program.onlineVersionId = version.id;
    program.rolledBack = false;
    touch(program, call);
    return { Result: true };
  },

  RollbackMNPVersion(request, call) {
    const { state } = call;
    const program = programOf(state, request.MNPId, 'InvalidParameterValue.InvalidMiniAppId');
    const online = onlineVersion(state, program);
    const target = releasedVersions(state, program).find(({ id }) => id === request.MNPVersionId);
    if (!online) throw new Problem('FailedOperation', 'No version is online, so nothing can be rolled back.');
    if (program.rolledBack)
      throw new Problem('FailedOperation', 'Consecutive rollbacks are not supported. Release a new version instead.');
    if (target?.number !== request.MNPVersion || compareNumbers(target.number, online.number) >= 0)
      throw new Problem('FailedOperation', 'The version is not an earlier released version of this mini program.');
    online.rollbackVersion = target.id;
    target.releasedAt = call.now;
    program.onlineVersionId = target.id;
    program.rolledBack = true;
    touch(program, call);
    return { Result: true };
  },

  ConfigureMNPPreview,
  DescribeMNPPreview,

  DescribeMNPOfflinePackageURL(request, call) {
    const program = programOf(call.state, request.MNPId, 'InvalidParameterValue');
    const online = onlineVersion(call.state, program);
    if (!online) {
      throw new Problem('FailedOperation.MNPOnlineVersionNotExist', 'The mini program has no online version.');
    }
    return { Data: call.url(call.packages.builtPath(online)) };
  },
};

function checkReleases(isOneMore: boolean, { state, quotas }: Call): void {
  const online = [...state.programs.values()].filter(({ onlineVersionId }) => onlineVersionId !== undefined).length;
  if (!isOneMore || online < (quotas.releases ?? Infinity)) return;
  throw new Problem(
    'FailedOperation.MNPReleaseNumberExceedLimit',
    'The number of released mini programs exceeds the limit of the plan.',
  );
}

function checkNewVersion(request: WireRequestOf<'CreateMNPVersion'>): void {
  if (!isVersionNumber(request.MNPVersion)) {
    throw new Problem(
      'InvalidParameterValue.InvalidMNPVersion',
      'The version number must be three numbers with dots between them, such as 1.0.0.',
    );
  }
  if (request.MNPVersionIntro.trim() === '' || lengthOf(request.MNPVersionIntro) > introLimit) {
    throw new Problem(
      'InvalidParameterValue.InvalidMNPVersionIntro',
      `The version introduction must have 1 to ${introLimit} characters.`,
    );
  }
  if (request.VersionType !== undefined && request.VersionType !== debugVersion && request.VersionType !== 2) {
    throw new Problem(
      'InvalidParameterValue.ExistMismatchParameterType',
      'The value of parameter `VersionType` must be 1 or 2.',
    );
  }
}

/** A download that fails because that was asked for. */
function refuseDownload({ faults }: Call): void {
  const fault = faults.take('fileUrl');
  if (!fault) return;
  const why = fault.message ?? `the server answered HTTP ${fault.httpStatus ?? 403}`;
  throw new Problem('FailedOperation.FileDownloadFailed', `The file could not be downloaded: ${why}.`);
}

function startBuild(
  request: WireRequestOf<'CreateMNPVersion'>,
  fetched: Fetched,
  call: Call,
): DataOf<'CreateMNPVersion'> {
  const { state, nowMs } = call;
  // Again: the mini program may have been deleted while the package was downloaded.
  const program = programOf(state, request.MNPId);
  const fault = call.faults.take('build');
  const failure = fetched.failure ?? failureOf(fault);
  const isDebug = request.VersionType === debugVersion;
  const task: TaskRecord = {
    id: newTaskId(call.random, nowMs),
    mnpId: program.id,
    versionId: undefined,
    startedAtMs: nowMs,
    doneAtMs: nowMs + call.buildMs + (fault?.delayMs ?? 0),
    failure,
    parts: [...fetched.parts],
    debug: undefined,
  };
  state.tasks.set(task.id, task);
  if (failure !== undefined) {
    call.packages.drop(fetched);
    return { TaskId: task.id };
  }
  task.versionId = state.counters.version++;
  if (isDebug) {
    const content = previewContent(program.id, newBusinessId(call.random), call.now, '');
    task.debug = { content, expireTime: call.now + debugSeconds };
    call.packages.drop(fetched);
    return { TaskId: task.id };
  }
  const version = {
    id: task.versionId,
    mnpId: program.id,
    number: request.MNPVersion,
    intro: request.MNPVersionIntro,
    createUser: call.user,
    createTime: call.now,
    readyAtMs: task.doneAtMs,
    status: versionStatus.pending,
    approvalNo: '',
    releasedAt: undefined,
    rollbackVersion: 0,
  };
  state.versions.set(version.id, version);
  program.versionIds.push(version.id);
  touch(program, call);
  call.packages.keep(fetched, version);
  return { TaskId: task.id };
}

/** Why the build is to fail; a fault that only delays lets it succeed. */
function failureOf(fault: Fault | undefined): string | undefined {
  if (!fault || (fault.message === undefined && fault.delayMs !== undefined)) return undefined;
  return fault.message ?? 'Build failed: this failure was asked for.';
}

function describeTask(task: TaskRecord, nowMs: number): DataOf<'DescribeMNPVersion'> {
  const done = nowMs >= task.doneAtMs;
  const isGood = done && task.failure === undefined;
  return {
    MNPId: task.mnpId,
    TaskId: task.id,
    TaskStatus: taskStatusAt(task, nowMs),
    TaskMsg: done ? (task.failure ?? 'Success') : '',
    MNPVersionId: isGood ? (task.versionId ?? 0) : 0,
    ExpireTime: isGood ? (task.debug?.expireTime ?? 0) : 0,
    QRCode: isGood ? (task.debug?.content ?? '') : '',
    SubPackageInfos: isGood ? task.parts.map(({ name, size }) => ({ Name: name, Size: size })) : [],
  };
}
