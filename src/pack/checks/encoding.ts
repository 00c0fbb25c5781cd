import { isUtf8 } from 'node:buffer';
import type { ContentCheck } from './content';

/** Text must be UTF-8: iOS accepts nothing else. Tells the line of the first byte that is not. */
export const checkEncoding: ContentCheck = ({ path, file, bytes }) => {
  if (isUtf8(bytes)) return [];
  const offset = firstBadByte(bytes);
  const before = bytes.subarray(0, offset).toString('latin1');
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n') - 1;
  const range = { line: line - 1, column, endLine: line - 1, endColumn: column + 1 };
  return [{ rule: 'notUtf8', severity: 'error', args: { path, line }, file, range }];
};
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  // The longest valid prefix, found by halving; a cut inside a character is valid within three bytes.
  while (bad - good > 4) {
    const middle = (good + bad) >> 1;
    const valid = [0, 1, 2, 3].some((back) => isUtf8(bytes.subarray(0, middle - back)));
    if (valid) good = middle;
    else bad = middle;
  }
  for (let at = Math.max(0, good - 4); at < bytes.length; at++) {
    if ([0, 1, 2, 3].every((ahead) => !isUtf8(bytes.subarray(0, at + 1 + ahead)))) return at;
  }
  return good;
}
