import assert from 'node:assert/strict';
import type { PackProblem } from '../../../src/pack/packTypes';
import { checkFolder } from '../../../src/pack/packFolder';
import { type CheckFixture, structureFixtures, treeOf } from './fixtures/checks';
import { contentFixtures } from './fixtures/content';
import { freshFolder, goodProgram, writeFiles } from './support/folder';

const place = ({ file, range }: PackProblem): string | undefined =>
  range ? `${file}:${range.line}:${range.column}` : file;

// In parts, so that no scanner takes this file for the leak itself.
const cloudId = ['AKID', 'z8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'].join('');

describe('pack: checks', () => {
  const root = freshFolder();

  it('find nothing in a good mini program', async () => {
    await writeFiles(root(), goodProgram);
    assert.deepEqual((await checkFolder({ root: root() })).problems, []);
  });
  const judge = (fixture: CheckFixture): void =>
    void it(`${fixture.rule}: ${fixture.what}`, async () => {
      await writeFiles(root(), treeOf(fixture));
      const { problems } = await checkFolder({ root: root(), ...fixture.job });
      const told = problems.filter(({ rule }) => rule === fixture.rule);
      const all = problems.map((problem) => `${problem.rule} ${place(problem)}`).join(', ');
      assert.ok(told.length > 0, `told instead: ${all || 'nothing'}`);
      const matching = told.filter(
        (problem) =>
          (fixture.at === undefined || place(problem) === fixture.at) &&
          Object.entries(fixture.args ?? {}).every(
            ([name, value]) => (problem.args as Readonly<Record<string, unknown>>)[name] === value,
          ),
      );
      assert.ok(matching.length > 0, JSON.stringify(told));
      assert.equal(matching[0]?.severity, fixture.severity);
    });
  structureFixtures.forEach(judge);
  contentFixtures.forEach(judge);

  it('tell every problem at once', async () => {
    await writeFiles(root(), {
      'app.json': { pages: ['pages/a', 'pages/b', '/c'], entryPagePath: 'x', tabBar: { list: [] } },
      'k.js': `const key = '${cloudId}'`,
    });
    const rules = (await checkFolder({ root: root() })).problems.map(({ rule }) => rule);
    assert.equal(rules.filter((rule) => rule === 'pageFileMissing').length, 4);
    for (const rule of [
      'appScriptMissing',
      'pagePathWrong',
      'entryPageUnknown',
      'tabCount',
      'secretCloudId',
    ] as const) {
      assert.ok(rules.includes(rule), `${rule} in ${rules.join(', ')}`);
    }
  });
  it('never tell the secret itself', async () => {
    const secret = ['AKID', 'z8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'].join('');
    await writeFiles(root(), {
      ...goodProgram,
      '.env': `TOKEN=abc123def456ghi789`,
      'a.js': `'${secret}'; 'abc123def456ghi789'`,
    });
    const told = JSON.stringify((await checkFolder({ root: root() })).problems);
    assert.match(told, /secretCloudId/);
    assert.match(told, /secretEnvValue/);
    assert.doesNotMatch(told, /z8krbs|abc123/);
  });
  it('make secrets warnings when the user says so for this package', async () => {
    await writeFiles(root(), { ...goodProgram, 'a.js': `'${cloudId}'` });
    const [problem] = (await checkFolder({ root: root(), allowSecrets: true })).problems;
    assert.deepEqual([problem?.rule, problem?.severity], ['secretCloudId', 'warning']);
  });
});
