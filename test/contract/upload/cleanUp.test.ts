import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { describeLibrarySecret } from '../../../src/client/mediaLibraries';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { createCosUploader } from '../../../src/upload/cosTarget';
import { createResumeFolder, keepForLater, type ResumeStore } from '../../../src/upload/resume';
import { createSmhUploader } from '../../../src/upload/smhTarget';
import type { Uploader } from '../../../src/upload/upload';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, failsWith, type Package, packages, type Told, toldWorld } from './support/harness';
import { isStore } from './support/targets';

const mebibyte = 1024 * 1024;
const library = 'smh1sandboxone01';

describe('cleaning up after uploads in parts', function () {
  this.timeout(60_000);
  const files = packages();
  let folder = '';
  let sandbox: Sandbox;
  let proxy: ChaosProxy;
  let large: Package;
  let small: Package;
  let told: Told;
  before(async () => {
    sandbox = await startSandbox({ seed: 'empty', rateLimit: 'off' });
    proxy = await startChaosProxy(sandbox.url);
  });
  after(async () => {
    files.clear();
    await proxy.close();
    await sandbox.close();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'upload-cleanup-'));
    [large, small] = [files.make(6 * mebibyte), files.make(1000)];
    proxy.reset();
    told = toldWorld();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const credentials = () => Promise.resolve({ secretId: sandbox.secretId, secretKey: sandbox.secretKey });
  const parts = (resume: ResumeStore) => ({ ...told.effects, partsFrom: mebibyte, partBytes: mebibyte, resume });
  const uploaders = {
    cos: (resume: ResumeStore): Uploader =>
      createCosUploader({
        ...parts(resume),
        parallel: 1,
        bucket: privateBucket,
        region: sandbox.region,
        endpoint: `${proxy.url}/cos/${privateBucket}`,
        credentials,
        reading: { kind: 'signed' },
      }),
    smh: (resume: ResumeStore): Uploader => {
      const control = { endpoint: sandbox.url, credentials, clock: systemClock };
      const librarySecret = (signal: AbortSignal | undefined) => describeLibrarySecret(control, library, signal);
      const credential = { kind: 'secret', librarySecret } as const;
      const place = { endpoint: proxy.url, libraryId: library };
      return createSmhUploader({ ...parts(resume), ...place, parallel: 1, credential });
    },
  };
  const isPart = (number: number) => (seen: Parameters<typeof isStore>[0]) =>
    isStore(seen) && seen.url.includes(`partNumber=${number}`);
  /** Leaves an upload with three parts in the store. */
  const leave = async (upload: Uploader, made: Package): Promise<void> => {
    proxy.next(isPart(4), { kind: 'cut', share: 0.5 }, 3);
    await failsWith(upload(made.job), 'network');
    proxy.reset();
  };

  for (const kind of ['cos', 'smh'] as const) {
    it(`leaves alone what was given up and is gone on with meanwhile: ${kind}`, async () => {
      const resume = createResumeFolder(folder);
      const upload = uploaders[kind](resume);
      await leave(upload, large);
      for (const entry of await resume.load()) await keepForLater(resume, entry);
      let beside: Promise<unknown> | undefined;
      proxy.next(isStore, { kind: 'slow', bytesPerSecond: 2_000_000 }, 2);
      const onProgress = (): void => void (beside ??= uploaders[kind](resume)(small.job));
      const { url } = await upload({ ...large.job, onProgress });
      await beside;
      assert.ok(beside);
      await assertThere(url, large.bytes);
      const sent = proxy.seen.filter((seen) => isStore(seen) && seen.url.includes('partNumber='));
      assert.equal(sent.length, 3, 'what was there is not sent again');
    });

    it(`does not end an upload that is stored, where the disk refuses: ${kind}`, async () => {
      const kept = createResumeFolder(folder);
      const resume = { ...kept, remove: () => Promise.reject(new Error('EPERM: operation not permitted')) };
      await leave(uploaders[kind](kept), large);
      for (const entry of await kept.load()) await keepForLater(kept, entry);
      const { url } = await uploaders[kind](resume)(small.job);
      await assertThere(url, small.bytes);
      assert.equal(sandbox.multipart.list().length, 0);
      const other = files.make(2 * mebibyte);
      await assertThere((await uploaders[kind](resume)(other.job)).url, other.bytes);
      assert.match(told.lines.join('\n'), /could not be forgotten \(EPERM/);
    });
  }
});
