import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import * as path from 'node:path';
import { type AppId, pickAppId } from './appId';
import { UnfitFile } from './boundedRead';
import { isInside } from './inside';
import {
  type ConfigFiles,
  type ConfigPlace,
  checkPrivateConfig,
  configName,
  mergeConfigs,
  placeInConfig,
  privateConfigName,
} from './configFiles';
import { type JsonFile, asArray, asObject, asString, isMissing, readJsonFile } from './jsonFile';
import type { EntryPage, PackProblem, ProjectInfo, ProjectKind } from './packTypes';
import { settingsInForce } from './settings';

export interface ReadProjectOptions {
  /** Id to use whatever the file says (a setting, a command-line argument). */
  readonly overrideAppId?: string | undefined;
}
/**
 * Reads what a folder says about itself. Tolerant in reading (byte order mark, comments, trailing commas), exact in
 * telling: a file that does not parse, a `miniprogramRoot` that leaves the folder and the like are in `problems`.
 * Works for a folder without `project.config.json` too. Throws only what the file system throws for the folder itself.
 */
export async function readProject(root: string, options: ReadProjectOptions = {}): Promise<ProjectInfo> {
  return (await loadProject(root, options)).project;
}
export interface LoadedProject extends ConfigFiles {
  readonly project: ProjectInfo;
  /** The configuration in force. */
  readonly config: Readonly<Record<string, unknown>>;
}
/** As `readProject`, with the configuration itself. */
export async function loadProject(root: string, options: ReadProjectOptions = {}): Promise<LoadedProject> {
  const configPath = path.join(root, configName);
  const { file: publicFile, unfit: publicUnfit } = await readConfig(root, configName);
  const { file: privateFile, unfit: privateUnfit } = await readConfig(root, privateConfigName);
  const files: ConfigFiles = { configFile: publicFile, privateFile };
  const config = mergeConfigs(asObject(publicFile?.value), asObject(privateFile?.value));
  const picked = pickAppId(config);
  const code = await resolveCodeRoot(root, config, files);
  const kind = kindOf(config);
  const appBounds = { most: mostAppBytes, within: root };
  const appFile =
    kind === 'game'
      ? undefined
      : await readJsonFile(path.join(code.codeRoot, 'app.json'), appBounds).catch(() => undefined);
  const override = options.overrideAppId?.trim();
  const appId: AppId | undefined = override ? { value: override, key: 'override' } : picked.appId;
  const project: ProjectInfo = {
    root,
    configFile: publicFile ? configPath : undefined,
    appId,
    name: decodeName(asString(config['projectname'])),
    codeRoot: code.codeRoot,
    kind,
    entryPages: entryPages(config, asObject(appFile?.value)),
    settings: settingsInForce(config, files),
    problems: [
      ...publicUnfit,
      ...privateUnfit,
      ...parseProblem(publicFile, configName),
      ...parseProblem(privateFile, privateConfigName),
      ...checkPrivateConfig(files),
      ...picked.problems.map((problem) => at(problem, placeInConfig(files, [picked.appId?.key ?? 'appid']))),
      ...code.problems,
    ],
  };
  return { project, config, ...files };
}
const mostConfigBytes = 1024 * 1024;
const mostAppBytes = 4 * 1024 * 1024;
/** What the name leads to may be anything, and this is read before anyone has said that the folder is to be trusted. */
async function readConfig(
  root: string,
  name: string,
): Promise<{ readonly file: JsonFile | undefined; readonly unfit: readonly PackProblem[] }> {
  try {
    const file = await readJsonFile(path.join(root, name), { most: mostConfigBytes, within: root });
    return { file, unfit: [] };
  } catch (error) {
    if (!(error instanceof UnfitFile)) throw error;
    const args = { file: name, reason: error.reason, limit: error.limit };
    return { file: undefined, unfit: [{ rule: 'projectConfigUnfit', severity: 'error', args, file: name }] };
  }
}
function parseProblem(file: JsonFile | undefined, name: string): readonly PackProblem[] {
  const error = file?.firstError;
  if (!error) return [];
  return [
    {
      rule: 'projectConfigBroken',
      severity: 'error',
      args: { file: name, code: error.code, line: error.range.line + 1, column: error.range.column + 1 },
      file: name,
      range: error.range,
    },
  ];
}
const at = (problem: PackProblem, place: ConfigPlace): PackProblem => ({ ...problem, ...place });
async function resolveCodeRoot(
  root: string,
  config: Readonly<Record<string, unknown>>,
  files: ConfigFiles,
): Promise<{ readonly codeRoot: string; readonly problems: readonly PackProblem[] }> {
  const key = config['compileType'] === 'plugin' ? 'pluginRoot' : 'miniprogramRoot';
  const given = (asString(config[key]) ?? '').trim();
  const relative = given.replaceAll('\\', '/');
  const refuse = (): { readonly codeRoot: string; readonly problems: readonly PackProblem[] } => ({
    codeRoot: root,
    problems: [
      at(
        { rule: 'codeRootOutside', severity: 'error', args: { key, value: given, root } },
        placeInConfig(files, [key]),
      ),
    ],
  });
  if (path.posix.isAbsolute(relative) || path.win32.isAbsolute(relative) || relative.includes('\0')) return refuse();
  const codeRoot = path.resolve(root, relative);
  if (!isInside(root, codeRoot)) return refuse();
  try {
    if (!isInside(await realpath(root), await realpath(codeRoot))) return refuse();
  } catch (error) {
    // A folder that does not exist yet (not built) is told by the check for app.json, with the path it looked at.
    if (!isMissing(error)) throw error;
  }
  return { codeRoot, problems: [] };
}
function kindOf(config: Readonly<Record<string, unknown>>): ProjectKind {
  const compileType = asString(config['compileType']);
  if (compileType === 'game' || compileType === 'gamePlugin') return 'game';
  return compileType === 'plugin' ? 'plugin' : 'miniprogram';
}
/** IDEs write the name URL-encoded; a name with a lone `%` is taken as it is. */
function decodeName(name: string | undefined): string | undefined {
  if (!name) return undefined;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
function entryPages(
  config: Readonly<Record<string, unknown>>,
  app: Readonly<Record<string, unknown>>,
): readonly EntryPage[] {
  const modes = asArray(asObject(asObject(config['condition'])['miniprogram'])['list']).flatMap((item): EntryPage[] => {
    const mode = asObject(item);
    const page = asString(mode['pathName'])?.replace(/^\/+/, '');
    const query = asString(mode['query']);
    return page ? [{ name: asString(mode['name']) || page, path: query ? `${page}?${query}` : page }] : [];
  });
  const pages = pagesOf(app).map((page): EntryPage => ({ name: page, path: page }));
  return [...modes, ...pages];
}
/** Every page path of an app.json, home page first, sub-packages after. */
export function pagesOf(app: Readonly<Record<string, unknown>>): readonly string[] {
  const strings = (value: unknown): string[] => asArray(value).filter((page) => typeof page === 'string');
  const main = strings(app['pages']);
  const home = asString(app['entryPagePath']);
  const sorted = home !== undefined && main.includes(home) ? [home, ...main.filter((page) => page !== home)] : main;
  const packages = asArray(app['subpackages'] ?? app['subPackages']).map(asObject);
  const inPackages = packages.flatMap((item) =>
    strings(item['pages']).map((page) => path.posix.join(asString(item['root']) ?? '', page)),
  );
  return [...new Set([...sorted, ...inPackages])];
}

const maxFolders = 2000;
const maxDepth = 6;
const neverLookedInto = new Set(['node_modules', 'miniprogram_npm', 'bower_components']);
/**
 * Folders below `folder` (itself included) that hold a project configuration file, or `app.json` beside `app.js`.
 * What lies inside a found project is looked at too (monorepos), except its `miniprogramRoot`. Bounded: at most 2,000
 * folders, six levels; `node_modules` and dot folders are never opened. Sorted by path, shortest first.
 */
export async function findProjects(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  let queue: { readonly dir: string; readonly owned: boolean }[] = [{ dir: folder, owned: false }];
  let seen = 0;
  for (let depth = 0; depth <= maxDepth && queue.length > 0; depth++) {
    const next: typeof queue = [];
    for (const { dir, owned } of queue) {
      if (++seen > maxFolders) return found;
      const entries = await listed(dir);
      const files = new Set(entries.filter((entry) => entry.isFile()).map((entry) => entry.name));
      const isProject = files.has(configName) || (!owned && files.has('app.json') && files.has('app.js'));
      if (isProject) found.push(dir);
      for (const entry of entries) {
        if (!entry.isDirectory() || entry.name.startsWith('.') || neverLookedInto.has(entry.name)) continue;
        // Inside a project an app.json is its code root, not a project of its own.
        next.push({ dir: path.join(dir, entry.name), owned: owned || isProject });
      }
    }
    queue = next;
  }
  return found;
}
async function listed(dir: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // A folder that may not be read holds no project that we could pack.
    return [];
  }
}
/** The project a file belongs to: the longest root that contains it. */
export function projectOf(roots: readonly string[], file: string): string | undefined {
  return roots.filter((root) => isInside(root, file)).sort((a, b) => b.length - a.length)[0];
}
