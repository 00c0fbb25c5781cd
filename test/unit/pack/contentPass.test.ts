import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import * as path from 'node:path';
import { contentPass } from '../../../src/pack/contentPass';
import { survey } from '../../../src/pack/survey';
import { PackPool } from '../../../src/pack/worker/pool';
import type { Task } from '../../../src/pack/worker/protocol';
import { ZipWriter } from '../../../src/pack/zip/zipWriter';
import { freshFolder, goodProgram, writeFiles } from './support/folder';

/** Works on the calling thread, and keeps what it was asked for. */
class AskedPool extends PackPool {
  readonly asked: Task[] = [];
  constructor() {
    super({ threads: 0 });
  }
  override run: PackPool['run'] = (task, ...rest) => {
    this.asked.push(task);
    return super.run(task, ...rest);
  };
  override runOnAll: PackPool['runOnAll'] = (task, inline) => {
    this.asked.push(task);
    return super.runOnAll(task, inline);
  };
}
/** Works on the calling thread as if it had two others, and counts what is handed out and not done. */
class CountedPool extends PackPool {
  most = 0;
  batches = 0;
  #underWay = 0;
  constructor() {
    super({ threads: 2 });
  }
  override start(): void {
    // None is needed.
  }
  override isInlineFor = (): boolean => false;
  override run: PackPool['run'] = (task, _inline, ...rest) => {
    const result = super.run(task, true, ...rest);
    if (task.type !== 'batch') return result;
    this.batches++;
    this.most = Math.max(this.most, ++this.#underWay);
    return result.finally(() => this.#underWay--);
  };
  override runOnAll: PackPool['runOnAll'] = (task) => super.runOnAll(task, true);
}
const megabyte = 1024 * 1024;

describe('pack: the pass over the content', () => {
  const root = freshFolder();
  const out = freshFolder();
  const passed = async (isRefused: boolean): Promise<readonly Task[]> => {
    const pool = new AskedPool();
    const job = { root: root() };
    const writer = await ZipWriter.create(path.join(out(), 'out.zip'));
    try {
      await contentPass(job, await survey(job, pool), pool, writer, Promise.resolve(isRefused));
    } finally {
      await writer.abandon();
    }
    return pool.asked;
  };
  const isZipped = (tasks: readonly Task[]): readonly boolean[] =>
    tasks.flatMap((task) => (task.type === 'batch' ? [task.zip] : []));
  const remembers = (tasks: readonly Task[]): readonly boolean[] =>
    tasks.flatMap((task) => (task.type === 'begin' ? [task.context.remembers] : []));

  it('zips nothing any more once the package is refused, and looks on for problems', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`f${i}.wxs`, `module.exports = ${i};\n`]));
    await writeFiles(root(), { ...goodProgram, ...many });
    assert.deepEqual(isZipped(await passed(false)), [true, true, true, true]);
    // The first portion is on its way before anybody can know.
    assert.deepEqual(isZipped(await passed(true)).slice(1), [false, false, false]);
  });
  const counted = async (): Promise<CountedPool> => {
    const pool = new CountedPool();
    const job = { root: root() };
    await contentPass(job, await survey(job, pool), pool, undefined);
    return pool;
  };
  it('hands out 4 MB ahead and no more, however much there is', async () => {
    const names = Array.from({ length: 24 }, (_, i) => `data${i}.wasm`);
    await writeFiles(root(), { ...goodProgram, ...Object.fromEntries(names.map((name) => [name, ''])) });
    for (const name of names) await truncate(path.join(root(), name), megabyte / 2);
    const { most, batches } = await counted();
    assert.ok(batches >= 24, `${batches} portions`);
    assert.ok(most >= 5 && most <= 9, `${most} at once`);
  });
  it('hands out no more than 32 portions ahead, however small they are', async () => {
    const many = Object.fromEntries(Array.from({ length: 4600 }, (_, i) => [`f${i}.wxs`, '']));
    await writeFiles(root(), { ...goodProgram, ...many });
    const { most, batches } = await counted();
    assert.ok(batches > 32, `${batches} portions`);
    assert.equal(most, 32);
  });
  it('remembers a folder of up to 24 MB, not counting what is not deflated, and no larger one', async () => {
    await writeFiles(root(), { ...goodProgram, 'film.mp4': '', 'data.wasm': '' });
    await truncate(path.join(root(), 'film.mp4'), 40 * megabyte);
    await truncate(path.join(root(), 'data.wasm'), 23 * megabyte);
    assert.deepEqual(remembers(await passed(true)), [true]);
    await truncate(path.join(root(), 'data.wasm'), 25 * megabyte);
    assert.deepEqual(remembers(await passed(true)), [false]);
  });
});
