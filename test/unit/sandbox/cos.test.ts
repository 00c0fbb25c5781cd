import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Clock } from '../../../src/base/clock';
import { expectedSignature, readSignature } from '../../../src/sandbox/cos/cosSignature';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { withSandbox } from './support/cloud';
import { cosAuthorization, store, uploadKey } from './support/store';

const md5 = (data: string | Uint8Array): string => createHash('md5').update(data).digest('hex');

describe('sandbox: object store, signature', () => {
  const secretKey = 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz';
  const host = 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com';
  const path = '/exampleobject(腾讯云)';
  const verify = (method: string, headers: Record<string, string>, query: Record<string, string>, keyTime: string) => {
    const key = { secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q', secretKey };
    const authorization = cosAuthorization(key, { method, path, headers, query, keyTime });
    const request = { method, path, query: new URLSearchParams(query), headers: { ...headers, authorization } };
    const signature = readSignature(request);
    assert.ok(signature);
    return expectedSignature(signature, request, secretKey);
  };

  it('computes the published PUT example', () => {
    const headers = {
      host,
      date: 'Thu, 16 May 2019 06:45:51 GMT',
      'content-type': 'text/plain',
      'content-length': '13',
      'content-md5': 'mQ/fVh815F3k6TAUm8m0eg==',
      'x-cos-acl': 'private',
      'x-cos-grant-read': 'uin="100000000011"',
    };
    const signature = verify('PUT', headers, {}, '1557989151;1557996351');
    assert.equal(signature, '3b8851a11a569213c17ba8fa7dcf2abec6935172');
  });
  it('computes the published GET example', () => {
    const headers = { host, date: 'Thu, 16 May 2019 06:55:53 GMT' };
    const query = {
      'response-content-type': 'application/octet-stream',
      'response-cache-control': 'max-age=600',
    };
    const signature = verify('GET', headers, query, '1557989753;1557996953');
    assert.equal(signature, '01681b8c9d798a678e43b685a9f1bba0f6c0e012');
  });
  it('computes the CRC-64 of the check string', () => {
    const crc = new Crc64();
    crc.update(Buffer.from('1234'));
    crc.update(Buffer.from('56789'));
    assert.equal(crc.digest(), String(0x995dc9bbdf1939fan));
  });
});

describe('sandbox: object store', () => {
  it(
    'stores what the temporary key may store, and lets anyone read it',
    withSandbox({}, async (sandbox) => {
      const key = await uploadKey(sandbox);
      assert.match(key.object, new RegExp(`^${key.bucket}/${sandbox.platformId}/tcmpp/[0-9a-f]{32}\\.zip$`));
      const put = await store(sandbox, key, 'PUT', key.object, {
        body: 'hello',
        headers: { 'content-type': 'application/zip' },
      });
      assert.deepEqual([put.status, put.headers.get('etag')], [200, `"${md5('hello')}"`]);
      const get = await store(sandbox, undefined, 'GET', key.object);
      assert.deepEqual([get.status, get.text, get.headers.get('content-type')], [200, 'hello', 'application/zip']);
      const head = await store(sandbox, undefined, 'HEAD', key.object);
      assert.deepEqual([head.status, head.headers.get('content-length')], [200, '5']);
      const part = await store(sandbox, undefined, 'GET', key.object, { headers: { range: 'bytes=1-2' } });
      assert.deepEqual([part.status, part.text, part.headers.get('content-range')], [206, 'el', 'bytes 1-2/5']);
      const inQuery = await store(sandbox, key, 'PUT', key.object, { body: 'again', inQuery: true });
      assert.equal(inQuery.status, 200, inQuery.text);
    }),
  );
  it(
    'refuses wrong keys, tokens, objects and buckets, each with its own code',
    withSandbox({}, async (sandbox) => {
      const key = await uploadKey(sandbox);
      const code = async (who: Parameters<typeof store>[1], path = key.object, more = {}): Promise<string> => {
        const { status, code: text } = await store(sandbox, who, 'PUT', path, { body: 'x', ...more });
        return `${status} ${text ?? ''}`;
      };
      assert.equal(await code({ ...key, secretKey: 'wrong' }), '403 SignatureDoesNotMatch');
      assert.equal(await code({ ...key, secretId: 'AKIDnobody' }), '403 InvalidAccessKeyId');
      assert.equal(await code({ ...key, token: 'wrong' }), '403 InvalidToken');
      assert.equal(await code(undefined), '403 AccessDenied');
      assert.equal(await code(key, `${key.bucket}/other.zip`), '403 AccessDenied');
      assert.equal(await code(key, key.object, { skew: -700 }), '403 AccessDenied', 'expired signature');
      assert.equal(await code(key, key.object, { skew: 1000 }), '403 RequestTimeTooSkewed');
      assert.equal(await code(sandbox, 'nobucket-1250000000/a.zip'), '404 NoSuchBucket');
      assert.equal(
        await code(key, key.object, { headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } }),
        '400 BadDigest',
      );
      assert.equal(sandbox.state.objects.size, 0);
      const missing = await store(sandbox, undefined, 'GET', `${key.bucket}/none.zip`);
      assert.deepEqual([missing.status, missing.code], [404, 'NoSuchKey']);
      assert.match(missing.text, /<RequestId>[\w-]+<\/RequestId>/);
    }),
  );
  it(
    'ends temporary keys after half an hour',
    ((): (() => Promise<void>) => {
      let now = Date.now();
      const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
      return withSandbox({ clock }, async (sandbox) => {
        const key = await uploadKey(sandbox);
        const put = (): ReturnType<typeof store> =>
          store(sandbox, key, 'PUT', key.object, { body: 'x', now: Math.floor(now / 1000) });
        now += 1799_000;
        assert.equal((await put()).status, 200);
        now += 2_000;
        assert.equal((await put()).code, 'ExpiredToken');
      });
    })(),
  );
  it(
    'lets the account key store, keep and delete any object',
    withSandbox({}, async (sandbox) => {
      const { bucket } = await uploadKey(sandbox);
      const path = `${bucket}/own/文件 (1).zip`;
      assert.equal((await store(sandbox, sandbox, 'PUT', path, { body: 'one' })).status, 200);
      const keep = { body: 'two', headers: { 'x-cos-forbid-overwrite': 'true' } };
      assert.equal((await store(sandbox, sandbox, 'PUT', path, keep)).code, 'FileAlreadyExists');
      assert.equal((await store(sandbox, undefined, 'GET', path)).text, 'one');
      assert.equal((await store(sandbox, undefined, 'DELETE', path)).code, 'AccessDenied');
      assert.equal((await store(sandbox, sandbox, 'DELETE', path)).status, 204);
      assert.equal((await store(sandbox, undefined, 'HEAD', path)).status, 404);
    }),
  );
  it(
    'puts an object together from parts',
    withSandbox({}, async (sandbox) => {
      const key = await uploadKey(sandbox);
      const begun = await store(sandbox, key, 'POST', key.object, { query: { uploads: '' } });
      const uploadId = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? '';
      const parts = [Buffer.alloc(1024 * 1024, 'a'), Buffer.from('the end')];
      for (const [i, body] of parts.entries())
        await store(sandbox, key, 'PUT', key.object, { body, query: { partNumber: String(i + 1), uploadId } });
      const listed = await store(sandbox, key, 'GET', key.object, { query: { uploadId } });
      const sizes = [...listed.text.matchAll(/<Size>(\d+)</g)].map(([, size]) => Number(size));
      assert.deepEqual(
        sizes,
        parts.map((part) => part.length),
      );
      const complete = (numbers: readonly number[]): ReturnType<typeof store> => {
        const xml = numbers.map(
          (n) => `<Part><PartNumber>${n}</PartNumber><ETag>"${md5(parts[n - 1] ?? '')}"</ETag></Part>`,
        );
        const body = `<CompleteMultipartUpload>${xml.join('')}</CompleteMultipartUpload>`;
        return store(sandbox, key, 'POST', key.object, { body, query: { uploadId } });
      };
      assert.equal((await complete([2, 1])).code, 'InvalidPartOrder');
      assert.equal((await complete([3])).code, 'InvalidPart');
      const done = await complete([1, 2]);
      assert.match(done.text, /<ETag>&#34;[0-9a-f]{32}-2&#34;</);
      assert.equal((await store(sandbox, undefined, 'GET', key.object)).text.length, 1024 * 1024 + 7);
      assert.equal((await complete([1, 2])).code, 'NoSuchUpload');
    }),
  );
  it(
    'forgets the parts of an upload that is aborted',
    withSandbox({}, async (sandbox) => {
      const key = await uploadKey(sandbox);
      const begun = await store(sandbox, key, 'POST', key.object, { query: { uploads: '' } });
      const uploadId = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? '';
      await store(sandbox, key, 'PUT', key.object, { body: 'x', query: { partNumber: '1', uploadId } });
      const all = await store(sandbox, sandbox, 'GET', `${key.bucket}/`, { query: { uploads: '' } });
      assert.ok(all.text.includes(uploadId));
      assert.equal((await store(sandbox, key, 'DELETE', key.object, { query: { uploadId } })).status, 204);
      const gone = await store(sandbox, key, 'GET', key.object, { query: { uploadId } });
      assert.deepEqual([gone.status, gone.code], [404, 'NoSuchUpload']);
    }),
  );
});
