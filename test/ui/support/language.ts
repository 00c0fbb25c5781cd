import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..', '..');
type Texts = Readonly<Record<string, string>>;
const read = (file: string): Texts => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Texts;

/** The product's own words in one language. */
export interface Words {
  /** A text of package.json. */
  readonly nls: (key: string) => string;
  /** A command as the palette shows it. */
  readonly command: (name: string) => string;
  /** A sentence of the code, by its English. */
  readonly text: (english: string, ...values: readonly string[]) => string;
}
export function wordsIn(language: 'en' | 'zh-cn'): Words {
  const isEnglish = language === 'en';
  const manifest = read(isEnglish ? 'package.nls.json' : `package.nls.${language}.json`);
  const bundle = isEnglish ? {} : read(`l10n/bundle.l10n.${language}.json`);
  const nls = (key: string): string => {
    const found = manifest[key];
    if (found === undefined) throw new Error(`package.nls has no ${key}`);
    return found;
  };
  return {
    nls,
    command: (name) => `${nls('category')}: ${nls(`command.${name}.title`)}`,
    text: (english, ...values) =>
      (bundle[english] ?? english).replace(/\{(\d+)\}/g, (_, at: string) => values[Number(at)] ?? ''),
  };
}

/**
 * English sentences of ours (three words and more) that a text shows although they have a translation. Titles of commands
 * do not count: VS Code's palette shows the English ones below the others.
 */
export function leftoverEnglish(shown: string): readonly string[] {
  const bundle = read('l10n/bundle.l10n.zh-cn.json');
  const [english, chinese] = [read('package.nls.json'), read('package.nls.zh-cn.json')];
  const sentences = [
    ...Object.entries(bundle).flatMap(([text, translation]) => (text === translation ? [] : [text])),
    ...Object.entries(english).flatMap(([key, text]) => (chinese[key] === text ? [] : [text])),
  ];
  const titles = Object.entries(english).flatMap(([key, text]) => (key.startsWith('command.') ? [text] : []));
  const isOfTitle = (piece: string): boolean => titles.some((title) => title.includes(piece));
  return sentences.filter((sentence) => piecesOf(sentence).some((piece) => !isOfTitle(piece) && shown.includes(piece)));
}
/** What stands between the places for values: long enough not to be met by chance. */
const piecesOf = (sentence: string): readonly string[] =>
  sentence
    .split(/\{\d+\}|\n|\[|\]\([^)]*\)/)
    .map((piece) => piece.trim())
    .filter((piece) => /[A-Za-z]+\s+[a-z]+\s+[a-z]+/i.test(piece));
