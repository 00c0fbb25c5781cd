import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir, uptime } from 'node:os';
import path from 'node:path';
import { acquireLock, lockHolder } from '../../../src/disk/fileLock';
import { files } from '../../../src/disk/files';

describe('a file lock', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lock-'));
    file = path.join(folder, 'deep', 'a.lock');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
  const write = async (owner: object | string): Promise<void> => {
    const lock = await acquireLock(file, '');
    if (lock.held) lock.dispose();
    await writeFile(file, typeof owner === 'string' ? owner : JSON.stringify(owner));
  };

  const age = async (seconds: number): Promise<void> => {
    const then = new Date(Date.now() - seconds * 1000);
    await utimes(file, then, then);
  };
  const ageMs = async (): Promise<number> => Date.now() - (await stat(file)).mtimeMs;

  it('is held once, says by whom, and is free again afterwards', async () => {
    const first = await acquireLock(file, 'publishing 1.0.0');
    assert.ok(first.held);
    assert.deepEqual(await acquireLock(file, 'second'), { held: false, note: 'publishing 1.0.0' });
    first.dispose();
    const third = await acquireLock(file, 'third');
    assert.ok(third.held);
    third.dispose();
    assert.deepEqual(await readdir(path.dirname(file)), [], 'nothing is left behind');
  });

  it('is taken from a process that has died', async () => {
    await write({ token: 't', pid: deadPid, host: hostname(), note: 'dead' });
    const lock = await acquireLock(file, 'mine');
    assert.ok(lock.held);
    lock.dispose();
  });

  it('takes away the drafts of processes that died while they asked for it, and no others', async () => {
    const dead = { token: 't', pid: deadPid, host: hostname(), note: '' };
    const asking = { ...dead, pid: process.ppid };
    await write(dead);
    await writeFile(`${file}.dead`, JSON.stringify(dead));
    await writeFile(`${file}.asking`, JSON.stringify(asking));
    await writeFile(`${file}.inTheMaking`, '');
    const lock = await acquireLock(file, 'mine');
    assert.ok(lock.held);
    lock.dispose();
    assert.deepEqual(await readdir(path.dirname(file)), ['a.lock.asking', 'a.lock.inTheMaking']);
  });

  it('is taken from an earlier process that had our number', async () => {
    await write({ token: 'of an earlier life', pid: process.pid, host: hostname(), note: '' });
    const lock = await acquireLock(file, 'mine');
    assert.ok(lock.held);
    lock.dispose();
  });

  it('is respected when another machine holds it', async () => {
    await write({ token: 't', pid: 1, host: `not-${hostname()}`, note: 'elsewhere' });
    assert.deepEqual(await acquireLock(file, 'mine'), { held: false, note: 'elsewhere' });
  });

  it('is taken when nobody has touched it for two minutes, whatever number or machine it names', async () => {
    for (const owner of [
      { pid: process.ppid, host: hostname() },
      { pid: 1, host: `not-${hostname()}` },
    ]) {
      await write({ token: 't', note: 'old', ...owner });
      await age(110);
      assert.equal(await lockHolder(file), 'old');
      assert.equal((await acquireLock(file, 'mine')).held, false);
      await age(130);
      assert.equal(await lockHolder(file), undefined);
      const lock = await acquireLock(file, 'mine', 20);
      assert.ok(lock.held);
      lock.dispose();
    }
  });

  it('is left to a living process that a sleep kept from touching it', async () => {
    await write({ token: 't', note: 'asleep', pid: process.ppid, host: hostname() });
    await age(1000);
    const asked = acquireLock(file, 'mine', 2000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await age(0);
    assert.deepEqual(await asked, { held: false, note: 'asleep' });
    await age(uptime() + 1000);
    const began = Date.now();
    const lock = await acquireLock(file, 'mine', 60_000);
    assert.ok(lock.held && Date.now() - began < 5000, 'one from before the machine started is not waited for');
    lock.dispose();
  });

  it('is touched while it is held, and no longer', async () => {
    const lock = await acquireLock(file, 'mine', 10);
    assert.ok(lock.held);
    await age(1000);
    for (let i = 0; i < 200 && (await ageMs()) > 60_000; i++) await new Promise((r) => setTimeout(r, 10));
    assert.ok((await ageMs()) < 60_000);
    lock.dispose();
    await write({ token: 't', pid: deadPid, host: hostname(), note: '' });
    await age(1000);
    await new Promise((r) => setTimeout(r, 50));
    assert.ok((await ageMs()) > 900_000);
  });

  it('can be looked at without being taken', async () => {
    assert.equal(await lockHolder(file), undefined);
    const lock = await acquireLock(file, 'mine');
    assert.ok(lock.held);
    assert.equal(await lockHolder(file), 'mine');
    lock.dispose();
    assert.deepEqual(await readdir(path.dirname(file)), []);
  });

  it('is taken when the file makes no sense', async () => {
    for (const text of ['', 'null', '{"pid":1}', '{']) {
      await write(text);
      const lock = await acquireLock(file, 'mine');
      assert.ok(lock.held, text);
      lock.dispose();
    }
  });

  it('goes to one of many that want a dead lock at once', async () => {
    for (let round = 0; round < 20; round++) {
      await write({ token: 't', pid: deadPid, host: hostname(), note: 'dead' });
      const all = await Promise.all(Array.from({ length: 8 }, (_, n) => acquireLock(file, `n${n}`)));
      assert.equal(all.filter((lock) => lock.held).length, 1);
      for (const lock of all) if (lock.held) lock.dispose();
    }
  });

  it('is given up with the reason when what lies at its place can never be read', async () => {
    await mkdir(file, { recursive: true });
    await assert.rejects(acquireLock(file, ''), /EISDIR|EPERM|EACCES/);
    assert.deepEqual(await readdir(path.dirname(file)), ['a.lock'], 'nothing is left beside it');
  });
});

describe('files', () => {
  it('are replaced whole, with folders made on the way, and no drafts left', async () => {
    const temp = await files.tempFolder();
    const file = files.join(temp.path, 'a', 'b.json');
    await files.writeAtomic(file, 'one');
    const texts = await Promise.all([
      files.writeAtomic(file, 'x'.repeat(500_000)),
      ...Array.from({ length: 20 }, () => files.readText(file)),
    ]);
    for (const text of texts.slice(1)) assert.ok(text === 'one' || text?.length === 500_000);
    assert.deepEqual(await files.list(files.join(temp.path, 'a')), ['b.json']);
    assert.equal(await files.readText(files.join(temp.path, 'none')), undefined);
    assert.deepEqual(await files.list(files.join(temp.path, 'none')), []);
    temp.dispose();
  });

  it('of a temporary folder go with it', async () => {
    const temp = await files.tempFolder();
    await files.writeAtomic(files.join(temp.path, 'x'), 'x');
    temp.dispose();
    for (let i = 0; i < 50 && (await files.exists(temp.path)); i++) await new Promise((r) => setTimeout(r, 10));
    assert.equal(await files.exists(temp.path), false);
  });
});
