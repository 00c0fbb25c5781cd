import { type ContentFile, isThirdParty } from './content';

const tag = /<([A-Za-z][\w.-]*)|\bgeneric:[\w-]+\s*=\s*["']([\w.-]+)["']/g;
const plugin = /\bplugin(?:-private)?:\/\/([\w.-]+)|\brequirePlugin\s*\(\s*["']([\w.-]+)["']/g;

/**
 * What one file uses, as one line that crosses to another thread fast: its path, then, separated by tabs, the files it refers
 * to, `<name` for each tag of markup, `plugin:name` for each plugin. Empty when it uses nothing.
 */
export function usesOf(file: ContentFile): string {
  const uses = new Set<string>();
  for (const { found } of file.references()) {
    if (found.state === 'shipped' && found.path !== '') uses.add(found.path);
  }
  if (file.path.endsWith('.wxml') && !isThirdParty(file.path)) {
    for (const match of file.text().matchAll(tag)) uses.add(`<${match[1] ?? match[2] ?? ''}`);
  }
  if (file.bytes.includes('lugin', 0, 'latin1')) {
    for (const match of file.text().matchAll(plugin)) uses.add(`plugin:${match[1] ?? match[2] ?? ''}`);
  }
  return uses.size === 0 ? '' : [file.path, ...uses].join('\t');
}
/** What the files of a package use. */
export interface Uses {
  /** Files, by the file that refers to them. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Tags, by markup file. */
  readonly tags: ReadonlyMap<string, ReadonlySet<string>>;
  readonly plugins: ReadonlySet<string>;
}
/** Reads what `usesOf` wrote. `prefix` (of the code in the package) is taken off; what lies elsewhere is left out. */
export function parseUses(lines: readonly string[], prefix: string): Uses {
  const files = new Map<string, readonly string[]>();
  const tags = new Map<string, ReadonlySet<string>>();
  const plugins = new Set<string>();
  for (const line of lines) {
    const [path = '', ...uses] = line.split('\t');
    if (!path.startsWith(prefix)) continue;
    const from = path.slice(prefix.length);
    const isFile = (use: string): boolean => !use.startsWith('<') && !use.startsWith('plugin:');
    files.set(
      from,
      uses.filter((use) => isFile(use) && use.startsWith(prefix)).map((use) => use.slice(prefix.length)),
    );
    tags.set(from, new Set(uses.filter((use) => use.startsWith('<')).map((use) => use.slice(1))));
    for (const use of uses) if (use.startsWith('plugin:')) plugins.add(use.slice('plugin:'.length));
  }
  return { files, tags, plugins };
}
