import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingTypes } from '../../../../src/app/manifest';
import { idleMs, Packing } from '../../../../src/app/packing/packing';
import { isCancelled } from '../../../../src/base/errors';
import { FakeClock } from '../../../support/fakes';

describe('packing in a window', () => {
  let base: string;
  let clock: FakeClock;
  let packing: Packing;
  let settings: Partial<Record<keyof SettingTypes, unknown>>;
  const asked: (string | undefined)[] = [];
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'packing-'));
    clock = new FakeClock(0, false);
    settings = { 'miniProgram.package.layout': 'codeRoot', 'miniProgram.package.limits': {} };
    asked.length = 0;
    packing = new Packing({
      clock,
      setting: <K extends keyof SettingTypes>(key: K, folder?: string) => {
        asked.push(folder);
        return settings[key] as SettingTypes[K];
      },
    });
  });
  afterEach(async () => {
    packing.dispose();
    await rm(base, { recursive: true, force: true });
  });
  async function project(name: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
    const root = join(base, name);
    const all = {
      'project.config.json': JSON.stringify({ TCSASappid: 'mpcoffee', miniprogramRoot: 'code/' }),
      'code/app.json': JSON.stringify({ pages: ['pages/index'] }),
      'code/app.js': 'App({});',
      'code/pages/index.wxml': '<view>茶</view>',
      'code/pages/index.js': 'Page({});',
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  }
  const paths = ({ files }: { readonly files: readonly { readonly path: string }[] }): readonly string[] =>
    files.map(({ path }) => path);

  it('packs by the layout that the settings of the folder name', async () => {
    const root = await project('茶馆');
    assert.ok(paths(await packing.check({ root })).includes('app.json'));
    settings['miniProgram.package.layout'] = 'project';
    const packed = await packing.pack({ root, outFile: join(base, 'a.zip') });
    assert.ok(paths(packed).includes('code/app.json'), paths(packed).join());
    assert.deepEqual(new Set(asked), new Set([root]));
  });
  it('holds packages to the limits of the settings, and to the platform’s where they say nothing', async () => {
    const root = await project('tea', { 'code/big.js': `// ${'x'.repeat(30_000)}\n` });
    const before = await packing.check({ root });
    settings['miniProgram.package.limits'] = { main: 20, total: null };
    const report = await packing.check({ root });
    assert.equal(before.packages[0]?.limit, 2 * 1024 * 1024);
    assert.equal(report.packages[0]?.limit, 20 * 1024);
    assert.deepEqual(
      report.problems.filter(({ severity }) => severity === 'error').map(({ rule }) => rule),
      ['packageTooLarge'],
    );
  });
  it('refuses settings that cannot be used, and says which', async () => {
    const root = await project('tea');
    const cases: readonly [keyof SettingTypes, unknown, RegExp][] = [
      ['miniProgram.package.layout', 'sideways', /package\.layout must be one of: codeRoot, project/],
      ['miniProgram.package.limits', { main: '2MB' }, /limits\.main cannot be used.*kilobytes/],
      ['miniProgram.package.limits', { main: -1 }, /limits\.main/],
      ['miniProgram.package.limits', { mian: 1 }, /limits\.mian/],
      ['miniProgram.package.limits', [2048], /package\.limits cannot/],
      ['miniProgram.package.limits', null, /package\.limits cannot/],
    ];
    for (const [key, value, text] of cases) {
      settings = { 'miniProgram.package.layout': 'codeRoot', 'miniProgram.package.limits': {}, [key]: value };
      await assert.rejects(packing.check({ root }), text);
    }
  });
  it('keeps threads for the next package and gives them back after a while without work', async () => {
    const root = await project('tea');
    assert.equal(packing.isWarm, false);
    await Promise.all([packing.check({ root }), packing.pack({ root, outFile: join(base, 'a.zip') })]);
    assert.equal(packing.isWarm, true);
    clock.advance(idleMs - 1);
    await packing.check({ root });
    clock.advance(idleMs - 1);
    await new Promise(setImmediate);
    assert.equal(packing.isWarm, true);
    clock.advance(1);
    await new Promise(setImmediate);
    assert.equal(packing.isWarm, false);
    assert.equal((await packing.check({ root })).problems.length, 0);
  });
  it('looks ahead without a word, whatever it finds, and stops when it is no longer wanted', async () => {
    const root = await project('tea');
    const first = packing.lookAhead(root);
    await until(() => packing.isWarm);
    first.dispose();
    packing.lookAhead(join(base, 'not there')).dispose();
    settings['miniProgram.package.limits'] = { main: -1 };
    const wrong = packing.lookAhead(root);
    settings['miniProgram.package.limits'] = {};
    const ahead = packing.lookAhead(root);
    const { files } = await packing.pack({ root, outFile: join(base, 'a.zip') });
    assert.ok(files.length > 0);
    for (const looking of [wrong, ahead]) looking.dispose();
    // Nothing is left running, so the threads are given back.
    await until(() => {
      clock.advance(idleMs);
      return !packing.isWarm;
    });
  });
  it('stops what runs when the window closes, and leaves no file behind', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`code/lib/f${i}.js`, `var a${i} = ${i};`]));
    const root = await project('tea', many);
    const running = packing.pack({ root, outFile: join(base, 'out', 'a.zip') });
    setTimeout(() => packing.dispose(), 5);
    await assert.rejects(running, isCancelled);
    assert.equal(packing.isWarm, false);
    assert.deepEqual(await readdir(join(base, 'out')).catch(() => []), []);
    await assert.rejects(packing.check({ root }), isCancelled);
  });
  it('answers a cancel', async () => {
    const root = await project('tea');
    await assert.rejects(packing.check({ root, signal: AbortSignal.abort() }), isCancelled);
  });
});
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}
