import { asObject, asString } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import { atJson } from './check';
import { componentFiles, usedBy } from './components';
import type { Uses } from './uses';
import type { UseCheck } from './useGraph';

/** More would hide everything else. */
const most = 50;
/** Components that a JSON file declares and its markup, with the templates it imports, never uses. */
export const checkComponentUnused: UseCheck = async (context, app, { uses }) => {
  const problems: PackProblem[] = [];
  const everywhere = new Set([...uses.tags.values()].flatMap((names) => [...names]));
  for (const path of [app.path, ...(await componentFiles(context, app))]) {
    const json = await context.json(path);
    const markup = path.replace(/\.json$/, '.wxml');
    if (!json || (path !== app.path && !context.code.has(markup))) continue;
    const used = path === app.path ? everywhere : tagsOf(markup, uses);
    const placeholders = new Set(Object.values(asObject(asObject(json.value)['componentPlaceholder'])).map(asString));
    for (const [name] of usedBy(json)) {
      if (used.has(name) || placeholders.has(name)) continue;
      problems.push(atJson(context, path, json, ['usingComponents', name], 'componentUnused', 'info', { path, name }));
    }
  }
  return problems.slice(0, most);
};
/** Tags of a markup file and of those it imports or includes. */
function tagsOf(markup: string, { files, tags }: Uses): ReadonlySet<string> {
  const reached = new Set([markup]);
  for (const file of reached) {
    for (const next of files.get(file) ?? []) if (next.endsWith('.wxml')) reached.add(next);
  }
  return new Set([...reached].flatMap((file) => [...(tags.get(file) ?? [])]));
}
