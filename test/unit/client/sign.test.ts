import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { deriveTc3Keys, signTc3, type Tc3Input, utcDate } from '../../../src/client/sign';

// The two worked examples of the vendor's "Signature v3" pages (older and current).
const payload = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
const common = { method: 'POST', path: '/', query: '', payload, service: 'cvm', timestamp: 1551113065 } as const;
const older: Tc3Input = {
  ...common,
  headers: { 'Content-Type': 'application/json; charset=utf-8', Host: 'cvm.tencentcloudapi.com' },
  secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
  secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
};
const current: Tc3Input = {
  ...common,
  headers: { ...older.headers, 'X-TC-Action': 'DescribeInstances' },
  secretId: `AKID${'*'.repeat(32)}`,
  secretKey: '*'.repeat(32),
};
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('TC3 signature', () => {
  it('gives every published value of the older example', () => {
    const signed = signTc3(older);
    assert.equal(signed.payloadHash, '35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064');
    assert.equal(sha256(signed.canonicalRequest), '5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031');
    assert.equal(
      signed.stringToSign,
      'TC3-HMAC-SHA256\n1551113065\n2019-02-25/cvm/tc3_request\n5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031',
    );
    const keys = deriveTc3Keys(older.secretKey, '2019-02-25', 'cvm');
    assert.equal(keys.date.toString('hex'), 'd1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a');
    assert.equal(keys.signing.toString('hex'), 'ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1');
    assert.equal(signed.signature, '72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168');
    assert.equal(
      signed.authorization,
      'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, ' +
        'SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
    );
  });

  it('gives every published value of the current example', () => {
    const signed = signTc3(current);
    assert.equal(sha256(signed.canonicalRequest), '7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84');
    const keys = deriveTc3Keys(current.secretKey, '2019-02-25', 'cvm');
    assert.equal(keys.date.toString('hex'), 'da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0');
    assert.equal(keys.signing.toString('hex'), 'b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af');
    assert.equal(signed.signedHeaders, 'content-type;host;x-tc-action');
    assert.equal(signed.signature, '10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f');
  });

  it('does not depend on the order, case or padding of the headers', () => {
    const turned = Object.fromEntries(
      Object.entries(current.headers)
        .reverse()
        .map(([name, value]) => [name.toUpperCase(), `  ${value} `]),
    );
    assert.equal(signTc3({ ...current, headers: turned }).authorization, signTc3(current).authorization);
  });

  it('changes with every part of the request', () => {
    const changes: Partial<Tc3Input>[] = [
      { payload: `${payload} ` },
      { timestamp: common.timestamp + 1 },
      { service: 'tcsas' },
      { secretKey: 'another' },
      { path: '/x' },
      { query: 'a=b' },
      { method: 'GET' },
      { headers: { ...current.headers, host: 'cvm.example.com' } },
      { headers: older.headers },
    ];
    const signatures = [current, ...changes.map((change) => ({ ...current, ...change }))].map(
      (input) => signTc3(input).signature,
    );
    assert.equal(new Set(signatures).size, signatures.length);
  });

  it('takes the day of the scope in UTC', () => {
    assert.equal(utcDate(Date.parse('2026-01-01T00:00:00+08:00') / 1000), '2025-12-31');
    assert.equal(utcDate(Date.parse('2024-02-29T23:59:59Z') / 1000), '2024-02-29');
  });

  it('hashes text and its UTF-8 bytes alike', () => {
    const text = '{"MNPName":"小程序 🚀"}';
    assert.equal(
      signTc3({ ...current, payload: text }).signature,
      signTc3({ ...current, payload: Buffer.from(text, 'utf8') }).signature,
    );
  });
});
