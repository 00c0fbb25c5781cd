import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { partSize } from '../../../src/upload/parts';
import { createResumeFolder, type Unfinished } from '../../../src/upload/resume';

const entry = (key: string, uploadId = 'u1'): Unfinished => ({
  target: 'cos https://b',
  sha256: 'ab',
  bytes: 5,
  partBytes: 1024 * 1024,
  key,
  uploadId,
  startedAt: 1,
});

describe('unfinished uploads on disk', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'resume-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('are kept, replaced and removed one by one', async () => {
    const store = createResumeFolder(path.join(folder, 'not there yet'));
    assert.deepEqual(await store.load(), []);
    await store.save(entry('包/一.zip'));
    await store.save(entry('包/一.zip', 'u2'));
    await store.save(entry('two'));
    const keys = (await store.load()).map(({ key, uploadId }) => `${key} ${uploadId}`).sort();
    assert.deepEqual(keys, ['two u1', '包/一.zip u2']);
    await store.remove(entry('two'));
    await store.remove(entry('never there'));
    assert.equal((await store.load()).length, 1);
    assert.ok((await readdir(path.join(folder, 'not there yet'))).every((name) => name.endsWith('.json')));
  });

  it('that cannot be read, or are of a newer format, are left out and left alone', async () => {
    const store = createResumeFolder(folder);
    await store.save(entry('good'));
    const bad = {
      'half.json': '{"format":1,"tar',
      'newer.json': '{"format":2}',
      'null.json': 'null',
      'other.txt': '{}',
    };
    for (const [name, text] of Object.entries(bad)) await writeFile(path.join(folder, name), text);
    assert.deepEqual(
      (await store.load()).map(({ key }) => key),
      ['good'],
    );
    assert.equal((await readdir(folder)).length, 5);
  });

  it('never cut a file into more parts than a store takes, nor into smaller ones', () => {
    const mebibyte = 1024 * 1024;
    assert.equal(partSize(5, 1), mebibyte);
    assert.equal(partSize(300 * mebibyte, 8 * mebibyte), 8 * mebibyte);
    const huge = 200_000 * mebibyte;
    assert.ok(Math.ceil(huge / partSize(huge, 8 * mebibyte)) <= 10_000);
  });
});
