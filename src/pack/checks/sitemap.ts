import { asString } from '../jsonFile';
import { type Check, atApp } from './check';

/** Files that app.json names by a location (`sitemapLocation`, `themeLocation`) ship. */
export const checkSitemap: Check = (context) => {
  const { app, code } = context;
  if (!app) return [];
  return ['sitemapLocation', 'themeLocation'].flatMap((key) => {
    const path = asString(app.value[key])?.replace(/^\.?\//, '');
    if (path === undefined || path === '' || code.has(path)) return [];
    return [atApp(context, app, [key], 'locationMissing', 'warning', { key, path })];
  });
};
