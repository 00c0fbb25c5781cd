import { loadavg } from 'node:os';

/** The middle one of the values, or of the two middle ones the lower; NaN of none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value that the share `at` of all values do not exceed; NaN of none. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * at) - 1)] ?? NaN;
}
/** Load of the machine over the last minute: says how far the figures beside it can be trusted. */
export const load = (): string => (loadavg()[0] ?? NaN).toFixed(1);

/** "3.2 (2.9 to 4.1)". */
export const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(1)} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`;

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
