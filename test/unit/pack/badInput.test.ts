import assert from 'node:assert/strict';
import { problemText } from '../../../src/app/errors/packWords';
import { makeCodeFiles } from '../../../src/pack/checks/codeFiles';
import { nameJudge } from '../../../src/pack/checks/fileNames';
import { type PackRule, matchRule } from '../../../src/pack/plan/packOptions';
import { badInputs } from './fixtures/badInput';
import { freshFolder } from './support/folder';

describe('pack: bad input', () => {
  const root = freshFolder();
  const out = freshFolder();
  const named = (text: string): string =>
    text
      .replaceAll('{root}', root())
      .replaceAll('{out}', out())
      .replaceAll('\\', process.platform === 'win32' ? '/' : '\\');

  for (const { rule, severity, what, says, problems, canRun } of badInputs) {
    it(`${rule}: ${what}`, async function () {
      this.timeout(20_000);
      if (canRun && !(await canRun(out()))) return this.skip();
      const told = await problems(root(), out());
      const found = told.filter((problem) => problem.rule === rule);
      assert.ok(found.length > 0, `told instead: ${told.map((problem) => problem.rule).join(', ') || 'nothing'}`);
      assert.deepEqual(
        found.map((problem) => [problem.severity, problemText(problem)]),
        [[severity, named(says)]],
      );
    });
  }
});

describe('pack: 100,000 files', () => {
  const paths = Array.from({ length: 100_000 }, (_, i) => `d${i % 100}/目录/f${i}.json`);
  const rule = (type: PackRule['type'], value: string): PackRule => ({
    list: 'ignore',
    index: 0,
    type,
    givenType: type ?? '',
    value,
    place: { file: 'project.config.json' },
  });

  it('have their names looked at within a second or two', function () {
    this.timeout(20_000);
    const judge = nameJudge('');
    assert.deepEqual(paths.flatMap(judge), []);
    const [problem] = judge('D7/目录/f7.json');
    assert.equal(problem?.rule, 'nameTwice');
  });
  for (const [type, value] of [
    ['prefix', 'f1'],
    ['folder', 'd7/'],
    ['glob', '**/f*7.json'],
    ['regexp', '^d\\d+/目录/f(1|2)+\\.json$'],
  ] as const) {
    it(`are matched by a ${type}`, function () {
      this.timeout(20_000);
      const { matches, refused } = matchRule(rule(type, value), paths);
      assert.equal(refused, undefined);
      assert.equal(matches.length, paths.length);
      assert.ok(matches.includes(true) && matches.includes(false));
    });
  }
  it('are looked up, with those that do not ship', function () {
    this.timeout(20_000);
    const sizes = new Map(paths.map((path) => [path, 2]));
    const excluded = paths.map((path) => ({ path: `x/${path}`, reason: { by: 'mpignore', rule: 'x' } as const }));
    const code = makeCodeFiles(sizes, excluded);
    for (const path of paths) assert.equal(code.lookup(path).found, 'shipped');
    assert.equal(code.lookup('D7/目录/f7.json').found, 'otherCase');
    assert.equal(code.lookup('x/d7/目录/f7.json').found, 'excluded');
    assert.ok(code.hasFolder('d7/目录'));
  });
});
