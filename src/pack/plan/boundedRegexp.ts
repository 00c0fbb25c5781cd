import * as vm from 'node:vm';

export interface RegexpVerdict {
  readonly matches: readonly boolean[];
  /** Why the rule matches nothing: its pattern cannot be read, or would run without end. */
  readonly refused?: 'invalid' | 'tooSlow';
}
/** Milliseconds for one portion of paths, and for one path alone. */
const portionMs = 30;
const oneMs = 30;
const portion = 256;
const script = new vm.Script(`
  result = '';
  for (const path of paths) {
    const first = new RegExp(pattern, 'igm').test(path);
    result += first || new RegExp(pattern, 'igm').test('/' + path) ? 1 : 0;
  }`);

/** Tests a pattern of the user's, which may backtrack without end, within a time limit. */
export function testRegexp(pattern: string, paths: readonly string[]): RegexpVerdict {
  const none = paths.map(() => false);
  try {
    new RegExp(pattern, 'igm');
  } catch {
    return { matches: none, refused: 'invalid' };
  }
  const context = vm.createContext({ pattern, paths: [] as readonly string[], result: '' });
  const matches: boolean[] = [];
  for (let i = 0; i < paths.length; i += portion) {
    const part = paths.slice(i, i + portion).map((path) => path.toLowerCase());
    let found = run(context, part, portionMs);
    // A busy machine can use up the time as well: only a path that is slow alone, twice, speaks against the pattern.
    if (found === undefined) {
      found = '';
      for (const path of part) {
        const one = run(context, [path], oneMs) ?? run(context, [path], oneMs);
        if (one === undefined) return { matches: none, refused: 'tooSlow' };
        found += one;
      }
    }
    for (const mark of found) matches.push(mark === '1');
  }
  return { matches };
}
function run(context: vm.Context, paths: readonly string[], timeout: number): string | undefined {
  context['paths'] = paths;
  try {
    script.runInContext(context, { timeout });
    return String(context['result']);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
