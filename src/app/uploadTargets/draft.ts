import { assertNever } from '../../base/errors';
import { mediaEndpoints } from '../../client/mediaLibraries';
import { defaultPlace } from '../../upload/place';
import type { HttpLogin, HttpPublicAddress, SmhAccess, UploadTarget } from '../profile';

/** What is typed into "Upload Target"; all kinds side by side, so that nothing is lost on the way back. */
export interface TargetDraft {
  readonly kind: UploadTarget['kind'];
  readonly bucket: string;
  readonly region: string;
  /** Of the bucket; empty = that of COS. */
  readonly bucketAddress: string;
  readonly secretId: string;
  readonly reading: 'signed' | 'public' | 'publicElsewhere';
  readonly publicBase: string;
  readonly access: SmhAccess['kind'];
  readonly control: string;
  readonly controlId: string;
  readonly tokenService: string;
  readonly libraryAddress: string;
  readonly libraryId: string;
  readonly spaceId: string;
  /** Of a key in a bucket, or of folders and file in a library. */
  readonly path: string;
  readonly uploadUrl: string;
  readonly login: HttpLogin['kind'];
  readonly user: string;
  readonly header: string;
  readonly publicKind: HttpPublicAddress['kind'];
  readonly publicUrl: string;
  readonly pointer: string;
  /** Typed just now; empty keeps the one that is set. */
  readonly secret: string;
  readonly sessionToken: string;
}
const empty: TargetDraft = {
  kind: 'platform',
  bucket: '',
  region: 'ap-singapore',
  bucketAddress: '',
  secretId: '',
  reading: 'signed',
  publicBase: '',
  access: 'key',
  control: mediaEndpoints[0],
  controlId: '',
  tokenService: '',
  libraryAddress: '',
  libraryId: '',
  spaceId: '',
  path: defaultPlace,
  uploadUrl: '',
  login: 'basic',
  user: '',
  header: 'X-JFrog-Art-Api',
  publicKind: 'same',
  publicUrl: '',
  pointer: '/downloadUri',
  secret: '',
  sessionToken: '',
};

/** What is set, ready to be changed. */
export function draftOf(target: UploadTarget): TargetDraft {
  switch (target.kind) {
    case 'platform':
      return empty;
    case 'cos': {
      const { endpoint = '', publicBase = '', path = defaultPlace, reading, ...rest } = target;
      const shown = reading === 'public' && publicBase !== '' ? 'publicElsewhere' : reading;
      return { ...empty, ...rest, bucketAddress: endpoint, publicBase, path, reading: shown };
    }
    case 'smh': {
      const { endpoint, libraryId, spaceId = '', path = defaultPlace, access } = target;
      const library = { ...empty, kind: target.kind, libraryAddress: endpoint, libraryId, spaceId, path };
      return {
        ...library,
        access: access.kind,
        ...(access.kind === 'key' && { control: access.control, controlId: access.secretId }),
        ...(access.kind === 'service' && { tokenService: access.url }),
      };
    }
    case 'http': {
      const { uploadUrl, login, publicAddress } = target;
      return {
        ...empty,
        kind: target.kind,
        uploadUrl,
        login: login.kind,
        ...(login.kind === 'basic' && { user: login.user }),
        ...(login.kind === 'header' && { header: login.name }),
        publicKind: publicAddress.kind,
        ...(publicAddress.kind === 'template' && { publicUrl: publicAddress.template }),
        ...(publicAddress.kind === 'pointer' && { pointer: publicAddress.pointer }),
      };
    }
    default:
      return assertNever(target);
  }
}

/** The target that a draft describes, without its secret. */
export function targetOf(draft: TargetDraft): UploadTarget {
  const path = draft.path === '' || draft.path === defaultPlace ? {} : { path: draft.path };
  switch (draft.kind) {
    case 'platform':
      return { kind: 'platform' };
    case 'cos':
      return {
        kind: 'cos',
        bucket: draft.bucket,
        region: draft.region,
        ...(draft.bucketAddress !== '' && { endpoint: draft.bucketAddress }),
        secretId: draft.secretId,
        reading: draft.reading === 'signed' ? 'signed' : 'public',
        ...(draft.reading === 'publicElsewhere' && { publicBase: draft.publicBase }),
        ...path,
      };
    case 'smh':
      return {
        kind: 'smh',
        endpoint: draft.libraryAddress,
        libraryId: draft.libraryId,
        ...(draft.spaceId !== '' && { spaceId: draft.spaceId }),
        access: accessOf(draft),
        ...path,
      };
    case 'http':
      return {
        kind: 'http',
        uploadUrl: draft.uploadUrl,
        login: loginOf(draft),
        publicAddress: publicAddressOf(draft),
      };
    default:
      return assertNever(draft.kind);
  }
}
function accessOf({ access, control, controlId, tokenService }: TargetDraft): SmhAccess {
  switch (access) {
    case 'key':
      return { kind: 'key', control, secretId: controlId };
    case 'service':
      return { kind: 'service', url: tokenService };
    case 'secret':
    case 'token':
      return { kind: access };
    default:
      return assertNever(access);
  }
}
function loginOf({ login, user, header }: TargetDraft): HttpLogin {
  switch (login) {
    case 'basic':
      return { kind: 'basic', user };
    case 'header':
      return { kind: 'header', name: header };
    case 'none':
    case 'bearer':
      return { kind: login };
    default:
      return assertNever(login);
  }
}
function publicAddressOf({ publicKind, publicUrl, pointer }: TargetDraft): HttpPublicAddress {
  switch (publicKind) {
    case 'template':
      return { kind: 'template', template: publicUrl };
    case 'pointer':
      return { kind: 'pointer', pointer };
    case 'same':
    case 'location':
      return { kind: publicKind };
    default:
      return assertNever(publicKind);
  }
}
