import type { ProjectKind } from '../packTypes';

/** What never ships, whatever the rules of the project say. Matched without regard to case. */

/** Folders that are not even opened. */
const folders = new Set(['.git', '.svn', '.hg', 'node_modules', '.vscode', '.idea', '__macosx']);
interface NeverShips {
  readonly pattern: RegExp;
  readonly name: string;
  /** Games may carry archives as assets. */
  readonly exceptGames?: true;
}
const files: readonly NeverShips[] = [
  { pattern: /^\.env/, name: '.env*' },
  { pattern: /\.(?:key|pem|p12|pfx|jks|keystore)$/, name: '*.key, *.pem, *.p12, *.pfx, *.jks, *.keystore' },
  { pattern: /^id_(?:rsa|dsa|ecdsa|ed25519)/, name: 'id_rsa*' },
  { pattern: /^\.(?:npmrc|netrc|yarnrc|yarnrc\.yml|pypirc)$/, name: '.npmrc, .netrc' },
  { pattern: /^project\.private\.config\.json$/, name: 'project.private.config.json' },
  { pattern: /\.map$/, name: '*.map' },
  { pattern: /^(?:\.ds_store|thumbs\.db|desktop\.ini)$/, name: '.DS_Store, Thumbs.db' },
  { pattern: /\.d\.ts$/, name: '*.d.ts' },
  { pattern: /\.(?:zip|gz)$/, name: '*.zip, *.gz', exceptGames: true },
  { pattern: /\.(?:rar|7z|tgz|tar)$/, name: '*.rar, *.7z, *.tgz, *.tar' },
  { pattern: /\.log$/, name: '*.log' },
  { pattern: /\.zip\.\d+\.\d+\.part$/, name: '*.part' },
  { pattern: /^\.(?:gitignore|gitattributes|gitmodules|mpignore|editorconfig)$/, name: '.gitignore, .mpignore' },
];

/** The built-in rule that keeps a folder out, or undefined. `name` is its base name. */
export function neverShipsFolder(name: string): string | undefined {
  const lower = name.toLowerCase();
  return folders.has(lower) ? `${lower}/` : undefined;
}
/** The built-in rule that keeps a file out, or undefined. `name` is its base name. */
export function neverShipsFile(name: string, kind: ProjectKind): string | undefined {
  const lower = name.toLowerCase();
  return files.find(({ pattern, exceptGames }) => pattern.test(lower) && !(exceptGames && kind === 'game'))?.name;
}
