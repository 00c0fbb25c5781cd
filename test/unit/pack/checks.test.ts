import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { problemText } from '../../../src/app/errors/packWords';
import type { PackProblem } from '../../../src/pack/packTypes';
import { checkFolder } from '../../../src/pack/packFolder';
import type { ProblemRule } from '../../../src/pack/problemRules';
import { packWords } from '../../../src/app/words/pack/table';
import { badInputs } from './fixtures/badInput';
import { type CheckFixture, structureFixtures, treeOf } from './fixtures/checks';
import { configFixtures } from './fixtures/config';
import { contentFixtures } from './fixtures/content';
import { usedFixtures, useFixtures } from './fixtures/use';
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
  it('find nothing wrong in scripts of every kind', async () => {
    const scripts = [
      'if (!wx.x) return;\nmodule.exports = 1; // the end',
      'exports.a = class extends Object {\n  b() { super.toString(); }\n};\n',
      '"use strict";\nexports.t = `}, m() { ${1} `; /* } */',
      'import a from "./app";\nexport default a;\nawait a;\n',
      'exports.a = 1;\nexports.b = () => import("./app");\n',
      '',
    ];
    const files = scripts.map((text, i): [string, string] => [`s${i}.js`, text]);
    await writeFiles(root(), { ...goodProgram, ...Object.fromEntries(files) });
    const { problems } = await checkFolder({ root: root() });
    assert.deepEqual(
      problems.filter(({ rule }) => rule === 'scriptSyntax'),
      [],
    );
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
      // A whole sentence, with nothing left open in it.
      for (const problem of matching) assert.match(problemText(problem), /^(?!.*(?:undefined|\{\d\}|NaN))[^]{20,}\.$/);
    });
  const fixtures = [...structureFixtures, ...configFixtures, ...useFixtures, ...contentFixtures];
  fixtures.forEach(judge);

  it('have a fixture for every rule, and no rule is told only on paper', () => {
    const told = new Set([...fixtures, ...badInputs].map(({ rule }) => rule));
    // The compiler sees to it that there are words for every rule; so their names are the list of all rules.
    const rules = Object.keys(packWords) as ProblemRule[];
    assert.deepEqual(
      rules.filter((rule) => !told.has(rule)),
      [],
    );
    assert.ok(rules.length > 90, `${rules.length} rules`);
  });
  it('are all in the table of the README, with the severity they are told with', async () => {
    const readme = await readFile('src/pack/README.md', 'utf8');
    const letters = { error: 'E', warning: 'W', info: 'I' } as const;
    for (const { rule, severity } of [...fixtures, ...badInputs]) {
      assert.match(readme, new RegExp(`\\| \`${rule}\` +\\| +${letters[severity]} +\\|`), `${rule} is ${severity}`);
    }
  });
  usedFixtures.forEach(({ what, files }) =>
    it(`find nothing unused: ${what}`, async () => {
      await writeFiles(root(), treeOf({ files }));
      const { problems } = await checkFolder({ root: root() });
      const unused = problems.filter(({ rule }) => useFixtures.some((fixture) => fixture.rule === rule));
      assert.deepEqual(unused, []);
    }),
  );
  it('judge use in the project layout, too, and not when a text is too large to be looked into', async () => {
    const [fixture] = useFixtures;
    assert.ok(fixture);
    const inCode = Object.entries(treeOf(fixture)).map(([name, content]) => [`src/${name}`, content]);
    await writeFiles(root(), { ...Object.fromEntries(inCode), 'project.config.json': { miniprogramRoot: 'src' } });
    const unused = async (): Promise<readonly (string | undefined)[]> =>
      (await checkFolder({ root: root(), layout: 'project', limits: {} })).problems
        .filter(({ rule }) => rule === 'filesUnused')
        .map(({ file }) => file);
    assert.deepEqual(await unused(), ['src/lib/old.js']);
    await writeFiles(root(), { 'src/app.js': `require('/lib/old')` });
    assert.deepEqual(await unused(), []);
    await writeFiles(root(), { 'src/app.js': '', 'src/data.json': Buffer.alloc(9e6, ' ') });
    assert.deepEqual(await unused(), []);
  });

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
