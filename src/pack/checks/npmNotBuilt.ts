import { join } from 'node:path';
import { asObject, readJsonFile } from '../jsonFile';
import type { Check } from './check';

/** Packages in `dependencies` but no `miniprogram_npm`: npm has not been built. */
export const checkNpmNotBuilt: Check = async ({ project, files }) => {
  if (files.some(({ path }) => path.includes('miniprogram_npm/'))) return [];
  for (const folder of new Set([project.codeRoot, project.root])) {
    const json = await readJsonFile(join(folder, 'package.json')).catch(() => undefined);
    const names = Object.keys(asObject(asObject(json?.value)['dependencies']));
    if (names.length === 0) continue;
    const args = { packages: names.slice(0, 10).join(', '), count: names.length };
    return [{ rule: 'npmNotBuilt', severity: 'warning', args, fix: 'buildNpm' }];
  }
  return [];
};
