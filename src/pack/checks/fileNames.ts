import { setImmediate } from 'node:timers/promises';
import type { PackProblem } from '../packTypes';
import type { Check } from './check';

/** Bytes of one part of a path that every file system takes. */
const maxNameBytes = 255;
/** ASCII without what is forbidden: nearly every name. */
const plain = /^[ -[\]-~]*$/;
const nothing: readonly PackProblem[] = [];
/** So many at a time, that the calling thread is not blocked. */
const portion = 4000;

/** Names that cannot be unpacked everywhere: `\` or control characters, over 255 bytes, different only by case. */
export const checkFileNames: Check = async ({ plan }) => {
  const judge = nameJudge(plan.prefix);
  const problems: PackProblem[] = [];
  for (let i = 0; i < plan.files.length; i += portion) {
    problems.push(...plan.files.slice(i, i + portion).flatMap(judge));
    if (i + portion < plan.files.length) await setImmediate();
  }
  return problems;
};
/**
 * Judges the names of one package, one after the other. They are relative to the packed folder, which lies at `prefix` in the
 * project.
 */
export function nameJudge(prefix: string): (path: string) => readonly PackProblem[] {
  const seen = new Map<string, string>();
  return (path) => {
    const isPlain = plain.test(path);
    const key = isPlain ? path.toLowerCase() : path.normalize('NFC').toLowerCase();
    const other = seen.get(key);
    if (other === undefined) seen.set(key, path);
    if (isPlain && other === undefined && 3 * path.length <= maxNameBytes) return nothing;
    const problems: PackProblem[] = other === undefined ? [] : [twice(path, other)];
    const wrong = isPlain ? undefined : unfitFor(path);
    if (wrong) problems.push(wrong);
    // A unit of UTF-16 has three bytes at most in UTF-8.
    const bytes = 3 * path.length > maxNameBytes ? longestPart(path) : 0;
    if (bytes > maxNameBytes) {
      problems.push({ rule: 'nameTooLong', severity: 'error', args: { path, bytes, limit: maxNameBytes } });
    }
    return problems.map((problem) => ({ ...problem, file: prefix + path }));
  };
}
const twice = (path: string, other: string): PackProblem => ({
  rule: 'nameTwice',
  severity: 'error',
  args: { path, other },
});
function unfitFor(path: string): PackProblem | undefined {
  const rule = /[\\\u0000-\u001f\u007f]/.test(path)
    ? 'nameForbidden'
    : // What cannot be read as UTF-8 is listed with this mark in its place; Windows has names with half a character.
      /\uFFFD|\p{Surrogate}/u.test(path)
      ? 'nameNotUtf8'
      : undefined;
  return rule && { rule, severity: 'error', args: { path: JSON.stringify(path).slice(1, -1) } };
}
const longestPart = (path: string): number => Math.max(...path.split('/').map((part) => Buffer.byteLength(part)));
