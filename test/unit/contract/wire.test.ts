import assert from 'node:assert/strict';
import { actions, families, isRetrySafe, specOf, type ActionName } from '../../../src/contract/actions';
import { none } from '../../../src/contract/action';
import { arr, int, obj, only, opt, renamed, str, type Shape } from '../../../src/contract/shape';
import { checkRequest, parseReply, toWire, valueToWire } from '../../../src/contract/wire';
import published from '../../support/publishedExamples.json';

const examples = published as Readonly<Record<string, { readonly request: unknown; readonly data: unknown }>>;
const names = Object.keys(actions) as ActionName[];

describe('the table of actions', () => {
  it('has the 59 core actions, each in one family', () => {
    assert.equal(names.length, 59);
    assert.deepEqual(
      Object.values(families)
        .flatMap((family) => Object.keys(family))
        .sort(),
      [...names].sort(),
    );
    assert.deepEqual([...names].sort(), Object.keys(examples).sort());
  });
  it('calls only reads safe to repeat', () => {
    for (const name of names)
      assert.equal(isRetrySafe(name), /^Describe/.test(name) || name === 'CreatePresetKey', name);
  });
  for (const name of names) {
    it(`accepts the published request of ${name}`, () => {
      const issues = checkRequest(specOf(name).request, examples[name]?.request, 'tcmpp');
      assert.deepEqual(issues, []);
    });
    it(`reads the published reply of ${name}`, () => {
      const reply = specOf(name).reply;
      if (reply === none) return;
      assert.deepEqual(parseReply(reply as Shape, examples[name]?.data, 'tcmpp').issues, []);
    });
  }
});

describe('checkRequest', () => {
  const fields = { Name: str, Rows: arr(obj({ Id: int, Note: opt(str) })), Scope: only('tcsas', opt(int)) };
  it('names what is missing, unknown and of the wrong type, with its path', () => {
    assert.deepEqual(checkRequest(fields, { Rows: [{ Id: '1', Extra: 1 }] }, 'tcsas'), [
      { kind: 'missing', path: 'Name', expected: 'string' },
      { kind: 'invalid', path: 'Rows.0.Id', expected: 'integer' },
      { kind: 'unknown', path: 'Rows.0.Extra', expected: 'no such member' },
    ]);
  });
  it('refuses a member the dialect does not have', () => {
    const request = { Name: 'n', Rows: [], Scope: 1 };
    assert.deepEqual(checkRequest(fields, request, 'tcsas'), []);
    assert.equal(checkRequest(fields, request, 'tcmpp')[0]?.kind, 'unknown');
  });
});

describe('toWire', () => {
  it('leaves out what the dialect does not know and uses its names', () => {
    const fields = { Id: renamed(str, { tcmpp: 'ID' }), Scope: only('tcsas', opt(int)) };
    assert.deepEqual(toWire(fields, { Id: 'x', Scope: 2 }, 'tcmpp'), { ID: 'x' });
    assert.deepEqual(toWire(fields, { Id: 'x', Scope: 2 }, 'tcsas'), { Id: 'x', Scope: 2 });
  });
});

describe('parseReply', () => {
  const shape = obj({ Id: renamed(int, { tcmpp: 'ID' }), Rows: arr(obj({ At: str })) });
  it('reads what valueToWire wrote, in both dialects', () => {
    for (const dialect of ['tcsas', 'tcmpp'] as const) {
      const value = { Id: 5, Rows: [{ At: '1' }] };
      assert.deepEqual(parseReply(shape, valueToWire(shape, value, dialect), dialect), { value, issues: [] });
    }
  });
  it('drops the unknown, reads the missing as null, takes digits for numbers', () => {
    assert.deepEqual(parseReply(shape, { Id: '7', New: true }, 'tcsas'), { value: { Id: 7, Rows: null }, issues: [] });
  });
  it('reports the wrong type and reads it as null', () => {
    const { value, issues } = parseReply(shape, { Id: {}, Rows: [3] }, 'tcsas');
    assert.deepEqual(value, { Id: null, Rows: [null] });
    assert.deepEqual(
      issues.map((issue) => issue.path),
      ['Id', 'Rows.0'],
    );
  });
});
