import * as vm from 'node:vm';
import { type ContentCheck, isThirdParty, rangeIn } from './content';

const isModule = /^\s*(?:import\b(?!\s*\()|export\b)/m;
const aboutModules = /outside a module|Unexpected token 'export'|import\.meta/;

/** A script that cannot be parsed fails only on the device. Parsed by the engine itself, never run. */
export const checkScriptSyntax: ContentCheck = (file) => {
  if (!file.path.endsWith('.js') || isThirdParty(file.path)) return [];
  const text = file.text();
  const error = isModule.test(text) ? moduleError(text) : scriptError(text);
  if (!error) return [];
  // The engine names the line in the first line of the stack: "name:12".
  const line = Number(/^mp-check:(\d+)/.exec(error.stack ?? '')?.[1] ?? 1);
  const column = Math.max(0, (/\n( *)\^/.exec(error.stack ?? '')?.[1] ?? '').length);
  const start = lineStart(text, line - 1) + column;
  return [
    {
      rule: 'scriptSyntax',
      severity: 'warning',
      args: { path: file.path, line, reason: error.message },
      file: file.file,
      range: rangeIn(file, start, 1),
    },
  ];
};
/**
 * Whether the engine takes the script as the body of a method, which it only looks over: less than half the work of
 * compiling it. Taken for good as well, though it is not: what ends the method and begins another (`}, name() {`).
 */
function looksRight(text: string): boolean {
  // A method may use it, a script may not.
  if (text.includes('super')) return false;
  try {
    new vm.Script(`({m(require,module,exports){${text}\n}})`, { filename: 'mp-check' });
    return true;
  } catch {
    return false;
  }
}
function scriptError(text: string): Error | undefined {
  if (looksRight(text)) return undefined;
  try {
    // As a function body: mini program scripts are wrapped in one, so a top-level `return` is allowed.
    vm.compileFunction(text, ['require', 'module', 'exports'], { filename: 'mp-check' });
    return undefined;
  } catch (error) {
    const found = syntaxError(error);
    return found && aboutModules.test(found.message) ? moduleError(text) : found;
  }
}
function moduleError(text: string): Error | undefined {
  // Behind a flag in Node; the worker is started with it. Without it modules are not judged.
  const Module = (vm as { SourceTextModule?: new (code: string, options: object) => unknown }).SourceTextModule;
  if (!Module) return undefined;
  try {
    new Module(text, { identifier: 'mp-check' });
    return undefined;
  } catch (error) {
    return syntaxError(error);
  }
}
/** Errors thrown by another realm are not `instanceof` ours. */
function syntaxError(error: unknown): Error | undefined {
  return (error as Error | undefined)?.name === 'SyntaxError' ? (error as Error) : undefined;
}
function lineStart(text: string, line: number): number {
  let at = 0;
  for (let i = 0; i < line; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}
