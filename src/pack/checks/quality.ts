import { placeInConfig } from '../configFiles';
import { asObject } from '../jsonFile';
import type { PackProblem } from '../packTypes';
import type { Check } from './check';
import { packageSizes } from './sizes';

const media = /\.(?:png|jpe?g|gif|svg|mp3|aac|m4a|wav|ogg|silk|mp4)$/i;
const mediaLimit = 200 * 1024;
const mainLimit = 1.5 * 1024 * 1024;

/** What the platform's own tool calls code quality; information only. */
export const checkQuality: Check = (context) => {
  if (context.project.kind === 'game') return [];
  const problems: PackProblem[] = [];
  const bytes = context.files.reduce((sum, file) => sum + (media.test(file.path) ? file.bytes : 0), 0);
  if (bytes > mediaLimit) problems.push({ rule: 'mediaLarge', severity: 'info', args: { bytes, limit: mediaLimit } });
  const main = packageSizes(context)[0]?.counted ?? 0;
  if (main > mainLimit) problems.push({ rule: 'mainLarge', severity: 'info', args: { bytes: main, limit: mainLimit } });
  if (asObject(context.config['setting'])['minified'] === false) {
    problems.push({
      rule: 'minifyOff',
      severity: 'info',
      args: {},
      ...placeInConfig(context, ['setting', 'minified']),
    });
  }
  return problems;
};
