import assert from 'node:assert/strict';
import { checkArguments, packArguments, publishArguments } from '../../../src/cli/arguments';
import { UsageError } from '../../../src/cli/exitCodes';
import { ran } from './support/ran';

const publishing = ['coffee', '--version', '1.0.0'];

describe('arguments of the command line', () => {
  it('have the defaults that a build server wants', () => {
    const { layout, limits, allowSecrets, strict, prePackage, json, since, out } = packArguments(['coffee']);
    assert.deepEqual([layout, limits, allowSecrets, strict], ['codeRoot', {}, false, false]);
    assert.deepEqual([prePackage, json, since, out], [undefined, false, undefined, undefined]);
    const { until, fresh, createAgain, mnpId } = publishArguments(publishing);
    assert.deepEqual([until, fresh, createAgain, mnpId], ['built', false, false, undefined]);
  });
  it('take folders as Windows writes them', () => {
    assert.equal(checkArguments(['C:\\Users\\李\\mini program\\']).dir, 'C:\\Users\\李\\mini program\\');
    assert.equal(packArguments(['\\\\server\\share', '--out', 'D:\\out\\a.zip']).out, 'D:\\out\\a.zip');
  });
  it('take limits in kilobytes, and none', () => {
    const { limits } = checkArguments(['x', '--limit', 'main=4096', '--limit=total=none', '--limit', 'subPackage=0.5']);
    assert.deepEqual(limits, { main: 4096, total: null, subPackage: 0.5 });
  });
  it('are refused with what is right', () => {
    const cases: readonly [() => unknown, RegExp][] = [
      [() => checkArguments([]), /Name the folder/],
      [() => checkArguments(['']), /Name the folder/],
      [() => checkArguments(['a', 'b']), /One folder.*b/],
      [() => checkArguments(['a', '--layout', 'flat']), /codeRoot, project/],
      [() => packArguments(['a', '--out', '']), /--out is empty/],
      [() => packArguments(['a', '--pre-package', ' ']), /--pre-package is empty/],
      ...['main', 'main=', 'main=0', 'main=-1', 'mian=1', 'main=2MB', 'toString=1'].map(
        (limit): [() => unknown, RegExp] => [() => checkArguments(['a', '--limit', limit]), /--limit takes/],
      ),
      [() => publishArguments([...publishing, '--fresh', '--create-again']), /not both/],
      [() => checkArguments(['a', '--out', 'x']), /--out/],
    ];
    for (const [parse, text] of cases)
      assert.throws(parse, (error: unknown) => error instanceof UsageError && text.test(error.message), String(text));
  });
  it('never hold a secret: what looks like one is refused with the reason, and printed nowhere', async () => {
    const key = 'Gu5t9xGARNpq86cd98joQYCN3Cozk1qA';
    const env = { MINI_PROGRAM_SECRET_KEY: 'short-but-known', MINI_PROGRAM_TOKEN: 'token-of-today' };
    const cases: readonly (readonly string[])[] = [
      ['publish', 'coffee', '--secret-key', key],
      ['publish', 'coffee', `--secret-key=${key}`],
      ['publish', 'coffee', '--password', 'tea-for-two'],
      ['pack', key],
      ['status', '--mnp-id', 'short-but-known'],
      ['check', 'coffee', '--state=token-of-today'],
      ['publish', '-----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY-----'],
      ['sandbox', '--token', 'tea-for-two'],
    ];
    for (const args of cases) {
      const { code, out, err } = await ran('/', args, { env });
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(
        err,
        /(Argument \d looks like a secret|There is no option --?[\w-]+)\. A secret is never taken.*MINI_PROGRAM_SECRET_KEY.*--secret-stdin/,
      );
      for (const secret of [key, 'tea-for-two', 'short-but-known', 'token-of-today', 'MIIE'])
        assert.ok(!err.includes(secret), err);
    }
  });
  it('may look like hashes, ids and words: those are no secrets', async () => {
    for (const name of ['d41d8cd98f00b204e9800998ecf8427e', 'mpsandboxcoffee1', '关键', '--strict']) {
      const { err } = await ran('/nonexistent', ['check', 'x', name]);
      assert.doesNotMatch(err, /secret/i);
    }
  });
});
