import assert from 'node:assert/strict';
import { masked } from '../../../../src/app/commands/secretResult';
import { forgetSource, keepSource, keptSource, type TokenSource } from '../../../../src/app/wechat/tokenSource';
import { MemorySecrets } from '../../../support/fakes';

describe('what is kept to get a token', () => {
  const source: TokenSource = { kind: 'token', token: 'abc', at: 1 };

  it('belongs to the address it was entered for, and to no other port or scheme of it', async () => {
    const secrets = new MemorySecrets();
    await keepSource(secrets, 'https://api.weixin.qq.com', source);
    assert.deepEqual(await keptSource(secrets, 'https://api.weixin.qq.com'), source);
    for (const other of ['http://api.weixin.qq.com', 'https://api.weixin.qq.com:8443', 'https://weixin.example.com'])
      assert.equal(await keptSource(secrets, other), undefined, other);
    await forgetSource(secrets, 'https://api.weixin.qq.com');
    assert.equal(secrets.values.size, 0);
  });
  it('counts as nothing when it is damaged', async () => {
    const secrets = new MemorySecrets();
    for (const text of [
      '',
      '{',
      'null',
      '{"endpoint":"https://a.example"}',
      '{"endpoint":"https://a.example","source":{"kind":"token"}}',
      '{"endpoint":"https://a.example","source":null}',
    ]) {
      await secrets.set('wechat/a.example', text);
      assert.equal(await keptSource(secrets, 'https://a.example'), undefined, text);
    }
  });
});

describe('a masked secret', () => {
  it('shows at most three characters of each end, never more than a quarter, and not its length', () => {
    assert.equal(masked('x'.repeat(61) + 'end'), 'xxx••••••••end');
    assert.equal(masked('0123456789abcdef'), '01••••••••ef');
    assert.equal(masked('short'), '••••••••');
    assert.equal(masked(''), '••••••••');
  });
});
