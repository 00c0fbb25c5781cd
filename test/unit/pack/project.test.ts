import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { settingWords } from '../../../src/app/words/pack/settings';
import { findProjects, projectOf, readProject } from '../../../src/pack/project';

describe('pack: project', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'project-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const write = async (name: string, content: unknown): Promise<void> => {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  };
  const rules = async (): Promise<readonly string[]> => (await readProject(root)).problems.map(({ rule }) => rule);

  it('takes the key of today’s product first and tells about other ids', async () => {
    await write('project.config.json', {
      appid: 'wx1',
      SASappid: 'mpS',
      TMFappid: 'mpF',
      TCMPPappid: 'mpP',
      TCSASappid: 'mpC',
    });
    const project = await readProject(root);
    assert.deepEqual(project.appId, { key: 'TCSASappid', value: 'mpC' });
    const told = project.problems.find((problem) => problem.rule === 'appIdSeveral');
    assert.ok(told);
    assert.equal(told.args.others, 'TCMPPappid = mpP, TMFappid = mpF, SASappid = mpS, appid = wx1');
    assert.equal(told.file, 'project.config.json');
  });
  for (const [config, key] of [
    [{ appid: 'wx1', TMFappid: 'mp1', TCMPPappid: 'mp2' }, 'TCMPPappid'],
    [{ appid: 'wx1', TMFappid: 'mp1', brandappid: 'mp2' }, 'TMFappid'],
    [{ appid: 'wx1', tcsasappid: 'mp1' }, 'tcsasappid'],
    [{ appid: 'wx1', GoAppId: 'mp1' }, 'GoAppId'],
    [{ appid: 'wx1', TCSASappid: 'touristId' }, 'appid'],
    [{ appid: 'wx1', TCSASappid: '' }, 'appid'],
  ] as const) {
    it(`takes ${key} from ${JSON.stringify(config)}`, async () => {
      await write('project.config.json', config);
      assert.equal((await readProject(root)).appId?.key, key);
    });
  }
  it('counts a WeChat id under plain appid as absent, so that the folder can be linked', async () => {
    await write('project.config.json', { appid: 'wx0123456789abcdef' });
    const project = await readProject(root);
    assert.equal(project.appId, undefined);
    const [told] = project.problems;
    assert.ok(told?.rule === 'appIdWechat');
    assert.equal(told.severity, 'info');
    assert.equal(told.args.value, 'wx0123456789abcdef');
    assert.ok(told.range, 'the place is told');
    await write('project.config.json', { appid: 'wx0123456789abcdef', TCSASappid: 'mp1' });
    assert.equal((await readProject(root)).appId?.value, 'mp1');
  });
  it('lets the caller override the id', async () => {
    await write('project.config.json', { appid: 'wx1' });
    assert.deepEqual((await readProject(root, { overrideAppId: 'mp9' })).appId, { key: 'override', value: 'mp9' });
  });
  it('honours the private file for the id but not for what changes the product', async () => {
    await write('project.config.json', { appid: 'wx1', compileType: 'miniprogram' });
    await write('project.private.config.json', { appid: 'mp2', compileType: 'game' });
    const project = await readProject(root);
    assert.equal(project.appId?.value, 'mp2');
    assert.equal(project.kind, 'miniprogram');
  });
  it('tells what the private file may not change, with its place, and only where it differs', async () => {
    await write('project.config.json', { setting: { es6: true, minified: false }, compileType: 'miniprogram' });
    await write(
      'project.private.config.json',
      '{\n "compileType": "game",\n "setting": { "es6": true,\n "minified": true, "urlCheck": false }, "libVersion": "1" }',
    );
    const { problems } = await readProject(root);
    assert.deepEqual(
      problems.map(({ rule, args, file, range }) => [rule, 'key' in args && args.key, file, range?.line]),
      [
        ['privateKeyIgnored', 'compileType', 'project.private.config.json', 1],
        ['privateKeyIgnored', 'setting.minified', 'project.private.config.json', 3],
      ],
    );
  });
  it('lists the settings in force, with their place and what becomes of them, and none that are empty', async () => {
    await write('project.config.json', {
      miniprogramRoot: 'src/',
      packOptions: { ignore: [{ type: 'suffix', value: '.bak' }], include: [] },
      scripts: { beforeCompile: '', beforeUpload: 'npm run build' },
      setting: {
        es6: true,
        urlCheck: true,
        useCompilerPlugins: ['sass'],
        babelSetting: { ignore: [], outputPath: '' },
      },
      unheardOf: true,
    });
    await write('project.private.config.json', '{ "setting": { "urlCheck": false,\n "es6": false } }');
    const { settings } = await readProject(root);
    assert.deepEqual(
      settings.map(({ key, value, effect, file }) => [key, value, effect, file]),
      [
        ['miniprogramRoot', 'src/', 'honoured', 'project.config.json'],
        [
          'packOptions',
          '{"ignore":[{"type":"suffix","value":".bak"}],"include":[]}',
          'honoured',
          'project.config.json',
        ],
        ['scripts', '{"beforeCompile":"","beforeUpload":"npm run build"}', 'notApplied', 'project.config.json'],
        ['setting.es6', 'true', 'platform', 'project.config.json'],
        ['setting.urlCheck', 'false', 'development', 'project.private.config.json'],
        ['setting.useCompilerPlugins', '["sass"]', 'buildFirst', 'project.config.json'],
      ],
    );
    assert.ok(settings.every(({ range }) => range !== undefined));
    for (const setting of settings) assert.match(settingWords(setting), /\.$/);
  });
  it('cuts a setting without end', async () => {
    await write('project.config.json', { condition: { miniprogram: { list: [{ name: 'x'.repeat(5000) }] } } });
    const [setting] = (await readProject(root)).settings;
    assert.equal(setting?.value.length, 201);
  });
  it('lists no settings where there is no configuration, or one that is no object', async () => {
    assert.deepEqual((await readProject(root)).settings, []);
    for (const odd of ['[]', '"x"', 'null', '{ "setting": [1], "packOptions": "x" }']) {
      await write('project.config.json', odd);
      await readProject(root);
    }
  });
  it('reads through a byte order mark, comments and trailing commas, and decodes the name', async () => {
    await write('project.config.json', '\uFEFF{ // mine\n "projectname": "Need%20A%20Ride", "appid": "wx1", /* x */ }');
    const project = await readProject(root);
    assert.equal(project.name, 'Need A Ride');
    assert.equal(project.appId?.value, 'wx1');
    assert.deepEqual(project.problems, []);
  });
  it('keeps a name that is not URL-encoded', async () => {
    await write('project.config.json', { projectname: '100% mine' });
    assert.equal((await readProject(root)).name, '100% mine');
  });
  it('tells where a broken configuration breaks', async () => {
    await write('project.config.json', '{\n  "appid": "wx1"\n  "x" 1 }');
    const [problem] = (await readProject(root)).problems;
    assert.equal(problem?.rule, 'projectConfigBroken');
    assert.equal(problem.args['line'], 3);
    assert.equal(problem.range?.line, 2);
  });
  for (const value of ['../../..', '..', 'a/../../b', '/etc', 'C:\\Windows', '\\\\server\\share', '..\\x']) {
    it(`refuses miniprogramRoot ${value}`, async () => {
      await write('project.config.json', { miniprogramRoot: value });
      const project = await readProject(root);
      assert.equal(project.codeRoot, root);
      assert.equal(project.problems[0]?.rule, 'codeRootOutside');
      assert.equal(project.problems[0].severity, 'error');
    });
  }
  it('refuses a miniprogramRoot that is a link to outside', async () => {
    await write('project.config.json', { miniprogramRoot: 'src' });
    await symlink(tmpdir(), path.join(root, 'src'));
    assert.deepEqual(await rules(), ['codeRootOutside']);
  });
  it('accepts a plain miniprogramRoot in any spelling', async () => {
    for (const value of ['dist', 'dist/', './dist', '.\\dist\\']) {
      await write('project.config.json', { miniprogramRoot: value });
      const project = await readProject(root);
      assert.equal(project.codeRoot, path.join(root, 'dist'), value);
      assert.deepEqual(project.problems, []);
    }
  });
  it('lists compile modes and then pages as entry pages, sub-packages in both spellings, home first', async () => {
    await write('project.config.json', {
      condition: {
        miniprogram: { list: [{ name: 'Cart', pathName: '/pages/cart', query: 'id=7' }, { name: 'broken' }] },
      },
    });
    await write('app.json', {
      pages: ['pages/index', 'pages/home'],
      entryPagePath: 'pages/home',
      subPackages: [{ root: 'pkg/', pages: ['a/a'] }],
    });
    assert.deepEqual((await readProject(root)).entryPages, [
      { name: 'Cart', path: 'pages/cart?id=7' },
      { name: 'pages/home', path: 'pages/home' },
      { name: 'pages/index', path: 'pages/index' },
      { name: 'pkg/a/a', path: 'pkg/a/a' },
    ]);
  });
  it('describes a folder that has no configuration', async () => {
    const project = await readProject(root);
    assert.equal(project.appId, undefined);
    assert.equal(project.configFile, undefined);
    assert.equal(project.codeRoot, root);
    assert.equal(project.kind, 'miniprogram');
  });

  it('finds nested projects, a bare app.json too, and never looks into node_modules', async () => {
    await write('apps/a/project.config.json', { miniprogramRoot: 'src' });
    await write('apps/a/src/app.json', {});
    await write('apps/a/src/app.js', '');
    await write('apps/b/app.json', {});
    await write('apps/b/app.js', '');
    await write('apps/server/app.json', {});
    await write('node_modules/x/project.config.json', {});
    await write('.cache/project.config.json', {});
    assert.deepEqual(
      (await findProjects(root)).map((dir) => path.relative(root, dir)),
      ['apps/a', 'apps/b'].map(path.normalize),
    );
  });
  it('gives a file to the longest root that contains it', () => {
    const roots = ['/w', '/w/apps/shop', '/w/apps'];
    assert.equal(projectOf(roots, '/w/apps/shop/pages/a.js'), '/w/apps/shop');
    assert.equal(projectOf(roots, '/w/apps/shopping/a.js'), '/w/apps');
    assert.equal(projectOf(roots, '/elsewhere/a.js'), undefined);
  });
});
