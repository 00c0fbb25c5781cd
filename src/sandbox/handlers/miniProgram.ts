import type { RowOf } from '../../contract/actions';
import type { miniProgramActions } from '../../contract/actions/miniProgram';
import { miniProgramStatus, teamRoleType } from '../../contract/enums';
import { newProgramId } from '../ids';
import { onlineVersion } from '../lifecycle';
import { Problem } from '../problem';
import type { ProgramRecord, TeamRecord } from '../state';
import { type Call, type Handlers, keyword, page, seconds } from './handler';
import { applicationsOfProgram, isListed, programOf } from './lookup';
import { ageRatingsOf, checkProgramTexts, languagesOf } from './programTexts';

export const miniProgramHandlers: Handlers<keyof typeof miniProgramActions> = {
  DescribeMNPList(request, call) {
    const { state } = call;
    const wanted = keyword(request.Keyword);
    const rows = [...state.programs.values()]
      .reverse()
      .filter(
        (program) =>
          call.sees(program.teamId) &&
          isListed(program, request.TeamId, wanted) &&
          (!request.ApplicationId ||
            applicationsOfProgram(state, program).some((application) => application.id === request.ApplicationId)),
      );
    return { TotalCount: rows.length, DataList: page(rows, request).map((program) => listRow(program, call)) };
  },

  DescribeMNP(request, call) {
    const { state } = call;
    const program = programOf(state, request.MNPId);
    const team = state.teams.get(program.teamId);
    return {
      MNPType: program.type,
      MNPId: program.id,
      MNPName: program.name,
      MNPIcon: call.url(program.icon),
      MNPIntro: program.intro,
      MNPDesc: program.desc,
      CreateTime: seconds(program.createTime),
      CreateUser: program.createUser,
      AccessStatus: program.onlineVersionId === undefined ? 1 : 2,
      TeamName: team?.name ?? '',
      TeamId: program.teamId,
      Status: program.status,
      I18nList: program.languages.map((language, i) => ({
        ID: i + 1,
        Lang: language.lang,
        IsDefault: language.isDefault,
        MNPName: language.name,
        MNPIntro: language.intro,
      })),
      TeamTypeId: team?.roles[0] ?? null,
      AgeRatings: ageRatingRows(program),
      MerchantId: '',
    };
  },

  CreateMNP(request, call) {
    const { state } = call;
    const team = ownerTeam(call, request.TeamId);
    checkProgramTexts(state, request, undefined);
    if (state.programs.size >= (call.quotas.programs ?? Infinity)) {
      throw new Problem(
        'FailedOperation.MNPNumberExceedLimit',
        'The number of mini programs exceeds the limit of the plan.',
      );
    }
    const id = newProgramId(call.random);
    state.programs.set(id, {
      id,
      number: state.counters.program++,
      name: request.MNPName.trim(),
      icon: request.MNPIcon,
      type: request.MNPType,
      intro: request.MNPIntro,
      desc: request.MNPDesc,
      teamId: team.id,
      status: miniProgramStatus.available,
      createUser: call.user,
      createTime: call.now,
      updateUser: call.user,
      updateTime: call.now,
      onlineVersionId: undefined,
      rolledBack: false,
      preview: undefined,
      versionIds: [],
      languages: languagesOf(request.I18nList),
      ageRatings: ageRatingsOf(request.AgeRatings),
      domains: [],
    });
    return { ResourceId: id };
  },

  ModifyMNP(request, call) {
    const program = programOf(call.state, request.MNPId);
    checkProgramTexts(call.state, request, program);
    program.name = request.MNPName.trim();
    program.type = request.MNPType;
    program.intro = request.MNPIntro;
    program.desc = request.MNPDesc;
    if (request.MNPIcon) program.icon = request.MNPIcon;
    if (request.I18nList) program.languages = languagesOf(request.I18nList);
    if (request.AgeRatings) program.ageRatings = ageRatingsOf(request.AgeRatings);
    touch(program, call);
    return { ResourceId: program.number };
  },

  DeleteMNP(request, call) {
    const { state } = call;
    const program = programOf(state, request.MNPId);
    for (const id of program.versionIds) {
      const version = state.versions.get(id);
      if (version) call.packages.remove(version);
      state.versions.delete(id);
    }
    for (const [no, approval] of state.approvals) if (approval.mnpId === program.id) state.approvals.delete(no);
    for (const [id, task] of state.tasks) if (task.mnpId === program.id) state.tasks.delete(id);
    for (const [no, permission] of state.permissions) if (permission.mnpId === program.id) state.permissions.delete(no);
    state.programs.delete(program.id);
    return { Result: true };
  },

  RemoveMNP(request, call) {
    const program = programOf(call.state, request.MNPId, 'FailedOperation.RecordNotFound');
    if (program.status === miniProgramStatus.removed)
      throw new Problem('FailedOperation', 'The mini program has already been removed.');
    program.status = miniProgramStatus.removed;
    program.onlineVersionId = undefined;
    touch(program, call);
    return { Result: true };
  },

  DescribeMNPCategory: (_request, { state }) =>
    state.categories.map((category) => ({
      TypeName: category.name,
      TypeValue: category.values,
      TypeId: category.id,
      CreateTime: category.createTime,
      CreateUser: 'admin',
      IsSystem: true,
    })),
};

export function touch(program: ProgramRecord, call: Call): void {
  program.updateUser = call.user;
  program.updateTime = call.now;
}

function listRow(program: ProgramRecord, call: Call): RowOf<'DescribeMNPList'> {
  const { state } = call;
  const team = state.teams.get(program.teamId);
  const online = onlineVersion(state, program);
  return {
    MNPId: program.id,
    MNPIcon: call.url(program.icon),
    MNPName: program.name,
    TeamName: team?.name ?? '',
    MNPType: program.type,
    Status: program.status,
    MNPIntro: program.intro,
    CreateUser: program.createUser,
    CreateTime: seconds(program.createTime),
    UpdateUser: program.updateUser,
    UpdateTime: seconds(program.updateTime),
    ApplicationName: applicationsOfProgram(state, program)
      .map((application) => application.name)
      .join(','),
    EffectStatus: online ? 2 : 1,
    EffectMNPVersionId: online?.id ?? 0,
    EffectMNPVersion: online?.number ?? '',
    TeamId: program.teamId,
    TeamTypeId: team?.roles[0] ?? null,
    AgeRatings: ageRatingRows(program),
  };
}

export const ageRatingRows = (program: ProgramRecord): { StandardId: string; AgeRating: number; Label: string }[] =>
  program.ageRatings.map(({ standard, age }) => ({ StandardId: standard, AgeRating: age, Label: `${age}+` }));

/** The team that will own a new mini program: the one asked for, else the first that may. */
function ownerTeam({ state, may }: Call, id: string | undefined): TeamRecord {
  const team = id
    ? state.teams.get(id)
    : [...state.teams.values()].find(
        (candidate) => candidate.roles.includes(teamRoleType.miniProgram) && may('change', candidate.id),
      );
  if (!team) throw new Problem('InvalidParameterValue', `The team ${id ?? ''} does not exist.`);
  if (!team.roles.includes(teamRoleType.miniProgram)) {
    throw new Problem(
      'FailedOperation.OperationsTeamNoMiniProgramPermission',
      'The team has no permission to create mini programs.',
    );
  }
  return team;
}
