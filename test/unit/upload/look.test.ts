import assert from 'node:assert/strict';
import nodeFetch, { Request, type RequestInfo, type RequestInit, Response } from 'node-fetch';
import type { Clock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { createCosUploader } from '../../../src/upload/cosTarget';
import type { UploadEffects } from '../../../src/upload/effects';
import { cosAddress, createPlatformUploader } from '../../../src/upload/platformTarget';
import type { ResumeStore, Unfinished } from '../../../src/upload/resume';
import { createSmhUploader } from '../../../src/upload/smhTarget';
import { content, fails, secret, uploadRig } from './platformRig';

const hurried: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
const xml = (code: string): string => `<Error><Code>${code}</Code><Message>no</Message></Error>`;
const bucket = { bucket: secret.Bucket, region: secret.Region };
const [fast, plain] = [true, false].map((accelerate) => cosAddress(secret.Bucket, secret.Region, accelerate)) as [
  string,
  string,
];

interface Network {
  readonly effects: UploadEffects;
  /** Method and address of every request, in order. */
  readonly seen: string[];
}
function network(answer: (method: string, url: URL) => Response): Network {
  const seen: string[] = [];
  const ask = (to: URL | RequestInfo, init?: RequestInit): Promise<Response> => {
    const request = new Request(to, init);
    const [method, url] = [request.method, new URL(request.url)];
    seen.push(`${method} ${url.origin}`);
    return Promise.resolve(answer(method, url));
  };
  const fetch = Object.assign(ask, nodeFetch, { isRedirect: () => false });
  return { effects: { clock: hurried, log: silentLog, fetch }, seen };
}
const withoutAcceleration = (): Network =>
  network((_method, { origin }) =>
    origin === fast
      ? new Response(xml('BucketAccelerateNotEnabled'), { status: 400 })
      : new Response(xml('NoSuchKey'), { status: 404 }),
  );

describe('a look at a bucket without acceleration', () => {
  const found = { host: new URL(plain).host, login: 'taken', mayRead: true };

  it('goes the plain way, as an upload does: a bucket of the user', async () => {
    const { effects, seen } = withoutAcceleration();
    const credentials = () => Promise.resolve({ secretId: 'id', secretKey: 'key' });
    const options = { ...effects, ...bucket, accelerate: true, credentials };
    const { look } = createCosUploader({ ...options, reading: { kind: 'public' } });
    assert.deepEqual(await look?.(), found);
    assert.deepEqual(seen, [`GET ${fast}`, `GET ${plain}`]);
  });

  it('goes the plain way, as an upload does: the platform', async () => {
    const { effects, seen } = withoutAcceleration();
    const tempSecret = () => Promise.resolve({ ...secret, AccelerateEnable: 1 });
    const { look } = createPlatformUploader({ ...effects, tempSecret });
    assert.deepEqual(await look?.(), { ...found, lent: bucket });
    assert.deepEqual(seen, [`GET ${fast}`, `GET ${plain}`]);
  });
});

describe('a look at a media library', () => {
  it('fails where the token may not look: an upload asks it for the address of the file', async () => {
    const { effects } = network(() => new Response('{"code":"NoPermission","message":"no"}', { status: 403 }));
    const credential = { kind: 'token', token: () => Promise.resolve('0123456789abcdef0123456789abcdef') } as const;
    const endpoint = 'https://library.example.org';
    const { look } = createSmhUploader({ ...effects, endpoint, libraryId: 'library', credential });
    await fails(Promise.resolve(look?.()), 'denied', 'NoPermission');
  });
});

describe('an upload in parts that began with acceleration', () => {
  const rig = uploadRig();

  it('is removed the plain way when the bucket has none any more', async () => {
    const left = new Map<string, Unfinished>();
    const resume: ResumeStore = {
      load: () => Promise.resolve([...left.values()]),
      save: (entry) => Promise.resolve(void left.set(`${entry.target} ${entry.key}`, entry)),
      remove: (entry) => Promise.resolve(void left.delete(`${entry.target} ${entry.key}`)),
    };
    const credentials = () => Promise.resolve({ secretId: 'id', secretKey: 'key' });
    const options = { ...bucket, key: 'a.zip', accelerate: true, partsFrom: 1, resume, credentials };
    const uploader = ({ effects }: Network) =>
      createCosUploader({ ...effects, ...options, reading: { kind: 'public' } });
    const busy = network(() => new Response(xml('SlowDown'), { status: 503 }));
    await fails(uploader(busy)(rig.job()), 'server');
    assert.deepEqual(
      [...left.values()].map(({ bytes, key }) => [bytes, key]),
      [[content.length, 'a.zip']],
    );
    const uploads = '<R><Upload><Key>a.zip</Key><UploadId>u1</UploadId></Upload></R>';
    const now = network((method, { origin }) => {
      if (origin === fast) return new Response(xml('BucketAccelerateNotEnabled'), { status: 400 });
      return method === 'DELETE' ? new Response(null, { status: 204 }) : new Response(uploads);
    });
    const place = { kind: 'cos', url: `${plain}/a.zip`, crc64: '', bytes: content.length } as const;
    assert.equal(await uploader(now).discard?.(place), true);
    assert.equal(now.seen.at(-1), `DELETE ${plain}`);
    assert.equal(left.size, 0);
  });
});
