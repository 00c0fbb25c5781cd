import {
  type Node,
  type ParseError,
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { readBounded, type ReadBounds } from './boundedRead';
import type { TextRange } from './packTypes';

/** A JSON file read the tolerant way (byte order mark, comments, trailing commas), with every deviation at its place. */
export interface JsonFile {
  readonly text: string;
  readonly value: unknown;
  readonly tree: Node | undefined;
  readonly hasBom: boolean;
  /** First place where strict JSON would stop; undefined for strict JSON. */
  readonly firstDeviation: JsonError | undefined;
  /** First place where even the tolerant reading stops. */
  readonly firstError: JsonError | undefined;
}
export interface JsonError {
  /** `InvalidSymbol`, `CommaExpected`, `InvalidCommentToken`, …: the parser's own word. */
  readonly code: string;
  readonly range: TextRange;
}
export type JsonPath = readonly (string | number)[];

/** Parses JSON text; never throws. Offsets are in the text without its byte order mark. */
export function parseJson(source: string): JsonFile {
  const hasBom = source.startsWith('\uFEFF');
  const text = hasBom ? source.slice(1) : source;
  return strictJson(text, hasBom) ?? tolerantJson(text, hasBom);
}
/** What every reader accepts is parsed by the engine, in a tenth of the time; its tree is made when somebody asks. */
function strictJson(text: string, hasBom: boolean): JsonFile | undefined {
  let tree: Node | undefined;
  try {
    return {
      text,
      value: JSON.parse(text) as unknown,
      get tree() {
        return (tree ??= parseTree(text, [], { allowTrailingComma: true }));
      },
      hasBom,
      firstDeviation: undefined,
      firstError: undefined,
    };
  } catch {
    return undefined;
  }
}
function tolerantJson(text: string, hasBom: boolean): JsonFile {
  const lenient: ParseError[] = [];
  const tree = parseTree(text, lenient, { allowTrailingComma: true });
  const strict: ParseError[] = [];
  parseTree(text, strict, { disallowComments: true });
  const first = (errors: readonly ParseError[]): JsonError | undefined => {
    const error = [...errors].sort((a, b) => a.offset - b.offset)[0];
    return error && { code: printParseErrorCode(error.error), range: rangeAt(text, error.offset, error.length) };
  };
  return {
    text,
    value: tree ? (getNodeValue(tree) as unknown) : undefined,
    tree,
    hasBom,
    firstDeviation: first(strict),
    firstError: first(lenient),
  };
}
const mostBytes = 4 * 1024 * 1024;
/**
 * Reads and parses; undefined when there is no such file. Throws `UnfitFile` when it is not to be read (4 MiB unless told
 * otherwise), and what the file system throws.
 */
export async function readJsonFile(
  file: string,
  bounds: ReadBounds = { most: mostBytes },
): Promise<JsonFile | undefined> {
  try {
    return parseJson(await readBounded(file, bounds));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
/** Where the value at `path` stands; with `key`, where its property name stands. */
export function rangeOf(file: JsonFile, path: JsonPath): TextRange | undefined {
  const node = file.tree && findNodeAtLocation(file.tree, [...path]);
  return node && rangeAt(file.text, node.offset, node.length);
}
export function rangeAt(text: string, offset: number, length: number): TextRange {
  const [line, column] = positionAt(text, offset);
  const [endLine, endColumn] = positionAt(text, offset + length);
  return { line, column, endLine, endColumn };
}
function positionAt(text: string, offset: number): [line: number, column: number] {
  let line = 0;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return [line, Math.min(offset, text.length) - start];
}
export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
