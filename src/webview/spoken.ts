import type { QrWords, ToQrPage } from './protocol';

/** What a screen reader is told when a message arrives; empty = nothing, or the page says it by itself. */
export function spokenText(type: ToQrPage['type'], wasRefreshing: boolean, words: QrWords): string {
  if (type === 'busy') return words.refreshing;
  return type === 'show' && wasRefreshing ? words.justRead : '';
}
