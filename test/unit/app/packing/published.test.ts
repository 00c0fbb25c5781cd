import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  keepPublished,
  lastPublished,
  maxPublished,
  type PublishedVersion,
} from '../../../../src/app/packing/published';
import { files } from '../../../../src/disk/files';
import { manifestOf } from './manifests';

const target = { platformId: 'T1', mnpId: 'mp1' };
const published = (version: string, at: number, versionId = at): PublishedVersion => ({
  version,
  versionId,
  at,
  manifest: manifestOf({ 'app.js': version }),
});

describe('what was published', () => {
  let storagePath: string;
  beforeEach(async () => (storagePath = await mkdtemp(join(tmpdir(), 'mini-program-test-'))));
  afterEach(() => rm(storagePath, { recursive: true, force: true }));
  const ports = (): { files: typeof files; storagePath: string } => ({ files, storagePath });
  const last = async (of = target): Promise<string | undefined> => (await lastPublished(ports(), of))?.version;
  /** The only folder of a program, wherever it lies. */
  const folder = async (): Promise<string> => {
    const all = await readdir(join(storagePath, 'published'), { recursive: true });
    return join(
      storagePath,
      'published',
      all
        .filter((name) => !name.endsWith('.json'))
        .sort()
        .at(-1) ?? '',
    );
  };

  it('is nothing at first', async () => assert.equal(await last(), undefined));
  it('is the newest version by time, whatever its number, with all that it shipped', async () => {
    await keepPublished(ports(), target, published('1.10.0', 2_000_000_000_000));
    await keepPublished(ports(), target, published('1.9.0', 1_000));
    assert.deepEqual(await lastPublished(ports(), target), published('1.10.0', 2_000_000_000_000));
  });
  it('is kept apart by program and platform', async () => {
    await keepPublished(ports(), target, published('1.0.0', 1));
    assert.equal(await last({ platformId: 'T1', mnpId: 'mp2' }), undefined);
    assert.equal(await last({ platformId: 'T2', mnpId: 'mp1' }), undefined);
  });
  it('stays below the storage, whatever a project file calls its mini program', async () => {
    const hostile = { platformId: 'T1', mnpId: '../../../../小程序\\..\\C:' };
    await keepPublished(ports(), hostile, published('../1.0.0', 1));
    assert.equal(await last(hostile), '../1.0.0');
    assert.deepEqual(await readdir(storagePath), ['published']);
    assert.equal((await readdir(await folder())).length, 1);
  });
  it('is one entry when a killed publish writes it twice', async () => {
    await keepPublished(ports(), target, published('1.0.0', 5));
    await keepPublished(ports(), target, published('1.0.0', 5));
    assert.equal((await readdir(await folder())).length, 1);
  });
  it(`keeps the last ${maxPublished}`, async () => {
    for (let at = 1; at <= maxPublished + 3; at++) await keepPublished(ports(), target, published(`1.0.${at}`, at));
    const names = await readdir(await folder());
    assert.equal(names.length, maxPublished);
    assert.ok(
      names.every((name) => !/1_0_[123]\.json$/.test(name)),
      names.join(),
    );
  });
  it('passes over what a newer product wrote or what is damaged, and leaves it alone', async () => {
    await keepPublished(ports(), target, published('1.0.0', 1));
    const newer = join(await folder(), '000000000000009-_2_0_0.json');
    const damaged = join(await folder(), '000000000000008-_1_1_0.json');
    const foreign = join(await folder(), 'notes.json');
    await writeFile(newer, JSON.stringify({ format: 2, version: '2.0.0', what: 'else' }));
    await writeFile(damaged, '{"format":1,"version":"1.1.0","manifest":{"fi');
    await writeFile(foreign, 'mine');
    assert.equal(await last(), '1.0.0');
    for (let at = 10; at <= 10 + maxPublished; at++) await keepPublished(ports(), target, published(`1.0.${at}`, at));
    assert.match(await readFile(newer, 'utf8'), /"format":2/);
    assert.equal(await readFile(foreign, 'utf8'), 'mine');
    assert.equal((await readFile(damaged, 'utf8')).length, 45);
  });
});
