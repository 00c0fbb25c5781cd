import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../../src/base/clock';
import { Cancelled } from '../../../src/base/errors';
import { cosAddress } from '../../../src/upload/platformTarget';
import { content, fails, secret, uploadRig } from './platformRig';
import { refuse } from './testStore';

describe('upload to the platform', () => {
  const rig = uploadRig();

  describe('what is sent', () => {
    it('stores the file under the given path, signed, and answers an address that was read without credentials', async () => {
      const { upload, asked } = rig.target();
      const progress: [number, number][] = [];
      const uploaded = await upload({ ...rig.job(), onProgress: (sent, total) => progress.push([sent, total]) });
      assert.deepEqual(uploaded, { url: `${rig.store.url}/cos/bucket-125/T1/tcmpp/1.zip`, bytes: content.length });
      assert.deepEqual(asked, ['.zip']);
      assert.ok(rig.store.objects.get('/cos/bucket-125/T1/tcmpp/1.zip')?.equals(content));
      const request = rig.store.requests[0]!;
      assert.equal(request.headers['content-length'], String(content.length));
      assert.equal(request.headers['content-type'], 'application/zip');
      assert.equal(request.headers['x-cos-security-token'], secret.Token);
      assert.equal(rig.store.requests[1]?.method, 'HEAD');
      assert.deepEqual(progress.at(-1), [content.length, content.length]);
      assert.ok(progress.length >= 3, 'tells progress while it sends');
      assert.ok(progress.every(([sent], i) => i === 0 || sent > progress[i - 1]![0]));
    });

    it('has its temporary key and token remembered before it is sent', async () => {
      const remembered: string[] = [];
      const { upload } = rig.target({
        remember: (own) => {
          assert.equal(rig.store.requests.length, 0);
          remembered.push(own);
        },
      });
      await upload(rig.job());
      assert.deepEqual(remembered, [secret.TempSecretKey, secret.Token]);
    });

    it('names the object itself in a path that is a folder, and signs odd names as they are sent', async () => {
      const { upload } = rig.target({ newName: () => 'new name(1)' }, { Path: '/T1/小程序/' });
      const { url } = await upload(rig.job());
      assert.equal(new URL(url).pathname, '/cos/bucket-125/T1/%E5%B0%8F%E7%A8%8B%E5%BA%8F/new%20name%281%29.zip');
      const fresh = rig.target({}, { Path: 'T1/' });
      const urls = new Set([(await fresh.upload(rig.job())).url, (await fresh.upload(rig.job())).url]);
      assert.equal(urls.size, 2);
    });

    it('takes an empty file', async () => {
      const empty = path.join(rig.folder, 'empty.zip');
      await writeFile(empty, '');
      assert.equal((await rig.target().upload({ file: empty, suffix: '.zip' })).bytes, 0);
    });

    it('names a file that is not there, before anything is sent', async () => {
      await assert.rejects(
        rig.target().upload({ file: path.join(rig.folder, 'none.zip'), suffix: '.zip' }),
        /ENOENT.*none\.zip/,
      );
      assert.equal(rig.store.requests.length, 0);
    });

    it('stops when the file becomes shorter while it is sent, instead of sending another file', async () => {
      const shrinking = path.join(rig.folder, 'shrinking.zip');
      await writeFile(shrinking, Buffer.alloc(3_000_000));
      const { upload, asked } = rig.target();
      const running = upload({ file: shrinking, suffix: '.zip', onProgress: () => truncateSync(shrinking, 10) });
      await fails(running, 'checksum', 'fileChanged');
      assert.equal(asked.length, 1);
      assert.equal(rig.store.objects.size, 0);
    });

    it('uses the store of the platform by default, accelerated where it says so', () => {
      assert.equal(cosAddress('b-1', 'ap-x', false), 'https://b-1.cos.ap-x.myqcloud.com');
      assert.equal(cosAddress('b-1', 'ap-x', true), 'https://b-1.cos.accelerate.myqcloud.com');
    });
  });

  describe('trying again', () => {
    const curable: readonly [string, ReturnType<typeof refuse>][] = [
      ['an expired token', refuse(403, 'ExpiredToken', 'The token has expired')],
      ['a busy store', refuse(503, 'SlowDown', 'Please reduce your request rate')],
      ['a fault without a document', (response) => response.writeHead(502).end()],
      ['a dropped connection', (response) => response.socket?.destroy()],
    ];
    for (const [name, fault] of curable)
      it(`takes new credentials and a new name after ${name}`, async () => {
        rig.store.faults.push(fault);
        const { upload, asked } = rig.target();
        const { url } = await upload(rig.job());
        assert.equal(asked.length, 2);
        assert.ok(url.endsWith('/T1/tcmpp/2.zip'));
        assert.ok(rig.store.objects.get('/cos/bucket-125/T1/tcmpp/2.zip')?.equals(content));
      });

    it('gives up after three tries, with the store’s own code and request id', async () => {
      const fault = refuse(403, 'ExpiredToken', 'a &lt;b&gt; &amp; c');
      rig.store.faults.push(fault, fault, fault, fault);
      const { upload, asked } = rig.target();
      const error = await fails(upload(rig.job()), 'expired', 'ExpiredToken');
      assert.equal(error.detail, 'a <b> & c');
      assert.equal(error.requestId, 'NjRlMQ==');
      assert.equal(error.host, new URL(rig.store.url).host);
      assert.equal(asked.length, 3);
    });

    it('does not repeat a refusal', async () => {
      for (const [code, kind] of [
        ['AccessDenied', 'denied'],
        ['NoSuchBucket', 'notFound'],
        ['SignatureDoesNotMatch', 'denied'],
      ] as const) {
        rig.store.faults.push(refuse(403, code, 'no'));
        const { upload, asked } = rig.target();
        await fails(upload(rig.job()), kind, code);
        assert.equal(asked.length, 1);
      }
    });

    it('corrects a clock that is off by the Date of the answer', async () => {
      const late: Clock = { now: () => Date.now() - 7_200_000, sleep: () => Promise.resolve() };
      rig.store.faults.push(refuse(403, 'RequestTimeTooSkewed', 'The difference is too large'));
      const { upload, asked } = rig.target({ clock: late });
      await upload(rig.job());
      assert.equal(asked.length, 2);
      await upload(rig.job());
      assert.equal(asked.length, 3, 'the correction is kept');
    });

    it('sends again once when the store got other bytes, and no more', async () => {
      let wrong = 1;
      const right = rig.store.crc;
      rig.store.crc = (bytes) => (wrong-- > 0 ? '12345' : right(bytes));
      const healed = rig.target();
      await healed.upload(rig.job());
      assert.equal(healed.asked.length, 2);
      wrong = 99;
      const broken = rig.target();
      await fails(broken.upload(rig.job()), 'checksum');
      assert.equal(broken.asked.length, 2);
    });

    it('goes without acceleration when the bucket has none', async () => {
      rig.store.faults.push(refuse(400, 'BucketAccelerateNotEnabled', 'not enabled'));
      const modes: boolean[] = [];
      const { upload } = rig.target(
        {
          cosEndpoint: (bucket, _region, accelerate) => {
            modes.push(accelerate);
            return `${rig.store.url}/cos/${bucket}`;
          },
        },
        { AccelerateEnable: 1 },
      );
      await upload(rig.job());
      assert.deepEqual(modes, [true, false]);
    });

    it('gives up a store that stops taking bytes', async () => {
      rig.store.faults.push(
        () => undefined,
        () => undefined,
        () => undefined,
      );
      await fails(rig.target({ idleMs: 60 }).upload(rig.job()), 'timeout');
      assert.equal(rig.puts(), 3);
    });
  });

  describe('cancel', () => {
    it('stops a transfer within 200 ms, and the bytes with it', async () => {
      const big = path.join(rig.folder, 'big.zip');
      await writeFile(big, Buffer.alloc(40_000_000));
      const slow = (_response: unknown, request: { pause(): unknown; resume(): unknown }): void => {
        const timer = setInterval(() => (request.pause(), setTimeout(() => request.resume(), 15)), 16);
        timer.unref();
      };
      rig.store.faults.push(slow);
      const stop = new AbortController();
      const { upload, asked } = rig.target();
      let abortedAt = 0;
      const running = upload({
        file: big,
        suffix: '.zip',
        signal: stop.signal,
        onProgress: (sent) => {
          if (sent > 500_000 && abortedAt === 0) {
            abortedAt = Date.now();
            stop.abort();
          }
        },
      });
      await assert.rejects(running, Cancelled);
      assert.ok(Date.now() - abortedAt < 200, `${Date.now() - abortedAt} ms`);
      assert.equal(asked.length, 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const then = rig.store.bytesIn();
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(rig.store.bytesIn(), then, 'nothing is sent any more');
      assert.ok(then < 40_000_000);
    });

    it('asks for no credentials when it came before', async () => {
      const stop = new AbortController();
      stop.abort();
      const { upload, asked } = rig.target();
      await assert.rejects(upload({ ...rig.job(), signal: stop.signal }), Cancelled);
      assert.equal(asked.length + rig.store.requests.length, 0);
    });
  });
});
