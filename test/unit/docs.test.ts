import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json';
import words from '../../package.nls.json';

const root = path.resolve(__dirname, '..', '..');
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'src/README.md', 'test/host/README.md'];
const read = (name: string): string => readFileSync(path.join(root, name), 'utf8');

describe('what the documents say', () => {
  for (const name of documents) {
    it(`leads somewhere: links and pictures of ${name}`, () => {
      const targets = [...read(name).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
      const local = targets.filter((target) => !/^[a-z]+:/.test(target));
      const missing = local.filter((target) => !existsSync(path.join(root, path.dirname(name), target)));
      assert.deepEqual(missing, []);
    });
    it(`names npm scripts that exist: ${name}`, () => {
      const scripts = [...read(name).matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
      assert.deepEqual(
        scripts.filter((script) => !(script in manifest.scripts)),
        [],
      );
    });
  }
  it('names commands and settings that exist', () => {
    const text = read('README.md');
    const titles = new Set(Object.values(words));
    const commands = [...text.matchAll(/Mini Program: ([A-Z][^*`.]*?)(?=\*|…)(…?)/g)].map((m) => `${m[1]}${m[2]}`);
    assert.ok(commands.length > 3);
    assert.deepEqual(
      commands.filter((title) => !titles.has(title)),
      [],
    );
    const settings = [...text.matchAll(/`(miniProgram\.[\w.]+)`/g)].map((match) => match[1] ?? '');
    const declared = Object.keys(manifest.contributes.configuration.properties);
    assert.deepEqual([...new Set(settings)].sort(), declared.sort());
  });
});
