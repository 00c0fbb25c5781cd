import * as l10n from '@vscode/l10n';
import { assertNever } from '../../base/errors';
import type { CloudClient } from '../../client/cloudClient';
import { ApiError } from '../../client/errors';
import { describeLibrarySecret } from '../../client/mediaLibraries';
import { createCosUploader } from '../../upload/cosTarget';
import type { UploadEffects } from '../../upload/effects';
import type { HttpAuth } from '../../upload/httpAuth';
import { createHttpUploader } from '../../upload/httpTarget';
import { createPlatformUploader } from '../../upload/platformTarget';
import { createResumeFolder } from '../../upload/resume';
import { createSmhUploader } from '../../upload/smhTarget';
import type { SmhCredential } from '../../upload/smhToken';
import { UploadError, type Uploader } from '../../upload/upload';
import { UserError } from '../errors/userError';
import { platformUpload } from '../platformUpload';
import type { CosTarget, HttpLogin, HttpTarget, Profile, SmhTarget, TargetSecret } from '../profile';
import { describeTarget } from './targetWords';

export interface TargetUploaderOptions extends UploadEffects {
  readonly profile: Profile;
  readonly client: CloudClient;
  readonly businessName: () => string;
  /** Asked before each use; undefined when it is lost or belongs to another address. */
  readonly secret: () => Promise<TargetSecret | undefined>;
  /** Where uploads in parts are remembered. Absolute; without it one that failed begins again. */
  readonly resumeFolder?: string | undefined;
}

/** The uploader of the target that the profile names. It throws as `Uploader` says, and `UserError` when its secret is missing. */
export function createTargetUploader(options: TargetUploaderOptions): Uploader {
  const { profile, client, businessName, ...effects } = options;
  const target = profile.uploadTarget;
  switch (target.kind) {
    case 'platform':
      return createPlatformUploader({ ...effects, ...platformUpload(profile, client, businessName) });
    case 'cos':
      return cosUploader(options, target);
    case 'smh':
      return smhUploader(options, target);
    case 'http':
      return httpUploader(options, target);
    default:
      return assertNever(target);
  }
}

function cosUploader(options: TargetUploaderOptions, target: CosTarget): Uploader {
  const { bucket, region, endpoint, secretId, reading, publicBase, path } = target;
  return createCosUploader({
    ...options,
    ...resumeOf(options),
    bucket,
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(path !== undefined && { key: path }),
    credentials: async () => {
      const { secret, token } = await secretOf(options);
      return { secretId, secretKey: secret, token };
    },
    reading:
      reading === 'signed'
        ? { kind: 'signed' }
        : { kind: 'public', ...(publicBase !== undefined && { base: publicBase }) },
  });
}
function smhUploader(options: TargetUploaderOptions, target: SmhTarget): Uploader {
  const { endpoint, libraryId, spaceId, path } = target;
  return createSmhUploader({
    ...options,
    ...resumeOf(options),
    endpoint,
    libraryId,
    spaceId,
    ...(path !== undefined && { path }),
    credential: smhCredential(options, target),
  });
}
function smhCredential(options: TargetUploaderOptions, { access, libraryId }: SmhTarget): SmhCredential {
  const secret = async (): Promise<string> => (await secretOf(options)).secret;
  switch (access.kind) {
    case 'key': {
      const credentials = async () => ({ secretId: access.secretId, secretKey: await secret() });
      const control = { ...options, endpoint: access.control, credentials };
      return {
        kind: 'secret',
        librarySecret: (signal) =>
          describeLibrarySecret(control, libraryId, signal).catch((error: unknown) => {
            throw ofLibrary(error, access.control);
          }),
      };
    }
    case 'secret':
      return { kind: 'secret', librarySecret: secret };
    case 'token':
      return { kind: 'token', token: secret };
    case 'service':
      return { kind: 'service', url: access.url, auth: async () => ({ kind: 'bearer', token: await secret() }) };
    default:
      return assertNever(access);
  }
}
/** A "no" to the key of the target is the store's: it says nothing about the key of the profile. */
function ofLibrary(error: unknown, control: string): unknown {
  if (!(error instanceof ApiError)) return error;
  const { advice, code, serverMessage, requestId } = error;
  const kind = advice === 'retry' || advice === 'limit' ? 'server' : advice === 'clock' ? 'clock' : 'denied';
  return new UploadError(kind, new URL(control).host, code, serverMessage, requestId);
}
function httpUploader(options: TargetUploaderOptions, target: HttpTarget): Uploader {
  const { uploadUrl, login, publicAddress } = target;
  return createHttpUploader({ ...options, uploadUrl, publicAddress, auth: () => authOf(options, login) });
}
async function authOf(options: TargetUploaderOptions, login: HttpLogin): Promise<HttpAuth> {
  if (login.kind === 'none') return { kind: 'none' };
  const { secret } = await secretOf(options);
  switch (login.kind) {
    case 'basic':
      return { ...login, password: secret };
    case 'bearer':
      return { ...login, token: secret };
    case 'header':
      return { ...login, value: secret };
    default:
      return assertNever(login);
  }
}

const resumeOf = ({ resumeFolder }: TargetUploaderOptions) =>
  resumeFolder === undefined ? {} : { resume: createResumeFolder(resumeFolder) };

async function secretOf({ secret, profile }: TargetUploaderOptions): Promise<TargetSecret> {
  const found = await secret();
  if (found) return found;
  throw new UserError(
    l10n.t(
      'The password or key of the upload target of "{0}" ({1}) is missing: the system no longer has it, or the address has changed. Enter it again.',
      profile.name,
      describeTarget(profile.uploadTarget),
    ),
    [{ label: l10n.t('Upload Target…'), command: 'miniProgram.uploadTarget', args: [profile.id] }],
    'keyMissing',
  );
}
