import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile, TargetSecret, UploadTarget } from '../../../../src/app/profile';
import type { ProgressHandle } from '../../../../src/app/ports';
import type { PublishPlan } from '../../../../src/app/publish/plan';
import type { PublishContext, PublishDeps, PublishTiming } from '../../../../src/app/publish/run';
import type { Session } from '../../../../src/app/services';
import { createTargetUploader } from '../../../../src/app/uploadTargets/targetUploader';
import { type Clock, systemClock } from '../../../../src/base/clock';
import { silentLog } from '../../../../src/base/log';
import { createClient } from '../../../../src/client/createClient';
import { openSession } from '../../../../src/cli/account';
import { files } from '../../../../src/disk/files';
import { packFolder } from '../../../../src/pack/packFolder';
import { sampleProgramId } from '../../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../../src/sandbox/startSandbox';

/** What is needed to reach one sandbox; plain data, so that it can be given to a child process. */
export type Address = Pick<Sandbox, 'url' | 'platformId' | 'secretId' | 'secretKey' | 'region' | 'dialect'> &
  Partial<Place>;
/** Where the packages go; by default to the platform's own store. */
export interface Place {
  readonly target: UploadTarget;
  readonly secret: TargetSecret;
}
/** Waits that suit a sandbox on this machine. */
export const quick: Partial<PublishTiming> = {
  firstPollMs: 20,
  maxPollMs: 100,
  buildMs: 8_000,
  verifyMs: 600,
};

function profileOf(address: Address): Profile {
  return {
    id: 'profile-1',
    name: 'Test sandbox',
    environment: 'sandbox',
    dialect: address.dialect,
    endpoint: address.url,
    region: address.region,
    platformId: address.platformId,
    secretId: address.secretId,
    uploadTarget: address.target ?? { kind: 'platform' },
  };
}
/** A sandbox as one reaches it from outside, with the place for the packages. */
export function addressOf(sandbox: Sandbox, place: Place | undefined): Address {
  const { url, platformId, secretId, secretKey, region, dialect } = sandbox;
  return { url, platformId, secretId, secretKey, region, dialect, ...place };
}
/** `resumeFolder`: where uploads in parts are remembered. */
export function sessionOf(address: Address, resumeFolder?: string): Session {
  const { secretId, secretKey } = address;
  return openSession(
    {
      profile: profileOf(address),
      credentials: { secretId, secretKey },
      businessName: 'tcmpp',
      targetSecret: address.secret,
    },
    silentLog,
    resumeFolder,
  );
}
export function contextOf(address: Address, storagePath: string): PublishContext {
  return { session: sessionOf(address), files, clock: systemClock, log: silentLog, storagePath };
}
/** Time that passes twentyfold, so that waits and retries take a twentieth. */
function hurried(): Clock {
  const start = Date.now();
  return {
    now: () => start + 20 * (Date.now() - start),
    sleep: (ms, signal) => systemClock.sleep(ms / 20, signal),
  };
}
/** As `contextOf`, in a hurry: for many publishes that meet many faults. */
export const hurriedContextOf = (address: Address, storagePath: string): PublishContext =>
  contextByClock(address, storagePath, hurried());
/** As `contextOf`, on a computer with that clock. */
export function contextByClock(address: Address, storagePath: string, clock: Clock): PublishContext {
  const { secretId, secretKey } = address;
  const profile = profileOf(address);
  const client = createClient({
    ...profile,
    credentials: () => Promise.resolve({ secretId, secretKey }),
    clock,
    log: silentLog,
    userAgent: 'test',
  });
  const upload = createTargetUploader({
    clock,
    log: silentLog,
    profile,
    client,
    businessName: () => 'tcmpp',
    secret: () => Promise.resolve(address.secret),
    resumeFolder: join(storagePath, 'uploads'),
  });
  return { session: { profile, client, upload }, files, clock, log: silentLog, storagePath };
}
export const depsOf = (timing: Partial<PublishTiming> = {}): PublishDeps => ({
  packFolder,
  replacePreview: () => Promise.resolve(true),
  timing: { ...quick, ...timing },
});
export function planOf(address: Address, folder: string, change: Partial<PublishPlan> = {}): PublishPlan {
  return {
    id: 'publish-1',
    profileId: 'profile-1',
    profileName: 'Test sandbox',
    environment: 'sandbox',
    platformId: address.platformId,
    mnpId: sampleProgramId,
    programName: 'Corner Coffee',
    folder,
    version: '1.5.0',
    intro: 'Oat milk',
    until: 'preview',
    preview: 'ask',
    entryPath: '',
    ...change,
  };
}
/** A handle that remembers what was reported and can be cancelled. */
export function handleOf(onReport: (message: string, abort: () => void) => void = () => undefined): ProgressHandle & {
  readonly messages: string[];
} {
  const abort = new AbortController();
  const messages: string[] = [];
  return {
    signal: abort.signal,
    messages,
    report: ({ message = '' }) => {
      messages.push(message);
      onReport(message, () => abort.abort());
    },
  };
}

export interface Folders {
  readonly storage: string;
  /** A small mini program. */
  readonly project: string;
  remove(): Promise<void>;
}
export async function makeFolders(): Promise<Folders> {
  const base = await mkdtemp(join(tmpdir(), 'mini-program-test-'));
  const project = join(base, 'coffee');
  await mkdir(join(project, 'pages', 'index'), { recursive: true });
  const config = { TCSASappid: sampleProgramId, projectname: 'Corner Coffee', compileType: 'miniprogram' };
  await writeFile(join(project, 'project.config.json'), JSON.stringify(config));
  await writeFile(join(project, 'app.json'), JSON.stringify({ pages: ['pages/index/index'] }));
  await writeFile(join(project, 'app.js'), 'App({});\n');
  await writeFile(join(project, 'pages', 'index', 'index.wxml'), '<view>Coffee</view>\n');
  await writeFile(join(project, 'pages', 'index', 'index.js'), 'Page({});\n');
  return { storage: join(base, 'storage'), project, remove: () => rm(base, { recursive: true, force: true }) };
}
