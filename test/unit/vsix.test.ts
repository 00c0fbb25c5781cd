import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromBuffer, type Entry } from 'yauzl';
import { readText, repository, typescriptFiles } from '../support/sources';

const vsix = path.join(repository, 'out', 'mini-program-publisher.vsix');
const golden = path.join(repository, 'test', 'unit', 'vsix.golden.txt');
const maxBytes = 3 * 1024 * 1024;
/** All that the package is made of and by. */
const madeOf = [
  ...['src', 'l10n', 'media', 'node_modules/.package-lock.json', 'package.json', 'package.nls.json'],
  ...['package.nls.zh-cn.json', 'esbuild.js', '.vscodeignore', 'README.md', 'CHANGELOG.md', 'LICENSE', 'tsconfig.json'],
];

/** When anything below was changed last, in milliseconds; a folder changes when a file is added or removed. */
function changedAt(name: string): number {
  const stats = statSync(path.join(repository, name), { throwIfNoEntry: false });
  if (!stats) return Infinity;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path.join(repository, name)).reduce(
    (latest, entry) => Math.max(latest, changedAt(path.join(name, entry))),
    stats.mtimeMs,
  );
}
/** Packages, unless the package that lies there is newer than all it is made of. */
function makePackage(): void {
  const madeAt = statSync(vsix, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (madeAt > Math.max(...madeOf.map(changedAt))) return;
  const started = new Date();
  rmSync(vsix, { force: true });
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'package'], {
    cwd: repository,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  // What changed while it was made may not be in it.
  utimesSync(vsix, started, started);
}

describe('npm run package', function () {
  this.timeout(120_000);
  before(makePackage);

  it('packs just these files (new list: GOLDEN=write)', async () => {
    // The names of lazily loaded files end in a hash of their contents.
    const files = (await entriesOf(vsix)).map(({ fileName }) => fileName.replace(/-[A-Z0-9]{8}\.js$/, '-*.js'));
    const list = `${[...new Set(files)].sort().join('\n')}\n`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(golden, list);
    assert.equal(list, readFileSync(golden, 'utf8'));
  });

  it('packs no source, no source map, no test, no key', async () => {
    for (const { fileName } of await entriesOf(vsix))
      assert.doesNotMatch(fileName, /\.(ts|map|pem|key)$|node_modules|(^|\/)\.|extension\/(src|test|out)\//);
  });

  it('packs every picture that is shown', async () => {
    const packed = new Set((await entriesOf(vsix)).map(({ fileName }) => fileName));
    const pictures = [...readText('package.json').matchAll(/"(media\/[^"]+)"/g)].map(([, name]) => name!);
    const tabs = typescriptFiles('src/vscode').flatMap((file) =>
      [...readText(file).matchAll(/\bpicture: '(\w+)'[^}]*\},\s/g)].flatMap(([, picture]) => [
        `media/${picture!}-light.svg`,
        `media/${picture!}-dark.svg`,
      ]),
    );
    assert.ok(pictures.length > 0 && tabs.length >= 10, 'nothing was looked for');
    for (const name of [...pictures, ...tabs]) assert.ok(packed.has(`extension/${name}`), `${name} is not packed`);
  });

  it('makes at most 3 MB', () => {
    const { size } = statSync(vsix);
    assert.ok(size <= maxBytes, `${size} bytes`);
  });
});

function entriesOf(file: string): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(readFileSync(file), { lazyEntries: false }, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      const entries: Entry[] = [];
      zip.on('entry', (entry: Entry) => entries.push(entry));
      zip.on('error', reject);
      zip.on('end', () => resolve(entries));
    });
  });
}
