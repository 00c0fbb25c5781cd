import assert from 'node:assert/strict';
import { checkFolder } from '../../../src/pack/packFolder';
import type { Reason } from '../../../src/pack/packTypes';
import { freshFolder, goodProgram, writeFiles } from './support/folder';

const shown = (reason: Reason | undefined): string =>
  reason ? `${reason.by} ${reason.rule} ${reason.file ?? ''}:${reason.range?.line ?? ''}` : '-';

describe('pack: why a file ships', () => {
  const root = freshFolder();

  it('tells the include rule that kept it, and the rule against it', async () => {
    await writeFiles(root(), {
      ...goodProgram,
      'project.config.json':
        '{ "packOptions": {\n"ignore": [\n{ "type": "suffix", "value": ".png" },\n{ "type": "glob", "value": "*" }],\n"include": [\n{ "type": "prefix", "value": "keep" },\n{ "type": "file", "value": "app.js" }] } }',
      'keep.png': 'x',
      'lost.png': 'x',
      'keep.md': 'x',
    });
    const { kept, excluded, files } = await checkFolder({ root: root() });
    assert.deepEqual(kept.map(({ path, reason, against }) => `${path} | ${shown(reason)} | ${shown(against)}`).sort(), [
      'app.js | packOptions file: app.js project.config.json:6 | packOptions glob: * project.config.json:3',
      'app.json | - | packOptions glob: * project.config.json:3',
      'keep.png | packOptions prefix: keep project.config.json:5 | packOptions suffix: .png project.config.json:2',
      'project.config.json | - | packOptions glob: * project.config.json:3',
    ]);
    const named = new Set(files.map(({ path }) => path));
    assert.ok(kept.every(({ path }) => named.has(path)));
    assert.deepEqual(excluded.map(({ path, reason }) => `${path} ${shown(reason)}`).sort(), [
      'keep.md extension .md :',
      'lost.png packOptions suffix: .png project.config.json:2',
    ]);
  });
  it('tells what lies beside the code folder, on every level, and by which key', async () => {
    const code = Object.entries(goodProgram).map(([name, content]) => [`build/mp/${name}`, content]);
    await writeFiles(root(), {
      ...Object.fromEntries(code),
      'project.config.json': '{ "TCSASappid": "mp1" }',
      'project.private.config.json': '{\n "miniprogramRoot": "./build/mp/" }',
      'src/a.ts': '',
      'package.json': '{}',
      'build/web/index.html': '',
      'node_modules/x/a.js': '',
    });
    const { excluded, project } = await checkFolder({ root: root() });
    const beside = (path: string): string =>
      `${path} codeRoot miniprogramRoot: build/mp/ project.private.config.json:1`;
    assert.deepEqual(
      excluded.map(({ path, reason }) => `${path} ${shown(reason)}`),
      [
        beside('build/web/'),
        'node_modules/ neverShips node_modules/ :',
        beside('package.json'),
        'project.private.config.json neverShips project.private.config.json :',
        beside('src/'),
      ],
    );
    assert.equal(project.settings.find(({ key }) => key === 'miniprogramRoot')?.file, 'project.private.config.json');
  });
  it('accounts for every file of the folder, in either layout', async () => {
    await writeFiles(root(), {
      ...Object.fromEntries(Object.entries(goodProgram).map(([name, content]) => [`mp/${name}`, content])),
      'project.config.json': {
        TCSASappid: 'mp1',
        miniprogramRoot: 'mp',
        packOptions: { ignore: [{ type: 'suffix', value: '.tmp.js' }] },
      },
      '.mpignore': 'docs/\n',
      'mp/docs/a.json': '{}',
      'mp/a.tmp.js': '',
      'mp/.env': 'A=b',
      'mp/b.webp': 'x',
      'other.json': '{}',
    });
    const all = [
      'mp/docs/a.json',
      'mp/a.tmp.js',
      'mp/.env',
      'mp/b.webp',
      'mp/app.js',
      'other.json',
      'project.config.json',
    ];
    for (const layout of ['codeRoot', 'project'] as const) {
      const { excluded, files } = await checkFolder({ root: root(), layout });
      const ships = new Set(
        files.map(({ path }) => (layout === 'codeRoot' && path !== 'project.config.json' ? `mp/${path}` : path)),
      );
      const left = (file: string): boolean =>
        excluded.some(({ path }) => path === file || (path.endsWith('/') && file.startsWith(path)));
      for (const file of all) assert.notEqual(ships.has(file), left(file), `${file} in the layout ${layout}`);
    }
  });
});
