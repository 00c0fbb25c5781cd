import type { SettingInForce } from '../../pack/packTypes';
import { settingWords } from '../words/pack/settings';
import { lists, pageOf, type PreviewRow, type RowPage } from './preview';

/** Settings of the project file, and what becomes of each. */
export const settingRows = (settings: readonly SettingInForce[], from: number): RowPage =>
  pageOf(settings, from, settingRow);
export function settingOf(settings: readonly SettingInForce[], id: string): SettingInForce | undefined {
  const match = /^settings:(\d+)$/.exec(id);
  return match ? settings[Number(match[1])] : undefined;
}
const settingRow = (setting: SettingInForce, index: number): PreviewRow => ({
  id: `${lists.settings}:${index}`,
  icon: 'setting',
  label: `${setting.key}: ${setting.value}`,
  note: settingWords(setting),
  size: '',
  isBranch: false,
  canOpen: true,
});
