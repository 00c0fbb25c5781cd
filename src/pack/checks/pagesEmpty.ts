import { asArray } from '../jsonFile';
import { type Check, atApp } from './check';

/** A mini program has at least one page, and `pages` is a list of strings. */
export const checkPagesEmpty: Check = (context) => {
  const { app, project } = context;
  if (!app || project.kind !== 'miniprogram') return [];
  const wrong = asArray(app.value['pages']).flatMap((page, i) =>
    typeof page === 'string' ? [] : [atApp(context, app, ['pages', i], 'pageNotText', 'error', { index: i + 1 })],
  );
  const isEmpty = asArray(app.value['pages']).length === 0;
  return isEmpty ? [atApp(context, app, ['pages'], 'pagesEmpty', 'error', {})] : wrong;
};
