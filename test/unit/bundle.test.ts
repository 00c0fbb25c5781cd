import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { repository } from '../support/sources';

interface Metafiles {
  readonly extension: Metafile;
  readonly cli: Metafile;
  readonly packWorker: Metafile;
  readonly webview: Metafile;
}
const { build } = createRequire(path.join(repository, 'package.json'))('./esbuild.js') as {
  build(options: { production: boolean; out: string }): Promise<Metafiles>;
};
const maxExtensionBytes = 300_000;

describe('the bundles', function () {
  this.timeout(60_000);
  let out: string;
  let meta: Metafiles;
  before(async () => {
    mkdirSync(path.join(repository, 'out'), { recursive: true });
    out = mkdtempSync(path.join(repository, 'out', 'bundle-'));
    meta = await build({ production: true, out: path.relative(repository, out) });
  });
  after(() => rmSync(out, { recursive: true, force: true }));

  const outputOf = (metafile: Metafile, name: string): string => {
    const found = Object.keys(metafile.outputs).find((file) => path.basename(file) === name);
    assert.ok(found, `there is no ${name}`);
    return found;
  };
  /** The file and all it loads at once; with `lazy` also what it loads later. */
  const closure = (metafile: Metafile, start: string, lazy = false): readonly string[] => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      const output = metafile.outputs[file];
      if (seen.has(file) || !output) return;
      seen.add(file);
      for (const { path: next, kind } of output.imports) if (lazy || kind !== 'dynamic-import') visit(next);
    };
    visit(start);
    return [...seen];
  };
  const inputsOf = (metafile: Metafile, files: readonly string[]): readonly string[] =>
    files.flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
  const sizeOf = (files: readonly string[]): number =>
    files.reduce((sum, file) => sum + statSync(path.join(repository, file)).size, 0);

  it(`extension.js with all it loads at once is at most ${maxExtensionBytes / 1000} kB`, () => {
    const files = closure(meta.extension, outputOf(meta.extension, 'extension.js'));
    const bytes = sizeOf(files);
    assert.ok(bytes > 20_000 && bytes <= maxExtensionBytes, `${bytes} bytes in ${files.length} files`);
  });

  it('the extension has nothing of the sandbox, of tests, or of an SDK, not even lazily', () => {
    const files = closure(meta.extension, outputOf(meta.extension, 'extension.js'), true);
    for (const input of inputsOf(meta.extension, files))
      assert.doesNotMatch(input, /^(src\/sandbox|src\/cli|test)\/|node_modules\/(cos-|tencentcloud|qrcode|pngjs|jsqr)/);
  });

  it('the extension loads what packs, uploads, asks the platform or runs a command only when it is needed', () => {
    const atOnce = inputsOf(meta.extension, closure(meta.extension, outputOf(meta.extension, 'extension.js')));
    for (const input of atOnce)
      assert.doesNotMatch(
        input,
        /^src\/pack\/(packFolder|checks|plan|worker|zip)|^src\/upload\/(?!upload\.ts)|^src\/client\/createClient|^src\/app\/publish\/publish\.ts|node_modules\/(yazl|yauzl|ignore|node-fetch)/,
      );
  });

  it('the sandbox is loaded only by the command line tool that is asked for it', () => {
    const atOnce = inputsOf(meta.cli, closure(meta.cli, outputOf(meta.cli, 'cli.js')));
    for (const input of atOnce) assert.doesNotMatch(input, /^src\/sandbox\//);
    const all = inputsOf(meta.cli, Object.keys(meta.cli.outputs));
    assert.ok(
      all.some((input) => input.startsWith('src/sandbox/')),
      'the tool has no sandbox',
    );
    for (const input of all) assert.doesNotMatch(input, /^src\/vscode\//);
  });

  it('the page has nothing of the extension', () => {
    for (const input of inputsOf(meta.webview, Object.keys(meta.webview.outputs)))
      assert.match(input, /^src\/(webview|base)\//);
  });

  it('asks for http and https by the names that VS Code patches', () => {
    const asked = Object.values(meta.extension.outputs).flatMap(({ imports }) => imports.map((item) => item.path));
    assert.ok(asked.includes('https'), 'nothing asks for https');
    for (const name of ['node:http', 'node:https', 'node:net', 'node:tls']) assert.ok(!asked.includes(name), name);
    for (const file of Object.keys(meta.extension.outputs)) {
      const text = readFileSync(path.join(repository, file), 'utf8');
      assert.doesNotMatch(text, /require\("node:(https?|net|tls)"\)/, file);
    }
  });

  it('all parse as CommonJS, and the tool tells how it is used', () => {
    for (const file of Object.keys({ ...meta.extension.outputs, ...meta.cli.outputs })) {
      const full = path.join(repository, file);
      assert.ok(existsSync(full), file);
      assert.doesNotMatch(readFileSync(full, 'utf8'), /(^|;)\s*(import|export)\s*[{*"]/, `${file} is not CommonJS`);
    }
    const cli = path.join(repository, outputOf(meta.cli, 'cli.js'));
    const help = execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' });
    for (const word of ['sandbox', 'publish', 'pack']) assert.match(help, new RegExp(word));
  });
});
