import type { PackProblem } from '../packTypes';
import type { Check } from './check';

/** Bytes of one part of a path that every file system takes. */
const maxNameBytes = 255;

/** Names that cannot be unpacked everywhere: `\` or control characters, over 255 bytes, different only by case. */
export const checkFileNames: Check = ({ plan }) => fileNameProblems(plan.files, plan.prefix);

/** `paths` relative to the packed folder, which lies at `prefix` in the project. */
export function fileNameProblems(paths: readonly string[], prefix: string): readonly PackProblem[] {
  const problems: PackProblem[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    const file = prefix + path;
    const show = JSON.stringify(path).slice(1, -1);
    if (/[\\\u0000-\u001f\u007f]/.test(path)) {
      problems.push({ rule: 'nameForbidden', severity: 'error', args: { path: show }, file });
    } else if (isNotText(path)) {
      problems.push({ rule: 'nameNotUtf8', severity: 'error', args: { path: show }, file });
    }
    // A character has three bytes at most, in UTF-8, for each of its units in UTF-16.
    const bytes = 3 * path.length > maxNameBytes ? longestPart(path) : 0;
    if (bytes > maxNameBytes) {
      problems.push({ rule: 'nameTooLong', severity: 'error', args: { path, bytes, limit: maxNameBytes }, file });
    }
    const key = path.normalize('NFC').toLowerCase();
    const other = seen.get(key);
    if (other !== undefined) problems.push({ rule: 'nameTwice', severity: 'error', args: { path, other }, file });
    else seen.set(key, path);
  }
  return problems;
}
/** What cannot be read as UTF-8 is listed with this mark in its place; Windows has names with half a character. */
const isNotText = (path: string): boolean => path.includes('\uFFFD') || /\p{Surrogate}/u.test(path);
const longestPart = (path: string): number => Math.max(...path.split('/').map((part) => Buffer.byteLength(part)));
