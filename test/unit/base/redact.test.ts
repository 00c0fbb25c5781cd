import assert from 'node:assert/strict';
import { Redactor } from '../../../src/base/redact';
import { longestLeft, randomSecret, seeded, writings } from '../../support/secretWriting';

const redactorOf = (...secrets: readonly string[]): Redactor => {
  const redactor = new Redactor();
  for (const secret of secrets) redactor.remember(secret);
  return redactor;
};
const bare = new Redactor();

describe('Redactor: secrets it was told', () => {
  const seed = Number(process.env['REDACT_SEED'] ?? 20261122);
  for (const [form, write] of Object.entries(writings)) {
    it(`takes out random ones written ${form}`, () => {
      const random = seeded(seed);
      for (let round = 0; round < 60; round++) {
        const secret = randomSecret(random);
        const written = write(secret);
        const text = `before ${written} after`;
        const out = redactorOf(secret).redact(text);
        const about = `seed ${seed}, round ${round}: ${JSON.stringify(text)} became ${JSON.stringify(out)}`;
        assert.match(out, /^before [\s\S]* after$/, about);
        // Where a secret is only a part of what Base64 holds, the characters at its ends belong to its neighbours, too.
        assert.equal(
          longestLeft(out.slice(7, -6), form === 'base64 within' ? write(secret).slice(5, -7) : written, 6),
          undefined,
          about,
        );
      }
    });
  }
  it('leaves nothing of a secret that contains another, or that overlaps with it', () => {
    assert.equal(redactorOf('abcdef', 'abcdefghij').redact('x abcdefghij y'), 'x ••• y');
    assert.equal(redactorOf('abcdefgh', 'efghijkl').redact('x abcdefghijkl y'), 'x ••• y');
  });
  it('finds one that is cut off: most of it anywhere, less at the end of the text', () => {
    const redactor = redactorOf('kQ9pTtXw2hJ3mZ7rLs4vBn8c');
    assert.equal(redactor.redact('is kQ9pTtXw2hJ3mZ7rL) not'), 'is •••) not');
    assert.equal(redactor.redact('is kQ9pTtXw2…'), 'is •••…');
    assert.equal(redactor.redact('is kQ9pTtXw2'), 'is •••');
    assert.equal(redactor.redact('is kQ9p'), 'is kQ9p');
  });
  it('finds one with a line break in it, in a text with other line breaks', () => {
    const redactor = redactorOf('-- first line\nsecond line --');
    assert.equal(redactor.redact('a\nb -- first line\r\n\tsecond line -- c\n'), 'a\nb ••• c\n');
    assert.equal(redactor.redact(JSON.stringify({ a: '-- first line\nsecond line --' })), '{"a":"•••"}');
  });
  it('does not take a path with \\n in it for a line break that hides the first letter', () => {
    assert.equal(redactorOf('nebula-42-key').redact('C:\\nebula-42-key'), 'C:\\•••');
  });
  it('remembers none below six characters, and finds those up to seven only where they stand alone', () => {
    assert.equal(redactorOf('12345').redact('it is 12345'), 'it is 12345');
    const redactor = redactorOf('coffee');
    assert.equal(redactor.redact('mpsandboxcoffee1 coffees coffee'), 'mpsandboxcoffee1 coffees •••');
    assert.equal(redactor.redact('password=12345'), 'password=•••');
  });
  it('takes any text for a secret, however broken or long', () => {
    const long = 'k'.repeat(20_000);
    assert.equal(redactorOf('\ud800half-of-a-pair').redact('a \ud800half-of-a-pair b'), 'a ••• b');
    assert.equal(redactorOf(long).redact(`a ${long} b`), 'a ••• b');
    redactorOf('').remember(undefined);
  });
});

describe('Redactor: secrets it recognises', () => {
  const cases: readonly (readonly [what: string, text: string, shown: string])[] = [
    [
      'a header of the platform',
      'Authorization: TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3/2019, Signature=72e4\nHost: a',
      'Authorization: •••\nHost: a',
    ],
    ['a header in JSON', '{"authorization":"Basic dXNlcjpwYXNz","host":"a"}', '{"authorization":"•••","host":"a"}'],
    [
      'a header in JSON in JSON',
      '{\\"authorization\\":\\"Bearer abc.def\\",\\"a\\":1}',
      '{\\"authorization\\":\\"•••\\",\\"a\\":1}',
    ],
    [
      'a header in a list',
      `['Authorization', 'Bearer abc123def', 'Host', 'a']`,
      `['Authorization', '•••', 'Host', 'a']`,
    ],
    ['a scheme without its header', 'sent Bearer eyabc12345 to a', 'sent Bearer ••• to a'],
    [
      'the query of a signed address',
      'https://b.cos.r.myqcloud.com/k?q-ak=AKIDQjz3ltompVjBni5LitkW&q-signature=3b8851a1&x-cos-security-token=tok1/2+3 end',
      'https://b.cos.r.myqcloud.com/k?q-ak=AKID•••itkW&q-signature=•••&x-cos-security-token=••• end',
    ],
    [
      'an address within an address',
      '?u=https%3A%2F%2Fa%2Fb%3Faccess_token%3Dabc%26sign%3Ddef%26a%3D1',
      '?u=https%3A%2F%2Fa%2Fb%3Faccess_token%3D•••%26sign%3D•••%26a%3D1',
    ],
    [
      'JSON of the platform',
      '{"TempSecretKey":"s\\"3","Token":"t0","TempSecretId":"AKIDabcdefghijkl"}',
      '{"TempSecretKey":"•••","Token":"•••","TempSecretId":"AKID•••ijkl"}',
    ],
    ['an object as Node prints it', `{ secretKey: 'abc', password: "d e" }`, `{ secretKey: '•••', password: "•••" }`],
    [
      'a header of a store',
      'X-Cos-Security-Token: abcdefgh1\r\nX-Api-Key: 12345678',
      'X-Cos-Security-Token: •••\r\nX-Api-Key: •••',
    ],
    [
      'a private key',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,AB\n\nMIIE/+==\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----•••-----END RSA PRIVATE KEY-----',
    ],
    ['a private key that is cut off', '"-----BEGIN PRIVATE KEY-----\\nMIIEabc"', '"-----BEGIN PRIVATE KEY-----•••"'],
    [
      'a password in an address',
      'see http://me:p@s:w0rd@proxy.example.com:8080/x?y=1 and ftp://me:pa/ss@b',
      'see http://me:•••@proxy.example.com:8080/x?y=1 and ftp://me:•••@b',
    ],
    ['a signed token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1 now', 'got ••• now'],
    ['a SecretId', 'key AKIDz8krbsJ5yKBZQpn74WFkmLPx3 and IKIDz8krbsJ5yKBZQpn7', 'key AKID•••LPx3 and IKID•••Qpn7'],
  ];
  for (const [what, text, shown] of cases)
    it(what, () => {
      assert.equal(bare.redact(text), shown);
      assert.equal(bare.redact(shown), shown, 'what is redacted stays as it is');
    });
});

describe('Redactor: what it leaves alone', () => {
  const ordinary = [
    'Release 1.4.2 of Corner Coffee (mpsandboxcoffee1): token ring, signature dish',
    'https://tcsas.intl.tencentcloudapi.com:443/a?design=1&page=2#top, http://127.0.0.1:8080/x@y, git@host:a/b',
    'mp0a1b2c3d4e5f6789 app-12345678 T04914TJ0911724TSAK 2025-01-06 8d3834f4-3f2b-4c11-9d0e-000000000000',
    'Authorization: ask an administrator. Basic authentication is off; bearer of news; token: expired',
    'The password is wrong. Password: required. The key has no right to DescribeMNPList (UnauthorizedOperation, RequestId 8d3834f4)',
    'SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    '正在上传 1.2 MB，共 3 MB：小程序“咖啡”。密钥无效。',
    'C:\\Users\\new\\token\\sign.txt /home/me/secret/app.json pages/sign/index.wxml',
    '{"tokens":["program"],"design":"x","state":"approved","key":"pages/index"}',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  ];
  for (const text of ordinary) it(text.slice(0, 50), () => assert.equal(bare.redact(text), text));
  it('the same with secrets in mind that have nothing to do with it', () => {
    const random = seeded(7);
    const redactor = redactorOf(...Array.from({ length: 300 }, () => randomSecret(random)));
    for (const text of ordinary) assert.equal(redactor.redact(text), text);
  });
});

describe('Redactor: time', () => {
  const hostile: Readonly<Record<string, string>> = {
    words: 'Release 1.4.2 of Corner Coffee (mpsandboxcoffee1): token ring\n',
    'one letter': 'a',
    'line breaks': '\n',
    backslashes: '\\',
    quotes: '"',
    'beginnings of keys': '-----BEGIN PRIVATE KEY-----',
    addresses: '://a:b',
    names: 'authorization: ',
    'names in quotes': 'token="',
    'encoded names': 'token%3d%26',
    'parts of tokens': 'eyJ.',
    'parts of words': 'a-a-token ',
    'beginnings of a secret': 'aaaaaaaaaaaaaaa!',
  };
  const redactor = redactorOf('aaaaaaaaaaaaaaaab', 'kQ9pTtXw2hJ3mZ7rLs4vBn8c');
  const times = (text: string): number => {
    const { user } = process.cpuUsage();
    redactor.redact(text);
    return process.cpuUsage().user - user;
  };
  for (const [what, part] of Object.entries(hostile))
    it(`grows with the text only: ${what}`, function () {
      this.timeout(30_000);
      const text = (length: number): string => part.repeat(Math.ceil(length / part.length));
      const small = Math.max(4_000, Math.min(...[1, 2, 3].map(() => times(text(20_000)))));
      const large = Math.min(times(text(200_000)), times(text(200_000)));
      // Ten times the text; what grows with its square takes a hundred times as long.
      assert.ok(large < small * 40, `${small} µs for 20 kB, ${large} µs for 200 kB`);
    });
  it('takes 10 MB of log in a moment', function () {
    this.timeout(30_000);
    const log = 'DescribeMNPList ok 8d3834f4-3f2b 120 ms, 1 try kQ9pTtXw2hJ3mZ7rLs4vBn8c\n'.repeat(140_000);
    assert.ok(log.length > 10_000_000);
    const before = process.cpuUsage().user;
    assert.ok(!redactor.redact(log).includes('kQ9p'));
    const seconds = (process.cpuUsage().user - before) / 1e6;
    assert.ok(seconds < 5, `${seconds} s`);
  });
});
