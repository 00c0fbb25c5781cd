import assert from 'node:assert/strict';
import type { PackProblem } from '../../../src/pack/packTypes';
import { type Fix, fixOf } from '../../../src/vscode/problems/fixes';

/** The text with `[[`…`]]` around the place of the finding. */
function at(marked: string, problem: PackProblem, ...others: PackProblem[]): { fix: Fix | undefined; after: string } {
  const start = marked.indexOf('[[');
  const text = marked.replace('[[', '').replace(']]', '');
  const end = marked.indexOf(']]') - 2;
  const fix = fixOf(problem, { text, start, end, together: [problem, ...others] });
  const after = fix?.kind === 'replace' ? text.slice(0, fix.start) + fix.text + text.slice(fix.end) : text;
  return { fix, after };
}
const range = { line: 0, column: 0, endLine: 0, endColumn: 1 };
const caseOf = (wanted: string, found: string): PackProblem => ({
  rule: 'caseDiffers',
  severity: 'error',
  args: { wanted, found },
  file: 'app.json',
  range,
});
const rule: PackProblem = {
  rule: 'packRuleEmpty',
  severity: 'error',
  args: { given: 'suffix: ', list: 'ignore', value: '' },
  file: 'project.config.json',
  range,
};

describe('quick fixes', () => {
  it('take an empty rule out of the list, with its comma and nothing else', () => {
    const config = (list: string): string => `{\n  "packOptions": { "ignore": [${list}] } // ours\n}`;
    const kept = '{"type":"file","value":"a.md"}';
    const after = (list: string): unknown => {
      const done = at(config(list), rule).after;
      assert.match(done, /\/\/ ours/);
      return (JSON.parse(done.replace('// ours', '')) as { packOptions: { ignore: unknown } }).packOptions.ignore;
    };
    assert.deepEqual(after('{"type":"suffix","value":[[""]]}'), []);
    assert.deepEqual(after(`{"type":"suffix","value":[[""]]}, ${kept}`), [JSON.parse(kept)]);
    assert.deepEqual(after(`${kept},\n  {"type":"suffix","value":[[""]]}`), [JSON.parse(kept)]);
    assert.deepEqual(after(`${kept}, [[{"type":"suffix"}]]`), [JSON.parse(kept)]);
  });
  it('leave a rule alone that says something by now', () => {
    const text = '{"packOptions":{"ignore":[{"type":"suffix","value":[[".md"]]}]}}';
    assert.equal(at(text, rule).fix, undefined);
    assert.equal(at('{"packOptions":{"ignore":[]}}[[]]', rule).fix, undefined);
    const remark =
      '{"packOptions":{"ignore":[{"type":"suffix","value":[[""]]}, /* why */ {"type":"file","value":"a"}]}}';
    assert.equal(at(remark, rule).fix, undefined);
  });
  it('write a page as it is called on disk when all of it is there', () => {
    const script = caseOf('pages/Menu/Menu.js', 'pages/menu/menu.js');
    const markup = caseOf('pages/Menu/Menu.wxml', 'pages/menu/menu.wxml');
    assert.equal(at('["a", [["pages/Menu/Menu"]]]', script, markup).after, '["a", "pages/menu/menu"]');
    // The other half is there as written: with the new name it would miss instead.
    assert.equal(at('[[["pages/Menu/Menu"]]]', script).fix, undefined);
    const elsewhere = caseOf('pages/Menu/Menu.wxml', 'Pages/menu/menu.wxml');
    assert.equal(at('[[["pages/Menu/Menu"]]]', script, elsewhere).fix, undefined);
  });
  it('keep what stands before the name: sub-packages, components', () => {
    const inPackage = [caseOf('pkg/Detail.js', 'pkg/detail.js'), caseOf('pkg/Detail.wxml', 'pkg/detail.wxml')] as const;
    assert.equal(at('[["Detail"]]', ...inPackage).after, '"detail"');
    assert.equal(
      at('[["../../cards/Card"]]', caseOf('../../cards/Card', 'lib/cards/card.json')).after,
      '"../../cards/card"',
    );
    assert.equal(at('[["/cards/Card"]]', caseOf('/cards/Card', 'cards/card/index.json')).after, '"/cards/card"');
    assert.equal(at('[["img/Home.png"]]', caseOf('img/Home.png', 'img/home.png')).after, '"img/home.png"');
  });
  it('do not guess: another name, an edited text, letters that change their number with their case', () => {
    assert.equal(at('[["Card"]]', caseOf('Card', 'cards/postcard.json')).fix, undefined);
    assert.equal(at('[["pages/x"]]', caseOf('img/Home.png', 'img/home.png')).fix, undefined);
    assert.equal(at('[["img/home.png"]]', caseOf('img/Home.png', 'img/home.png')).fix, undefined);
    assert.equal(at('[["İ/A.png"]]', caseOf('İ/A.png', 'İ/a.png')).fix, undefined);
    const inRoot = [caseOf('Pkg/d.js', 'pkg/d.js'), caseOf('Pkg/d.wxml', 'pkg/d.wxml')] as const;
    assert.equal(at('[["d"]]', ...inRoot).fix, undefined);
  });
  it('give a file the ending, or the name, that the platform reads', () => {
    const ending = (count: number): PackProblem => ({
      rule: 'extensionCase',
      severity: 'warning',
      args: { extension: '.WXML', right: '.wxml', count, examples: '' },
      file: 'pages/菜单.WXML',
    });
    assert.deepEqual(at('[[]]', ending(1)).fix, {
      kind: 'rename',
      title: 'Rename the file to 菜单.wxml',
      name: '菜单.wxml',
    });
    assert.equal(at('[[]]', ending(2)).fix, undefined);
    const { range: _, ...entry } = caseOf('app.js', 'App.js');
    const named = { ...entry, file: 'App.js' } as PackProblem;
    assert.deepEqual(at('[[]]', named).fix, { kind: 'rename', title: 'Rename the file to app.js', name: 'app.js' });
  });
  it('offer nothing where a decision is needed', () => {
    assert.equal(at('[[]]', { rule: 'pagesEmpty', severity: 'error', args: {} }).fix, undefined);
  });
});
