import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { PackProblem } from '../../../src/pack/packTypes';
import { maxEntries, placeProblems } from '../../../src/vscode/problems/placed';

const root = join('/work', '街角咖啡');
const range = { line: 4, column: 2, endLine: 4, endColumn: 20 };
const broken: PackProblem = {
  rule: 'pageTwice',
  severity: 'warning',
  args: { page: 'pages/菜单/菜单' },
  file: 'code/app.json',
  range,
};
const empty: PackProblem = { rule: 'pagesEmpty', severity: 'error', args: {} };
const has =
  (...names: string[]) =>
  (path: string): boolean =>
    names.some((name) => path === join(root, name));

describe('where findings are listed', () => {
  it('is their own file, line and column, with our words and no place in them', () => {
    const [placed] = placeProblems(root, [broken], has());
    assert.equal(placed?.path, join(root, 'code', 'app.json'));
    assert.deepEqual(placed.range, range);
    assert.equal(placed.message, 'The page pages/菜单/菜单 is listed twice. Remove one of them.');
  });
  it('is the configuration of the project when they are about the whole, or else app.json', () => {
    const place = (...names: string[]): string | undefined => placeProblems(root, [empty], has(...names))[0]?.path;
    assert.equal(place('project.config.json', 'app.json'), join(root, 'project.config.json'));
    assert.equal(place('app.json'), join(root, 'app.json'));
    assert.equal(place('game.json'), join(root, 'game.json'));
    assert.equal(place(), join(root, 'project.config.json'));
  });
  it('keeps the errors and counts what is left out when there are thousands', () => {
    const many = Array.from({ length: 10_000 }, () => broken);
    const placed = placeProblems(root, [...many, empty], has());
    assert.equal(placed.length, maxEntries + 1);
    assert.equal(placed[0]?.severity, 'error');
    assert.match(placed.at(-1)?.message ?? '', /^9001 more findings/);
  });
});
