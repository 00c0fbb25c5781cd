import { type ConfigFiles, placeInConfig } from './configFiles';
import { asObject } from './jsonFile';
import type { SettingEffect, SettingInForce } from './packTypes';

/**
 * Settings of the project file that change what ships, or that people expect to, by who acts on them. `platform`: the five
 * that the platform documents (tencentcloud.com/document/product/1219/61709). The others are of WeChat's tools
 * (miniprogram-ci 2.1.42, dist/schema); no public page says that this platform knows them.
 */
const topLevel: Readonly<Record<string, SettingEffect>> = {
  miniprogramRoot: 'honoured',
  pluginRoot: 'honoured',
  compileType: 'honoured',
  packOptions: 'honoured',
  condition: 'development',
  TCSASLibVersion: 'platform',
  TCMPPLibVersion: 'platform',
  tmfLibVersion: 'platform',
  libVersion: 'notApplied',
  scripts: 'notApplied',
};
const inSetting: Readonly<Record<string, SettingEffect>> = {
  es6: 'platform',
  postcss: 'platform',
  minified: 'platform',
  uglifyFileName: 'platform',
  urlCheck: 'development',
  ignoreDevUnusedFiles: 'development',
  useCompilerPlugins: 'buildFirst',
  packNpmManually: 'buildFirst',
  packNpmRelationList: 'buildFirst',
  nodeModules: 'buildFirst',
  ignoreUploadUnusedFiles: 'notApplied',
  uploadWithSourceMap: 'notApplied',
  bigPackageSizeSupport: 'notApplied',
  enhance: 'notApplied',
  swc: 'notApplied',
  babelSetting: 'notApplied',
  minifyWXML: 'notApplied',
  minifyWXSS: 'notApplied',
  disableUseStrict: 'notApplied',
  localPlugins: 'notApplied',
};
/** Longer values are cut: they are shown, not used. */
const mostShown = 200;

/** The settings in force that change what ships, or seem to, with what becomes of each here; in the order of the tables. */
export function settingsInForce(
  config: Readonly<Record<string, unknown>>,
  files: ConfigFiles,
): readonly SettingInForce[] {
  const setting = asObject(config['setting']);
  return [
    ...Object.entries(topLevel).flatMap(([key, effect]) => inForce(files, [key], config[key], effect)),
    ...Object.entries(inSetting).flatMap(([key, effect]) => inForce(files, ['setting', key], setting[key], effect)),
  ];
}
function inForce(
  files: ConfigFiles,
  path: readonly string[],
  value: unknown,
  effect: SettingEffect,
): readonly SettingInForce[] {
  if (value === undefined || isEmpty(value)) return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
  return [{ key: path.join('.'), value: shown, effect, ...placeInConfig(files, path) }];
}
/** The vendor's IDE writes every key, most of them empty: such a key says nothing. */
function isEmpty(value: unknown): boolean {
  if (value === '' || value === null) return true;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}
