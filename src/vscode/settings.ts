import * as vscode from 'vscode';
import type { SettingTypes } from '../app/manifest';

/** Reads one of our settings, as it holds for a folder (absolute path) or the window; package.json has the defaults. */
export function setting<K extends keyof SettingTypes>(key: K, folder?: string): SettingTypes[K] {
  const scope = folder === undefined ? undefined : vscode.Uri.file(folder);
  const value = vscode.workspace.getConfiguration(undefined, scope).get<SettingTypes[K]>(key);
  if (value === undefined) throw new Error(`The setting ${key} is not declared in package.json.`);
  return value;
}
