import type { RowOf } from '../../contract/actions';
import type { applicationActions } from '../../contract/actions/application';
import { onlineVersion } from '../lifecycle';
import type { ApplicationRecord } from '../state';
import { applicationChanges } from './applicationChanges';
import { DescribeApplicationConfigFile } from './applicationConfig';
import { type Call, type Handlers, keyword, page, seconds } from './handler';
import { applicationOf, applicationsOfProgram } from './lookup';

export const applicationHandlers: Handlers<keyof typeof applicationActions> = {
  DescribeApplicationList(request, call) {
    const wanted = keyword(request.Keyword);
    const rows = [...call.state.applications.values()]
      .reverse()
      .filter(
        (application) =>
          call.sees(application.teamId) &&
          (!request.TeamId || application.teamId === request.TeamId) &&
          (!wanted || application.name.toLowerCase().includes(wanted) || application.id === wanted),
      );
    return {
      TotalCount: rows.length,
      DataList: page(rows, request).map((application) => listRow(application, call)),
    };
  },
  DescribeApplication(request, call) {
    const application = applicationOf(call.state, request.ApplicationId);
    const bound = boundPrograms(application, call);
    return {
      ...listRow(application, call),
      BindMNPCount: bound.length,
      BindMNPList: bound,
      Scheme: application.scheme,
    };
  },
  DescribeApplicationConfigFile,
  ...applicationChanges,
};

function listRow(application: ApplicationRecord, call: Call): RowOf<'DescribeApplicationList'> {
  return {
    CustomerID: call.state.platformId,
    ApplicationId: application.id,
    AppIdentityId: application.identityId,
    ApplicationName: application.name,
    ApplicationEnglishName: '',
    Logo: call.url(application.logo),
    Remark: application.remark,
    AndroidAppKey: application.androidKey,
    IosAppKey: application.iosKey,
    CreateUser: application.createUser,
    CreateTime: seconds(application.createTime),
    UpdateUser: application.updateUser,
    UpdateTime: seconds(application.updateTime),
    Intro: application.intro,
    IosAppUrl: '',
    AndroidAppUrl: '',
    TeamId: application.teamId,
    TeamName: call.state.teams.get(application.teamId)?.name ?? '',
    SensitiveApiCount: [...call.state.sensitiveApis.values()].filter((api) => api.applicationId === application.id)
      .length,
    ApplicationType: application.type,
  };
}

function boundPrograms(application: ApplicationRecord, call: Call) {
  const { state } = call;
  return [...state.programs.values()]
    .filter((program) => applicationsOfProgram(state, program).includes(application))
    .map((program) => {
      const online = onlineVersion(state, program);
      return {
        MNPId: program.id,
        MNPName: program.name,
        MNPIcon: call.url(program.icon),
        MNPType: program.type,
        MNPIntro: program.intro,
        MNPDesc: program.desc,
        EffectStatus: online ? 2 : 1,
        EffectMNPVersion: online?.number ?? '',
        MNPOnlineVersion: online?.number ?? '',
        OnlineStatus: online ? 1 : 0,
      };
    });
}
