import type { PackReport } from '../../pack/packTypes';
import { configName, privateConfigName } from '../../pack/project';

const rulesFiles: ReadonlySet<string> = new Set([configName, privateConfigName, '.mpignore']);

/**
 * Tells whether a changed file (relative to the root, forward slashes) can change the package: not what lies in a folder
 * that is left out, nor a file that is left out, unless it holds the rules.
 */
export function concernsOf({ excluded }: PackReport): (path: string) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    known ??= new Set(excluded.map((file) => file.path));
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
      if (known.has(path.slice(0, slash + 1))) return false;
    return rulesFiles.has(name) || !(known.has(path) || known.has(`${path}/`));
  };
}
