import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { platformUpload } from '../../../src/app/platformUpload';
import { silentLog } from '../../../src/base/log';
import { createClient } from '../../../src/client/createClient';
import { describeLibrarySecret } from '../../../src/client/mediaLibraries';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { createCosUploader } from '../../../src/upload/cosTarget';
import { createPlatformUploader } from '../../../src/upload/platformTarget';
import { createResumeFolder } from '../../../src/upload/resume';
import { createSmhUploader } from '../../../src/upload/smhTarget';
import type { Uploader } from '../../../src/upload/upload';
import { addressOf, sessionOf } from '../publish/support/world';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, failsWith, packages, toldWorld } from './support/harness';
import { isStore } from './support/targets';

const mebibyte = 1024 * 1024;
const hours = 3600 * 1000;

describe('a computer that slept in the middle of an upload', function () {
  this.timeout(60_000);
  const files = packages();
  let asleepMs = 0;
  const now = (): number => Date.now() + asleepMs;
  let folder = '';
  let sandbox: Sandbox;
  let proxy: ChaosProxy;
  before(async () => {
    // The world goes on while the computer sleeps: keys, tokens and signatures of before have ended when it wakes.
    const clock = { now, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
    sandbox = await startSandbox({ clock, rateLimit: 'off' });
    proxy = await startChaosProxy(sandbox.url);
  });
  after(async () => {
    files.clear();
    await proxy.close();
    await sandbox.close();
  });
  beforeEach(() => {
    asleepMs = 0;
    proxy.reset();
    folder = mkdtempSync(path.join(tmpdir(), 'upload-slept-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const credentials = () => Promise.resolve({ secretId: sandbox.secretId, secretKey: sandbox.secretKey });
  const effects = () => {
    const told = toldWorld().effects;
    return { ...told, clock: { ...told.clock, now } };
  };
  const parts = () => ({ partBytes: mebibyte, parallel: 2, resume: createResumeFolder(folder) });
  const cos = (): Uploader =>
    createCosUploader({
      ...effects(),
      ...parts(),
      partsFrom: mebibyte,
      bucket: privateBucket,
      region: sandbox.region,
      endpoint: `${proxy.url}/cos/${privateBucket}`,
      credentials,
      reading: { kind: 'signed' },
    });
  const smh = (partsFrom: number): Uploader => {
    const { id } = sandbox.media.libraries[0]!;
    const control = { endpoint: sandbox.url, credentials, clock: { now, sleep: () => Promise.resolve() } };
    return createSmhUploader({
      ...effects(),
      ...parts(),
      partsFrom,
      endpoint: proxy.url,
      libraryId: id,
      credential: { kind: 'secret', librarySecret: (signal) => describeLibrarySecret(control, id, signal) },
    });
  };
  const platform = (): Uploader => {
    const { profile } = sessionOf(addressOf(sandbox, undefined));
    const client = createClient({ ...profile, credentials, clock: effects().clock, log: silentLog, userAgent: 'test' });
    const { tempSecret } = platformUpload(profile, client, () => 'tcmpp');
    return createPlatformUploader({ ...effects(), tempSecret, cosEndpoint: (name) => `${proxy.url}/cos/${name}` });
  };

  for (const [name, uploader] of [
    ['platform', platform],
    ['cos in parts', cos],
    ['smh', () => smh(99 * mebibyte)],
    ['smh in parts', () => smh(mebibyte)],
  ] as const)
    it(`goes on when it wakes, with keys that are asked anew: ${name}`, async () => {
      const made = files.make(6 * mebibyte);
      // The connection did not live through it.
      proxy.next((seen) => isStore(seen) && !/partNumber=[12]$/.test(seen.url), { kind: 'cut', share: 0.5 });
      const onProgress = (sent: number): void => {
        if (sent > 2 * mebibyte) asleepMs = 9 * hours;
      };
      const { url } = await uploader()({ ...made.job, onProgress });
      assert.equal(asleepMs, 9 * hours);
      await assertThere(url, made.bytes);
      assert.equal(sandbox.multipart.list().length, 0);
      assert.equal(sandbox.media.uploads.open, 0);
      assert.deepEqual(readdirSync(folder), []);
    });

  it('keeps its parts while the session token has run out, and goes on with the next one', async () => {
    const made = files.make(6 * mebibyte);
    const body = '<Error><Code>ExpiredToken</Code><Message>The security token has expired.</Message></Error>';
    proxy.next(
      (seen) => seen.url.includes('/cos/') && /partNumber=[3-6]/.test(seen.url),
      { kind: 'answer', status: 403, body },
      99,
    );
    await failsWith(cos()(made.job), 'expired');
    assert.equal(sandbox.multipart.list().length, 1);
    proxy.reset();
    const { url } = await cos()(made.job);
    await assertThere(url, made.bytes);
    assert.equal(proxy.seen.filter(isStore).length, 4, 'what was there is not sent again');
    assert.equal(sandbox.multipart.list().length, 0);
  });
});
