import * as l10n from '@vscode/l10n';

/** The platform writes times as Unix seconds in text (`"1724142147"`, `"0"` or `""` for none); answers milliseconds since the epoch. */
export function timeOf(seconds: string | null | undefined): number | undefined {
  if (!seconds || !/^\d+$/.test(seconds)) return undefined;
  const value = Number(seconds);
  return value === 0 ? undefined : value * 1000;
}
/** How long ago, in the words of a list: "just now", "3 min ago", "5 h ago", else the day. */
export function ago(time: number, now: number): string {
  const minutes = Math.floor(Math.max(0, now - time) / 60_000);
  if (minutes < 1) return l10n.t('just now');
  if (minutes < 60) return l10n.t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return l10n.t('{0} h ago', hours);
  const days = Math.floor(hours / 24);
  return days < 30 ? l10n.t('{0} d ago', days) : day(time);
}
/** `2026-03-04` in the user's time zone. */
function day(time: number): string {
  const date = new Date(time);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
/** `2026-03-04 15:06` in the user's time zone. */
export function moment(time: number): string {
  const date = new Date(time);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day(time)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
