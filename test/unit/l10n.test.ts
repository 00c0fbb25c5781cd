import assert from 'node:assert/strict';
import ts from 'typescript';
import { parseSource, readJson, typescriptFiles, walk } from '../support/sources';

const bundleFile = 'l10n/bundle.l10n.zh-cn.json';
/** Words that are the same in both languages. */
const untranslated: ReadonlySet<string> = new Set(['ID', 'JSON', 'RequestId', 'SHA']);

interface Use {
  readonly text: string;
  readonly where: string;
  readonly args: number;
}
/** Every `l10n.t('…', …)` of the sources. */
function uses(): readonly Use[] {
  const found: Use[] = [];
  for (const file of typescriptFiles('src')) {
    const source = parseSource(file);
    walk(source, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText(source) !== 'l10n.t') return;
      const [text, ...args] = node.arguments;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      const where = `${file}:${line}`;
      assert.ok(text && ts.isStringLiteralLike(text), `${where}: l10n.t needs its text in place, in quotes`);
      found.push({ text: text.text, where, args: args.length });
    });
  }
  return found;
}
const placeholders = (text: string): readonly string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();
const links = (text: string): readonly string[] => (text.match(/\]\(command:[^)]+\)|`[^`]+`/g) ?? []).sort();

describe('every sentence of the code', () => {
  const all = uses();
  const bundle: Readonly<Record<string, string>> = readJson(bundleFile);

  it('is there at all', () => assert.ok(all.length > 100, `${all.length} sentences`));

  it('gets as many values as it has places for', () => {
    for (const { text, where, args } of all) {
      const numbers = placeholders(text).map((place) => Number(place.slice(1, -1)));
      assert.equal(numbers.length === 0 ? 0 : Math.max(...numbers) + 1, args, `${where}: ${text}`);
    }
  });

  it('has a Chinese translation', () => {
    const missing = all.filter(({ text }) => bundle[text] === undefined);
    const list = [...new Map(missing.map(({ text, where }) => [text, where]))].map(
      ([text, where]) => `${where}: ${text}`,
    );
    assert.deepEqual(list, [], `add these to ${bundleFile}`);
  });

  it('is translated with the same places', () => {
    for (const { text, where } of all)
      assert.deepEqual(placeholders(bundle[text] ?? ''), placeholders(text), `${where}: ${text}`);
  });

  it('is really Chinese', () => {
    for (const [text, translation] of Object.entries(bundle)) {
      const words = translation.replaceAll(/\{\d+\}/g, '').match(/\p{L}+/gu) ?? [];
      if (words.every((word) => untranslated.has(word))) continue;
      assert.match(translation, /\p{Script=Han}/u, text);
    }
  });

  it('is still said: the bundle has nothing old', () => {
    const said = new Set(all.map(({ text }) => text));
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !said.has(text)),
      [],
      `remove these from ${bundleFile}`,
    );
  });
});

describe('every text of package.json', () => {
  const english: Readonly<Record<string, string>> = readJson('package.nls.json');
  const chinese: Readonly<Record<string, string>> = readJson('package.nls.zh-cn.json');
  const used = new Set(
    [...JSON.stringify(readJson('package.json')).matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]!),
  );

  it('is a key, in both languages, and no key is left over', () => {
    const keys = [...used].sort();
    assert.deepEqual(Object.keys(english).sort(), keys);
    assert.deepEqual(Object.keys(chinese).sort(), keys);
  });

  it('keeps links and code when translated', () => {
    for (const [key, text] of Object.entries(english)) assert.deepEqual(links(chinese[key] ?? ''), links(text), key);
  });

  it('is written out nowhere', () => {
    const { contributes } = readJson('package.json');
    const shown =
      /"(?:title|name|contents|description|markdownDescription|altText|category|contextualTitle)":"([^"]*)"/g;
    for (const [, text] of JSON.stringify(contributes).matchAll(shown)) assert.match(text!, /^%.*%$/, text);
  });
});
