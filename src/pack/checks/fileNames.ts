import type { PackProblem } from '../packTypes';
import type { Check } from './check';

/** Bytes of one part of a path that every file system takes. */
const maxNameBytes = 255;

/** Names that cannot be unpacked everywhere: `\` or control characters, over 255 bytes, different only by case. */
export const checkFileNames: Check = ({ files, plan }) => {
  const problems: PackProblem[] = [];
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const file = plan.prefix + path;
    const show = JSON.stringify(path).slice(1, -1);
    if (/[\\\u0000-\u001f\u007f]/.test(path)) {
      problems.push({ rule: 'nameForbidden', severity: 'error', args: { path: show }, file });
    } else if (path.includes('\uFFFD')) {
      problems.push({ rule: 'nameNotUtf8', severity: 'error', args: { path: show }, file });
    }
    const longest = Math.max(...path.split('/').map((part) => Buffer.byteLength(part)));
    if (longest > maxNameBytes) {
      problems.push({
        rule: 'nameTooLong',
        severity: 'error',
        args: { path, bytes: longest, limit: maxNameBytes },
        file,
      });
    }
    const key = path.normalize('NFC').toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) problems.push({ rule: 'nameTwice', severity: 'error', args: { path, other }, file });
    else seen.set(key, path);
  }
  return problems;
};
