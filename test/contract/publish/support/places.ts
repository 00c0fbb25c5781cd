import type { UploadTarget } from '../../../../src/app/profile';
import { privateBucket } from '../../../../src/sandbox/cos/cosServer';
import { mediaBucket } from '../../../../src/sandbox/smh/mediaLibrary';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';
import type { PutServer } from '../../../support/putServer';
import type { Place } from './world';

export interface Places {
  readonly sandbox: Sandbox;
  readonly web: PutServer;
}
export const webLogin = 'Bearer a-token-of-the-web-server';

/** A target of each kind that really is there; undefined = the platform's own. */
export function placeOf(kind: UploadTarget['kind'], { sandbox, web }: Places): Place | undefined {
  const { url, region, secretId, secretKey } = sandbox;
  const [library] = sandbox.media.libraries;
  switch (kind) {
    case 'platform':
      return undefined;
    case 'cos': {
      const endpoint = `${url}/cos/${privateBucket}`;
      const target = { kind, bucket: privateBucket, region, endpoint, secretId, reading: 'signed' } as const;
      return { target, secret: { origin: url, secret: secretKey } };
    }
    case 'smh': {
      const access = { kind: 'key', control: url, secretId } as const;
      const target = { kind, endpoint: url, libraryId: library?.id ?? '', access };
      return { target, secret: { origin: url, secret: secretKey } };
    }
    case 'http': {
      const uploadUrl = `${web.url}/{appId}/{version}-{id}{suffix}`;
      const target = { kind, uploadUrl, login: { kind: 'bearer' }, publicAddress: { kind: 'same' } } as const;
      return { target, secret: { origin: web.url, secret: webLogin.replace('Bearer ', '') } };
    }
  }
}

/** How many packages lie in a store, confirmed or not; what the platform built from them does not count. */
export function packagesIn(kind: UploadTarget['kind'], { sandbox, web }: Places): number {
  if (kind === 'http') return web.files.size;
  const isPackage = (key: string): boolean =>
    kind === 'smh' ? key.startsWith(`${mediaBucket}/`) : key.endsWith('.zip') && !key.startsWith(`${mediaBucket}/`);
  return [...sandbox.state.objects.keys()].filter(isPackage).length;
}
