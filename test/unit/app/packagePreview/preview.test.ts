import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { createPreview } from '../../../../src/app/packagePreview/createPreview';
import {
  lists,
  type PackagePreview,
  pageLength,
  type PreviewRow,
  searchPrefix,
} from '../../../../src/app/packagePreview/preview';
import type { PackRules } from '../../../../src/app/packing/packRules';
import type { PublishedVersion } from '../../../../src/app/packing/published';
import { checkFolder } from '../../../../src/pack/packFolder';
import type { PackLayout, PackReport } from '../../../../src/pack/packTypes';
import { freshFolder, goodProgram, type Tree, writeFiles } from '../../pack/support/folder';

const shop: Tree = {
  ...goodProgram,
  'project.config.json': {
    TCSASappid: 'mp0000000000000001',
    projectname: 'Good',
    packOptions: { ignore: [{ type: 'suffix', value: '.draft.json' }], include: [] },
  },
  'app.json': {
    pages: ['pages/index/index'],
    subpackages: [{ root: 'shop', pages: ['pages/list/list'], independent: true }],
  },
  'shop/pages/list/list.js': 'Page({});\n',
  'shop/pages/list/list.wxml': '<view />\n',
  'shop/图片/大.png': Buffer.alloc(5000, 7),
  'notes/a.json': '{}',
  'notes/b.json': '{}',
  'x.draft.json': '{}',
  '.mpignore': '# ours\nnotes/\n',
  'app.js.map': '{}',
};
const rulesOf = (layout: PackLayout): PackRules => ({ platform: 'tcsas', layout, limits: undefined });
const published = (report: PackReport, version = '1.4.1'): PublishedVersion => ({
  version,
  versionId: 7,
  at: 0,
  manifest: report.manifest,
});
const labels = (rows: readonly PreviewRow[]): readonly string[] => rows.map(({ label }) => label);

describe('the preview of a package', () => {
  const root = freshFolder();
  const report = (layout: PackLayout = 'codeRoot'): Promise<PackReport> => checkFolder({ root: root(), layout });
  const previewOf = (found: PackReport, before?: PublishedVersion, layout: PackLayout = 'codeRoot'): PackagePreview =>
    createPreview({
      report: found,
      rules: rulesOf(layout),
      published: before,
      name: 'Good',
      startedAt: 0,
      linkedId: undefined,
      join: path.join,
    });
  const preview = async (tree: Tree, layout?: PackLayout): Promise<PackagePreview> => {
    await writeFiles(root(), tree);
    return previewOf(await report(layout), undefined, layout);
  };
  /** Every row of a list, the branches opened. */
  function all(shown: PackagePreview, parent: string): readonly PreviewRow[] {
    const { rows, total } = shown.rows(parent, 0);
    assert.ok(total <= pageLength);
    return rows.flatMap((row) => (row.isBranch ? [row, ...all(shown, row.id)] : [row]));
  }
  const find = (rows: readonly PreviewRow[], label: string): PreviewRow => {
    const found = rows.find((row) => row.label === label);
    assert.ok(found, `no ${label} among ${labels(rows).join(', ')}`);
    return found;
  };

  it('shows every file that ships exactly once, below its package', async () => {
    const shown = await preview(shop);
    const found = await report();
    const rows = all(shown, lists.ships);
    const shippedIds = rows.flatMap(({ id }) => (id.startsWith('file:') ? [id.slice(5)] : []));
    assert.deepEqual([...shippedIds].sort(), found.files.map((file) => file.path).sort());
    assert.deepEqual(labels(shown.rows(lists.ships, 0).rows), ['Main package', 'shop']);
    assert.match(find(rows, 'shop').note, /independent/);
    assert.deepEqual(labels(shown.rows('ships:1', 0).rows), ['图片', 'pages'], 'the largest first');
  });

  it('names the ten largest files of all packages', async () => {
    const shown = await preview(shop);
    assert.equal(shown.ships.largest.length, 8);
    assert.equal(shown.ships.largest[0]?.label, 'shop/图片/大.png');
  });

  it('tells for what does not ship the rule, and opens it at its line', async () => {
    const shown = await preview(shop);
    const rules = shown.rows(lists.leftOut, 0).rows;
    const own = find(rules, 'notes/');
    assert.equal(own.note, '.mpignore:2');
    assert.deepEqual(shown.place(own.id), {
      path: path.join(root(), '.mpignore'),
      range: { line: 1, column: 0, endLine: 1, endColumn: 6 },
    });
    assert.match(find(rules, 'suffix: .draft.json').note, /^project\.config\.json:\d+$/);
    const builtIn = find(rules, '*.map');
    assert.equal(builtIn.canOpen, false);
    assert.equal(shown.place(builtIn.id), undefined);
    const held = rules.flatMap(({ id }) => labels(shown.rows(id, 0).rows));
    assert.deepEqual([...held].sort(), (await report()).excluded.map((file) => file.path).sort());
  });

  it('finds files by a part of their path, shipped or not, and says why not', async () => {
    const shown = await preview(shop);
    const found = shown.rows(`${searchPrefix}DRAFT`, 0).rows;
    assert.deepEqual(labels(found), ['x.draft.json']);
    assert.match(found[0]?.note ?? '', /does not ship: suffix: \.draft\.json \(project\.config\.json:\d+\)/);
    assert.match(shown.rows(`${searchPrefix}大.png`, 0).rows[0]?.note ?? '', /shop/);
    assert.equal(shown.rows(`${searchPrefix}  `, 0).total, 0, 'nothing is not everything');
    assert.equal(shown.rows(`${searchPrefix}nowhere`, 0).total, 0);
  });

  it('opens files where they lie, in both layouts, and the project file at the root', async () => {
    const tree: Tree = {
      'project.config.json': { appid: 'mp1', miniprogramRoot: 'mini/' },
      'mini/app.json': { pages: ['pages/index/index'] },
      'mini/app.js': 'App({});\n',
      'mini/pages/index/index.js': 'Page({});\n',
      'mini/pages/index/index.wxml': '<view />\n',
    };
    const inCode = await preview(tree);
    assert.equal(inCode.place('file:app.js')?.path, path.join(root(), 'mini', 'app.js'));
    assert.equal(inCode.place('file:project.config.json')?.path, path.join(root(), 'project.config.json'));
    const whole = previewOf(await report('project'), undefined, 'project');
    assert.equal(whole.place('file:mini/app.js')?.path, path.join(root(), 'mini', 'app.js'));
    assert.equal(whole.place('file:project.config.json')?.path, path.join(root(), 'project.config.json'));
  });

  it('opens nothing that the report does not name, whatever the page asks for', async () => {
    const shown = await preview(shop);
    for (const id of [
      'file:../../etc/passwd',
      'file:/etc/passwd',
      'file:',
      'out:../x',
      'out:app.js',
      'problem:99',
      'problem:-1',
      'settings:99',
      'leftOut:[]',
      'nonsense',
    ])
      assert.equal(shown.place(id), undefined, id);
    for (const id of ['ships:99', 'ships:x', 'leftOut:0', 'changes:added', '__proto__'])
      assert.deepEqual(shown.rows(id, 0), { rows: [], total: 0 }, id);
  });

  it('answers large folders in pages, none twice and none left out', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 210 }, (_, at) => [`data/${String(at).padStart(3, '0')}.json`, '{}']),
    );
    const shown = await preview({ ...goodProgram, ...many });
    const pages = [0, 200].map((from) => shown.rows('ships:0:data/', from));
    assert.deepEqual(
      pages.map(({ rows, total }) => [rows.length, total]),
      [
        [200, 210],
        [10, 210],
      ],
    );
    assert.equal(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size, 210);
    for (const from of [-5, 0.5, NaN, 9_999])
      assert.ok(shown.rows('ships:0:data/', from).rows.length <= pageLength, String(from));
  });

  it('tells each problem with its place, errors first, and what can be done', async () => {
    const shown = await preview({ ...goodProgram, 'pages/index/index.json': '\uFEFF{}', 'hero.webp': 'x' });
    const { rows } = shown.rows(lists.problems, 0);
    assert.equal(rows[0]?.icon, 'error');
    assert.equal(rows[0].note, 'pages/index/index.json:1');
    assert.equal(rows[0].fix, 'stripBom');
    assert.equal(shown.problem(rows[0].id)?.rule, 'jsonBom');
    assert.deepEqual(shown.verdict, { kind: 'error', text: '1 error stops publishing' });
    assert.equal(rows.at(-1)?.icon, 'info');
  });

  it('says that it is ready when nothing stands in the way', async () => {
    const shown = await preview(goodProgram);
    assert.deepEqual(shown.verdict, { kind: 'ok', text: 'Ready to publish' });
    assert.equal(shown.leftOut.summary, 'Everything in the folder ships.');
    assert.equal(shown.changes.summary, 'Nothing has been published from here yet.');
    assert.equal(shown.facts[0]?.value, 'mp0000000000000001');
    assert.match(shown.facts[0].note, /"TCSASappid"/);
    assert.ok((shown.facts[1]?.share ?? 1) < 0.001);
  });

  it('does not call a secret an error like others: publishing asks', async () => {
    // In parts, so that no scanner takes this file for the leak itself.
    const cloudId = ['AKID', 'z8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE'].join('');
    const shown = await preview({ ...goodProgram, 'key.js': `module.exports = '${cloudId}';\n` });
    assert.equal(shown.verdict.kind, 'error');
    assert.match(shown.verdict.text, /secret/);
  });

  it('says "identical" before a version is wasted', async () => {
    await writeFiles(root(), shop);
    const shown = previewOf(await report(), published(await report()));
    assert.equal(shown.changes.isIdentical, true);
    assert.match(shown.changes.summary, /^Identical to 1\.4\.1/);
    assert.equal(shown.changes.hasRows, false);
  });

  it('lists what changed since the version before, what reviewers ask about first', async () => {
    await writeFiles(root(), shop);
    const before = published(await report());
    await writeFiles(root(), {
      'app.js': "App({});\nwx.request({ url: 'https://api.example.com/a' });\n",
      'new.json': '{}',
      'app.json': {
        ...(shop['app.json'] as object),
        permission: { 'scope.userLocation': { desc: 'x' } },
      },
    });
    const now = await report();
    const shown = previewOf({ ...now, files: now.files }, before);
    assert.match(shown.changes.summary, /2 changed, 1 added, \+.* since 1\.4\.1/);
    const groups = shown.rows(lists.changes, 0).rows;
    assert.deepEqual(labels(groups), ['Permissions added', 'Domains added', 'Files added', 'Files changed']);
    const changed = all(shown, lists.changes);
    assert.ok(labels(changed).includes('api.example.com'));
    assert.match(find(changed, 'app.js').note, /^\d+ B → \d+ B$/);
    assert.match(find(changed, 'new.json').size, /^\+2 B$/);
  });

  it('lists files that are gone, which cannot be opened any more', async () => {
    await writeFiles(root(), { ...shop, 'gone.json': '{}' });
    const before = published(await report());
    const { rm } = await import('node:fs/promises');
    await rm(path.join(root(), 'gone.json'));
    const shown = previewOf(await report(), before);
    const gone = find(all(shown, lists.changes), 'gone.json');
    assert.equal(gone.canOpen, false);
    assert.equal(gone.size, '−2 B');
    assert.equal(shown.place(gone.id), undefined);
  });

  it('knows which changed files can change the package', async () => {
    await mkdir(path.join(root(), 'node_modules', 'x'), { recursive: true });
    await writeFile(path.join(root(), 'node_modules', 'x', 'index.js'), '');
    const shown = await preview(shop);
    for (const file of ['app.js', 'new/file.js', '.mpignore', 'project.config.json', 'project.private.config.json'])
      assert.equal(shown.concerns(file, false), true, file);
    for (const file of ['node_modules/x/index.js', 'node_modules', 'notes/a.json', 'x.draft.json', 'app.js.map'])
      assert.equal(shown.concerns(file, false), false, file);
    for (const file of ['app.js', 'shop', 'project.config.json', '.mpignore'])
      assert.equal(shown.concerns(file, true), true, `${file} is gone`);
    for (const file of ['was-never-there.js', 'notes/a.json', 'project.private.config.json'])
      assert.equal(shown.concerns(file, true), false, `${file} is gone`);
  });

  it('shows links that lead out of the folder as left out', async function () {
    await writeFiles(root(), goodProgram);
    await symlink(path.dirname(root()), path.join(root(), 'out')).catch(() => this.skip());
    const shown = previewOf(await report());
    assert.ok(labels(shown.rows(lists.leftOut, 0).rows).includes('Links that lead out of the folder'));
  });

  it('lists the settings of the project file with what becomes of them', async () => {
    const shown = await preview({
      ...goodProgram,
      'project.config.json': { appid: 'mp1', setting: { uploadWithSourceMap: true } },
    });
    const { rows, total } = shown.rows(lists.settings, 0);
    assert.equal(total, shown.settings.total);
    const setting = find(rows, 'setting.uploadWithSourceMap: true');
    assert.match(setting.note, /source maps never ship/);
    assert.equal(shown.place(setting.id)?.path, path.join(root(), 'project.config.json'));
  });
});
