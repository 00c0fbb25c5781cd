import { rangeOf } from '../jsonFile';
import { configName } from '../project';
import type { Check } from './check';

/** The folder says another mini program than the one it is published to: ask before uploading. */
export const checkAppIdMatch: Check = ({ project, configFile, expectedAppId }) => {
  const { appId } = project;
  if (expectedAppId === undefined || !appId || appId.value === expectedAppId) return [];
  const range = configFile && rangeOf(configFile, [appId.key]);
  const args = { key: appId.key, value: appId.value, expected: expectedAppId };
  return [{ rule: 'appIdDiffers', severity: 'warning', args, file: configName, ...(range ? { range } : {}) }];
};
