/** A part of a text that is not to be shown: from its first character to the one after its last. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}
export const mask = '•••';

/** The text with every cut replaced by the mask; cuts that overlap or touch become one. */
export function cutOut(text: string, cuts: readonly Cut[]): string {
  if (cuts.length === 0) return text;
  const sorted = cuts.toSorted((one, other) => one.start - other.start);
  const parts: string[] = [];
  let shown = 0;
  let hidden = -1;
  for (const { start, end } of sorted) {
    if (start > hidden) {
      if (hidden >= 0) parts.push(mask);
      parts.push(text.slice(shown, start));
      hidden = end;
    } else hidden = Math.max(hidden, end);
    shown = hidden;
  }
  parts.push(mask, text.slice(shown));
  return parts.join('');
}
