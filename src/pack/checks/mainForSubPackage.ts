import type { PackProblem } from '../packTypes';
import { atApp } from './check';
import { type UseCheck, codeFiles, isInMain, summary } from './useGraph';

/**
 * Code of the main package that one sub-package alone uses: it would not be loaded at the start if it lay there. What
 * several sub-packages use has no other place than the main package.
 */
export const checkMainForSubPackage: UseCheck = (context, app, { fromMain, fromSubPackages }) => {
  const movable = [...codeFiles(context)].filter(({ path }) => isInMain(app, path) && !fromMain.has(path));
  return app.subPackages.flatMap(({ root, place }): PackProblem[] => {
    const own = movable.filter(({ path }) => {
      const users = [...fromSubPackages].filter(([, reached]) => reached.has(path));
      return users.length === 1 && users[0]?.[0] === root;
    });
    return own.length === 0 ? [] : [atApp(context, app, place, 'mainForSubPackage', 'info', { root, ...summary(own) })];
  });
};
