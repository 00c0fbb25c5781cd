import { posix } from 'node:path';
import { type JsonFile, asObject, asString } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import { type Check, type CheckContext, atJson } from './check';
import type { AppModel } from './appModel';
import { isThirdParty } from './content';

/** Every path of `usingComponents`, in app.json, pages and components, leads to a component that ships. */
export const checkComponents: Check = async (context) => {
  const { app } = context;
  if (!app) return [];
  const problems = inFile(context, app, app.path, app.json);
  for (const path of await componentFiles(context, app)) {
    const json = await context.json(path);
    if (json) problems.push(...inFile(context, app, path, json));
  }
  return problems;
};
/** The JSON files of pages and of the components they use, nearest first; other people's (npm) are not followed. */
export async function componentFiles(context: CheckContext, app: AppModel): Promise<readonly string[]> {
  const found = new Set(app.pages.map(({ path }) => `${path}.json`).filter((path) => context.code.has(path)));
  const add = (from: string, json: JsonFile): void => {
    for (const [, value] of usedBy(json)) {
      const target = componentBase(context, from, value);
      const path = target && `${target}.json`;
      if (path !== undefined && context.code.has(path) && !isThirdParty(path)) found.add(path);
    }
  };
  add(app.path, app.json);
  // The set grows while it is walked: components of components are reached this way.
  for (const path of found) {
    const json = await context.json(path);
    if (json) add(path, json);
  }
  return [...found];
}
/** `usingComponents` of one JSON file. */
export function usedBy(json: JsonFile): readonly (readonly [name: string, value: string])[] {
  return Object.entries(asObject(asObject(json.value)['usingComponents'])).flatMap(
    ([name, value]): [string, string][] => {
      const text = asString(value);
      return text === undefined ? [] : [[name, text]];
    },
  );
}
const isElsewhere = (value: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
/** Base path of a component (without ending), or undefined when there is none. */
export function componentBase(context: CheckContext, from: string, value: string): string | undefined {
  return candidates(from, value).find((base) =>
    ['.json', '.js', '.ts', '.wxml'].some((ending) => context.code.has(base + ending)),
  );
}
function candidates(from: string, value: string): readonly string[] {
  if (value.startsWith('/')) return withIndex(value.slice(1));
  const beside = withIndex(posix.join(posix.dirname(from), value));
  if (value.startsWith('.')) return beside;
  const packages: string[] = [];
  for (let dir = posix.dirname(from); ; dir = posix.dirname(dir)) {
    packages.push(...withIndex(posix.join(dir, 'miniprogram_npm', value)));
    if (dir === '.' || dir === '/') break;
  }
  return [...beside, ...packages];
}
const withIndex = (base: string): readonly string[] => [base, posix.join(base, 'index')];

function inFile(context: CheckContext, app: AppModel, path: string, json: JsonFile): PackProblem[] {
  const extended = Object.keys(asObject(app.value['useExtendedLib']));
  return usedBy(json).flatMap(([name, value]): PackProblem[] => {
    if (isElsewhere(value) || componentBase(context, path, value) !== undefined) return [];
    // Libraries the platform brings along need no file.
    if (extended.some((library) => value.startsWith(`${library}-`) || value.startsWith(`${library}/`))) return [];
    const place = ['usingComponents', name];
    const other = candidates(path, value)
      .flatMap((base) => [context.code.lookup(`${base}.json`), context.code.lookup(`${base}.js`)])
      .find((found) => found.found === 'otherCase' || found.found === 'excluded');
    const args = { path, name, component: value };
    if (other?.found === 'otherCase') {
      return [atJson(context, path, json, place, 'caseDiffers', 'error', { wanted: value, found: other.path })];
    }
    if (other?.found === 'excluded') {
      const why = { by: other.reason.by, rule: other.reason.rule };
      return [atJson(context, path, json, place, 'componentExcluded', 'error', { ...args, ...why })];
    }
    const isPackage = /^(?:@[\w.-]+\/)?[A-Za-z][\w.-]*(?:\/|$)/.test(value) && !value.startsWith('.');
    return isPackage
      ? [atJson(context, path, json, place, 'componentNotBuilt', 'error', args, 'buildNpm')]
      : [atJson(context, path, json, place, 'componentMissing', 'error', args)];
  });
}
