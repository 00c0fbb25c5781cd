import assert from 'node:assert/strict';
import { dialects } from '../../../src/contract/dialects';
import { signTc3 } from '../../../src/client/sign';
import { signCos } from '../../../src/upload/cosSign';
import { installVendorSdk, vendorModule } from './install';
import { mixed, Seeded, visible, word } from './seeded';

const rounds = 400;

describe('our signatures and the vendor’s own', function () {
  this.timeout(300_000);
  before(installVendorSdk);

  it(`TC3: the same Authorization, byte for byte, for ${rounds} requests`, () => {
    const { sign3 } = vendorModule('tencentcloud-sdk-nodejs-intl-en/tencentcloud/common/sign.js');
    const random = new Seeded(20260321);
    for (let round = 0; round < rounds; round++) {
      const host = `${random.text(12, word)}x.tencentcloudapi.com`;
      const contentType = random.pick(['application/json', 'application/json; charset=utf-8']);
      const body = {
        MNPId: random.text(20),
        MNPVersionIntro: random.text(200),
        Offset: random.int(1000),
        L: [random.text(9)],
      };
      const payload = JSON.stringify(body);
      const input = {
        service: random.pick([dialects.tcsas.service, dialects.tcmpp.service, 'cvm', '127']),
        timestamp: 1_500_000_000 + random.int(400_000_000),
        secretId: `AKID${random.text(32, word)}`,
        secretKey: random.text(40),
      };
      const theirs: string = sign3({
        ...input,
        method: 'POST',
        url: `https://${host}/`,
        // It takes bytes as they are, and anything else through JSON.stringify.
        payload: random.int(2) === 0 ? body : Buffer.from(payload),
        headers: { 'Content-Type': contentType },
      });
      const ours = signTc3({
        ...input,
        method: 'POST',
        path: '/',
        query: '',
        headers: { Host: host, 'Content-Type': contentType },
        payload: random.int(2) === 0 ? payload : Buffer.from(payload),
      });
      assert.equal(ours.authorization, theirs, `round ${round}`);
    }
  });

  it(`COS: the same Authorization, byte for byte, for ${rounds} requests`, () => {
    const COS = vendorModule('cos-nodejs-sdk-v5');
    const random = new Seeded(20260322);
    for (let round = 0; round < rounds; round++) {
      const start = 1_500_000_000 + random.int(400_000_000);
      const end = start + 1 + random.int(10_000);
      const secretId = `AKID${random.text(32, word)}`;
      const secretKey = `k${random.text(40)}`;
      const method = random.pick(['PUT', 'GET', 'HEAD', 'POST', 'DELETE']);
      const path = `/${random.text(60, mixed)}`;
      const headers: Record<string, string> = { Host: `b-${random.text(9, word)}.cos.ap-x.myqcloud.com` };
      // The SDK signs headers of its own choice out of those it is given: these are among them.
      for (const name of ['Content-Type', 'Content-Length', 'Content-MD5', 'x-cos-security-token', 'x-cos-acl'])
        if (random.int(2) === 0) headers[name] = `v${random.text(30, visible)}`;
      const query: Record<string, string> = {};
      for (let i = random.int(5); i > 0; i--)
        query[`${random.pick(['', 'A', 'b'])}${random.text(8, word)}${i}`] = random.text(20);
      const theirs: string = COS.getAuthorization({
        SecretId: secretId,
        SecretKey: secretKey,
        Method: method,
        Pathname: path,
        Headers: headers,
        Query: query,
        KeyTime: `${start};${end}`,
        UseRawKey: true,
      });
      const ours = signCos({ method, path, headers, query, secretId, secretKey, start, end });
      assert.equal(ours.authorization, theirs, `round ${round}`);
    }
  });
});
