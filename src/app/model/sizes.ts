import * as l10n from '@vscode/l10n';

const KB = 1024;
const MB = 1024 * KB;
/** The unit in which a size is told. As in the platform's limits ("2 MB"), a KB is 1,024 bytes. */
const unitOf = (bytes: number): readonly [size: number, name: string] =>
  bytes >= MB ? [MB, 'MB'] : bytes >= KB ? [KB, 'KB'] : [1, 'B'];

/** "2,014". */
export const numberText = (value: number): string => value.toLocaleString('en-US');
/** "31 MB", "1.4 MB", "412 KB", "12 B". */
export function sizeOf(bytes: number): string {
  const [unit, name] = unitOf(bytes);
  return `${inUnit(bytes, unit)} ${name}`;
}
/** "12.4 of 31 MB", in the unit of the whole. */
export function amountOf(done: number, total: number): string {
  const [unit, name] = unitOf(total);
  return l10n.t('{0} of {1} {2}', inUnit(done, unit), inUnit(total, unit), name);
}
function inUnit(bytes: number, unit: number): string {
  const value = bytes / unit;
  return value >= 100 || unit === 1 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
