import type { PackProblem } from '../packTypes';
import { type Check, type CheckContext, atApp } from './check';
import type { AppModel } from './appModel';

/** No page twice; no sub-package inside another, with another's root or name, or without a root; main pages outside them. */
export const checkPageDuplicates: Check = (context) => {
  const { app } = context;
  return app ? [...pagesTwice(context, app), ...mainPagesInside(context, app), ...subPackages(context, app)] : [];
};
function pagesTwice(context: CheckContext, app: AppModel): readonly PackProblem[] {
  const seen = new Set<string>();
  return app.pages.flatMap((page) => {
    if (!seen.has(page.path)) {
      seen.add(page.path);
      return [];
    }
    return [atApp(context, app, page.place, 'pageTwice', 'error', { page: page.path })];
  });
}
function mainPagesInside(context: CheckContext, app: AppModel): readonly PackProblem[] {
  return app.pages.flatMap((page) => {
    const owner = page.subPackage
      ? undefined
      : app.subPackages.find(({ root }) => root && page.path.startsWith(`${root}/`));
    return owner
      ? [atApp(context, app, page.place, 'pageInSubPackage', 'error', { page: page.path, root: owner.root })]
      : [];
  });
}
function subPackages(context: CheckContext, app: AppModel): readonly PackProblem[] {
  return app.subPackages.flatMap((item, i) => {
    const before = app.subPackages.slice(0, i);
    const at = (rule: string, args: PackProblem['args']): PackProblem[] => [
      atApp(context, app, item.place, rule, 'error', { root: item.root, ...args }),
    ];
    if (item.root === '' || /(?:^|\/)\.\.(?:\/|$)|\\/.test(item.root))
      return at('subPackageRoot', { given: item.given });
    if (item.name === '__APP__') return at('subPackageName', { name: item.name });
    const sameName = before.find(({ name }) => name !== undefined && name === item.name);
    if (sameName) return at('subPackageNameTwice', { name: item.name ?? '', other: sameName.root });
    if (before.some(({ root }) => root === item.root)) return at('subPackageTwice', {});
    const outer = app.subPackages.find(({ root }) => root !== '' && item.root.startsWith(`${root}/`));
    return outer ? at('subPackageNested', { outer: outer.root }) : [];
  });
}
