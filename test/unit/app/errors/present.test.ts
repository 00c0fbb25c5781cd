import assert from 'node:assert/strict';
import { present } from '../../../../src/app/errors/present';
import { UserError } from '../../../../src/app/errors/userError';
import { Cancelled } from '../../../../src/base/errors';
import { ApiError, TransportError, type TransportKind } from '../../../../src/client/errors';
import { type ActionName, actions, specOf } from '../../../../src/contract/actions';
import { errorCodes } from '../../../../src/contract/errorCodes';
import { PackError } from '../../../../src/pack/packTypes';
import { UploadError } from '../../../../src/upload/upload';

const api = (code: string, text = 'server words'): ApiError => new ApiError('ReleaseMNPVersion', code, text, 'req-42');
const again = { label: 'Try Again', command: 'miniProgram.refresh' } as const;

describe('Words for errors', () => {
  it('gives each documented code a sentence with code and RequestId, and at most two buttons', () => {
    for (const code of Object.keys(errorCodes)) {
      const shown = present(api(code), { again, profileId: 'p' });
      assert.ok(shown, code);
      assert.ok(shown.message.includes(`(${code}, RequestId req-42)`), `${code}: ${shown.message}`);
      assert.ok(shown.message.indexOf(` (${code}`) >= 15, `${code} has words`);
      assert.ok(shown.actions.length <= 2, code);
    }
  });
  it('says what to do for every code that is documented for an action, and for all that any action may answer', () => {
    const deed =
      /\b(add|ask|buy|check|choose|clear|correct|create|decide|delete|enter|look|name|publish|refresh|release|renew|set|shorten|submit|take|try|unbind|update|use|wait|write)\b/i;
    let pairs = 0;
    for (const action of Object.keys(actions) as ActionName[])
      for (const code of specOf(action).errors) {
        const message = present(new ApiError(action, code, '', 'req-42'))?.message ?? '';
        const sentence = message.slice(0, message.indexOf(` (${code}`));
        assert.match(sentence, deed, `${action} ${code}`);
        pairs++;
      }
    assert.ok(pairs > 400, `${pairs} pairs`);
    for (const code of Object.keys(errorCodes)) assert.match(present(api(code, ''))?.message ?? '', deed, code);
  });
  it('asks for no session token: there is no box that takes one', () => {
    const shown = present(api('AuthFailure.TokenFailure'), { again, profileId: 'p' });
    assert.match(shown?.message ?? '', /temporary key.*Use a permanent API key/);
  });
  it('offers what helps: key, other dialect, retry, refresh', () => {
    const first = (code: string): string | undefined =>
      present(api(code), { again, profileId: 'p' })?.actions[0]?.command;
    assert.equal(first('AuthFailure.SignatureFailure'), 'miniProgram.rekeyProfile');
    assert.equal(first('InvalidAction'), 'miniProgram.switchDialect');
    assert.match(present(api('NoSuchVersion'))?.message ?? '', /wrong one of the two APIs/);
    assert.equal(first('RequestLimitExceeded'), 'miniProgram.refresh');
    assert.equal(present(api('AuthFailure.SignatureExpire'), { again })?.actions[0]?.label, 'Try Again');
    assert.match(present(api('AuthFailure.SignatureExpire'))?.message ?? '', /5 minutes/);
    assert.equal(first('FailedOperation.MNPVersionReleased'), 'miniProgram.refresh');
  });
  it('names the missing right', () => {
    assert.match(present(api('AuthFailure.UnauthorizedOperation'))?.message ?? '', /no right to ReleaseMNPVersion/);
  });
  it('quotes the platform for codes without words of our own, and invents none', () => {
    const shown = present(api('FailedOperation.SomethingNew', 'The moon is in the wrong phase.'));
    assert.match(
      shown?.message ?? '',
      /"The moon is in the wrong phase" \(FailedOperation\.SomethingNew, RequestId req-42\)/,
    );
  });
  it('tells each way of not reaching the platform apart', () => {
    const kinds: readonly TransportKind[] = [
      'dns',
      'refused',
      'reset',
      'offline',
      'tls',
      'proxy',
      'timeout',
      'notPlatform',
      'contract',
    ];
    const messages = kinds.map((kind) => present(new TransportError('DescribeMNP', kind, 'api.host', 'x'))?.message);
    assert.equal(new Set(messages).size, kinds.length);
    const html = present(new TransportError('DescribeMNP', 'notPlatform', 'api.host', 'x', 407))?.message;
    assert.match(html ?? '', /HTTP 407/);
  });
  it('shows an upload error with the store’s code, and a folder’s problems line by line', () => {
    const upload = present(new UploadError('denied', 'store.host', 'AccessDenied', 'x', 'r-1'));
    assert.match(upload?.message ?? '', /store\.host.*\(AccessDenied, RequestId r-1\)/);
    assert.equal(upload?.actions.at(-1)?.command, 'miniProgram.uploadTarget');
    const pack = new PackError([
      { rule: 'linkBroken', severity: 'warning', args: { path: 'a' }, file: 'a' },
      { rule: 'appJsonMissing', severity: 'error', args: { name: 'app.json', path: '/p/app.json', root: '.' } },
    ]);
    assert.match(
      present(pack)?.message ?? '',
      /^This is no mini program: app\.json is missing.*\na: This link leads nowhere.*$/s,
    );
  });
  it('is silent about what was given up, and honest about what is unknown', () => {
    assert.equal(present(new Cancelled()), undefined);
    assert.equal(present(new DOMException('stop', 'AbortError')), undefined);
    assert.match(present(new TypeError('x is undefined'))?.message ?? '', /x is undefined/);
    assert.match(present(new TypeError('x'))?.details ?? '', /present\.test/);
    assert.equal(present('text')?.severity, 'error');
  });
  it('shows our own sentences as they are', () => {
    const shown = present(new UserError('Open a folder.', [], 'noFolder'));
    assert.deepEqual([shown?.message, shown?.severity], ['Open a folder.', 'warning']);
  });
});
