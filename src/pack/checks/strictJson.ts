import type { JsonFile } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import { type Check, type CheckContext } from './check';
import { componentFiles } from './components';

/** JSON of the code is strict JSON: no comment, no trailing comma, no byte order mark. Line and column are told. */
export const checkStrictJson: Check = async (context) => {
  const { app } = context;
  if (!app) return [];
  const problems = judge(context, app.path, app.json);
  for (const path of await componentFiles(context, app)) {
    const json = await context.json(path);
    if (json) problems.push(...judge(context, path, json));
  }
  return problems;
};
function judge(context: CheckContext, path: string, json: JsonFile): PackProblem[] {
  const problems: PackProblem[] = [];
  const file = context.shown(path);
  if (json.hasBom) {
    const range = { line: 0, column: 0, endLine: 0, endColumn: 1 };
    problems.push({ rule: 'jsonBom', severity: 'error', args: { path }, file, range, fix: 'stripBom' });
  }
  const error = json.firstError ?? json.firstDeviation;
  if (error) {
    const { line, column } = error.range;
    const rule = json.firstError ? 'jsonBroken' : 'jsonNotStrict';
    const args = { path, code: error.code, line: line + 1, column: column + 1 };
    problems.push({ rule, severity: 'error', args, file, range: error.range });
  }
  return problems;
}
