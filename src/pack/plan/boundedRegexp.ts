import * as vm from 'node:vm';

export interface Verdict {
  readonly matches: readonly boolean[];
  /** Why the rule matches nothing: its pattern cannot be read, or would run without end. */
  readonly refused?: 'invalid' | 'tooSlow';
}
/** Milliseconds for one portion of paths, and for one path alone. */
const portionMs = 30;
const oneMs = 30;
const portion = 256;
const script = new vm.Script('work()');

/** Tests a regular expression of the user's, which may backtrack without end, within a time limit. */
export function testRegexp(pattern: string, paths: readonly string[]): Verdict {
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern, 'im');
  } catch {
    return { matches: paths.map(() => false), refused: 'invalid' };
  }
  return testBounded(paths, (path) => compiled.test(path) || compiled.test(`/${path}`));
}
/** Asks for each path whether it matches; gives up when that would take without end. `matches` is the same at every call. */
export function testBounded(paths: readonly string[], matches: (path: string) => boolean): Verdict {
  const found: boolean[] = [];
  for (let i = 0; i < paths.length; i += portion) {
    const part = paths.slice(i, i + portion);
    const all = within(portionMs, () => part.map(matches));
    if (all) found.push(...all);
    else {
      // A busy machine can use up the time as well: only a path that is slow alone, twice, speaks against the pattern.
      for (const path of part) {
        const one = within(oneMs, () => [matches(path)]) ?? within(oneMs, () => [matches(path)]);
        if (!one) return { matches: paths.map(() => false), refused: 'tooSlow' };
        found.push(...one);
      }
    }
  }
  return { matches: found };
}
let context: vm.Context | undefined;
/** Runs `work`, which changes nothing, for at most so many milliseconds; undefined when it took longer. */
function within<T>(ms: number, work: () => T): T | undefined {
  let result: T | undefined;
  // The limit of a context ends the functions it calls as well, regular expressions among them.
  context ??= vm.createContext({});
  context['work'] = () => {
    result = work();
  };
  try {
    script.runInContext(context, { timeout: ms });
    return result;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    context['work'] = undefined;
  }
}
