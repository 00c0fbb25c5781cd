import type { QrWords } from './protocol';

/** How long ago the code was read, in the page's words. */
export function ageText(readAt: number, now: number, words: QrWords): string {
  const seconds = Math.floor(Math.max(0, now - readAt) / 1000);
  if (seconds < 3) return words.justRead;
  if (seconds < 60) return fill(words.readSecondsAgo, seconds);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? fill(words.readMinutesAgo, minutes) : fill(words.readHoursAgo, Math.floor(minutes / 60));
}
/** Milliseconds until the text changes. */
export const nextAgeChange = (readAt: number, now: number): number => (now - readAt < 60_000 ? 1_000 : 15_000);

const fill = (template: string, value: number): string => template.replace('{0}', String(value));
