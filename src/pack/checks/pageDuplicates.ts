import type { PackProblem } from '../packTypes';
import type { ProblemRule, RuleArgs } from '../problemRules';
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
    const { root } = item;
    const at = <R extends ProblemRule>(rule: R, args: RuleArgs[R]): PackProblem[] => [
      atApp(context, app, item.place, rule, 'error', args),
    ];
    if (item.root === '' || /(?:^|\/)\.\.(?:\/|$)|\\/.test(item.root))
      return at('subPackageRoot', { root, given: item.given });
    if (item.name === '__APP__') return at('subPackageName', { root, name: item.name });
    const sameName = before.find(({ name }) => name !== undefined && name === item.name);
    if (sameName) return at('subPackageNameTwice', { root, name: item.name ?? '', other: sameName.root });
    if (before.some((other) => other.root === root)) return at('subPackageTwice', { root });
    const outer = app.subPackages.find((other) => other.root !== '' && root.startsWith(`${other.root}/`));
    return outer ? at('subPackageNested', { root, outer: outer.root }) : [];
  });
}
