import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The repository's folder. */
export const repository = path.resolve(fileURLToPath(import.meta.url), '../../..');

/** Paths of the TypeScript files below a folder, relative to the repository, with forward slashes. */
export function typescriptFiles(folder: string): readonly string[] {
  return readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(^|[\\/])(fixtures|node_modules)[\\/]/.test(name))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .sort();
}
const texts = new Map<string, string>();
const trees = new Map<string, ts.SourceFile>();
const remembered = <T>(known: Map<string, T>, file: string, make: () => T): T => {
  const value = known.get(file) ?? make();
  known.set(file, value);
  return value;
};
/** Reads a file of the repository once. */
export const readText = (file: string): string =>
  remembered(texts, file, () => readFileSync(path.join(repository, file), 'utf8'));
export const readJson = (file: string): any => JSON.parse(readText(file));

/** Parses a file of the repository once. */
export const parseSource = (file: string): ts.SourceFile =>
  remembered(trees, file, () => ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest, true));
/** Calls `visit` with every node of the file. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}
/** Members of an interface: name → its type as written. */
export function interfaceMembers(file: string, name: string): ReadonlyMap<string, string> {
  const source = parseSource(file);
  const members = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== name) continue;
    for (const member of statement.members) {
      if (!ts.isPropertySignature(member) || !ts.isStringLiteral(member.name)) continue;
      members.set(member.name.text, member.type?.getText(source) ?? '');
    }
  }
  if (members.size === 0) throw new Error(`${file} has no interface ${name} with quoted members`);
  return members;
}
/** The words of a union type of string literals. */
export function unionWords(file: string, name: string): readonly string[] {
  const words: string[] = [];
  for (const statement of parseSource(file).statements) {
    if (!ts.isTypeAliasDeclaration(statement) || statement.name.text !== name) continue;
    walk(statement.type, (node) => {
      if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) words.push(node.literal.text);
    });
  }
  return words;
}
/** Every text in quotes in a file, without those of import statements and types. */
export function stringLiterals(file: string): readonly string[] {
  const found: string[] = [];
  walk(parseSource(file), (node) => {
    if (ts.isStringLiteralLike(node) && !ts.isImportDeclaration(node.parent) && !ts.isLiteralTypeNode(node.parent))
      found.push(node.text);
  });
  return found;
}
