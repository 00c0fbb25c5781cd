import assert from 'node:assert/strict';
import path from 'node:path';
import ts from 'typescript';
import { roomMessage, rooms } from '../support/rooms.mjs';
import { parseSource, readText, typescriptFiles } from '../support/sources';

const maxLines = 300;
const sources = typescriptFiles('src');
const files = new Set(sources);

/** What a file imports in any way: statements, types, `import()`, `require`. */
const importsOf = (file: string): readonly string[] =>
  ts.preProcessFile(readText(file), true, true).importedFiles.map(({ fileName }) => fileName);
function targetOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  return [target, `${target}.ts`, `${target}/index.ts`].find((candidate) => files.has(candidate)) ?? target;
}
const roomOf = (file: string): string => file.split('/')[1] ?? '';

describe('the rooms of src', () => {
  it('are all in the table, and hold every file but extension.ts', () => {
    for (const file of sources)
      assert.ok(
        file === 'src/extension.ts' || roomOf(file) in rooms,
        `${file} stands in no room of test/support/rooms.mjs`,
      );
  });

  for (const [room, { mayImport, node, vscode }] of Object.entries(rooms)) {
    it(`${room} imports what it may`, () => {
      for (const file of sources.filter((name) => roomOf(name) === room)) {
        for (const specifier of importsOf(file)) {
          const told = `${file} imports ${specifier}. ${roomMessage(room)}`;
          if (specifier === 'vscode') assert.ok(vscode, told);
          else if (specifier.startsWith('node:')) assert.ok(node, told);
          const target = targetOf(file, specifier);
          if (!target || target === 'package.json') continue;
          assert.ok(files.has(target), `${file} imports ${specifier}, which is not a source file`);
          const other = roomOf(target);
          assert.ok(other === room || mayImport.includes(other), told);
        }
      }
    });
  }

  it('extension.ts sees only the vscode room', () => {
    for (const specifier of importsOf('src/extension.ts')) {
      const target = targetOf('src/extension.ts', specifier);
      if (target) assert.equal(roomOf(target), 'vscode', `src/extension.ts imports ${specifier}`);
    }
    assert.ok(readText('src/extension.ts').split('\n').length <= 41, 'src/extension.ts has more than 40 lines');
  });

  it('have no cycles between files', () => {
    const state = new Map<string, 'open' | 'done'>();
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'done') return;
      assert.notEqual(
        state.get(file),
        'open',
        `import cycle: ${[...trail.slice(trail.indexOf(file)), file].join(' -> ')}`,
      );
      state.set(file, 'open');
      for (const specifier of importsOf(file)) {
        const target = targetOf(file, specifier);
        if (target && files.has(target)) visit(target, [...trail, file]);
      }
      state.set(file, 'done');
    };
    for (const file of sources) visit(file, []);
  });
});

describe('every file', () => {
  it(`of src and test has at most ${maxLines} lines`, () => {
    for (const file of [...sources, ...typescriptFiles('test')]) {
      const lines = readText(file).trimEnd().split('\n').length;
      assert.ok(lines <= maxLines, `${file} has ${lines} lines; split it by what its parts are about`);
    }
  });

  it('of src exports by name, and nobody else’s things', () => {
    for (const file of sources) {
      for (const statement of parseSource(file).statements) {
        assert.ok(!ts.isExportAssignment(statement), `${file} has a default export`);
        if (ts.isExportDeclaration(statement))
          assert.equal(statement.moduleSpecifier, undefined, `${file} passes exports on`);
        const words = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
        assert.ok(!words.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword), `${file} has a default export`);
      }
    }
  });
});
