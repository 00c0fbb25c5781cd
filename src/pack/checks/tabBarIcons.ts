import { asArray, asObject, asString } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import type { ProblemRule, RuleArgs } from '../problemRules';
import { type Check, type CheckContext, atApp } from './check';
import type { AppModel } from './appModel';

/** Tab icons ship, are PNG or JPEG, and not above the platform's 40 KB. */
export const checkTabBarIcons: Check = (context) => {
  const { app } = context;
  if (!app) return [];
  return asArray(asObject(app.value['tabBar'])['list']).flatMap((item, i) =>
    ['iconPath', 'selectedIconPath'].flatMap((key) => {
      const icon = asString(asObject(item)[key]);
      return icon === undefined || icon === '' ? [] : check(context, app, icon, ['tabBar', 'list', i, key]);
    }),
  );
};
function check(
  context: CheckContext,
  app: AppModel,
  given: string,
  place: readonly (string | number)[],
): PackProblem[] {
  const path = given.replace(/^\.?\//, '');
  const at = <R extends ProblemRule>(rule: R, args: RuleArgs[R]): PackProblem[] => [
    atApp(context, app, place, rule, 'error', args),
  ];
  const found = context.code.lookup(path);
  if (found.found === 'otherCase') return at('caseDiffers', { wanted: path, found: found.path });
  if (found.found === 'excluded') return at('iconExcluded', { path, by: found.reason.by, rule: found.reason.rule });
  if (found.found === 'missing') return at('iconMissing', { path });
  if (!/\.(?:png|jpe?g)$/i.test(path)) return at('iconType', { path });
  const bytes = context.code.size(path) ?? 0;
  const limit = context.platform.maxIconBytes;
  return bytes > limit ? at('iconTooLarge', { path, bytes, limit }) : [];
}
