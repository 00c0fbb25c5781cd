import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { startVendor, type Vendor, VendorError } from './vendor';

describe('the vendor’s own COS SDK against the sandbox’s store', function () {
  this.timeout(300_000);
  let sandbox: Sandbox;
  let vendor: Vendor;
  before(async () => {
    vendor = await startVendor();
    sandbox = await startSandbox({ seed: 'empty' });
  });
  after(async () => {
    vendor.stop();
    await sandbox.close();
  });
  const store = (method: string, members: object, secretKey = sandbox.secretKey): Promise<any> => {
    const { url, secretId, region } = sandbox;
    const params = { Bucket: privateBucket, Region: region, ...members };
    return vendor.run('store', { url, secretId, secretKey, method, params });
  };
  const refused = (promise: Promise<unknown>, code: string): Promise<void> =>
    assert.rejects(promise, (error) => error instanceof VendorError && error.code === code);
  const bytes = randomBytes(2_500_000);
  const Key = 'packages/小程序 (1).zip';

  it('puts an object and reads it back by a signed address only', async () => {
    await store('putObject', { Key, Body: bytes });
    const { Url } = await store('getObjectUrl', { Key, Sign: true, Expires: 600 });
    const answer = await fetch(Url);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes));
    assert.equal((await fetch(String(Url).split('?')[0]!)).status, 403);
  });

  it('uploads in parts, and lists them on the way', async () => {
    const part = 1024 * 1024;
    const { UploadId } = await store('multipartInit', { Key: 'parts.zip' });
    const Parts: { PartNumber: number; ETag: string }[] = [];
    for (let PartNumber = 1; PartNumber <= 3; PartNumber++) {
      const Body = bytes.subarray((PartNumber - 1) * part, PartNumber * part);
      const { ETag } = await store('multipartUpload', { Key: 'parts.zip', UploadId, PartNumber, Body });
      Parts.push({ PartNumber, ETag });
    }
    const listed = await store('multipartListPart', { Key: 'parts.zip', UploadId });
    assert.deepEqual(
      listed.Part.map((one: any) => [Number(one.PartNumber), one.ETag, Number(one.Size)]),
      Parts.map(({ PartNumber, ETag }) => [PartNumber, ETag, PartNumber < 3 ? part : bytes.length - 2 * part]),
    );
    const paged = await store('multipartListPart', { Key: 'parts.zip', UploadId, MaxParts: 2 });
    assert.deepEqual([paged.Part.length, paged.IsTruncated, paged.NextPartNumberMarker], [2, 'true', '2']);
    await store('multipartComplete', { Key: 'parts.zip', UploadId, Parts });
    const { Url } = await store('getObjectUrl', { Key: 'parts.zip', Sign: true });
    assert.ok(Buffer.from(await (await fetch(Url)).arrayBuffer()).equals(bytes));
  });

  it('cuts a file into parts by itself', async () => {
    await store('sliceUploadFile', {
      Key: 'sliced.zip',
      content: bytes,
      SliceSize: 1024 * 1024,
      ChunkSize: 1024 * 1024,
    });
    const head = await store('headObject', { Key: 'sliced.zip' });
    assert.equal(Number(head.headers['content-length']), bytes.length);
    assert.equal(sandbox.multipart.list().length, 0);
  });

  it('gives up an upload in parts', async () => {
    const { UploadId } = await store('multipartInit', { Key: 'given-up.zip' });
    const list = await store('multipartList', { Prefix: 'given-up' });
    assert.equal(list.Upload[0].UploadId, UploadId);
    await store('multipartAbort', { Key: 'given-up.zip', UploadId });
    assert.equal((await store('multipartList', { Prefix: 'given-up' })).Upload.length, 0);
    await refused(store('multipartListPart', { Key: 'given-up.zip', UploadId }), 'NoSuchUpload');
  });

  it('is refused with a wrong key, and in a bucket that is not there', async () => {
    await refused(store('putObject', { Key, Body: bytes }, 'wrong'), 'SignatureDoesNotMatch');
    await refused(store('putObject', { Key, Body: bytes, Bucket: 'none-1250000000' }), 'NoSuchBucket');
  });
});
