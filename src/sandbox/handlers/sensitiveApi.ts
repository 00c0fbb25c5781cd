import type { RowOf, WireRequestOf } from '../../contract/actions';
import type { sensitiveApiActions } from '../../contract/actions/sensitiveApi';
import { sensitiveApiStatus, sensitiveApiType } from '../../contract/enums';
import { newSensitiveApiId } from '../ids';
import { Problem } from '../problem';
import type { SandboxState, SensitiveApiRecord } from '../state';
import { type Call, type Handlers, keyword, lengthOf, page, seconds } from './handler';
import { applicationOf } from './lookup';
import { permissionHandlers } from './permission';

/** No figures are published; these are ours. */
const nameLimit = 64;
const descLimit = 500;

export const sensitiveApiHandlers: Handlers<keyof typeof sensitiveApiActions> = {
  ...permissionHandlers,

  DescribeApplicationSensitiveAPIList(request, call) {
    const { state } = call;
    const application = applicationOf(state, request.ApplicationId);
    const wanted = keyword(request.Keyword);
    const isOfTeam = !request.TeamId || request.TeamId === application.teamId;
    const rows = [...state.sensitiveApis.values()]
      .reverse()
      .filter((api) => isOfTeam && api.applicationId === application.id)
      .filter((api) => !wanted || `${api.name} ${api.desc}`.toLowerCase().includes(wanted));
    return { TotalCount: rows.length, DataList: page(rows, request).map((api) => listRow(api, call)) };
  },

  CreateApplicationSensitiveAPI(request, { state, random, user, now }) {
    const application = applicationOf(state, request.ApplicationId);
    const items = request.APIList.map(checkItem);
    if (items.length === 0) throw new Problem('InvalidParameterValue', 'No sensitive API was given.');
    const taken = new Set(
      [...state.sensitiveApis.values()]
        .filter((api) => api.applicationId === application.id)
        .map((api) => api.name.toLowerCase()),
    );
    for (const { name } of items) {
      if (taken.has(name.toLowerCase()))
        throw new Problem('FailedOperation.ExistSensitiveAPI', `The sensitive API ${name} already exists.`);
      taken.add(name.toLowerCase());
    }
    for (const item of items) {
      const id = newSensitiveApiId(random);
      state.sensitiveApis.set(id, {
        ...item,
        id,
        applicationId: application.id,
        // As in the platform's sample: open until it is restricted.
        status: sensitiveApiStatus.open,
        createUser: user,
        createTime: now,
        updateUser: user,
        updateTime: now,
      });
    }
    return { Result: true };
  },

  EnableApplicationSensitiveAPI: (request, call) => setStatus(request.APIId, sensitiveApiStatus.open, call),
  DisableApplicationSensitiveAPI: (request, call) => setStatus(request.APIId, sensitiveApiStatus.restricted, call),

  /** Ends the permissions for it and the requests for one, too. */
  DeleteApplicationSensitiveAPI(request, { state }) {
    const { id } = sensitiveApiOf(state, request.APIId);
    for (const [no, permission] of state.permissions) if (permission.apiId === id) state.permissions.delete(no);
    state.sensitiveApis.delete(id);
    return { Result: true };
  },
};

type Item = WireRequestOf<'CreateApplicationSensitiveAPI'>['APIList'][number];

function checkItem(item: Item): Pick<SensitiveApiRecord, 'name' | 'desc' | 'type' | 'useScope'> {
  const bad = (text: string): Problem => new Problem('InvalidParameterValue', text);
  const {
    APIName: name = '',
    APIDesc: desc = '',
    APIType: type = sensitiveApiType.custom,
    UseScope: useScope = 0,
  } = item;
  if (!/^[A-Za-z_$][\w$.-]*$/.test(name) || name.length > nameLimit) {
    throw bad(
      `The name \`${name}\` is not valid: it must be the name of a method, with at most ${nameLimit} characters.`,
    );
  }
  if (lengthOf(desc) > descLimit) throw bad(`The description is longer than ${descLimit} characters.`);
  const types: readonly number[] = Object.values(sensitiveApiType);
  if (!types.includes(type)) throw bad('The value of parameter `APIType` must be 1 or 2.');
  if (![0, 1, 100].includes(useScope)) throw bad('The value of parameter `UseScope` must be 0, 1 or 100.');
  return { name, desc, type, useScope };
}

function setStatus(id: string, status: number, { state, user, now }: Call): { readonly Result: boolean } {
  const api = sensitiveApiOf(state, id);
  api.status = status;
  api.updateUser = user;
  api.updateTime = now;
  return { Result: true };
}
function sensitiveApiOf(state: SandboxState, id: string): SensitiveApiRecord {
  const api = state.sensitiveApis.get(id);
  if (!api) throw new Problem('FailedOperation.RecordNotFound', `The sensitive API ${id} does not exist.`);
  return api;
}

function listRow(api: SensitiveApiRecord, call: Call): RowOf<'DescribeApplicationSensitiveAPIList'> {
  const application = applicationOf(call.state, api.applicationId);
  return {
    APIId: api.id,
    APIName: api.name,
    APIMethod: api.name,
    APIDesc: api.desc,
    CreateUser: api.createUser,
    CreateTime: seconds(api.createTime),
    UpdateUser: api.updateUser,
    UpdateTime: seconds(api.updateTime),
    ApplicationId: application.id,
    ApplicationName: application.name,
    TeamId: application.teamId,
    TeamName: call.state.teams.get(application.teamId)?.name ?? '',
    ApplicationLogo: call.url(application.logo),
    APIType: api.type,
    Status: api.status,
    UseScope: api.useScope,
  };
}
