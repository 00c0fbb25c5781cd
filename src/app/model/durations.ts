import * as l10n from '@vscode/l10n';

/** "340 ms", "1.2 s", "4 min 5 s", "2 h 10 min". */
export function durationOf(ms: number): string {
  if (ms < 1_000) return l10n.t('{0} ms', Math.round(ms));
  if (ms < 10_000) return l10n.t('{0} s', Math.round(ms / 100) / 10);
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return l10n.t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return l10n.t('{0} min {1} s', minutes, seconds % 60);
  return l10n.t('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}
