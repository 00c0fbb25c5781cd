import * as vscode from 'vscode';
import type { SettingTypes } from '../app/manifest';

/** Reads one of our settings; package.json has the defaults. */
export function setting<K extends keyof SettingTypes>(key: K): SettingTypes[K] {
  const value = vscode.workspace.getConfiguration().get<SettingTypes[K]>(key);
  if (value === undefined) throw new Error(`The setting ${key} is not declared in package.json.`);
  return value;
}
