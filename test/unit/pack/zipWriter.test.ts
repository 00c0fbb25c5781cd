import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, statSync, utimesSync } from 'node:fs';
import { open, readFile, readdir, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { FileChanged, readKnown, readWhole } from '../../../src/pack/worker/readWhole';
import { packBigFile } from '../../../src/pack/zip/bigFile';
import {
  STORED,
  type ZipEntry,
  endRecords,
  localHeaderSize,
  writeCentralRecord,
  writeLocalHeader,
} from '../../../src/pack/zip/records';
import { deflated } from '../../../src/pack/zip/deflate';
import { Directory } from '../../../src/pack/zip/directory';
import { sha256 } from '../../../src/pack/zip/sha256';
import { ZipWriter } from '../../../src/pack/zip/zipWriter';
import { noise, seeded } from './support/randomTree';
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
    const central = Buffer.alloc(200);
    assert.equal(writeCentralRecord(central, 0, entry, 6e9), 46 + name.length + 4 + 24);
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
  it('deflates the same bytes to the same bytes, whatever was deflated before', () => {
    const random = seeded(7);
    const texts = [50, 700, 5_000, 20_000, 70_000].map((size) =>
      Buffer.from(
        noise(random, size)
          .toString('hex')
          .replaceAll(/[89a-f]/g, 'setData({ '),
      ),
    );
    const first = texts.map((text) => deflated(text));
    for (let i = 0; i < 100; i++) deflated(noise(random, 1 + 977 * i));
    texts.toReversed().forEach((text) => deflated(text));
    texts.forEach((text, i) => {
      const again = deflated(text);
      assert.ok(again && first[i]?.equals(again));
      assert.ok(inflateRawSync(again).equals(text));
    });
  });
  it('does not deflate what would not get smaller', () => {
    assert.equal(deflated(noise(seeded(8), 3_000)), undefined);
    assert.equal(deflated(Buffer.alloc(0)), undefined);
  });
  it('keeps the directory in parts, long names and large offsets included', () => {
    const directory = new Directory();
    const names = Array.from({ length: 6_000 }, (_, i) => Buffer.from(`${i % 7 === 0 ? '图'.repeat(80) : 'd'}/${i}`));
    names.forEach((name, i) =>
      directory.add({ name, method: STORED, crc: i, packed: i, size: i }, i % 2 === 0 ? i : 5e9 + i),
    );
    const parts = directory.parts();
    assert.ok(parts.length > 1);
    const all = Buffer.concat(parts);
    let at = 0;
    names.forEach((name, i) => {
      assert.equal(all.readUInt32LE(at), 0x02014b50);
      assert.equal(all.readUInt32LE(at + 16), i);
      const length = all.readUInt16LE(at + 28);
      assert.ok(all.subarray(at + 46, at + 46 + length).equals(name));
      const extra = all.readUInt16LE(at + 30);
      if (i % 2 === 0) assert.equal(all.readUInt32LE(at + 42), i);
      else assert.equal(all.readBigUInt64LE(at + 46 + length + 4), BigInt(5e9 + i));
      at += 46 + length + extra;
    });
    assert.equal(at, all.length);
    assert.equal(directory.count, names.length);
  });
  it('reads a file that is as it was measured, and no other', async () => {
    const file = path.join(folder(), 'a.json');
    const memory = Buffer.alloc(100);
    const read = (size: number, modified: number): string | undefined =>
      readKnown(file, memory, 3, size, modified)?.toString();
    await writeFile(file, '{"a":1}');
    const { size, mtimeMs } = statSync(file);
    assert.equal(read(size, mtimeMs), '{"a":1}');
    assert.equal(read(size, mtimeMs - 1), undefined, 'written since');
    assert.equal(read(size - 1, mtimeMs), undefined, 'grown');
    assert.equal(read(size + 1, mtimeMs), undefined, 'shortened');
    utimesSync(file, 1, 1);
    assert.equal(read(size, mtimeMs), undefined, 'time set back');
    assert.equal(sha256(Buffer.from('abc')), createHash('sha256').update('abc').digest('hex'));
  });
  it('notices a small file that is never as long as it says', function () {
    if (process.platform !== 'linux') return this.skip();
    assert.throws(() => readWhole('/proc/self/status', Buffer.alloc(1 << 16), 0), FileChanged);
  });
});
