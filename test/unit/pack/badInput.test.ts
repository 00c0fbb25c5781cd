import assert from 'node:assert/strict';
import { problemText } from '../../../src/app/errors/packWords';
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
