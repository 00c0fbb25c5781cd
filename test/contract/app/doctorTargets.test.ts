import assert from 'node:assert/strict';
import type { TargetSecret, UploadTarget } from '../../../src/app/profile';
import { checkUpload, testUpload } from '../../../src/app/doctor/checkUpload';
import type { Finding } from '../../../src/app/doctor/finding';
import { systemClock } from '../../../src/base/clock';
import { files } from '../../../src/disk/files';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { type PutServer, startPutServer } from '../../support/putServer';
import { placeOf, webLogin } from '../publish/support/places';
import { addressOf, sessionOf } from '../publish/support/world';

const kinds = ['platform', 'cos', 'smh', 'http'] as const;

describe('the upload target in the connection check', function () {
  this.timeout(30_000);
  let sandbox: Sandbox;
  let web: PutServer;
  before(async () => {
    sandbox = await startSandbox({ seed: 'demo', rateLimit: 'off' });
    web = await startPutServer(webLogin);
  });
  after(async () => {
    await sandbox.close();
    await web.close();
  });
  const limits = { clock: systemClock, signal: new AbortController().signal };

  type Place = { readonly target: UploadTarget; readonly secret: TargetSecret };
  const check = (kind: UploadTarget['kind'], change: (place: Place) => Place = (place) => place): Promise<Finding> => {
    const place = placeOf(kind, { sandbox, web });
    return checkUpload(limits, sessionOf(addressOf(sandbox, place && change(place))));
  };
  const withSecret =
    (secret: string) =>
    (place: Place): Place => ({ ...place, secret: { ...place.secret, secret } });

  for (const kind of kinds) {
    it(`is told to answer and to take the login: ${kind}`, async () => {
      const stored = sandbox.state.objects.size;
      const sent = web.seen.length;
      const found = await check(kind);
      assert.equal(found.verdict, 'good', found.text);
      assert.match(found.text, /127\.0\.0\.1:\d+ answers and takes the login\./);
      assert.match(found.text, kind === 'platform' ? /lends its store/ : /^Packages go to: /);
      assert.equal(sandbox.state.objects.size, stored, 'nothing is stored');
      assert.ok(!web.seen.slice(sent).some((line) => line.startsWith('PUT')), 'nothing is put');
      assert.equal(sandbox.media.tokens.size, 0, 'no token is left');
    });

    it(`is red with a fix where its server is gone: ${kind}`, async () => {
      const gone = 'http://127.0.0.1:9';
      // Its own store is behind the address of the platform, which still answers.
      if (kind === 'platform') sandbox.faults.next({ action: 'cos', dropAfterBytes: 0, times: 3 });
      const found = await check(kind, ({ target, secret }) => {
        switch (target.kind) {
          case 'cos':
          case 'smh':
            return { secret, target: { ...target, endpoint: gone } };
          case 'http':
            return { secret, target: { ...target, uploadUrl: `${gone}/{id}.zip` } };
          case 'platform':
            return { secret, target };
        }
      });
      assert.equal(found.verdict, 'bad', found.text);
      assert.match(found.text, kind === 'platform' ? /ECONNRESET/ : /ECONNREFUSED/);
      assert.ok(found.fix);
      assert.equal(found.action?.command, kind === 'platform' ? undefined : 'miniProgram.uploadTarget');
    });
  }
  for (const kind of ['cos', 'smh', 'http'] as const)
    it(`is red where the login is refused, with the store's code and no secret: ${kind}`, async () => {
      const found = await check(kind, withSecret('wrong-secret-0123456789'));
      assert.equal(found.verdict, 'bad', found.text);
      assert.match(
        found.text,
        /^The store 127\.0\.0\.1:\d+ refused the upload\. .*\((?:SignatureDoesNotMatch|AuthFailure\.\w+|HTTP 401)/,
      );
      assert.match(found.fix ?? '', /^Enter the password or key of the upload target again\./);
      assert.equal(found.action?.command, 'miniProgram.uploadTarget', 'the key of the profile is not to blame');
      assert.doesNotMatch(JSON.stringify(found), /wrong-secret/);
    });

  it('is red where the secret is lost, and offers to enter it again', async () => {
    const place = placeOf('cos', { sandbox, web });
    assert.ok(place);
    const { secret: _lost, ...address } = addressOf(sandbox, place);
    const found = await checkUpload(limits, sessionOf(address));
    assert.equal(found.verdict, 'bad');
    assert.equal(found.action?.command, 'miniProgram.uploadTarget');
  });

  it('is red where the key may not read what it would sign addresses for', async () => {
    const session = sessionOf(addressOf(sandbox, placeOf('cos', { sandbox, web })));
    const look = () => Promise.resolve({ host: 'store', login: 'taken', mayRead: false } as const);
    const found = await checkUpload(limits, { ...session, upload: Object.assign(session.upload, { look }) });
    assert.equal(found.verdict, 'bad');
    assert.match(found.fix ?? '', /GetObject/);
  });

  it('says that a test upload is what tells whether files may be put, and that one works', async () => {
    assert.match((await check('http')).text, /a test upload tells/);
    const session = sessionOf(addressOf(sandbox, placeOf('http', { sandbox, web })));
    const tested = await testUpload({ files, newId: () => 'abc' }, limits, session);
    assert.equal(tested.verdict, 'good', tested.text);
  });
});
