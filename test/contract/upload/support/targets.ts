import { systemClock } from '../../../../src/base/clock';
import { describeLibrarySecret } from '../../../../src/client/mediaLibraries';
import { bucket } from '../../../../src/sandbox/handlers/upload';
import { privateBucket } from '../../../../src/sandbox/cos/cosServer';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/startSandbox';
import { createCosUploader, type CosUploaderOptions } from '../../../../src/upload/cosTarget';
import type { UploadEffects } from '../../../../src/upload/effects';
import { createHttpUploader, type HttpUploaderOptions } from '../../../../src/upload/httpTarget';
import { createPlatformUploader } from '../../../../src/upload/platformTarget';
import type { ResumeStore } from '../../../../src/upload/resume';
import { createSmhUploader, type SmhUploaderOptions } from '../../../../src/upload/smhTarget';
import type { Uploader } from '../../../../src/upload/upload';
import { uploadKey } from '../../../unit/sandbox/support/store';
import type { Mishap, Seen } from './chaosProxy';
import { startApache, startNginx, type WebServer, webToken, webUser } from './webServers';

/** A server that is really there, and an upload target that goes to it through the proxy. */
export interface Rig {
  /** Of the server itself. */
  readonly url: string;
  /** An uploader whose every address is that of the proxy. */
  uploader(proxyUrl: string, effects: UploadEffects, resume?: ResumeStore): Uploader;
  /** Uploads that were begun and neither finished nor removed; 0 where a server knows no such thing. */
  orphans(): number;
  /** Makes the next credentials old ones, which the server itself refuses. */
  readonly expire?: () => void;
  stop(): Promise<void>;
}
export interface Target {
  readonly name: string;
  /** The template, where there is one, keeps the name of the file. */
  readonly keepsNames: boolean;
  /** How its store refuses credentials that were right a moment ago, where the proxy can say it. */
  readonly expired: Mishap | undefined;
  /** PUTs of parts are smaller, and there are several. */
  readonly inParts: boolean;
  /** PUTs that the server refuses at first because the folder is missing. */
  readonly missesFolders?: true;
  /** Whether strangers who are refused the address end the upload. */
  readonly needsPublic: boolean;
  /** Undefined when the server cannot be had on this machine. */
  start(): Promise<Rig | undefined>;
}
/** A request that carries bytes of the file. */
export const isStore = ({ method, url, headers }: Seen): boolean =>
  method === 'PUT' && !url.startsWith('/api/') && headers['content-length'] !== '0';
/** Somebody without credentials reads the file. */
export const isReadBack = ({ method, headers, url }: Seen): boolean =>
  (method === 'GET' || method === 'HEAD') && headers.authorization === undefined && !url.startsWith('/api/');

const xml = (code: string, message: string): string =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
const expiredXml = { kind: 'answer', status: 403, body: xml('AccessDenied', 'Request has expired') } as const;
const expiredToken = { kind: 'answer', status: 403, body: xml('ExpiredToken', 'The token has expired') } as const;
const place = 'packages/{timestamp}-{id}/{fileName}';
const mebibyte = 1024 * 1024;

const sandboxRig = async (make: (sandbox: Sandbox) => Rig['uploader']): Promise<Rig> => {
  const sandbox = await startSandbox({ seed: 'empty', rateLimit: 'off' });
  const cosOrphans = (): number => sandbox.multipart.list().length;
  return {
    url: sandbox.url,
    uploader: make(sandbox),
    orphans: () => cosOrphans() + sandbox.media.uploads.open + sandbox.media.tokens.size,
    stop: () => sandbox.close(),
  };
};

const platform: Target = {
  name: 'platform',
  keepsNames: false,
  expired: expiredToken,
  inParts: false,
  needsPublic: false,
  start: () =>
    sandboxRig(
      (sandbox) => (proxyUrl, effects) =>
        createPlatformUploader({
          ...effects,
          cosEndpoint: (name) => `${proxyUrl}/cos/${name}`,
          tempSecret: async () => {
            const key = await uploadKey(sandbox);
            return {
              Bucket: key.bucket,
              Region: sandbox.region,
              Path: key.object.slice(key.bucket.length + 1),
              TempSecretId: key.secretId,
              TempSecretKey: key.secretKey,
              Token: key.token ?? null,
              AccelerateEnable: 0,
            };
          },
        }),
    ),
};
const cos = (name: string, isPrivate: boolean, more: Partial<CosUploaderOptions> = {}): Target => ({
  name,
  keepsNames: true,
  expired: expiredXml,
  inParts: more.partsFrom !== undefined,
  needsPublic: true,
  start: () =>
    sandboxRig(
      (sandbox) => (proxyUrl, effects, resume) =>
        createCosUploader({
          ...effects,
          bucket: isPrivate ? privateBucket : bucket,
          region: sandbox.region,
          endpoint: `${proxyUrl}/cos/${isPrivate ? privateBucket : bucket}`,
          key: place,
          credentials: () => Promise.resolve({ secretId: sandbox.secretId, secretKey: sandbox.secretKey }),
          reading: isPrivate ? { kind: 'signed' } : { kind: 'public' },
          ...(resume && { resume }),
          ...more,
        }),
    ),
});
const smh = (name: string, library: 0 | 1, more: Partial<SmhUploaderOptions> = {}): Target => ({
  name,
  keepsNames: true,
  expired: expiredXml,
  inParts: more.partsFrom !== undefined,
  needsPublic: true,
  start: () =>
    sandboxRig((sandbox) => (proxyUrl, effects, resume) => {
      const { id, spaces } = sandbox.media.libraries[library]!;
      const credentials = (): Promise<Sandbox> => Promise.resolve(sandbox);
      const remember = effects.remember ?? (() => undefined);
      const control = { endpoint: sandbox.url, credentials, clock: systemClock, remember };
      return createSmhUploader({
        ...effects,
        endpoint: proxyUrl,
        libraryId: id,
        spaceId: spaces?.[0],
        credential: { kind: 'secret', librarySecret: (signal) => describeLibrarySecret(control, id, signal) },
        path: place,
        ...(resume && { resume }),
        ...more,
      });
    }),
});
const http = (
  name: string,
  start: () => Promise<WebServer | undefined>,
  path: string,
  auth: HttpUploaderOptions['auth'],
): Target => ({
  name,
  keepsNames: true,
  expired: undefined,
  inParts: false,
  needsPublic: true,
  async start() {
    const server = await start();
    return (
      server && {
        url: server.url,
        uploader: (proxyUrl, effects) =>
          createHttpUploader({ ...effects, uploadUrl: `${proxyUrl}${path}{timestamp}-{id}/{fileName}`, auth }),
        orphans: () => 0,
        ...(auth === bearer && { expire: () => void (isOld = true) }),
        stop: () => server.stop(),
      }
    );
  },
});
const basic: HttpUploaderOptions['auth'] = () => Promise.resolve({ kind: 'basic', ...webUser });
let isOld = false;
const bearer: HttpUploaderOptions['auth'] = () => {
  const token = isOld ? 'tok-of-yesterday' : webToken;
  isOld = false;
  return Promise.resolve({ kind: 'bearer', token });
};

export const targets: readonly Target[] = [
  platform,
  cos('cos, public bucket', false),
  cos('cos, private bucket in parts', true, { partsFrom: mebibyte, partBytes: mebibyte }),
  smh('smh, one space', 0),
  smh('smh, many spaces in parts', 1, { partsFrom: mebibyte, partBytes: mebibyte }),
  http('http, nginx with a login', startNginx, '/up/', basic),
  http('http, nginx with a token', startNginx, '/bearer/', bearer),
  { ...http('http, Apache with a login', startApache, '/up/', basic), missesFolders: true },
];
