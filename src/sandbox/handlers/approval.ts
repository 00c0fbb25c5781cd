import type { RowOf, WireRequestOf } from '../../contract/actions';
import type { approvalActions } from '../../contract/actions/approval';
import { applyAction, approvalResult, versionStatus } from '../../contract/enums';
import { newApprovalNo } from '../ids';
import { isOpen, openApproval } from '../lifecycle';
import { Problem } from '../problem';
import type { ApplicationRecord, ApprovalItemRecord, ApprovalRecord, SandboxState, VersionRecord } from '../state';
import { type Call, type Handlers, keyword, lengthOf, page, seconds } from './handler';
import { applicationsOf, applicationTeamOf, isListed, programOf, versionOf } from './lookup';
import { ageRatingRows } from './miniProgram';

const noteLimit = 500;

export const approvalHandlers: Handlers<keyof typeof approvalActions> = {
  CreateMNPApproval(request, call) {
    const version = versionOf(call.state, request.MNPVersionId, call.nowMs, 'InvalidParameterValue');
    if (request.ApplyAction === applyAction.submit) return { Result: true, ApprovalNo: submit(version, call) };
    if (request.ApplyAction === applyAction.cancel) return { Result: true, ApprovalNo: withdraw(version, call.state) };
    throw new Problem('InvalidParameterValue.InvalidApplyAction', 'The ApplyAction must be "submit" or "cancel".');
  },

  DescribeMNPApprovalList(request, call) {
    const rows = approvalRows(request, call);
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map(([approval, item]) => listRow(approval, item, call)),
    };
  },

  ProcessMNPApproval(request, call) {
    const approval = call.state.approvals.get(request.ApprovalNo);
    if (!approval) {
      throw new Problem(
        'InvalidParameterValue.InvalidApprovalNo',
        `The approval request ${request.ApprovalNo} does not exist.`,
      );
    }
    const verdicts = checkVerdicts(request, approval);
    for (const [item, verdict] of verdicts) {
      item.status = verdict.ApprovalResult === approvalResult.approve ? versionStatus.approved : versionStatus.rejected;
      item.note = verdict.ApprovalNote ?? '';
      item.user = call.user;
      item.time = call.now;
    }
    settle(approval, call.state);
    return { Result: true };
  },
};

/** Opens a request with one item for every super app. Answers its number. */
function submit(version: VersionRecord, { state, now, nowMs, user, random, faults }: Call): string {
  const program = programOf(state, version.mnpId);
  if (openApproval(state, program)) {
    throw new Problem(
      'FailedOperation.ExistMNPApprovalRecord',
      'The mini program already has an approval request that has not been processed.',
    );
  }
  if (version.releasedAt !== undefined) {
    throw new Problem(
      'InvalidParameterValue.MNPVersionIsNotPlatformPhase',
      'The version has been released; it cannot be submitted for approval again.',
    );
  }
  if (version.status === versionStatus.approved)
    throw new Problem('InvalidParameterValue.MNPApprovalStatusError', 'The version has already been approved.');
  const applications = boundApplications(state, program.teamId);
  const approval: ApprovalRecord = {
    no: newApprovalNo(random),
    mnpId: program.id,
    versionId: version.id,
    status: versionStatus.processing,
    applyUser: user,
    applyTime: now,
    items: applications.map(({ id }) => ({
      applicationId: id,
      status: versionStatus.processing,
      note: '',
      user: '',
      time: 0,
    })),
  };
  const fault = faults.take('review');
  if (fault?.decision) {
    const { decision: result, message: note = '', delayMs = 0 } = fault;
    approval.decision = { result, note, atMs: nowMs + delayMs };
  }
  state.approvals.set(approval.no, approval);
  version.approvalNo = approval.no;
  version.status = versionStatus.processing;
  return approval.no;
}

function boundApplications(state: SandboxState, teamId: string): ApplicationRecord[] {
  const applicationTeam = applicationTeamOf(state, state.teams.get(teamId));
  if (!applicationTeam) {
    throw new Problem(
      'FailedOperation.MNPTeamNotAssociatedApplicationTeam',
      'The mini program team is not associated with an application team.',
    );
  }
  const applications = applicationsOf(state, applicationTeam);
  if (applications.length === 0) {
    throw new Problem(
      'FailedOperation.MNPTeamAssociatedApplicationTeamNotCreateApplication',
      'The application team associated with the mini program team has not created an application.',
    );
  }
  return applications;
}

function withdraw(version: VersionRecord, state: SandboxState): string {
  const approval = state.approvals.get(version.approvalNo);
  if (!approval || !isOpen(approval)) {
    throw new Problem(
      'InvalidParameterValue.MNPApprovalStatusError',
      'The version has no approval request that can be withdrawn.',
    );
  }
  close(approval, versionStatus.cancelled, state);
  return approval.no;
}

/** The login under which verdicts that were asked for beforehand are given. */
const askedReviewer = 'sandbox-reviewer';

/** Gives the verdicts that are due. Answers whether there were any. */
export function decideDue(state: SandboxState, nowMs: number): boolean {
  let any = false;
  for (const approval of state.approvals.values()) {
    const { decision } = approval;
    if (!decision || nowMs < decision.atMs) continue;
    delete approval.decision;
    any = true;
    // Somebody may have been faster.
    if (!isOpen(approval)) continue;
    for (const item of approval.items) {
      if (item.status !== versionStatus.processing) continue;
      item.status = decision.result === 'approve' ? versionStatus.approved : versionStatus.rejected;
      item.note = decision.note;
      item.user = askedReviewer;
      item.time = Math.floor(decision.atMs / 1000);
    }
    settle(approval, state);
  }
  return any;
}

type Verdict = WireRequestOf<'ProcessMNPApproval'>['ApprovalItems'][number];

/** Every verdict with the item it is for. Verdicts on some of the super apps are allowed. */
function checkVerdicts(
  request: WireRequestOf<'ProcessMNPApproval'>,
  approval: ApprovalRecord,
): [ApprovalItemRecord, Verdict][] {
  if (request.ApprovalItems.length === 0)
    throw new Problem('InvalidParameterValue.ProcessApprovalItemIsEmpty', 'The approval items are empty.');
  if (!isOpen(approval)) {
    throw new Problem(
      'InvalidParameterValue.ProcessMNPApprovalStatusError',
      'The approval request has already been processed or withdrawn.',
    );
  }
  const applications = request.ApprovalItems.map(({ AppId }) => AppId);
  if (new Set(applications).size < applications.length)
    throw new Problem('InvalidParameterValue', 'The approval items name an application twice.');
  return request.ApprovalItems.map((verdict) => {
    const item = approval.items.find(({ applicationId }) => applicationId === verdict.AppId);
    if (!item) {
      throw new Problem(
        'InvalidParameterValue.ProcessApplicationAndApprovalApplicationMismatch',
        `The approval request is not for the application ${verdict.AppId}.`,
      );
    }
    const known: readonly number[] = Object.values(approvalResult);
    if (item.status !== versionStatus.processing || !known.includes(verdict.ApprovalResult)) {
      throw new Problem(
        'InvalidParameterValue.ProcessMNPApprovalStatusError',
        `The application ${verdict.AppId} has already decided, or the verdict is not 2 (reject) or 3 (approve).`,
      );
    }
    if (lengthOf(verdict.ApprovalNote ?? '') > noteLimit)
      throw new Problem(
        'InvalidParameterValue.InvalidApprovalNote',
        `The note is longer than ${noteLimit} characters.`,
      );
    return [item, verdict];
  });
}

/** The request is decided by its first rejection or its last approval. */
function settle(approval: ApprovalRecord, state: SandboxState): void {
  if (approval.items.some(({ status }) => status === versionStatus.rejected))
    close(approval, versionStatus.rejected, state);
  else if (approval.items.every(({ status }) => status === versionStatus.approved))
    close(approval, versionStatus.approved, state);
}

function close(approval: ApprovalRecord, status: VersionRecord['status'], state: SandboxState): void {
  approval.status = status;
  for (const item of approval.items)
    if (item.status === versionStatus.processing) item.status = versionStatus.cancelled;
  const version = state.versions.get(approval.versionId);
  if (version) version.status = status;
}

function approvalRows(
  request: WireRequestOf<'DescribeMNPApprovalList'>,
  { state, sees }: Call,
): [ApprovalRecord, ApprovalItemRecord][] {
  const wanted = keyword(request.Keyword);
  const statuses = request.ApprovalStatusList ?? [];
  return [...state.approvals.values()].reverse().flatMap((approval) => {
    const program = state.programs.get(approval.mnpId);
    if (!program || !sees(program.teamId) || !isListed(program, request.TeamId, wanted)) return [];
    return approval.items
      .filter(
        (item) =>
          (!request.ApplicationId || item.applicationId === request.ApplicationId) &&
          (statuses.length === 0 || statuses.includes(item.status)),
      )
      .map((item): [ApprovalRecord, ApprovalItemRecord] => [approval, item]);
  });
}

function listRow(approval: ApprovalRecord, item: ApprovalItemRecord, call: Call): RowOf<'DescribeMNPApprovalList'> {
  const { state } = call;
  const program = programOf(state, approval.mnpId);
  const application = state.applications.get(item.applicationId);
  return {
    ApprovalNo: approval.no,
    ApplicationId: item.applicationId,
    ApprovalStatus: item.status,
    MNPId: program.id,
    MNPVersion: state.versions.get(approval.versionId)?.number ?? '',
    MNPVersionId: approval.versionId,
    ApplyUser: approval.applyUser,
    ApplyTime: seconds(approval.applyTime),
    MNPName: program.name,
    MNPIcon: call.url(program.icon),
    ApplicationName: application?.name ?? '',
    ApplicationLogo: call.url(application?.logo ?? ''),
    TeamId: program.teamId,
    TeamName: state.teams.get(program.teamId)?.name ?? '',
    MNPQrCodeUrl: '',
    MNPType: program.type,
    ApprovalUser: item.user,
    ApprovalTime: seconds(item.time),
    ApprovalNote: item.note,
    AgeRatings: ageRatingRows(program),
  };
}
