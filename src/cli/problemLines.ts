import { problemSentence } from '../app/errors/packWords';
import type { PackProblem } from '../pack/packTypes';

/**
 * One line for each finding, as editors and build servers take them apart: `file:line:column: severity: what is wrong [rule]`,
 * lines and columns from 1. What is about the whole folder has no place.
 */
export const problemLines = (problems: readonly PackProblem[]): string =>
  problems
    .map(
      (problem) => `${placeOf(problem)}${problem.severity}: ${oneLine(problemSentence(problem))} [${problem.rule}]\n`,
    )
    .join('');

function placeOf({ file, range }: PackProblem): string {
  if (file === undefined) return '';
  return `${oneLine(file)}${range ? `:${range.line + 1}:${range.column + 1}` : ''}: `;
}
/** Names and texts of a folder may hold line ends and the sequences that steer a terminal. */
const oneLine = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) =>
    character === '\n' ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
