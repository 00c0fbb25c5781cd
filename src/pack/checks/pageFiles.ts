import type { PackProblem } from '../packTypes';
import type { ProblemRule, RuleArgs } from '../problemRules';
import { type Check, type CheckContext, atApp } from './check';
import type { AppModel, PageRef } from './appModel';
import { isWrong } from './pagePaths';

/** Every page has its `.js` and `.wxml`, in exactly that case, and they ship. All that miss are told, not the first. */
export const checkPageFiles: Check = (context) => {
  const { app } = context;
  if (!app || context.project.kind !== 'miniprogram') return [];
  return app.pages
    .filter(({ given }) => !isWrong(given))
    .flatMap((page) => ['.js', '.wxml'].flatMap((ending) => missing(context, app, page, ending)));
};
function missing(context: CheckContext, app: AppModel, page: PageRef, ending: string): readonly PackProblem[] {
  const path = page.path + ending;
  const found = context.code.lookup(path);
  const at = <R extends ProblemRule>(rule: R, args: RuleArgs[R]): PackProblem =>
    atApp(context, app, page.place, rule, rule === 'onlyTypeScript' ? 'warning' : 'error', args);
  const place = { page: page.path, path };
  switch (found.found) {
    case 'shipped':
      return [];
    case 'otherCase':
      return [at('caseDiffers', { wanted: path, found: found.path })];
    case 'excluded':
      return [at('pageFileExcluded', { ...place, by: found.reason.by, rule: found.reason.rule })];
    case 'missing': {
      const source = `${page.path}.ts`;
      const isSourceOnly = ending === '.js' && context.code.lookup(source).found === 'excluded';
      return [isSourceOnly ? at('onlyTypeScript', { ...place, source }) : at('pageFileMissing', place)];
    }
  }
}
