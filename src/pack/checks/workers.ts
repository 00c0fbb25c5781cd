import { asObject, asString } from '../jsonFile';
import { type Check, atApp } from './check';

/** `workers` names a folder with scripts that ship. */
export const checkWorkers: Check = (context) => {
  const { app, code } = context;
  const given = app?.value['workers'];
  if (!app || given === undefined) return [];
  const path = asString(given) ?? asString(asObject(given)['path']);
  if (path !== undefined && code.hasFolder(path.replace(/^\.?\//, ''))) return [];
  return [atApp(context, app, ['workers'], 'workersMissing', 'error', { path: path ?? '' })];
};
