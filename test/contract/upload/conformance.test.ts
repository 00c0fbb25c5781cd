import assert from 'node:assert/strict';
import { Cancelled } from '../../../src/base/errors';
import { type ChaosProxy, startChaosProxy } from './support/chaosProxy';
import { assertThere, failsWith, packages, type Told, toldWorld } from './support/harness';
import { isReadBack, isStore, type Rig, type Target, targets } from './support/targets';

/** Each try sends one file, or up to three parts at once before the first that fails ends the others. */
const isOneTry = ({ inParts }: Target): boolean => !inParts;
const kilobyte = 1024;
/** 300 MB to every target take a while: `UPLOAD_LARGE=1`. */
const large = process.env['UPLOAD_LARGE'] === undefined ? [] : [300_000_000];

for (const target of targets)
  describe(`upload conformance: ${target.name}`, function () {
    this.timeout(300_000);
    const files = packages();
    let rig: Rig;
    let proxy: ChaosProxy;
    let end: () => Promise<void> = () => Promise.resolve();
    let told: Told;
    before(async function () {
      const started = await target.start();
      if (!started) return this.skip();
      rig = started;
      proxy = await startChaosProxy(rig.url);
      end = () => Promise.all([proxy.close(), rig.stop()]).then(() => undefined);
    });
    after(async () => {
      files.clear();
      await end();
    });
    beforeEach(() => {
      proxy.reset();
      told = toldWorld();
    });
    afterEach(() => {
      assert.equal(rig.orphans(), 0, 'nothing unfinished is left behind');
      for (const secret of told.secrets)
        for (const line of told.lines) assert.ok(!line.includes(secret), `a secret in: ${line}`);
    });
    const upload = (made: ReturnType<typeof files.make>, signal?: AbortSignal) =>
      rig.uploader(proxy.url, told.effects)({ ...made.job, ...(signal && { signal }) });
    const misses = target.missesFolders ? 1 : 0;
    const puts = (): number => proxy.seen.filter(isStore).length;

    for (const size of [0, 1, 700_001, 3 * 1024 * kilobyte + 1, ...large])
      it(`stores ${size} bytes as they are, and tells how far it is`, async () => {
        const made = files.make(size);
        const progress: [number, number][] = [];
        const job = { ...made.job, onProgress: (sent: number, total: number) => void progress.push([sent, total]) };
        const { url, bytes } = await rig.uploader(proxy.url, told.effects)(job);
        assert.equal(bytes, size);
        await assertThere(url, made.bytes);
        assert.deepEqual(progress.at(-1), [size, size]);
        assert.ok(progress.every(([sent, total]) => sent <= total && total === size));
      });

    it('takes names with Chinese, spaces and signs', async () => {
      const name = '小程序 包 (1) +&=#%25 é.zip';
      const made = files.make(5000, name);
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
      if (!target.keepsNames) return;
      const asked = proxy.seen.map((one) => decodeURIComponent(one.url)).join('\n');
      assert.ok(asked.includes(name), asked);
    });

    it('reads its address back without credentials before it hands it over', async () => {
      await upload(files.make(5000));
      const last = proxy.seen.filter(isReadBack).at(-1);
      assert.ok(last);
      for (const name of ['authorization', 'x-cos-security-token', 'cookie'])
        assert.equal(last.headers[name], undefined);
    });

    it('waits for a server that is slow, as long as bytes move', async () => {
      // Longer in all than the server may be silent, and more than the buffers in between can hold.
      const made = files.make(12_000_000);
      told = toldWorld(1500);
      proxy.next(isStore, { kind: 'slow', bytesPerSecond: 6_000_000 }, 99);
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
    });

    it('gives up a server that stalls, in time', async () => {
      told = toldWorld(150);
      proxy.next(isStore, { kind: 'stall' }, 99);
      const started = Date.now();
      await failsWith(upload(files.make(2_000_000)), 'timeout');
      assert.ok(Date.now() - started < 8000, `${Date.now() - started} ms`);
    });

    it('sends again after a reset at 60 %', async () => {
      const made = files.make(2_000_000);
      proxy.next(isStore, { kind: 'cut', share: 0.6 });
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
    });

    it('gets over an answer that is lost on the way', async () => {
      const made = files.make(1_200_000);
      proxy.next(isStore, { kind: 'loseAnswer' });
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
    });

    it('takes fresh credentials when they expire in the middle', async function () {
      const made = files.make(2_500_000);
      if (target.expired) proxy.next(isStore, target.expired, 1);
      else if (rig.expire) rig.expire();
      else return this.skip();
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
      assert.ok(puts() >= 2);
    });

    it('tries twice more when the server is ill, and no more', async () => {
      const made = files.make(900_000);
      proxy.next(isStore, { kind: 'answer', status: 503 }, 2);
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
      assert.equal(puts(), 3 + misses);
      proxy.reset();
      proxy.next(isStore, { kind: 'answer', status: 500 }, 99);
      const error = await failsWith(upload(files.make(900_000)), 'server');
      assert.match(error.code, /HTTP 500|InternalError/);
      assert.equal(puts(), 3);
    });

    it('follows no redirect to another host, and says where it led', async () => {
      const other = await startChaosProxy(rig.url);
      try {
        const headers = { location: `${other.url}/elsewhere/x.zip?token=abc` };
        proxy.next(isStore, { kind: 'answer', status: 307, headers }, 99);
        const error = await failsWith(upload(files.make(2_000_000)), 'redirect');
        assert.ok(error.detail.includes(`${other.url}/elsewhere/x.zip`), error.detail);
        assert.ok(!error.detail.includes('abc'));
        assert.equal(other.seen.length, 0);
      } finally {
        await other.close();
      }
    });

    it('sends once more what arrives damaged, and then says so', async () => {
      const made = files.make(1_500_000);
      proxy.next(isStore, { kind: 'corrupt' });
      const { url } = await upload(made);
      await assertThere(url, made.bytes);
      proxy.reset();
      proxy.next(isStore, { kind: 'corrupt' }, 99);
      await failsWith(upload(files.make(900_000)), 'checksum');
      assert.equal(puts(), 2 + misses);
    });

    it('says that the server is full, without trying again', async () => {
      proxy.next(isStore, { kind: 'answer', status: 507 }, 99);
      await failsWith(upload(files.make(900_000)), 'full');
      assert.equal(puts(), 1);
    });

    it('stops at any byte when it is cancelled, and leaves nothing behind', async () => {
      const made = files.make(2_000_000);
      for (let round = 0; round < 8; round++) {
        proxy.reset();
        proxy.next(isStore, { kind: 'slow', bytesPerSecond: 20_000_000 }, 99);
        const stop = new AbortController();
        const at = Math.floor((round / 8) * made.bytes.length);
        let abortedAt = 0;
        const abort = (): void => {
          abortedAt = Date.now();
          stop.abort();
        };
        const onProgress = (sent: number): void => {
          if (sent >= at && abortedAt === 0) abort();
        };
        const running = rig.uploader(proxy.url, told.effects)({ ...made.job, signal: stop.signal, onProgress });
        await assert.rejects(running, Cancelled);
        assert.ok(Date.now() - abortedAt < 1000, `${Date.now() - abortedAt} ms`);
        assert.equal(rig.orphans(), 0);
      }
    });

    it('explains an address that the platform could not read', async function () {
      if (!target.needsPublic) return this.skip();
      proxy.next(isReadBack, { kind: 'answer', status: 403 }, 99);
      const error = await failsWith(upload(files.make(5000)), 'unreadable');
      assert.match(error.detail, /without a login/);
      assert.doesNotMatch(error.detail, /q-signature|access_token/);
    });

    it('uploads two files at once, each to a place of its own', async () => {
      const [one, other] = [files.make(1_300_000, 'same.zip'), files.make(1_300_000, 'other.zip')];
      const uploader = rig.uploader(proxy.url, told.effects);
      const stored = await Promise.all([uploader(one.job), uploader(other.job), uploader(one.job)]);
      assert.equal(new Set(stored.map(({ url }) => url)).size, 3);
      for (const [i, made] of [one, other, one].entries()) await assertThere(stored[i]!.url, made.bytes);
    });

    if (isOneTry(target) && target.keepsNames)
      it('keeps every secret out of what an error says', async () => {
        proxy.next(isStore, { kind: 'answer', status: 403, body: 'no' }, 9);
        const error = await failsWith(upload(files.make(5000)), 'denied');
        for (const secret of told.secrets) assert.ok(!`${error.message} ${error.stack ?? ''}`.includes(secret));
      });
  });
