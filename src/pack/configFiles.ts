import { type JsonFile, type JsonPath, asObject, rangeOf } from './jsonFile';
import type { PackProblem, TextRange } from './packTypes';

export const configName = 'project.config.json';
export const privateConfigName = 'project.private.config.json';

/** The two files a project's configuration stands in, read; undefined when there is none. */
export interface ConfigFiles {
  readonly configFile: JsonFile | undefined;
  /** Personal; not meant for version control. */
  readonly privateFile: JsonFile | undefined;
}
/** Keys that the private file may not change, because they change the product: miniprogram-ci 2.1.42, dist/schema. */
const publicKeys = new Set(['compileType', 'scripts', 'debugOptions', 'skeletonConfig', 'cloudbaseRoot', 'qcloudRoot']);
const publicSettings = new Set([
  'es6',
  'enhance',
  'postcss',
  'minified',
  'minifyWXSS',
  'minifyWXML',
  'minifyWXMLSetting',
  'uglifyFileName',
  'ignoreUploadUnusedFiles',
  'babelSetting',
  'useCompilerPlugins',
  'disableUseStrict',
  'uploadWithSourceMap',
  'localPlugins',
  'packNpmManually',
  'packNpmRelationList',
]);
const mayOverride = ([key, inSetting]: JsonPath): boolean =>
  key === 'setting' ? inSetting !== undefined && !publicSettings.has(String(inSetting)) : !publicKeys.has(String(key));

type Config = Readonly<Record<string, unknown>>;
/** The configuration in force: the private file wins, except for keys that change the product. Lists are replaced, not joined. */
export function mergeConfigs(publicConfig: Config, privateConfig: Config): Config {
  const allowed = Object.entries(privateConfig).filter(([key]) => mayOverride([key]));
  const settings = Object.entries(asObject(privateConfig['setting'])).filter(([key]) => mayOverride(['setting', key]));
  const setting =
    settings.length > 0
      ? { setting: { ...asObject(publicConfig['setting']), ...Object.fromEntries(settings) } }
      : undefined;
  return { ...publicConfig, ...Object.fromEntries(allowed), ...setting };
}
/** Where a key of the configuration in force stands. */
export interface ConfigPlace {
  readonly file: string;
  readonly range?: TextRange;
}
export function placeInConfig({ configFile, privateFile }: ConfigFiles, path: JsonPath): ConfigPlace {
  const owner = path[0] === 'setting' ? path.slice(0, 2) : path.slice(0, 1);
  const ownPlace = privateFile && mayOverride(owner) ? rangeOf(privateFile, owner) : undefined;
  const file = ownPlace ? privateFile : configFile;
  const range = file && rangeOf(file, path);
  return { file: ownPlace ? privateConfigName : configName, ...(range ? { range } : {}) };
}
/** What the private file tries to change and may not; told where the public file says something else. */
export function checkPrivateConfig({ configFile, privateFile }: ConfigFiles): readonly PackProblem[] {
  if (!privateFile) return [];
  const shared = asObject(configFile?.value);
  const own = asObject(privateFile.value);
  const valueAt = (config: Config, path: JsonPath): unknown =>
    path.reduce<unknown>((value, key) => asObject(value)[String(key)], config);
  const paths: readonly JsonPath[] = [
    ...[...publicKeys].map((key) => [key]),
    ...[...publicSettings].map((key) => ['setting', key]),
  ].filter((path) => {
    const value = valueAt(own, path);
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(valueAt(shared, path));
  });
  return paths.map((path) => {
    const range = rangeOf(privateFile, path);
    const place = { file: privateConfigName, ...(range ? { range } : {}) };
    return { rule: 'privateKeyIgnored', severity: 'info', args: { key: path.join('.') }, ...place };
  });
}
