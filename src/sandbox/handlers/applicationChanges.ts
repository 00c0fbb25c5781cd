import type { WireRequestOf } from '../../contract/actions';
import { applicationType, teamRoleType } from '../../contract/enums';
import { newApplicationId } from '../ids';
import { isOpen } from '../lifecycle';
import { Problem } from '../problem';
import type { ApplicationRecord, SandboxState } from '../state';
import { type Call, type Handlers, lengthOf } from './handler';
import { applicationOf, applicationsOfProgram, teamOf } from './lookup';

/** The name's length is not published, and ours; the others are in the platform's error texts. */
const nameLimit = 60;
const introLimit = 500;
const remarkLimit = 1000;
const keyLimit = 255;
const androidForm = /^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/;
const iosForm = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

export const applicationChanges: Handlers<'CreateApplication' | 'ModifyApplication' | 'DeleteApplication'> = {
  CreateApplication(request, call) {
    const { state, random, user, now, quotas } = call;
    const team = teamOf(state, request.TeamId);
    if (!team.roles.includes(teamRoleType.application)) {
      throw new Problem(
        'FailedOperation.OperationsTeamNoApplicationPermission',
        'The team is not an application team: it has no permission to create applications.',
      );
    }
    const type = typeOf(request.ApplicationType);
    checkTexts(request, state, undefined);
    // Package names are deprecated in the newer dialect, and no longer asked for.
    if (call.dialect === 'tcmpp' && !request.AndroidAppKey && !request.IosAppKey) {
      throw new Problem(
        'InvalidParameterValue.AppPackageNameNotConfig',
        'No package name was given: an Android package name or an iOS bundle ID is needed.',
      );
    }
    if (state.applications.size >= (quotas.applications ?? Infinity)) {
      throw new Problem(
        'FailedOperation.ApplicationNumberExceedLimit',
        'The number of applications exceeds the limit of the plan.',
      );
    }
    const id = newApplicationId(random);
    state.applications.set(id, {
      id,
      identityId: state.counters.application++,
      ...textsOf(request, undefined),
      type,
      teamId: team.id,
      createUser: user,
      createTime: now,
      updateUser: user,
      updateTime: now,
    });
    return { ResourceId: id };
  },

  ModifyApplication(request, { state, user, now }) {
    const application = applicationOf(state, request.ApplicationId);
    checkTexts(request, state, application);
    Object.assign(application, textsOf(request, application), { updateUser: user, updateTime: now });
    return { Result: true };
  },

  /** Its sensitive APIs and the requests for them go with it. */
  DeleteApplication(request, { state }) {
    const application = applicationOf(state, request.ApplicationId);
    checkUnused(application, state);
    for (const [id, api] of state.sensitiveApis) {
      if (api.applicationId !== application.id) continue;
      for (const [no, permission] of state.permissions) if (permission.apiId === id) state.permissions.delete(no);
      state.sensitiveApis.delete(id);
    }
    state.applications.delete(application.id);
    return { Result: true };
  },
};

type Texts = Pick<
  WireRequestOf<'CreateApplication'>,
  'ApplicationName' | 'Logo' | 'Intro' | 'AndroidAppKey' | 'IosAppKey' | 'Remark' | 'Scheme'
>;

function checkTexts(texts: Texts, state: SandboxState, current: ApplicationRecord | undefined): void {
  const name = texts.ApplicationName.trim();
  if (name === '' || lengthOf(name) > nameLimit) {
    throw new Problem(
      'InvalidParameterValue.InvalidApplicationName',
      `The application name must have 1 to ${nameLimit} characters.`,
    );
  }
  for (const other of state.applications.values()) {
    if (other !== current && other.name === name)
      throw new Problem('FailedOperation.ApplicationNameAlreadyExisted', 'The application name already exists.');
  }
  if (texts.Intro.trim() === '' || lengthOf(texts.Intro) > introLimit) {
    throw new Problem(
      'InvalidParameterValue.InvalidApplicationIntro',
      `The introduction must have 1 to ${introLimit} characters.`,
    );
  }
  if (lengthOf(texts.Remark ?? '') > remarkLimit) {
    throw new Problem(
      'InvalidParameterValue.InvalidApplicationRemark',
      `The remark must have at most ${remarkLimit} characters.`,
    );
  }
  if (!URL.canParse(texts.Logo) || !/^https?:$/.test(new URL(texts.Logo).protocol))
    throw new Problem('InvalidParameterValue', 'The value of parameter `Logo` must be the URL of a picture.');
  checkScheme(texts.Scheme ?? '');
  checkKey('AndroidAppKey', texts.AndroidAppKey, androidForm);
  checkKey('IosAppKey', texts.IosAppKey, iosForm);
}
function checkScheme(scheme: string): void {
  if (scheme !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*(:\/\/.*)?$/.test(scheme))
    throw new Problem('InvalidParameterValue', 'The value of parameter `Scheme` is not a URL scheme.');
}
function checkKey(name: string, value: string | undefined, form: RegExp): void {
  if (!value || (value.length <= keyLimit && form.test(value))) return;
  throw new Problem(
    'InvalidParameterValue.InvalidAppPackageNameLayout',
    `The value of parameter \`${name}\` is not a package name such as com.example.app.`,
  );
}

/** What was left out stays as it was. */
function textsOf(texts: Texts, current: ApplicationRecord | undefined) {
  return {
    name: texts.ApplicationName.trim(),
    logo: texts.Logo,
    intro: texts.Intro,
    remark: texts.Remark ?? current?.remark ?? '',
    androidKey: texts.AndroidAppKey ?? current?.androidKey ?? '',
    iosKey: texts.IosAppKey ?? current?.iosKey ?? '',
    scheme: texts.Scheme ?? current?.scheme ?? '',
  };
}
function typeOf(type: number | undefined): number {
  const known: readonly number[] = Object.values(applicationType);
  if (type === undefined) return applicationType.formal;
  if (known.includes(type)) return type;
  throw new Problem(
    'InvalidParameterValue.InvalidAppType',
    'The value of parameter `ApplicationType` must be 1 (test) or 2 (formal).',
  );
}

function checkUnused(application: ApplicationRecord, state: Call['state']): void {
  for (const approval of state.approvals.values()) {
    if (!isOpen(approval) || !approval.items.some((item) => item.applicationId === application.id)) continue;
    throw new Problem(
      'FailedOperation.AppAlreadyBindAudit',
      `The application has an approval request that has not been decided: ${approval.no}.`,
    );
  }
  for (const program of state.programs.values()) {
    if (!applicationsOfProgram(state, program).includes(application)) continue;
    throw new Problem(
      'FailedOperation.AppAlreadyBindMiniProgram',
      `The application is bound to mini programs, among them ${program.name}.`,
    );
  }
}
