import { miniProgramStatus, versionStatus } from '../contract/enums';
import { applicationsOfProgram } from './handlers/lookup';
import { newApprovalNo, newBusinessId, newProgramId, newTaskId, type Random } from './ids';
import type { ProgramRecord, SandboxState, TeamRecord, VersionRecord } from './state';

/** How a seeded version ended up. */
export type SeedState = 'develop' | 'inReview' | 'halfApproved' | 'rejected' | 'withdrawn' | 'approved' | 'released';

export interface SeedVersion {
  readonly number: string;
  readonly intro: string;
  readonly daysAgo: number;
  readonly state: SeedState;
  /** The reviewer's. */
  readonly note?: string;
  /** Entry page of the preview; set when this version is the preview. */
  readonly preview?: string;
}
export interface SeedProgram {
  readonly id?: string;
  readonly name: string;
  readonly type: string;
  readonly intro: string;
  readonly desc: string;
  readonly team: TeamRecord;
  readonly daysAgo: number;
  /** Oldest first. */
  readonly versions: readonly SeedVersion[];
  /** Its allowlist: `domainType`. */
  readonly domains?: readonly { readonly type: number; readonly urls: readonly string[] }[];
  readonly removed?: true;
  /** Number of the released version that the last one was rolled back to. */
  readonly rolledBackTo?: string;
  /** A build that failed, with its message. */
  readonly failedBuild?: { readonly message: string; readonly daysAgo: number };
}
export interface Seeding {
  readonly state: SandboxState;
  readonly random: Random;
  /** Unix seconds. */
  readonly now: number;
}
const day = 86_400;
const developer = 'shop_developer';
const reviewer = 'reviewer';

/** Adds one mini program with its versions and approvals. */
export function addProgram(seeding: Seeding, plan: SeedProgram): ProgramRecord {
  const { state, random, now } = seeding;
  const id = plan.id ?? newProgramId(random);
  const createTime = now - Math.round(plan.daysAgo * day);
  const program: ProgramRecord = {
    id,
    number: state.counters.program++,
    name: plan.name,
    icon: `/icons/${id}.png`,
    type: plan.type,
    intro: plan.intro,
    desc: plan.desc,
    teamId: plan.team.id,
    status: miniProgramStatus.available,
    createUser: developer,
    createTime,
    updateUser: developer,
    updateTime: createTime,
    onlineVersionId: undefined,
    rolledBack: false,
    preview: undefined,
    versionIds: [],
    languages: [],
    ageRatings: [],
    domains: [...(plan.domains ?? [])].map(({ type, urls }) => ({ type, urls: [...urls] })),
  };
  state.programs.set(id, program);
  for (const version of plan.versions) addVersion(seeding, program, version);
  if (plan.rolledBackTo !== undefined) rollBack(seeding, program, plan.rolledBackTo);
  if (plan.failedBuild) addFailedBuild(seeding, program, plan.failedBuild);
  if (plan.removed) {
    program.status = miniProgramStatus.removed;
    program.onlineVersionId = undefined;
  }
  return program;
}

const statuses: Readonly<Record<SeedState, VersionRecord['status']>> = {
  develop: versionStatus.pending,
  inReview: versionStatus.processing,
  halfApproved: versionStatus.processing,
  rejected: versionStatus.rejected,
  withdrawn: versionStatus.cancelled,
  approved: versionStatus.approved,
  released: versionStatus.approved,
};

function addVersion(seeding: Seeding, program: ProgramRecord, plan: SeedVersion): void {
  const { state, now, random } = seeding;
  const createTime = now - Math.round(plan.daysAgo * day);
  const version: VersionRecord = {
    id: state.counters.version++,
    mnpId: program.id,
    number: plan.number,
    intro: plan.intro,
    createUser: developer,
    createTime,
    readyAtMs: createTime * 1000,
    status: statuses[plan.state],
    approvalNo: '',
    releasedAt: undefined,
    rollbackVersion: 0,
  };
  state.versions.set(version.id, version);
  program.versionIds.push(version.id);
  program.updateTime = createTime;
  if (plan.state !== 'develop') addApproval(seeding, program, version, plan);
  if (plan.state === 'released') {
    version.releasedAt = createTime + Math.round(day * 0.3);
    program.updateTime = version.releasedAt;
    program.onlineVersionId = version.id;
  }
  if (plan.preview !== undefined) {
    program.preview = {
      versionId: version.id,
      path: plan.preview,
      businessId: newBusinessId(random),
      time: createTime + 600,
    };
  }
}

function addApproval(
  { state, random }: Seeding,
  program: ProgramRecord,
  version: VersionRecord,
  plan: SeedVersion,
): void {
  const no = newApprovalNo(random);
  const applyTime = version.createTime + 1800;
  version.approvalNo = no;
  const items = applicationsOfProgram(state, program).map(({ id }, i) => {
    // The first super app decides first; the second has not looked yet, or will not any more.
    const decided = plan.state === 'approved' || plan.state === 'released' || (i === 0 && plan.state !== 'inReview');
    const isVerdict = decided && plan.state !== 'withdrawn';
    const undecided = version.status === versionStatus.processing ? versionStatus.processing : versionStatus.cancelled;
    const verdict = plan.state === 'rejected' ? versionStatus.rejected : versionStatus.approved;
    return {
      applicationId: id,
      status: isVerdict ? verdict : undecided,
      note: isVerdict ? (plan.note ?? '') : '',
      user: isVerdict ? reviewer : '',
      time: isVerdict ? applyTime + 3 * 3600 : 0,
    };
  });
  const { status, id: versionId } = version;
  state.approvals.set(no, { no, mnpId: program.id, versionId, status, applyUser: developer, applyTime, items });
}

function rollBack({ state, now }: Seeding, program: ProgramRecord, number: string): void {
  const target = program.versionIds.map((id) => state.versions.get(id)).find((version) => version?.number === number);
  const online = state.versions.get(program.onlineVersionId ?? 0);
  if (!target || !online) throw new Error(`seed: nothing to roll back to in ${program.name}`);
  online.rollbackVersion = target.id;
  target.releasedAt = now - day;
  program.updateTime = now - day;
  program.onlineVersionId = target.id;
  program.rolledBack = true;
}

function addFailedBuild(
  { state, random, now }: Seeding,
  program: ProgramRecord,
  { message, daysAgo }: { readonly message: string; readonly daysAgo: number },
): void {
  const startedAtMs = (now - Math.round(daysAgo * day)) * 1000;
  const id = newTaskId(random, startedAtMs);
  state.tasks.set(id, {
    id,
    mnpId: program.id,
    versionId: undefined,
    startedAtMs,
    doneAtMs: startedAtMs + 2500,
    failure: message,
    parts: [],
    debug: undefined,
  });
}
