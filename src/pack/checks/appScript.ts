import type { Check } from './check';

/** `app.js` (`game.js`) must ship; a TypeScript source alone has not been built. */
export const checkAppScript: Check = ({ project, app, code }) => {
  if (!app || project.kind === 'plugin') return [];
  const base = project.kind === 'game' ? 'game' : 'app';
  if (code.has(`${base}.js`)) return [];
  if (code.lookup(`${base}.ts`).found === 'excluded') {
    return [{ rule: 'onlyTypeScript', severity: 'warning', args: { path: `${base}.js`, source: `${base}.ts` } }];
  }
  return [{ rule: 'appScriptMissing', severity: 'error', args: { path: `${base}.js` } }];
};
