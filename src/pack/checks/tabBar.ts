import { asArray, asObject, asString } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import { type Check, atApp } from './check';

/** Two to five tabs (ten with a custom bar), each a page of the main package, once, without query or ending. */
export const checkTabBar: Check = (context) => {
  const { app, code } = context;
  if (app?.value['tabBar'] === undefined) return [];
  const bar = asObject(app.value['tabBar']);
  const items = asArray(bar['list']).map(asObject);
  const most = bar['custom'] === true ? 10 : 5;
  const problems: PackProblem[] = [];
  if (items.length < 2 || items.length > most) {
    problems.push(atApp(context, app, ['tabBar', 'list'], 'tabCount', 'error', { count: items.length, most }));
  }
  if (bar['custom'] === true && !['.js', '.ts', '.json'].some((ending) => code.has(`custom-tab-bar/index${ending}`))) {
    problems.push(
      atApp(context, app, ['tabBar', 'custom'], 'tabBarCustomMissing', 'error', { path: 'custom-tab-bar/index' }),
    );
  }
  const main = new Set(app.pages.filter(({ subPackage }) => !subPackage).map(({ path }) => path));
  const seen = new Set<string>();
  items.forEach((item, i) => {
    const page = asString(item['pagePath']) ?? '';
    const rule = /[?.]/.test(page)
      ? 'tabPathWrong'
      : seen.has(page)
        ? 'tabTwice'
        : main.has(page)
          ? undefined
          : 'tabNotAPage';
    seen.add(page);
    if (rule) problems.push(atApp(context, app, ['tabBar', 'list', i, 'pagePath'], rule, 'error', { page }));
    if (!asString(item['text']) && bar['custom'] !== true) {
      problems.push(atApp(context, app, ['tabBar', 'list', i], 'tabTextMissing', 'error', { page }));
    }
  });
  return problems;
};
