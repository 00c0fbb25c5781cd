import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { Crc64 } from '../../../src/upload/crc64';
import { createPlatformUploader, type PlatformUploaderOptions } from '../../../src/upload/platformTarget';
import { UploadError, type UploadErrorKind, type Uploader, type UploadJob } from '../../../src/upload/upload';
import { startStore, storeKey, type TestStore } from './testStore';

/** The package that is uploaded. */
export const content = Buffer.alloc(700_000, 'a package ');
const hurried: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
export const secret = {
  Bucket: 'bucket-125',
  Region: 'ap-singapore',
  Path: 'T1/tcmpp/abc.zip',
  TempSecretId: storeKey.id,
  TempSecretKey: storeKey.key,
  Token: 'the token/with+odd=signs',
  AccelerateEnable: 0,
};
export interface Target {
  readonly upload: Uploader;
  /** Suffixes for which credentials were asked. */
  readonly asked: string[];
}
export interface Rig {
  readonly folder: string;
  readonly store: TestStore;
  readonly job: () => UploadJob;
  readonly target: (change?: Partial<PlatformUploaderOptions>, secretChange?: object) => Target;
  readonly puts: () => number;
}

/** A file and, anew for each test, a store; ready once the hooks have run. */
export function uploadRig(): Rig {
  let folder = '';
  let store: TestStore | undefined;
  const current = (): TestStore => store!;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'upload-'));
    await writeFile(path.join(folder, 'package.zip'), content);
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    store = await startStore((bytes) => new Crc64().update(bytes).digest());
  });
  afterEach(() => current().close());

  return {
    get folder() {
      return folder;
    },
    get store() {
      return current();
    },
    job: () => ({ file: path.join(folder, 'package.zip'), suffix: '.zip' }),
    puts: () => current().requests.filter((request) => request.method === 'PUT').length,
    target: (change = {}, secretChange = {}) => {
      const asked: string[] = [];
      const upload = createPlatformUploader({
        tempSecret: (suffix) => {
          asked.push(suffix);
          return Promise.resolve({ ...secret, Path: `T1/tcmpp/${asked.length}.zip`, ...secretChange });
        },
        cosEndpoint: (bucket) => `${current().url}/cos/${bucket}`,
        clock: hurried,
        log: silentLog,
        ...change,
      });
      return { upload, asked };
    },
  };
}

export async function fails(promise: Promise<unknown>, kind: UploadErrorKind, code?: string): Promise<UploadError> {
  let seen: UploadError | undefined;
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof UploadError, String(error));
    assert.equal(error.kind, kind, error.message);
    if (code !== undefined) assert.equal(error.code, code);
    seen = error;
    return true;
  });
  return seen!;
}
