import { posix } from 'node:path';
import { type JsonFile, type JsonPath, asArray, asObject, asString } from '../jsonFile';

/** app.json (game.json) as the checks read it. */
export interface AppModel {
  /** `app.json` or `game.json`. */
  readonly path: string;
  readonly json: JsonFile;
  readonly value: Readonly<Record<string, unknown>>;
  readonly pages: readonly PageRef[];
  readonly subPackages: readonly SubPackage[];
}
export interface PageRef {
  /** As written in its list. */
  readonly given: string;
  /** From the code root, without ending. */
  readonly path: string;
  readonly place: JsonPath;
  /** undefined = main package. */
  readonly subPackage: SubPackage | undefined;
}
export interface SubPackage {
  /** As written. */
  readonly given: string;
  /** Without slashes at its ends. */
  readonly root: string;
  readonly name: string | undefined;
  readonly independent: boolean;
  readonly place: JsonPath;
}
export function makeAppModel(path: string, json: JsonFile): AppModel {
  const value = asObject(json.value);
  // Both spellings are accepted; with both present the lower-case one counts.
  const key = 'subpackages' in value ? 'subpackages' : 'subPackages';
  const subPackages: SubPackage[] = [];
  const pages = pageList(value['pages'], ['pages'], undefined);
  asArray(value[key]).forEach((item, i) => {
    const entry = asObject(item);
    const given = asString(entry['root']) ?? '';
    const place: JsonPath = [key, i];
    const root = given.replace(/^\/+|\/+$/g, '');
    const subPackage = {
      given,
      root,
      name: asString(entry['name']),
      independent: entry['independent'] === true,
      place,
    };
    subPackages.push(subPackage);
    pages.push(...pageList(entry['pages'], [...place, 'pages'], subPackage));
  });
  return { path, json, value, pages, subPackages };
}
function pageList(value: unknown, place: JsonPath, subPackage: SubPackage | undefined): PageRef[] {
  return asArray(value).flatMap((given, i): PageRef[] => {
    if (typeof given !== 'string') return [];
    const path = subPackage ? posix.join(subPackage.root, given) : given;
    return [{ given, path, place: [...place, i], subPackage }];
  });
}
/** The sub-package a file belongs to: the longest root that holds it; undefined = main package. */
export function subPackageOf(app: AppModel | undefined, path: string): SubPackage | undefined {
  let found: SubPackage | undefined;
  for (const candidate of app?.subPackages ?? []) {
    const holds = candidate.root !== '' && (path === candidate.root || path.startsWith(`${candidate.root}/`));
    if (holds && candidate.root.length > (found?.root.length ?? 0)) found = candidate;
  }
  return found;
}
