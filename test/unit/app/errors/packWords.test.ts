import assert from 'node:assert/strict';
import {
  logProblems,
  maxShown,
  problemsForLog,
  problemsText,
  problemText,
  warningsText,
} from '../../../../src/app/errors/packWords';
import { present } from '../../../../src/app/errors/present';
import { UserError } from '../../../../src/app/errors/userError';
import { packWords } from '../../../../src/app/words/pack/table';
import { checkFolder } from '../../../../src/pack/packFolder';
import { PackError, type PackProblem } from '../../../../src/pack/packTypes';
import { readText, typescriptFiles } from '../../../support/sources';
import { structureFixtures, treeOf } from '../../pack/fixtures/checks';
import { contentFixtures } from '../../pack/fixtures/content';
import { freshFolder, writeFiles } from '../../pack/support/folder';

const MB = 1024 * 1024;
const rules = Object.keys(packWords).sort();
const documented = [...readText('src/pack/README.md').matchAll(/^\| `(\w+)`/gm)].map((row) => row[1]!);
const missing = (count: number): readonly PackProblem[] =>
  Array.from({ length: count }, (_, i) => ({
    rule: 'pageFileMissing',
    severity: 'error',
    args: { page: `pages/p${i}`, path: `pages/p${i}.js` },
    file: 'app.json',
    range: { line: i, column: 0, endLine: i, endColumn: 1 },
  }));

/** What no sentence may show: a place that was not filled, or a value that is no text. */
const unfilled = /undefined|NaN|null|\[object|\{\d*\}|""/;

describe('Words for what packing finds', () => {
  const root = freshFolder();

  it('are there for the rules of the README, and for no others', () => assert.deepEqual(documented.toSorted(), rules));

  it('are for rules that packing can tell', () => {
    const emitters = typescriptFiles('src/pack')
      .filter((file) => !file.endsWith('/problemRules.ts'))
      .map(readText)
      .join('\n');
    assert.deepEqual(
      rules.filter((rule) => !emitters.includes(`'${rule}'`)),
      [],
    );
  });

  for (const fixture of [...structureFixtures, ...contentFixtures])
    it(`say what is wrong and what to do: ${fixture.rule}, ${fixture.what}`, async () => {
      await writeFiles(root(), treeOf(fixture));
      const { problems } = await checkFolder({ root: root(), ...fixture.job });
      const told = problems.filter(({ rule }) => rule === fixture.rule);
      assert.ok(told.length > 0);
      for (const problem of told) {
        const text = problemText(problem);
        assert.doesNotMatch(text, unfilled);
        assert.doesNotMatch(text, /\b\d{5,}\b/, 'bytes are told in KB or MB');
        assert.match(text, /[^.][.]$/, text);
        assert.ok(!text.includes(problem.rule), text);
        assert.doesNotMatch(text, /[\u0000-\u001f\u007f]/);
        if (problem.range) assert.ok(text.startsWith(`${problem.file}:${problem.range.line + 1}: `), text);
      }
    });

  it('tell sizes in the unit of the limit, and how much is too much', () => {
    const largest = [
      { path: 'a.png', bytes: 1.5 * MB },
      { path: 'b.js', bytes: 300 * 1024 },
      { path: 'c.js', bytes: 12 },
      { path: 'd.js', bytes: 1 },
    ];
    const size = { bytes: 2 * MB + 48, limit: 2 * MB, largest };
    const problem: PackProblem = { rule: 'packageTooLarge', severity: 'error', args: { package: 'shop', ...size } };
    assert.equal(
      problemText(problem),
      'The sub-package shop: 2 MB, which is 48 B over the limit of 2 MB. ' +
        'Make it smaller; the largest files: a.png (1.5 MB), b.js (300 KB), c.js (12 B).',
    );
  });
  it('tell why a file is left out, whatever keeps it out', () => {
    const reasons = [
      ['neverShips', '*.key', /files of the kind \*\.key never ship/],
      ['mpignore', '/dist/', /\.mpignore has the rule "\/dist\/"/],
      ['packOptions', 'suffix: .js', /"packOptions" has the rule "suffix: \.js"/],
      ['extension', '.webp', /does not carry files ending in \.webp/],
      ['extension', '', /files without an ending/],
      ['link', 'outside', /leads out of the folder/],
      ['link', 'loop', /leads in a circle/],
      ['link', 'broken', /leads nowhere/],
      ['special', '', /neither a file nor a folder/],
    ] as const;
    for (const [by, rule, expected] of reasons) {
      const args = { page: 'pages/a', path: 'pages/a.js', by, rule };
      const text = problemText({ rule: 'pageFileExcluded', severity: 'error', args });
      assert.match(text, expected);
      assert.doesNotMatch(text, unfilled);
    }
  });

  it('show a few in a message, errors first, and count the rest', () => {
    const info: PackProblem = { rule: 'minifyOff', severity: 'info', args: {} };
    const lines = problemsText([info, ...missing(maxShown + 2)]).split('\n');
    assert.equal(lines.length, maxShown + 1);
    assert.match(lines[0] ?? '', /^app\.json:1: The page pages\/p0 has no pages\/p0\.js\./);
    assert.equal(lines.at(-1), 'and 3 more');
  });
  it('show all in the log, and a button that leads to the list of problems', () => {
    const many = new PackError(missing(maxShown + 1));
    const shown = present(many);
    assert.ok(shown);
    assert.deepEqual(
      shown.actions.map(({ command }) => command),
      ['miniProgram.showProblems'],
    );
    assert.equal(shown.details.split('\n').length, maxShown + 1);
    assert.match(shown.details, /app\.json:4: The page pages\/p3/);
    assert.match(present(new UserError('Failed.', [], 'other', { cause: many }))?.details ?? '', /app\.json:4: /);
  });
  it('keep the log short for a folder with thousands', () => {
    const lines = problemsForLog(missing(5_000)).split('\n');
    assert.ok(lines.length <= 201, String(lines.length));
    assert.match(lines.at(-1) ?? '', /^and \d+ more$/);
  });
  it('count the warnings of a package that could be made', () => {
    const logged: string[] = [];
    const write = (level: string) => (message: string) => void logged.push(`${level} ${message}`);
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    const link: PackProblem = { rule: 'linkLoop', severity: 'warning', args: { path: 'a' }, file: 'a' };
    const off: PackProblem = { rule: 'minifyOff', severity: 'info', args: {} };
    assert.equal(logProblems(log, 'package', []), 0);
    assert.equal(logProblems(log, 'package', [off]), 0);
    assert.equal(logProblems(log, 'package', [off, link, link]), 2);
    assert.equal(logged.length, 2);
    assert.match(logged[0] ?? '', /^info package: "minified" is off/);
    assert.match(logged[1] ?? '', /^warn package: a: This link leads in a circle[^]*\n"minified" is off/);
    assert.deepEqual([0, 1, 2].map(warningsText), [
      '',
      'There is a warning about the folder in the Problems view.',
      'There are 2 warnings about the folder in the Problems view.',
    ]);
  });
});
