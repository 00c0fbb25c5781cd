import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { open, readFile, readdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { crc32 } from 'node:zlib';
import { FileChanged, readWhole } from '../../../src/pack/worker/readWhole';
import { packBigFile } from '../../../src/pack/zip/bigFile';
import {
  STORED,
  type ZipEntry,
  centralRecord,
  endRecords,
  localHeaderSize,
  writeLocalHeader,
} from '../../../src/pack/zip/records';
import { ZipWriter } from '../../../src/pack/zip/zipWriter';
import { freshFolder } from './support/folder';
import { zipTools } from './support/zipTools';

describe('pack: zip writer', () => {
  const folder = freshFolder();
  const zipFile = (): string => path.join(folder(), 'out.zip');

  it('writes more files than a plain zip can count', async function () {
    this.timeout(30_000);
    const writer = await ZipWriter.create(zipFile());
    const count = 70_000;
    for (let start = 0; start < count; start += 10_000) {
      const records = Array.from({ length: 10_000 }, (_, i) => {
        const name = Buffer.from(`d${start / 10_000}/f${start + i}.json`);
        const content = Buffer.from(String(start + i));
        const entry: ZipEntry = {
          name,
          method: STORED,
          crc: crc32(content),
          packed: content.length,
          size: content.length,
        };
        const bytes = Buffer.alloc(localHeaderSize(name, false) + content.length);
        bytes.set(content, writeLocalHeader(bytes, 0, entry, false));
        return { entry, bytes };
      });
      const parts = records.map(({ entry, bytes }) => ({ entry, length: bytes.length }));
      await writer.append(Buffer.concat(records.map(({ bytes }) => bytes)), parts);
    }
    await writer.finish();
    for (const tool of zipTools) if (await tool.isThere()) await tool.test(zipFile());
  });
  it('uses the long forms for sizes and offsets above 4 GB', () => {
    const name = Buffer.from('film.mp4');
    const entry: ZipEntry = { name, method: STORED, crc: 1, packed: 5e9, size: 5e9 };
    const local = Buffer.alloc(localHeaderSize(name, true));
    assert.equal(writeLocalHeader(local, 0, entry, true), local.length);
    assert.equal(local.readUInt32LE(18), 0xffffffff);
    assert.equal(local.readBigUInt64LE(30 + 8 + 4), 5_000_000_000n);
    const central = centralRecord(entry, 6e9);
    assert.equal(central.readBigUInt64LE(46 + 8 + 4 + 16), 6_000_000_000n);
    assert.equal(endRecords(1, 5e9, 100).length, 56 + 20 + 22);
    assert.equal(endRecords(1, 5e6, 100).length, 22);
  });
  it('leaves nothing behind when the disk is full', async function () {
    if (process.platform !== 'linux') return this.skip();
    const writer = await ZipWriter.create(zipFile(), () => open('/dev/full', 'r+'));
    await assert.rejects(writer.write(Buffer.from('x')), { code: 'ENOSPC' });
    await writer.abandon();
    assert.deepEqual(await readdir(folder()), []);
  });
  it('reads a large file once more when it changed meanwhile, and leaves no trace of the first reading', async () => {
    const source = path.join(folder(), 'a.json');
    await writeFile(source, Buffer.alloc(3_000_000, 'abc '));
    const writer = await ZipWriter.create(zipFile());
    let changes = 1;
    const result = await packBigFile(source, 'a.json', writer, undefined, () => {
      if (changes-- > 0) appendFileSync(source, 'more');
    });
    const { sha256 } = await writer.finish();
    assert.equal(result?.retried, true);
    assert.equal(result.size, 3_000_004);
    assert.equal(
      sha256,
      createHash('sha256')
        .update(await readFile(zipFile()))
        .digest('hex'),
    );
    await zipTools[1]?.test(zipFile());
  });
  it('gives up on a large file that keeps changing', async () => {
    const source = path.join(folder(), 'a.json');
    await writeFile(source, Buffer.alloc(3_000_000, 'abc '));
    const writer = await ZipWriter.create(zipFile());
    const result = await packBigFile(source, 'a.json', writer, undefined, () => appendFileSync(source, 'more'));
    assert.equal(result, undefined);
    await writer.abandon();
  });
  it('notices a small file that is never as long as it says', function () {
    if (process.platform !== 'linux') return this.skip();
    assert.throws(() => readWhole('/proc/self/status', Buffer.alloc(1 << 16), 0), FileChanged);
  });
});
