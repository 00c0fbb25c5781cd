import type { PackProblem, PackedFile } from '../packTypes';
import { asArray, asObject, asString } from '../jsonFile';
import { type AppModel, subPackageOf } from './appModel';
import type { CheckContext } from './check';
import { componentBase, componentFiles, usedBy } from './components';
import { isThirdParty } from './content';
import { type Uses, parseUses } from './uses';

/** What of the code is reached from where. Paths are relative to the code root. */
export interface UseGraph {
  readonly uses: Uses;
  /** What the main package reaches by itself. */
  readonly fromMain: ReadonlySet<string>;
  /** What each sub-package reaches, by its root. */
  readonly fromSubPackages: ReadonlyMap<string, ReadonlySet<string>>;
}
/** Looks at what the whole package uses; runs when all content has been looked into. */
export type UseCheck = (
  context: CheckContext,
  app: AppModel,
  graph: UseGraph,
) => readonly PackProblem[] | Promise<readonly PackProblem[]>;

/** `lines`: what the content pass found (`usesOf`). */
export async function makeUseGraph(context: CheckContext, app: AppModel, lines: readonly string[]): Promise<UseGraph> {
  const uses = parseUses(lines, context.plan.codePrefix);
  const components = await componentUses(context, app);
  const reach = (starts: readonly string[]): ReadonlySet<string> => {
    const reached = new Set(starts);
    // The set grows while it is walked.
    for (const file of reached) {
      for (const next of uses.files.get(file) ?? []) reached.add(next);
      for (const next of components.get(file) ?? []) reached.add(next);
    }
    return reached;
  };
  const fromSubPackages = app.subPackages.map(({ root, place }): [string, ReadonlySet<string>] => {
    const entry = asObject(asArray(app.value[String(place[0])])[Number(place[1])]);
    const pages = app.pages.filter(({ subPackage }) => subPackage?.root === root);
    const starts = pages.flatMap(({ path }) => partsOf(context, path));
    const script = asString(entry['entry']);
    return [root, reach([...starts, ...pluginExports(entry, `${root}/`), ...(script ? [`${root}/${script}`] : [])])];
  });
  return { uses, fromMain: reach(mainStarts(context, app)), fromSubPackages: new Map(fromSubPackages) };
}
/** Components that JSON files name. */
async function componentUses(context: CheckContext, app: AppModel): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const path of [app.path, ...(await componentFiles(context, app))]) {
    const json = await context.json(path);
    if (!json) continue;
    const generics = Object.values(asObject(asObject(json.value)['componentGenerics'])).flatMap((generic) => {
      const value = asString(asObject(generic)['default']);
      return value === undefined ? [] : [value];
    });
    const named = [...usedBy(json).map(([, value]) => value), ...generics];
    const bases = named.flatMap((value) => componentBase(context, path, value) ?? []);
    found.set(
      path,
      bases.flatMap((base) => partsOf(context, base)),
    );
  }
  return found;
}
const partsOf = ({ code }: CheckContext, base: string): readonly string[] =>
  ['.js', '.json', '.wxml', '.wxss'].map((ending) => base + ending).filter((path) => code.has(path));

function mainStarts(context: CheckContext, app: AppModel): readonly string[] {
  const { plan } = context;
  const workers = asString(app.value['workers']) ?? asString(asObject(app.value['workers'])['path']) ?? '';
  const workersRoot = `${workers.replace(/^\.?\/|\/$/g, '')}/`;
  const inCode = [...codeFiles(context)].map(({ path }) => path);
  return [
    ...partsOf(context, 'app'),
    // The platform looks for these by name.
    ...['custom-tab-bar/index', 'app-bar/index'].flatMap((base) => partsOf(context, base)),
    ...app.pages.filter(({ subPackage }) => !subPackage).flatMap(({ path }) => partsOf(context, path)),
    ...pluginExports(app.value, ''),
    ...inCode.filter((path) => (workersRoot !== '/' && path.startsWith(workersRoot)) || isSkeleton(path)),
    // To keep what looks unused is what include rules are for.
    ...[...plan.kept.keys()].map((path) => path.slice(plan.codePrefix.length)),
  ];
}
/** Shown while a page loads; the platform looks for it beside the page. */
const isSkeleton = (path: string): boolean => /\.skeleton\.wx(?:ml|ss)$/.test(path);
/** Files that are handed to plugins. */
function pluginExports(owner: Readonly<Record<string, unknown>>, root: string): readonly string[] {
  return Object.values(asObject(owner['plugins'])).flatMap((plugin) => {
    const file = asString(asObject(plugin)['export']);
    return file === undefined ? [] : [root + file];
  });
}
/** The user's own scripts, markup and styles that ship. */
export function* codeFiles({ files, plan }: CheckContext): Generator<PackedFile> {
  for (const { path, bytes } of files) {
    if (!path.startsWith(plan.codePrefix) || isThirdParty(path) || !/\.(?:js|wxs|wxml|wxss)$/.test(path)) continue;
    yield { path: path.slice(plan.codePrefix.length), bytes };
  }
}
export const isInMain = (app: AppModel, path: string): boolean => subPackageOf(app, path) === undefined;
/** How a problem tells of several files. */
export function summary(files: readonly PackedFile[]): {
  readonly count: number;
  readonly bytes: number;
  readonly examples: string;
} {
  const largest = [...files].sort((a, b) => b.bytes - a.bytes).slice(0, 5);
  return {
    count: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    examples: largest.map(({ path }) => path).join(', '),
  };
}
