import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportDocument } from '../../../src/cli/report';
import { clean, ran, type Ran, tempFolder, type TempFolder } from './support/ran';

type PackDocument = ReportDocument & {
  readonly package: { readonly file: string; readonly bytes: number; readonly sha256: string } | null;
};

describe('check and pack on the command line', () => {
  let folder: TempFolder;
  beforeEach(async () => {
    folder = await tempFolder();
    await folder.write(clean('咖啡 app'));
  });
  afterEach(() => folder.remove());
  const run = (...args: readonly string[]): Promise<Ran> => ran(folder.path, args);
  const json = async (...args: readonly string[]): Promise<PackDocument> => {
    const { out } = await run(...args, '--json');
    assert.equal(out.split('\n').length, 2, 'one line');
    return JSON.parse(out) as PackDocument;
  };
  const inCode = (name: string, text: string): Promise<void> => folder.write({ [`咖啡 app/code/${name}`]: text });

  it('says nothing on standard output about a folder without findings', async () => {
    const { code, out, err } = await run('check', '咖啡 app');
    assert.deepEqual([code, out], [0, '']);
    assert.match(err, /^\d files, .*No problems\.\n$/);
  });
  it('lists every finding with file, line, column, severity, words and rule, and exits with a code of its own', async () => {
    await inCode('app.json', '{\n  "pages": ["pages/index/index", "pages/牛奶/milk"]\n}\n');
    await inCode('bad\u0007name.js', 'let let = ;\n');
    const { code, out } = await run('check', '咖啡 app');
    assert.equal(code, 10);
    const lines = out.trimEnd().split('\n');
    for (const line of lines) assert.match(line, /^(.+?(:\d+:\d+)?: )?(error|warning|info): .+ \[\w+\]$/);
    assert.ok(
      lines.some((line) => /^code\/app\.json:2:\d+: error: .*pages\/牛奶\/milk.*\[\w+\]$/.test(line)),
      out,
    );
    assert.ok(!out.includes('\u0007'), 'steers the terminal');
    assert.match(out, /bad\\u0007name\.js/);
  });
  it('fails on warnings only when it is strict', async () => {
    await inCode(
      'app.json',
      JSON.stringify({ pages: ['pages/index/index'], debug: true, sitemapLocation: 'none.json' }),
    );
    const report = await json('check', '咖啡 app');
    assert.ok(report.counts.warning > 0 && report.counts.error === 0, JSON.stringify(report.problems));
    assert.equal((await run('check', '咖啡 app')).code, 0);
    assert.equal((await run('check', '咖啡 app', '--strict')).code, 10);
  });
  it('answers one document with all that the panel knows', async () => {
    await inCode('notes.txt', 'not for the device');
    await inCode('pages/index/index.json', '{\n  "usingComponents": {,}\n}');
    const report = await json('check', '咖啡 app');
    assert.equal(report.project.name, '咖啡');
    assert.deepEqual(report.project.appId?.value, 'mpcoffee');
    assert.equal(report.project.settings.find(({ key }) => key === 'miniprogramRoot')?.line, 1);
    assert.equal(report.packages[0]?.limit, 2 * 1024 * 1024);
    const left = report.excluded.find(({ path }) => path === 'code/notes.txt');
    assert.equal(left?.by, 'extension');
    assert.match(left.reason, /\.txt/);
    const problem = report.problems.find(({ file }) => file === 'code/pages/index/index.json');
    assert.deepEqual([problem?.severity, problem?.line], ['error', 2]);
    assert.ok(problem && problem.message.length > 10);
    assert.equal(report.manifest.files.length, 6);
    assert.equal(report.changes, null);
  });
  it('compares with the report of an earlier run, or with its manifest', async () => {
    const before = await json('check', '咖啡 app');
    await writeFile(join(folder.path, 'report.json'), JSON.stringify(before));
    await writeFile(join(folder.path, 'manifest.json'), JSON.stringify(before.manifest));
    assert.equal((await json('check', '咖啡 app', '--since', 'manifest.json')).changes?.isIdentical, true);
    await inCode('lib.js', 'module.exports = 1;\n');
    const changes = (await json('pack', '咖啡 app', '--since', 'report.json')).changes;
    assert.deepEqual(
      changes?.added.map(({ path }) => path),
      ['lib.js'],
    );
    assert.match((await run('check', '咖啡 app', '--since', 'report.json')).err, /1 added.* since report\.json/);
    for (const wrong of ['none.json', '咖啡 app/code/app.js', '咖啡 app/code/app.json']) {
      const { code, err } = await run('check', '咖啡 app', '--since', wrong);
      assert.equal(code, 2);
      assert.match(err, /--since: /);
    }
  });
  it('packs by the layout and the limits that were given', async () => {
    const { manifest, rules } = await json('check', '咖啡 app', '--layout', 'project');
    assert.ok(manifest.files.some(({ path }) => path === 'code/app.json'));
    assert.equal(rules.layout, 'project');
    await inCode('big.js', `// ${'x'.repeat(9000)}\n`);
    const small = await json('check', '咖啡 app', '--limit', 'main=8', '--limit', 'total=none');
    assert.deepEqual([small.packages[0]?.limit, small.rules.limits?.total, small.counts.error], [8192, undefined, 1]);
  });
  it('ships what looks like a secret only when told to', async () => {
    const secret =
      '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\\n-----END PRIVATE KEY-----';
    await inCode('key.js', `const key = '${secret}';\n`);
    assert.equal((await run('pack', '咖啡 app')).code, 10);
    assert.equal((await run('pack', '咖啡 app', '--allow-secrets')).code, 0);
  });
  it('writes the zip and says its hash, which is the same again', async () => {
    const first = await json('pack', '咖啡 app', '--out', 'deep/down/包.zip');
    assert.equal(first.package?.file, join(folder.path, 'deep', 'down', '包.zip'));
    assert.equal((await readFile(first.package.file)).length, first.package.bytes);
    const { out } = await run('pack', '咖啡 app');
    assert.ok(out.includes(`SHA-256 ${first.package.sha256}\n`), out);
  });
  it('leaves an earlier zip alone when something is wrong, and nothing else behind', async () => {
    await folder.write({ 'out/a.zip': 'earlier' });
    await inCode(
      'app.json',
      JSON.stringify({ pages: ['pages/index/index'], debug: true, sitemapLocation: 'none.json' }),
    );
    const warned = await json('pack', '咖啡 app', '--out', 'out/a.zip', '--strict');
    assert.equal(warned.package, null);
    assert.ok(warned.counts.warning > 0);
    await inCode('app.json', '{ "pages": [,] }');
    const failed = await run('pack', '咖啡 app', '--out', 'out/a.zip');
    assert.deepEqual([failed.code, failed.out], [10, '']);
    assert.match(failed.err, /code\/app\.json:1:\d+: error: /);
    assert.deepEqual(await readdir(join(folder.path, 'out')), ['a.zip']);
    assert.equal(await readFile(join(folder.path, 'out', 'a.zip'), 'utf8'), 'earlier');
  });
  it('does not blame the folder when the zip cannot be written', async () => {
    await folder.write({ taken: 'a file' });
    const { code, err } = await run('pack', '咖啡 app', '--out', 'taken/a.zip');
    assert.equal(code, 1);
    assert.match(err, /taken.*\[outNotWritable\]/);
  });
  it('tells a folder that is not there from one that is no mini program', async () => {
    const missing = await run('check', 'nowhere');
    assert.equal(missing.code, 4);
    assert.match(missing.err, /no folder .*nowhere/);
    assert.match((await run('pack', '咖啡 app/code/app.js')).err, /is not a folder/);
    await folder.write({ 'empty/readme.md': 'x' });
    assert.equal((await run('check', 'empty')).code, 10);
  });
  it('answers a document for a failure, too', async () => {
    const { code, out, err } = await run('check', 'nowhere', '--json');
    const { error } = JSON.parse(out) as { error: { exitCode: number; message: string } };
    assert.deepEqual([error.exitCode, `${error.message}\n`], [code, err]);
  });
});
