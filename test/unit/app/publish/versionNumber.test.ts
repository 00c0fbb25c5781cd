import assert from 'node:assert/strict';
import { checkNumber, compareNumbers, highest, propose } from '../../../../src/app/publish/versionNumber';

describe('version numbers', () => {
  it('compares by number, not by text', () => {
    assert.ok(compareNumbers('1.10.0', '1.9.9') > 0);
    assert.ok(compareNumbers('2.0.0', '10.0.0') < 0);
    assert.equal(compareNumbers('1.2', '1.2.0'), 0);
    assert.ok(compareNumbers('v1.2.3', '1.2.4') < 0);
    assert.ok(compareNumbers('first', '0.0.1') < 0);
    assert.equal(compareNumbers('first', 'second'), 0);
  });
  it('proposes above everything the server has, whatever its order and form', () => {
    const numbers = ['1.4.1', '1.10.0', '1.9.2', 'v1.2', 'test', ''];
    assert.equal(highest(numbers), '1.10.0');
    assert.equal(propose(numbers, 'patch'), '1.10.1');
    assert.equal(propose(numbers, 'minor'), '1.11.0');
    assert.equal(propose(numbers, 'major'), '2.0.0');
    assert.equal(propose(['2024.01.05'], 'patch'), '2024.1.6');
    assert.equal(propose(['1.2.3-beta'], 'patch'), '1.2.4');
  });
  it('proposes the first numbers when there is nothing yet', () => {
    assert.deepEqual(
      [propose([], 'patch'), propose([], 'minor'), propose(['x'], 'major')],
      ['0.0.1', '0.1.0', '1.0.0'],
    );
  });
  it('refuses what is no x.y.z, and what is not above the online one', () => {
    for (const text of ['', '1', '1.2', '1.2.3.4', 'v1.2.3', '1.2.x', '1.2.1234567890'])
      assert.equal(checkNumber(text, [], undefined).kind, 'bad', text);
    for (const text of ['1.4.0', '1.4.1', '0.9.9'])
      assert.deepEqual(checkNumber(text, ['1.4.1'], '1.4.1'), {
        kind: 'bad',
        message: 'The number must be above 1.4.1, which is online.',
      });
    assert.equal(checkNumber(' 1.4.2 ', ['1.4.1'], '1.4.1').kind, 'good');
    assert.equal(checkNumber('1.10.0', ['1.9.0'], '1.9.0').kind, 'good');
  });
  it('warns of a number that a development version has', () => {
    const verdict = checkNumber('1.5.0', ['1.4.1', '1.5.0'], '1.4.1');
    assert.equal(verdict.kind, 'warning');
  });
});
