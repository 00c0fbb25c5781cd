import assert from 'node:assert/strict';
import { ageText } from '../../../src/webview/age';
import type { QrWords } from '../../../src/webview/protocol';

const words = {
  justRead: 'now',
  readSecondsAgo: '{0} s',
  readMinutesAgo: '{0} min',
  readHoursAgo: '{0} h',
} as QrWords;

it('the QR page says how old the code is', () => {
  const at = (seconds: number): string => ageText(1_000_000, 1_000_000 + seconds * 1000, words);
  assert.deepEqual([-5, 0, 2.9, 12, 59.9, 60, 3599, 3600, 8000].map(at), [
    'now',
    'now',
    'now',
    '12 s',
    '59 s',
    '1 min',
    '59 min',
    '1 h',
    '2 h',
  ]);
});
