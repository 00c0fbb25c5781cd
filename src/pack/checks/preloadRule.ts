import { asArray, asObject } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import { type Check, atApp } from './check';

/** Keys of `preloadRule` are pages, its `packages` are roots or names of sub-packages. */
export const checkPreloadRule: Check = (context) => {
  const { app } = context;
  if (!app) return [];
  const packages = new Set(app.subPackages.flatMap(({ root, name, given }) => [root, given, ...(name ? [name] : [])]));
  const pages = new Set(app.pages.map(({ path }) => path));
  return Object.entries(asObject(app.value['preloadRule'])).flatMap(([page, rule]): PackProblem[] => {
    const problems: PackProblem[] = pages.has(page)
      ? []
      : [atApp(context, app, ['preloadRule', page], 'preloadPageUnknown', 'error', { page })];
    asArray(asObject(rule)['packages']).forEach((name, i) => {
      if (typeof name === 'string' && (name === '__APP__' || packages.has(name))) return;
      const place = ['preloadRule', page, 'packages', i];
      problems.push(atApp(context, app, place, 'preloadPackageUnknown', 'error', { page, package: String(name) }));
    });
    return problems;
  });
};
