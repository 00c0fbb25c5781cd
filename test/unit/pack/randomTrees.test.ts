import assert from 'node:assert/strict';
import { mkdir, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { packFolder } from '../../../src/pack/packFolder';
import { PackPool } from '../../../src/pack/worker/pool';
import { filesBelow, freshFolder, goodProgram, writeFiles } from './support/folder';
import { randomTree, seeded } from './support/randomTree';
import { zipTools } from './support/zipTools';

/** 200 trees in the quick suite; `PACK_RANDOM_TREES=10000` for the full number, `PACK_RANDOM_SEED` for others. */
const trees = Number(process.env['PACK_RANDOM_TREES'] ?? 200);
const seed = Number(process.env['PACK_RANDOM_SEED'] ?? 20261121);
/** So many trees lie in one package, for starting the unpacker costs more than the work. */
const together = 20;

describe('pack: random trees', () => {
  const root = freshFolder();

  it(`${trees} trees come back equal from Info-ZIP, and pack to the same bytes twice`, async function () {
    this.timeout(60_000 + trees * 200);
    const tool = zipTools.find(({ name }) => name === 'Info-ZIP');
    if (!tool || !(await tool.isThere())) return this.skip();
    const pool = new PackPool({ threads: 2 });
    const inline = new PackPool({ threads: 0 });
    try {
      for (let done = 0; done < trees; done += together) {
        const random = seeded(seed + done);
        const folder = path.join(root(), String(done));
        await writeFiles(folder, goodProgram);
        for (let i = 0; i < together; i++) {
          await mkdir(path.join(folder, `t${i}`));
          await writeFiles(path.join(folder, `t${i}`), randomTree(random));
        }
        const job = { root: folder, outFile: path.join(root(), 'a.zip') };
        const first = await packFolder({ ...job, pool });
        const second = await packFolder({ ...job, outFile: path.join(root(), 'b.zip'), pool: inline });
        assert.equal(first.sha256, second.sha256, `seed ${seed + done}`);
        const unpacked = path.join(root(), 'x');
        await tool.unpack(first.file, unpacked);
        assert.deepEqual(await filesBelow(unpacked), await filesBelow(folder), `seed ${seed + done}`);
        for (const { path: name } of first.files) {
          const [before, after] = await Promise.all([
            readFile(path.join(folder, name)),
            readFile(path.join(unpacked, name)),
          ]);
          assert.ok(before.equals(after), `seed ${seed + done}: ${name}`);
        }
        await rm(unpacked, { recursive: true });
        await rm(folder, { recursive: true });
      }
    } finally {
      pool.dispose();
    }
  });
});
