import assert from 'node:assert/strict';
import { isFilePath, pictureProblem } from '../../../../src/app/forms/picture';

describe('the field of a picture', () => {
  it('takes an address, and a file of any machine as its dialog answers it', () => {
    for (const text of [
      'https://static.example.com/icon.png',
      '/home/mei/图标 1.png',
      'C:\\Users\\Mei\\图标.png',
      'd:/pictures/icon.jpg',
      '\\\\server\\share\\icon.png',
    ])
      assert.equal(pictureProblem(text), undefined, text);
  });
  it('says what it takes when it is given anything else', () => {
    for (const text of [
      'icon.png',
      './icon.png',
      'ftp://example.com/icon.png',
      'data:image/png;base64,AAAA',
      'C:icon.png',
    ])
      assert.match(pictureProblem(text) ?? '', /^Choose a file, or enter an address/, text);
  });
  it('never takes an address for a file', () => {
    for (const text of ['https://example.com/a.png', 'http://127.0.0.1:1/x', 'file:///etc/passwd'])
      assert.equal(isFilePath(text), false, text);
  });
});
