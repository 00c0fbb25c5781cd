import type { PackProblem } from '../packTypes';
import type { CheckContext } from './check';
import { checkComponentUnused } from './componentUnused';
import { checkFilesUnused } from './filesUnused';
import { checkMainForSubPackage } from './mainForSubPackage';
import { checkPluginUnused } from './pluginUnused';
import { type UseCheck, makeUseGraph } from './useGraph';

const useChecks: readonly UseCheck[] = [
  checkFilesUnused,
  checkMainForSubPackage,
  checkComponentUnused,
  checkPluginUnused,
];

/**
 * Runs the checks of use over what the content pass found. Nothing is judged when not every file was looked into, or when
 * there is nothing to start from: then all would seem unused.
 */
export async function checkUse(
  context: CheckContext,
  content: { readonly problems: readonly PackProblem[]; readonly uses: readonly string[] },
): Promise<readonly PackProblem[]> {
  const { app, code, project } = context;
  if (!app || project.kind !== 'miniprogram' || !code.has('app.js')) return [];
  const isPartial = content.problems.some(({ rule }) => rule === 'checksBounded' || rule === 'fileNotLookedInto');
  if (isPartial) return [];
  const graph = await makeUseGraph(context, app, content.uses);
  const problems: PackProblem[] = [];
  for (const check of useChecks) problems.push(...(await check(context, app, graph)));
  return problems;
}
