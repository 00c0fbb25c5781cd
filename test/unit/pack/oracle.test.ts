import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { makePlan } from '../../../src/pack/plan/plan';
import { platforms } from '../../../src/pack/platforms';
import { loadProject } from '../../../src/pack/project';
import fixtures from '../../oracle/fixtures.json';
import record from '../../oracle/record.json';
import { writeTree } from '../../oracle/tree.mjs';

/**
 * Where we differ from miniprogram-ci on purpose, and why. Everything else ships exactly what it ships
 * (test/oracle/record.json, recorded by `npm run oracle`).
 */
const deviations: Readonly<
  Record<string, { readonly alsoShips: readonly string[] | 'everything'; readonly why: string }>
> = {
  'empty prefix': { alsoShips: 'everything', why: 'an empty rule would empty the package; it is refused as an error' },
};
const shipped = record.shipped as Readonly<Record<string, readonly string[]>>;

describe('pack: files shipped, against what miniprogram-ci packs', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'oracle-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('has a record for each of at least 45 rules', () => {
    assert.deepEqual(
      Object.keys(shipped),
      fixtures.fixtures.map(({ name }) => name),
    );
    assert.ok(fixtures.fixtures.length >= 45);
  });
  for (const fixture of fixtures.fixtures) {
    const deviation = deviations[fixture.name];
    it(`${fixture.name}${deviation ? ` (deviates: ${deviation.why})` : ''}`, async () => {
      writeTree(root, fixtures.tree, fixture);
      const loaded = await loadProject(root);
      const plan = await makePlan({ ...loaded, platform: platforms.wechat, layout: 'codeRoot' });
      const expected = deviation?.alsoShips === 'everything' ? shipped['none'] : shipped[fixture.name];
      assert.deepEqual([...plan.files].sort(), expected);
    });
  }
});
