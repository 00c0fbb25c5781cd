import assert from 'node:assert/strict';
import type { QrWords } from '../../../src/webview/protocol';
import { spokenText } from '../../../src/webview/spoken';

const words = { refreshing: 'Refreshing…', justRead: 'Read just now' } as QrWords;

it('the QR page says aloud that it refreshes, and that it has', () => {
  assert.equal(spokenText('busy', false, words), 'Refreshing…');
  assert.equal(spokenText('show', true, words), 'Read just now');
  assert.equal(spokenText('show', false, words), '', 'the page has only been opened');
  for (const type of ['failed', 'done'] as const)
    assert.equal(spokenText(type, true, words), '', 'another region says it');
});
