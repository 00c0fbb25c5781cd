import { placeInConfig } from '../configFiles';
import type { Check } from './check';

/** The folder says another mini program than the one it is published to: ask before uploading. */
export const checkAppIdMatch: Check = ({ project, expectedAppId, ...files }) => {
  const { appId } = project;
  if (expectedAppId === undefined || !appId || appId.value === expectedAppId) return [];
  const args = { key: appId.key, value: appId.value, expected: expectedAppId };
  return [{ rule: 'appIdDiffers', severity: 'warning', args, ...placeInConfig(files, [appId.key]) }];
};
