import assert from 'node:assert/strict';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { checkFolder, packFolder } from '../../../src/pack/packFolder';
import { PackError } from '../../../src/pack/packTypes';
import { PackPool } from '../../../src/pack/worker/pool';
import { type BatchResult, type PackageContext, depths } from '../../../src/pack/worker/protocol';
import { Remembered } from '../../../src/pack/worker/remembered';
import { nothingKept, runTask } from '../../../src/pack/worker/runTask';
import { sha256 } from '../../../src/pack/zip/sha256';
import { filesBelow, freshFolder, goodProgram, writeFiles } from './support/folder';
import { randomTree, seeded } from './support/randomTree';

const pool = new PackPool({ threads: 2 });
after(() => pool.dispose());

describe('pack: what a thread remembers', () => {
  const root = freshFolder();
  const out = freshFolder();
  const zipFile = (): string => path.join(out(), 'out.zip');
  /** Everything that packing answers, once with threads that saw the folder before and once with none. */
  const packedBy = async (by: PackPool): Promise<unknown> =>
    packFolder({ root: root(), outFile: zipFile(), pool: by }).catch((error: unknown) => {
      if (error instanceof PackError) return error.problems;
      throw error;
    });
  const assertSame = async (about: string): Promise<void> => {
    const nothingRemembered = new PackPool({ threads: 0 });
    assert.deepEqual(await packedBy(pool), await packedBy(nothingRemembered), about);
  };
  const rulesOf = async (): Promise<readonly string[]> =>
    (await checkFolder({ root: root(), pool })).problems.map(({ rule }) => rule);

  it('changes nothing in what a package holds and what is told of it, whatever is edited in between', async function () {
    this.timeout(60_000);
    const seed = Number(process.env['PACK_RANDOM_SEED'] ?? 20261122);
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    await writeFiles(root(), { ...goodProgram, ...randomTree(random), ...randomTree(random) });
    for (let round = 0; round < 40; round++) {
      const file = path.join(root(), pick(await filesBelow(root())) ?? '');
      const action = random();
      if (action < 0.3) await writeFiles(root(), randomTree(random));
      else if (action < 0.5 && !/app\.js(on)?$|project\.config/.test(file)) await rm(file);
      else if (action < 0.8) await editUnseen(file, random);
      await assertSame(`seed ${seed}, round ${round}`);
    }
  });
  it('finds a file that is put where another one looked for it', async () => {
    await writeFiles(root(), { ...goodProgram, 'pages/index/index.wxml': '<image src="/a.png" />\n' });
    assert.ok((await rulesOf()).includes('referenceMissing'), String(await rulesOf()));
    await writeFiles(root(), { 'a.png': 'picture' });
    assert.ok(!(await rulesOf()).includes('referenceMissing'));
    await rm(path.join(root(), 'a.png'));
    assert.ok((await rulesOf()).includes('referenceMissing'));
  });
  it('finds the value of a variable that is set later in a file that has not changed', async () => {
    await writeFiles(root(), { ...goodProgram, 'app.js': "const key = 'a1b2c3d4e5f6g7h8';\n" });
    assert.deepEqual(await rulesOf(), []);
    await writeFiles(root(), { '.env': 'KEY=a1b2c3d4e5f6g7h8\n' });
    assert.ok((await rulesOf()).includes('secretEnvValue'));
  });
  it('looks into a script again that is renamed, and at the same script below another name', async () => {
    await writeFiles(root(), { ...goodProgram, 'app.js': 'const = 1;\n', 'other.js': 'const = 1;\n' });
    const { problems } = await checkFolder({ root: root(), pool });
    const broken = problems.filter(({ rule }) => rule === 'scriptSyntax').map(({ file }) => file);
    assert.deepEqual(broken, ['app.js', 'other.js']);
  });
  it('takes what it deflated and found before, as long as nothing that it depends on is another', async () => {
    const text = 'const = 1;\n'.repeat(50);
    await writeFiles(root(), { 'app.js': text });
    const { size, mtimeMs } = await stat(path.join(root(), 'app.js'));
    const kept = nothingKept();
    const packed = (id: number, more: Partial<PackageContext> = {}): BatchResult => {
      const context = {
        ...{ id, base: root(), prefix: '', codePrefix: '', shipped: 'app.js', notShipped: '', envValues: [] },
        ...{
          sizes: Float64Array.of(size),
          modified: Float64Array.of(mtimeMs),
          inspect: Uint8Array.of(depths.thorough),
        },
        remembers: true,
        ...more,
      };
      runTask(kept, { type: 'begin', context });
      return runTask(kept, { type: 'batch', id, from: 0, to: 1, zip: true }) as BatchResult;
    };
    const rules = ({ problems }: BatchResult): readonly string[] => problems.map(({ rule }) => rule);
    assert.deepEqual(rules(packed(1)), ['scriptSyntax']);
    // What it remembers is changed behind its back: only so can be seen that it is used.
    const memory = kept.remembered.of(path.join(root(), 'app.js'), sha256(Buffer.from(text)));
    assert.ok(memory.packed && memory.found);
    memory.packed = { ...memory.packed, crc: 7 };
    memory.found = { ...memory.found, inspected: { problems: [], hosts: [], uses: '' } };
    const again = packed(2);
    assert.deepEqual([again.numbers[2], rules(again)], [7, []]);
    assert.deepEqual(rules(packed(3, { shipped: 'app.js\0other.js' })), ['scriptSyntax']);
    assert.notEqual(packed(4, { remembers: false }).numbers[2], 7);
  });
  it('forgets a file that two packages in a row do not hold, and one whose content is another', () => {
    const remembered = new Remembered();
    remembered.begin();
    const memory = remembered.of('/a', '1');
    assert.equal(remembered.of('/a', '1'), memory);
    remembered.begin();
    remembered.begin();
    assert.equal(remembered.of('/a', '1'), memory);
    assert.notEqual(remembered.of('/a', '2'), memory);
    for (let i = 0; i < 3; i++) remembered.begin();
    assert.equal(remembered.size, 0);
  });
});
/** Another content of the same length, with the time of the last change put back: only the bytes tell. */
async function editUnseen(file: string, random: () => number): Promise<void> {
  if (/\.json$/.test(file)) return;
  const before = await stat(file);
  const bytes = await readFile(file);
  if (bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = 32 + Math.floor(random() * 90);
  await writeFile(file, bytes);
  await utimes(file, before.atime, before.mtime);
}
