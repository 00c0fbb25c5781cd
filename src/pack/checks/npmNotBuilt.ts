import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isInside } from '../inside';
import { asArray, asObject, asString, readJsonFile } from '../jsonFile';
import type { Check, CheckContext } from './check';

/** Where a `package.json` lies and where its packages are built to. Relative to the project's root, forward slashes. */
interface NpmPlace {
  readonly packageJson: string;
  /** Holds `miniprogram_npm`; empty = the root itself. */
  readonly builtIn: string;
}
const mostPackages = 200;
/** Nothing that leads out of its folder. */
const packageName = /^(?:@[\w-][\w.-]*\/)?[\w-][\w.-]*$/;

/**
 * Packages in `dependencies` that are not in `miniprogram_npm`: npm has not been built. Where something was built, only
 * those are told that were made for mini programs: the others may be of use to nobody but the tools.
 */
export const checkNpmNotBuilt: Check = async (context) => {
  const { project, plan } = context;
  const missing = new Set<string>();
  for (const { packageJson, builtIn } of placesOf(context)) {
    const json = await readJsonFile(join(project.root, packageJson)).catch(() => undefined);
    const names = Object.keys(asObject(asObject(json?.value)['dependencies']))
      .filter((name) => packageName.test(name))
      .slice(0, mostPackages);
    if (names.length === 0) continue;
    const folder = posix.join(builtIn, 'miniprogram_npm/');
    const anywhere = context.files.flatMap(({ path }) =>
      path.includes('miniprogram_npm/') ? [plan.prefix + path] : [],
    );
    const built = anywhere.filter((path) => path.startsWith(folder));
    const anything = anywhere.length > 0;
    for (const name of names) {
      if (built.some((path) => path.startsWith(`${folder}${name}/`))) continue;
      const modules = join(project.root, posix.dirname(packageJson), 'node_modules', name);
      if (!anything || (built.length > 0 && (await isForMiniPrograms(modules)))) missing.add(name);
    }
  }
  if (missing.size === 0) return [];
  const args = { packages: [...missing].slice(0, 10).join(', '), count: missing.size };
  return [{ rule: 'npmNotBuilt', severity: 'warning', args, fix: 'buildNpm' }];
};
/** As the configuration says (`packNpmRelationList`), else the root's and the code's own. */
function placesOf({ project, config, shown }: CheckContext): readonly NpmPlace[] {
  const setting = asObject(config['setting']);
  const listed = setting['packNpmManually'] === true ? asArray(setting['packNpmRelationList']) : [];
  const relations = listed.flatMap((item): NpmPlace[] => {
    const packageJson = asString(asObject(item)['packageJsonPath']);
    const builtIn = asString(asObject(item)['miniprogramNpmDistDir']);
    if (packageJson === undefined || builtIn === undefined) return [];
    const place = { packageJson: posix.normalize(packageJson), builtIn: posix.join(builtIn, '.') };
    return isInside(project.root, join(project.root, place.packageJson)) ? [place] : [];
  });
  if (relations.length > 0) return relations;
  const code = shown('');
  const beside = { packageJson: 'package.json', builtIn: code };
  return code === '' ? [beside] : [beside, { packageJson: `${code}package.json`, builtIn: code }];
}
async function isForMiniPrograms(modules: string): Promise<boolean> {
  const built = await stat(join(modules, 'miniprogram_dist')).catch(() => undefined);
  if (built?.isDirectory()) return true;
  const json = await readJsonFile(join(modules, 'package.json')).catch(() => undefined);
  return asString(asObject(json?.value)['miniprogram']) !== undefined;
}
