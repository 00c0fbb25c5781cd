import assert from 'node:assert/strict';
import { Redactor } from '../../../src/base/redact';

describe('Redactor', () => {
  const secret = 'Gu5t9xGA/RNpq8+6cd98"joQYCN';
  const forms: Record<string, string> = {
    'as it is': secret,
    percent: encodeURIComponent(secret),
    json: JSON.stringify(secret),
    base64: Buffer.from(secret).toString('base64'),
    base64url: Buffer.from(secret).toString('base64url'),
    hex: Buffer.from(secret).toString('hex'),
  };
  for (const [form, text] of Object.entries(forms)) {
    it(`takes out a remembered secret written ${form}`, () => {
      const redactor = new Redactor();
      redactor.remember(secret);
      const out = redactor.redact(`before ${text} after`);
      assert.match(out, /^before .*after$/);
      assert.ok(!out.includes(text.replaceAll('"', '').replace(/=+$/, '')), out);
    });
  }

  it('leaves nothing of a secret that contains another', () => {
    const redactor = new Redactor();
    redactor.remember('abcdef');
    redactor.remember('abcdefghij');
    assert.equal(redactor.redact('x abcdefghij y'), 'x ••• y');
  });

  it('knows signatures, tokens and keys without being told', () => {
    const redactor = new Redactor();
    const text = [
      'Authorization: TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3/2019, Signature=72e494ea809ad7a8c8f7a4507b9bddcb',
      'https://b.cos.r.myqcloud.com/k?q-ak=AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q&q-signature=3b8851a11a569213c17b&x-cos-security-token=tok123456',
      '{"TempSecretKey":"s3cr3tS3cr3t","Token":"t0k3n"}',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----',
    ].join('\n');
    const out = redactor.redact(text);
    for (const leak of ['72e494ea', '3b8851a1', 'tok123456', 's3cr3tS3cr3t', 't0k3n', 'MIIE', 'ltompVjBni5'])
      assert.ok(!out.includes(leak), `${leak} in ${out}`);
  });

  it('leaves ordinary text alone', () => {
    const text = 'Release 1.4.2 of Corner Coffee (mpsandboxcoffee1): token ring, signature dish';
    assert.equal(new Redactor().redact(text), text);
  });
});
