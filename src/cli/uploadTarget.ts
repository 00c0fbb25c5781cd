import * as l10n from '@vscode/l10n';
import { mediaEndpoints } from '../client/mediaLibraries';
import { bucketProblem } from '../upload/cosTarget';
import { addressProblem } from '../upload/httpAddress';
import { templateProblem } from '../upload/place';
import { libraryProblem } from '../upload/smhTarget';
import type { HttpLogin, HttpPublicAddress, SmhAccess, TargetSecret, UploadTarget } from '../app/profile';
import { secretOrigin } from '../app/uploadTargets/targetOrigin';
import { UsageError } from './exitCodes';
import type { CliIo } from './io';
import type { uploadSecretVariables } from './refuseSecrets';

type Env = CliIo['env'];

export interface TargetAccount {
  readonly target: UploadTarget;
  readonly secret: TargetSecret | undefined;
}
interface Found {
  readonly target: UploadTarget;
  /** Name of the variable of its secret; none where the target has none. */
  readonly secretName: (typeof uploadSecretVariables)[number] | undefined;
}

/** Where packages go, from the environment alone. Throws `UsageError` that names the variable. */
export function readTarget(env: Env, remember?: (secret: string) => void): TargetAccount {
  const { target, secretName } = targetOf(env);
  const origin = secretOrigin(target);
  if (secretName === undefined || origin === undefined) return { target, secret: undefined };
  const secret = required(env, secretName);
  const token = target.kind === 'cos' ? text(env, 'MINI_PROGRAM_UPLOAD_TOKEN') : undefined;
  for (const own of [secret, token]) if (own !== undefined) remember?.(own);
  return { target, secret: { origin, secret, ...(token !== undefined && { token }) } };
}
function targetOf(env: Env): Found {
  const kind = text(env, 'MINI_PROGRAM_UPLOAD') ?? 'platform';
  switch (kind) {
    case 'platform':
      return { target: { kind }, secretName: undefined };
    case 'cos':
      return cosTarget(env);
    case 'smh':
      return smhTarget(env);
    case 'http':
      return httpTarget(env);
    default:
      throw new UsageError(
        l10n.t('{0} must be one of: {1}.', 'MINI_PROGRAM_UPLOAD', ['platform', 'cos', 'smh', 'http'].join(', ')),
      );
  }
}

function cosTarget(env: Env): Found {
  const bucket = required(env, 'MINI_PROGRAM_UPLOAD_BUCKET');
  const region = required(env, 'MINI_PROGRAM_UPLOAD_REGION');
  refuse(bucketProblem({ bucket, region }));
  const endpoint = address(env, 'MINI_PROGRAM_UPLOAD_ENDPOINT');
  const publicBase = address(env, 'MINI_PROGRAM_UPLOAD_PUBLIC_URL');
  const reading = text(env, 'MINI_PROGRAM_UPLOAD_READING') ?? (publicBase === undefined ? 'signed' : 'public');
  if (reading !== 'signed' && reading !== 'public')
    throw new UsageError(l10n.t('{0} must be one of: {1}.', 'MINI_PROGRAM_UPLOAD_READING', 'signed, public'));
  const target: UploadTarget = {
    kind: 'cos',
    bucket,
    region,
    ...(endpoint !== undefined && { endpoint }),
    secretId: required(env, 'MINI_PROGRAM_UPLOAD_SECRET_ID'),
    reading,
    ...(publicBase !== undefined && { publicBase }),
    ...path(env),
  };
  return { target, secretName: 'MINI_PROGRAM_UPLOAD_SECRET_KEY' };
}
function smhTarget(env: Env): Found {
  const endpoint = requiredAddress(env, 'MINI_PROGRAM_UPLOAD_ENDPOINT');
  const libraryId = required(env, 'MINI_PROGRAM_UPLOAD_LIBRARY');
  const spaceId = text(env, 'MINI_PROGRAM_UPLOAD_SPACE');
  refuse(libraryProblem({ endpoint, libraryId, spaceId }));
  const { access, secretName } = smhAccess(env);
  const target: UploadTarget = {
    kind: 'smh',
    endpoint,
    libraryId,
    ...(spaceId !== undefined && { spaceId }),
    access,
    ...path(env),
  };
  return { target, secretName };
}
function smhAccess(env: Env): { readonly access: SmhAccess; readonly secretName: NonNullable<Found['secretName']> } {
  const url = address(env, 'MINI_PROGRAM_UPLOAD_TOKEN_URL');
  if (url !== undefined) return { access: { kind: 'service', url }, secretName: 'MINI_PROGRAM_UPLOAD_TOKEN' };
  if (text(env, 'MINI_PROGRAM_UPLOAD_LIBRARY_SECRET') !== undefined)
    return { access: { kind: 'secret' }, secretName: 'MINI_PROGRAM_UPLOAD_LIBRARY_SECRET' };
  if (text(env, 'MINI_PROGRAM_UPLOAD_TOKEN') !== undefined)
    return { access: { kind: 'token' }, secretName: 'MINI_PROGRAM_UPLOAD_TOKEN' };
  const secretId = required(env, 'MINI_PROGRAM_UPLOAD_SECRET_ID');
  const control = address(env, 'MINI_PROGRAM_UPLOAD_CONTROL') ?? mediaEndpoints[0];
  return { access: { kind: 'key', control, secretId }, secretName: 'MINI_PROGRAM_UPLOAD_SECRET_KEY' };
}
function httpTarget(env: Env): Found {
  const { login, secretName } = httpLogin(env);
  const uploadUrl = requiredAddress(env, 'MINI_PROGRAM_UPLOAD_URL');
  return { target: { kind: 'http', uploadUrl, login, publicAddress: httpPublic(env) }, secretName };
}
function httpLogin(env: Env): { readonly login: HttpLogin; readonly secretName: Found['secretName'] } {
  const user = text(env, 'MINI_PROGRAM_UPLOAD_USER');
  if (user !== undefined) return { login: { kind: 'basic', user }, secretName: 'MINI_PROGRAM_UPLOAD_PASSWORD' };
  const name = text(env, 'MINI_PROGRAM_UPLOAD_HEADER');
  if (name !== undefined) return { login: { kind: 'header', name }, secretName: 'MINI_PROGRAM_UPLOAD_HEADER_VALUE' };
  if (text(env, 'MINI_PROGRAM_UPLOAD_TOKEN') !== undefined)
    return { login: { kind: 'bearer' }, secretName: 'MINI_PROGRAM_UPLOAD_TOKEN' };
  return { login: { kind: 'none' }, secretName: undefined };
}
/** `Location`, a JSON pointer, or a template; by default where it was put. */
function httpPublic(env: Env): HttpPublicAddress {
  const given = text(env, 'MINI_PROGRAM_UPLOAD_PUBLIC_URL');
  if (given === undefined) return { kind: 'same' };
  if (given.toLowerCase() === 'location') return { kind: 'location' };
  if (given.startsWith('/')) return { kind: 'pointer', pointer: given };
  refuse(addressProblem(given));
  return { kind: 'template', template: given };
}

const text = (env: Env, name: string): string | undefined => {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
};
function required(env: Env, name: string): string {
  const value = text(env, name);
  if (value !== undefined) return value;
  throw new UsageError(l10n.t('The environment variable {0} is missing.', name));
}
function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new UsageError(problem);
}
function address(env: Env, name: string): string | undefined {
  const value = text(env, name)?.replace(/\/+$/, '');
  if (value !== undefined) refuse(addressProblem(value));
  return value;
}
function requiredAddress(env: Env, name: string): string {
  required(env, name);
  return address(env, name) ?? '';
}
function path(env: Env): { readonly path?: string } {
  const value = text(env, 'MINI_PROGRAM_UPLOAD_PATH');
  if (value === undefined) return {};
  refuse(templateProblem(value));
  return { path: value };
}
