import { configName, privateConfigName } from '../../pack/configFiles';
import type { PackReport } from '../../pack/packTypes';

const rulesFiles: ReadonlySet<string> = new Set([configName, privateConfigName, '.mpignore']);

/**
 * Tells whether a file that changed or is gone (relative to the root, forward slashes) can change the package: not what lies
 * in a folder that is left out, nor a file that is left out, unless it holds the rules. What is gone and was not there for
 * the check either changes nothing. `prefix` put before a path in the package makes a path in the project.
 */
export function concernsOf(
  { excluded, files }: PackReport,
  prefix: string,
): (path: string, isGone: boolean) => boolean {
  let known: ReadonlySet<string> | undefined;
  const wasThere = (path: string): boolean =>
    known?.has(path) === true ||
    files.some((file) => {
      const shown = file.path === configName ? configName : prefix + file.path;
      return shown === path || shown.startsWith(`${path}/`);
    });
  return (path, isGone) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    known ??= new Set(excluded.map((file) => file.path));
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
      if (known.has(path.slice(0, slash + 1))) return false;
    if (isGone && !wasThere(path)) return false;
    return rulesFiles.has(name) || !(known.has(path) || known.has(`${path}/`));
  };
}
