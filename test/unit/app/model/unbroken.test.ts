import assert from 'node:assert/strict';
import { unbroken } from '../../../../src/app/model/unbroken';

describe('unbroken text', () => {
  it('has no place to break at between words, at hyphens or between Chinese characters', () => {
    assert.equal(unbroken('2026-11-22 08:31'), '2026-\u206011-\u206022\u00a008:31');
    assert.equal(unbroken('🟢 正常'), '🟢\u00a0正\u2060常');
  });
  it('reads the same', () => {
    const text = '敏感 API, 123';
    assert.equal(unbroken(text).replaceAll('\u00a0', ' ').replaceAll('\u2060', ''), text);
  });
});
