import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { canonicalRequest, sign } from '../../../src/sandbox/verify';
import { send, withSandbox } from './support/cloud';

const body = Buffer.from(
  String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
);
const headers = {
  'content-type': 'application/json; charset=utf-8',
  host: 'cvm.tencentcloudapi.com',
  'x-tc-action': 'DescribeInstances',
};
const request = { method: 'POST', path: '/', query: '', headers, body };
const scope = { timestamp: 1551113065, date: '2019-02-25', service: 'cvm' };
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('sandbox: signature (TC3-HMAC-SHA256)', () => {
  it('computes the published vector of the older pages', () => {
    const canonical = canonicalRequest(request, ['content-type', 'host']);
    assert.equal(hash(canonical), '5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031');
    assert.equal(
      sign(canonical, { ...scope, secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE' }),
      '72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    );
  });
  it('computes the published vector of the current pages', () => {
    const canonical = canonicalRequest(request, ['content-type', 'host', 'x-tc-action']);
    assert.equal(hash(canonical), '7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84');
    assert.equal(
      sign(canonical, { ...scope, secretKey: '*'.repeat(32) }),
      '10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
    );
  });

  const page = { Offset: 0, Limit: 1 };
  const code = async (
    sandbox: Parameters<typeof send>[0],
    overrides: Parameters<typeof send>[3],
  ): Promise<string | undefined> => (await send(sandbox, 'DescribeMNPList', page, overrides)).Error?.Code;

  it(
    'accepts the Host header with and without the port, and any service name of the scope',
    withSandbox({}, async (sandbox) => {
      assert.equal(await code(sandbox, {}), undefined);
      assert.equal(await code(sandbox, { signedHost: '127.0.0.1' }), undefined);
      assert.equal(await code(sandbox, { service: '127' }), undefined);
      assert.equal(await code(sandbox, { signedHost: 'elsewhere.example' }), 'AuthFailure.SignatureFailure');
    }),
  );
  it(
    'refuses a wrong key, an unknown SecretId and a body that was changed after signing',
    withSandbox({}, async (sandbox) => {
      assert.equal(await code(sandbox, { secretKey: 'x'.repeat(32) }), 'AuthFailure.SignatureFailure');
      assert.equal(await code(sandbox, { secretId: 'AKIDnobody' }), 'AuthFailure.SecretIdNotFound');
      const signed = JSON.stringify({ ...page, PlatformId: sandbox.platformId });
      const response = await fetch(sandbox.url, {
        method: 'POST',
        headers: await signedHeaders(sandbox, signed),
        body: signed.replace('"Limit":1', '"Limit":9'),
      });
      const reply = (await response.json()) as { Response: { Error?: { Code: string } } };
      assert.equal(reply.Response.Error?.Code, 'AuthFailure.SignatureFailure');
    }),
  );
  it(
    'names the header that is missing and refuses an Authorization of another form',
    withSandbox({}, async (sandbox) => {
      for (const [header, parameter] of [
        ['authorization', 'Authorization'],
        ['x-tc-action', 'Action'],
        ['x-tc-version', 'Version'],
        ['x-tc-timestamp', 'Timestamp'],
        ['x-tc-region', 'Region'],
      ]) {
        const answer = await send(sandbox, 'DescribeMNPList', page, { headers: { [header ?? '']: undefined } });
        assert.equal(answer.Error?.Code, 'MissingParameter', header);
        assert.match(answer.Error.Message, new RegExp(`\`${parameter ?? ''}\``));
      }
      const bad = [
        'Bearer abc',
        'TC3-HMAC-SHA256 Credential=a/2026-01-01/tcsas/tc3_request, SignedHeaders=host, Signature=00',
      ];
      for (const authorization of bad)
        assert.equal(await code(sandbox, { headers: { authorization } }), 'AuthFailure.InvalidAuthorization');
    }),
  );
  it(
    'allows five minutes of difference by its own clock, either way',
    withSandbox({ clock: { now: () => 1_800_000_000_000, sleep: () => Promise.resolve() } }, async (sandbox) => {
      const at = (difference: number): Promise<string | undefined> =>
        code(sandbox, { timestamp: 1_800_000_000 + difference });
      assert.equal(await at(-300), undefined);
      assert.equal(await at(300), undefined);
      assert.equal(await at(-301), 'AuthFailure.SignatureExpire');
      assert.equal(await at(301), 'AuthFailure.SignatureExpire');
      const { date } = await send(sandbox, 'DescribeMNPList', page, { timestamp: 1 });
      assert.equal(date, new Date(1_800_000_000_000).toUTCString());
    }),
  );
  it(
    'asks for the token of a temporary key, and for none of a lasting one',
    withSandbox({ token: 'the-token' }, async (sandbox) => {
      assert.equal(await code(sandbox, {}), 'AuthFailure.TokenFailure');
      assert.equal(await code(sandbox, { headers: { 'x-tc-token': 'another' } }), 'AuthFailure.TokenFailure');
      assert.equal(await code(sandbox, { headers: { 'x-tc-token': 'the-token' } }), undefined);
    }),
  );
});

async function signedHeaders(sandbox: Parameters<typeof send>[0], text: string): Promise<Record<string, string>> {
  const { authorization } = await import('./support/cloud');
  const timestamp = Math.floor(Date.now() / 1000);
  const { secretId, secretKey, region, url } = sandbox;
  return {
    'content-type': 'application/json',
    'x-tc-action': 'DescribeMNPList',
    'x-tc-version': '2025-01-06',
    'x-tc-timestamp': String(timestamp),
    'x-tc-region': region,
    authorization: authorization({
      secretId,
      secretKey,
      host: new URL(url).host,
      service: 'tcsas',
      timestamp,
      body: text,
    }),
  };
}
