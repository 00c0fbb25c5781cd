import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { createCosUploader, type CosUploaderOptions } from '../../../src/upload/cosTarget';
import { createResumeFolder } from '../../../src/upload/resume';
import { createSmhUploader, type SmhUploaderOptions } from '../../../src/upload/smhTarget';
import { describeLibrarySecret } from '../../../src/client/mediaLibraries';
import type { Uploader, UploadPlace } from '../../../src/upload/upload';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, failsWith, type Package, packages, toldWorld } from './support/harness';
import { isStore } from './support/targets';

const mebibyte = 1024 * 1024;
const whole = 12 * mebibyte;

/** Runs the child until it has sent so many bytes, then kills it; without a limit until it is done. */
function runChild(args: readonly string[], killAt = Infinity): Promise<{ url: string | undefined; sent: number }> {
  const child = spawn(process.execPath, ['--import=tsx', path.join(__dirname, 'support', 'killedChild.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let sent = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    sent = Math.max(0, ...[...text.matchAll(/^sent (\d+)$/gm)].map(([, bytes]) => Number(bytes)));
    if (sent >= killAt) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    child.once('close', () => resolve({ url: /^url (.*)$/m.exec(text)?.[1], sent }));
  });
}

describe('an upload in parts that is killed', function () {
  this.timeout(120_000);
  const files = packages();
  let made: Package;
  let folder = '';
  let sandbox: Sandbox;
  let proxy: ChaosProxy;
  before(async () => {
    made = files.make(whole);
    sandbox = await startSandbox({ seed: 'empty', rateLimit: 'off' });
    proxy = await startChaosProxy(sandbox.url);
  });
  after(async () => {
    files.clear();
    await proxy.close();
    await sandbox.close();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'upload-resume-'));
    proxy.reset();
    proxy.next(isStore, { kind: 'slow', bytesPerSecond: 8_000_000 }, 1000);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const cos = (more: Partial<CosUploaderOptions> = {}): Uploader =>
    createCosUploader({
      ...toldWorld().effects,
      bucket: privateBucket,
      region: sandbox.region,
      endpoint: `${proxy.url}/cos/${privateBucket}`,
      credentials: () => Promise.resolve({ secretId: sandbox.secretId, secretKey: sandbox.secretKey }),
      reading: { kind: 'signed' },
      partsFrom: mebibyte,
      partBytes: mebibyte,
      resume: createResumeFolder(folder),
      ...more,
    });
  const sentParts = (): number =>
    proxy.seen.filter(isStore).reduce((sum, { headers }) => sum + Number(headers['content-length']), 0);

  for (const [kind, id] of [
    ['cos', privateBucket],
    ['smh', 'smh1sandboxone01'],
  ] as const)
    it(`goes on where it stopped, and ends as one file: ${kind}`, async () => {
      const args = [kind, proxy.url, folder, made.job.file, sandbox.secretId, sandbox.secretKey, id];
      const killed = await runChild(args, 7 * mebibyte);
      assert.equal(killed.url, undefined);
      const first = sentParts();
      const left = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
      assert.equal(left.length, 1);
      assert.ok(!left.join().includes(sandbox.secretKey));
      const before = sandbox.state.objects.size;
      const done = await runChild(args);
      assert.ok(done.url);
      await assertThere(done.url, made.bytes);
      assert.ok(sentParts() - first < whole, 'what was there is not sent again');
      assert.equal(sandbox.state.objects.size, before + 1);
      assert.equal(sandbox.multipart.list().length, 0);
      assert.deepEqual(readdirSync(folder), []);
    });

  it('begins again when the store has forgotten it', async () => {
    const args = ['cos', proxy.url, folder, made.job.file, sandbox.secretId, sandbox.secretKey, privateBucket];
    await runChild(args, 3 * mebibyte);
    for (const upload of sandbox.multipart.list()) sandbox.multipart.abort(upload);
    proxy.reset();
    const { url } = await cos()(made.job);
    await assertThere(url, made.bytes);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('keeps the parts when the network is gone, and finds them when it is back', async () => {
    proxy.reset();
    proxy.next((seen) => isStore(seen) && seen.url.includes('partNumber=9'), { kind: 'cut', share: 0.5 }, 3);
    await failsWith(cos({ parallel: 1 })(made.job), 'network');
    assert.equal(sandbox.multipart.list()[0]?.parts.size, 8);
    proxy.reset();
    const { url } = await cos({ parallel: 1 })(made.job);
    await assertThere(url, made.bytes);
    assert.equal(proxy.seen.filter(isStore).length, 4);
    assert.equal(sandbox.multipart.list().length, 0);
  });

  it('believes no part that is not ours: a file that changed is sent anew', async () => {
    proxy.reset();
    proxy.next((seen) => isStore(seen) && seen.url.includes('partNumber=5'), { kind: 'cut', share: 0.5 }, 3);
    await failsWith(cos({ parallel: 1 })(made.job), 'network');
    const other = files.make(whole);
    const { url } = await cos()(other.job);
    await assertThere(url, other.bytes);
    const again = await cos()(made.job);
    await assertThere(again.url, made.bytes);
    assert.equal(sandbox.multipart.list().length, 0);
  });

  it('removes parts that nobody came back to for a day', async () => {
    proxy.reset();
    proxy.next((seen) => isStore(seen) && seen.url.includes('partNumber=2'), { kind: 'cut', share: 0.5 }, 3);
    await failsWith(cos({ parallel: 1 })(made.job), 'network');
    assert.equal(sandbox.multipart.list().length, 1);
    const tomorrow = { ...systemClock, now: () => Date.now() + 25 * 3600 * 1000 };
    // The signature is of tomorrow too: the store tells the right time, and the second try uses it.
    const other = files.make(2 * mebibyte);
    await cos({ clock: tomorrow })(other.job);
    assert.equal(sandbox.multipart.list().length, 0);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('hands over what is complete already when only the news of it was lost', async () => {
    proxy.reset();
    const isComplete = ({ method, url }: { method: string; url: string }): boolean =>
      method === 'POST' && /\?uploadId=/.test(url);
    proxy.next(isComplete, { kind: 'loseAnswer' });
    const before = sandbox.state.objects.size;
    const { url } = await cos()(made.job);
    await assertThere(url, made.bytes);
    assert.equal(sandbox.state.objects.size, before + 1);
    assert.equal(proxy.seen.filter(isStore).length, 12);
  });

  it('is removed when nobody will go on with it', async () => {
    proxy.reset();
    proxy.next(isStore, { kind: 'cut', share: 0.5 }, 99);
    const { effects } = toldWorld();
    const resume = createResumeFolder(folder);
    const parts = { ...effects, partsFrom: mebibyte, partBytes: mebibyte, resume };
    const key = { secretId: sandbox.secretId, secretKey: sandbox.secretKey };
    const library = 'smh1sandboxone01';
    const control = { endpoint: sandbox.url, credentials: () => Promise.resolve(key), clock: systemClock };
    const smh: SmhUploaderOptions = {
      ...parts,
      endpoint: proxy.url,
      libraryId: library,
      credential: { kind: 'secret', librarySecret: (signal) => describeLibrarySecret(control, library, signal) },
    };
    const bucket: CosUploaderOptions = {
      ...parts,
      bucket: privateBucket,
      region: sandbox.region,
      endpoint: `${proxy.url}/cos/${privateBucket}`,
      credentials: () => Promise.resolve(key),
      reading: { kind: 'signed' },
    };
    const uploaders = [createSmhUploader(smh), createCosUploader(bucket)];
    const other = files.make(3 * mebibyte);
    const places: UploadPlace[] = [];
    const onPlace = (place: UploadPlace): Promise<void> => Promise.resolve(void places.push(place));
    for (const upload of uploaders)
      for (const { job } of [made, other]) await failsWith(upload({ ...job, onPlace }), 'network');
    assert.equal(sandbox.multipart.list().length, 4);
    // Each place is known to one of them only, and the uploads beside it stay.
    for (const [done, place] of places.entries()) {
      for (const upload of uploaders) await upload.discard?.(place);
      assert.equal(sandbox.multipart.list().length, 3 - done);
    }
    assert.equal(sandbox.media.uploads.open, 0);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('two windows with the same file both end well', async () => {
    proxy.reset();
    const stored = await Promise.all([cos()(made.job), cos()(made.job)]);
    for (const { url } of stored) await assertThere(url, made.bytes);
    assert.equal(sandbox.multipart.list().length, 0);
  });
});
