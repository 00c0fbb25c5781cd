import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../src/base/clock';
import { Cancelled } from '../../../src/base/errors';
import { silentLog } from '../../../src/base/log';
import { Crc64 } from '../../../src/upload/crc64';
import { cosAddress, createPlatformUploader, type PlatformUploaderOptions } from '../../../src/upload/platformTarget';
import { UploadError, type UploadErrorKind, type Uploader } from '../../../src/upload/upload';
import { refuse, startStore, storeKey, type TestStore } from './testStore';

let folder: string;
let file: string;
let store: TestStore;
const content = Buffer.alloc(700_000, 'a package ');

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'upload-'));
  file = path.join(folder, 'package.zip');
  await writeFile(file, content);
});
after(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  store = await startStore((bytes) => new Crc64().update(bytes).digest());
});
afterEach(() => store.close());

const hurried: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const secret = {
  Bucket: 'bucket-125',
  Region: 'ap-singapore',
  Path: 'T1/tcmpp/abc.zip',
  TempSecretId: storeKey.id,
  TempSecretKey: storeKey.key,
  Token: 'the token/with+odd=signs',
  AccelerateEnable: 0,
};
interface Target {
  readonly upload: Uploader;
  /** Suffixes for which credentials were asked. */
  readonly asked: string[];
}
function target(change: Partial<PlatformUploaderOptions> = {}, secretChange: object = {}): Target {
  const asked: string[] = [];
  const upload = createPlatformUploader({
    tempSecret: (suffix) => {
      asked.push(suffix);
      return Promise.resolve({ ...secret, Path: `T1/tcmpp/${asked.length}.zip`, ...secretChange });
    },
    cosEndpoint: (bucket) => `${store.url}/cos/${bucket}`,
    clock: hurried,
    log: silentLog,
    ...change,
  });
  return { upload, asked };
}
const job = (): { file: string; suffix: string } => ({ file, suffix: '.zip' });
async function fails(promise: Promise<unknown>, kind: UploadErrorKind, code?: string): Promise<UploadError> {
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
const puts = (): number => store.requests.filter((request) => request.method === 'PUT').length;

describe('upload to the platform', () => {
  it('stores the file under the given path, signed, and answers an address that was read without credentials', async () => {
    const { upload, asked } = target();
    const progress: [number, number][] = [];
    const uploaded = await upload({ ...job(), onProgress: (sent, total) => progress.push([sent, total]) });
    assert.deepEqual(uploaded, { url: `${store.url}/cos/bucket-125/T1/tcmpp/1.zip`, bytes: content.length });
    assert.deepEqual(asked, ['.zip']);
    assert.ok(store.objects.get('/cos/bucket-125/T1/tcmpp/1.zip')?.equals(content));
    const request = store.requests[0]!;
    assert.equal(request.headers['content-length'], String(content.length));
    assert.equal(request.headers['content-type'], 'application/zip');
    assert.equal(request.headers['x-cos-security-token'], secret.Token);
    assert.equal(store.requests[1]?.method, 'HEAD');
    assert.deepEqual(progress.at(-1), [content.length, content.length]);
    assert.ok(progress.length >= 3, 'tells progress while it sends');
    assert.ok(progress.every(([sent], i) => i === 0 || sent > progress[i - 1]![0]));
  });

  it('names the object itself in a path that is a folder, and signs odd names as they are sent', async () => {
    const { upload } = target({ newName: () => 'new name(1)' }, { Path: '/T1/小程序/' });
    const { url } = await upload(job());
    assert.equal(new URL(url).pathname, '/cos/bucket-125/T1/%E5%B0%8F%E7%A8%8B%E5%BA%8F/new%20name%281%29.zip');
    const fresh = target({}, { Path: 'T1/' });
    const urls = new Set([(await fresh.upload(job())).url, (await fresh.upload(job())).url]);
    assert.equal(urls.size, 2);
  });

  it('takes an empty file', async () => {
    const empty = path.join(folder, 'empty.zip');
    await writeFile(empty, '');
    assert.equal((await target().upload({ file: empty, suffix: '.zip' })).bytes, 0);
  });

  it('names a file that is not there, before anything is sent', async () => {
    await assert.rejects(target().upload({ file: path.join(folder, 'none.zip'), suffix: '.zip' }), /ENOENT.*none\.zip/);
    assert.equal(store.requests.length, 0);
  });

  it('stops when the file becomes shorter while it is sent, instead of sending another file', async () => {
    const shrinking = path.join(folder, 'shrinking.zip');
    await writeFile(shrinking, Buffer.alloc(3_000_000));
    const { upload, asked } = target();
    const running = upload({ file: shrinking, suffix: '.zip', onProgress: () => truncateSync(shrinking, 10) });
    await fails(running, 'checksum', 'fileChanged');
    assert.equal(asked.length, 1);
    assert.equal(store.objects.size, 0);
  });

  it('uses the store of the platform by default, accelerated where it says so', () => {
    assert.equal(cosAddress('b-1', 'ap-x', false), 'https://b-1.cos.ap-x.myqcloud.com');
    assert.equal(cosAddress('b-1', 'ap-x', true), 'https://b-1.cos.accelerate.myqcloud.com');
  });
});

describe('upload to the platform: trying again', () => {
  const curable: readonly [string, ReturnType<typeof refuse>][] = [
    ['an expired token', refuse(403, 'ExpiredToken', 'The token has expired')],
    ['a busy store', refuse(503, 'SlowDown', 'Please reduce your request rate')],
    ['a fault without a document', (response) => response.writeHead(502).end()],
    ['a dropped connection', (response) => response.socket?.destroy()],
  ];
  for (const [name, fault] of curable)
    it(`takes new credentials and a new name after ${name}`, async () => {
      store.faults.push(fault);
      const { upload, asked } = target();
      const { url } = await upload(job());
      assert.equal(asked.length, 2);
      assert.ok(url.endsWith('/T1/tcmpp/2.zip'));
      assert.ok(store.objects.get('/cos/bucket-125/T1/tcmpp/2.zip')?.equals(content));
    });

  it('gives up after three tries, with the store’s own code and request id', async () => {
    const fault = refuse(403, 'ExpiredToken', 'a &lt;b&gt; &amp; c');
    store.faults.push(fault, fault, fault, fault);
    const { upload, asked } = target();
    const error = await fails(upload(job()), 'expired', 'ExpiredToken');
    assert.equal(error.detail, 'a <b> & c');
    assert.equal(error.requestId, 'NjRlMQ==');
    assert.equal(error.host, new URL(store.url).host);
    assert.equal(asked.length, 3);
  });

  it('does not repeat a refusal', async () => {
    for (const [code, kind] of [
      ['AccessDenied', 'denied'],
      ['NoSuchBucket', 'notFound'],
      ['SignatureDoesNotMatch', 'denied'],
    ] as const) {
      store.faults.push(refuse(403, code, 'no'));
      const { upload, asked } = target();
      await fails(upload(job()), kind, code);
      assert.equal(asked.length, 1);
    }
  });

  it('corrects a clock that is off by the Date of the answer', async () => {
    const late: Clock = { now: () => Date.now() - 7_200_000, sleep: () => Promise.resolve() };
    store.faults.push(refuse(403, 'RequestTimeTooSkewed', 'The difference is too large'));
    const { upload, asked } = target({ clock: late });
    await upload(job());
    assert.equal(asked.length, 2);
    await upload(job());
    assert.equal(asked.length, 3, 'the correction is kept');
  });

  it('sends again once when the store got other bytes, and no more', async () => {
    let wrong = 1;
    const right = store.crc;
    store.crc = (bytes) => (wrong-- > 0 ? '12345' : right(bytes));
    const healed = target();
    await healed.upload(job());
    assert.equal(healed.asked.length, 2);
    wrong = 99;
    const broken = target();
    await fails(broken.upload(job()), 'checksum');
    assert.equal(broken.asked.length, 2);
  });

  it('goes without acceleration when the bucket has none', async () => {
    store.faults.push(refuse(400, 'BucketAccelerateNotEnabled', 'not enabled'));
    const modes: boolean[] = [];
    const { upload } = target(
      {
        cosEndpoint: (bucket, _region, accelerate) => {
          modes.push(accelerate);
          return `${store.url}/cos/${bucket}`;
        },
      },
      { AccelerateEnable: 1 },
    );
    await upload(job());
    assert.deepEqual(modes, [true, false]);
  });

  it('gives up a store that stops taking bytes', async () => {
    store.faults.push(
      () => undefined,
      () => undefined,
      () => undefined,
    );
    await fails(target({ idleMs: 60 }).upload(job()), 'timeout');
    assert.equal(puts(), 3);
  });
});

describe('upload to the platform: cancel', () => {
  it('stops a transfer within 200 ms, and the bytes with it', async () => {
    const big = path.join(folder, 'big.zip');
    await writeFile(big, Buffer.alloc(40_000_000));
    const slow = (_response: unknown, request: { pause(): unknown; resume(): unknown }): void => {
      const timer = setInterval(() => (request.pause(), setTimeout(() => request.resume(), 15)), 16);
      timer.unref();
    };
    store.faults.push(slow);
    const stop = new AbortController();
    const { upload, asked } = target();
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
    const then = store.bytesIn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(store.bytesIn(), then, 'nothing is sent any more');
    assert.ok(then < 40_000_000);
  });

  it('asks for no credentials when it came before', async () => {
    const stop = new AbortController();
    stop.abort();
    const { upload, asked } = target();
    await assert.rejects(upload({ ...job(), signal: stop.signal }), Cancelled);
    assert.equal(asked.length + store.requests.length, 0);
  });
});

describe('upload to the platform: bad credentials', () => {
  it('says so when the platform gives none or half', async () => {
    for (const change of [{ Bucket: null }, { TempSecretKey: '' }, { Token: null }, { Path: null }])
      await fails(target({}, change).upload(job()), 'noCredentials');
    assert.equal(store.requests.length, 0);
  });

  it('sends no credentials to a host that a bucket’s name smuggles in', async () => {
    for (const change of [{ Bucket: 'evil.example/' }, { Region: 'x.example#' }, { Bucket: '@evil' }])
      await fails(target({}, change).upload(job()), 'noCredentials', 'invalid');
  });

  it('passes on what the platform says', async () => {
    const { upload } = target({ tempSecret: () => Promise.reject(new Error('FailedOperation.LoginAuthFailed')) });
    await assert.rejects(upload(job()), /LoginAuthFailed/);
  });
});

describe('upload to the platform: reading back', () => {
  it('asks by GET for the first byte where HEAD is refused', async () => {
    store.read = (response, request) => {
      if (request.method === 'HEAD') response.writeHead(405).end();
      else {
        assert.equal(request.headers.range, 'bytes=0-0');
        response.writeHead(206, { 'content-range': `bytes 0-0/${content.length}` }).end('a');
      }
    };
    await target().upload(job());
  });

  it('refuses an address that others cannot read, that is not there, or that leads elsewhere', async () => {
    const cases: readonly [number, UploadErrorKind, RegExp][] = [
      [403, 'denied', /cannot be read without a login/],
      [404, 'notFound', /nothing is found/],
      [302, 'denied', /cannot be read/],
    ];
    for (const [status, kind, detail] of cases) {
      store.read = (response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
      const error = await fails(target().upload(job()), kind, `HTTP ${status}`);
      assert.match(error.detail, detail);
    }
    assert.equal(puts(), 3, 'the file itself is not sent again');
  });

  it('refuses an address that answers another size', async () => {
    store.read = (response) => response.writeHead(200, { 'content-length': 5 }).end();
    await fails(target().upload(job()), 'checksum');
  });

  it('waits for a store that needs a moment', async () => {
    let times = 0;
    store.read = (response) => {
      if (++times <= 2) response.writeHead(503).end();
      else response.writeHead(200, { 'content-length': content.length }).end();
    };
    await target().upload(job());
  });
});
