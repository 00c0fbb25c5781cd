import assert from 'node:assert/strict';
import { silentLog } from '../../../src/base/log';
import type { UploadErrorKind } from '../../../src/upload/upload';
import { content, fails, uploadRig } from './platformRig';

describe('upload to the platform: what comes back', () => {
  const rig = uploadRig();

  describe('bad credentials', () => {
    it('says so when the platform gives none or half', async () => {
      for (const change of [{ Bucket: null }, { TempSecretKey: '' }, { Token: null }, { Path: null }])
        await fails(rig.target({}, change).upload(rig.job()), 'noCredentials');
      assert.equal(rig.store.requests.length, 0);
    });

    it('sends no credentials to a host that a bucket’s name smuggles in', async () => {
      for (const change of [{ Bucket: 'evil.example/' }, { Region: 'x.example#' }, { Bucket: '@evil' }])
        await fails(rig.target({}, change).upload(rig.job()), 'noCredentials', 'invalid');
    });

    it('passes on what the platform says', async () => {
      const { upload } = rig.target({ tempSecret: () => Promise.reject(new Error('FailedOperation.LoginAuthFailed')) });
      await assert.rejects(upload(rig.job()), /LoginAuthFailed/);
    });
  });

  describe('reading back', () => {
    it('asks by GET for the first byte where HEAD is refused', async () => {
      rig.store.read = (response, request) => {
        if (request.method === 'HEAD') response.writeHead(405).end();
        else {
          assert.equal(request.headers.range, 'bytes=0-0');
          response.writeHead(206, { 'content-range': `bytes 0-0/${content.length}` }).end('a');
        }
      };
      await rig.target().upload(rig.job());
    });

    it('goes on, with a note, when the bucket lets only the platform read', async () => {
      rig.store.read = (response) => response.writeHead(403).end();
      const warnings: string[] = [];
      const { upload } = rig.target({ log: { ...silentLog, warn: (text) => warnings.push(text) } });
      const { bytes } = await upload(rig.job());
      assert.equal(bytes, content.length);
      assert.match(warnings.join(), /does not let strangers read the package \(HTTP 403\)/);
    });

    it('refuses an address that is not there or that leads elsewhere', async () => {
      const cases: readonly [number, UploadErrorKind, RegExp][] = [
        [404, 'unreadable', /nothing is found/],
        [302, 'unreadable', /leads elsewhere/],
      ];
      for (const [status, kind, detail] of cases) {
        rig.store.read = (response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
        const error = await fails(rig.target().upload(rig.job()), kind, `HTTP ${status}`);
        assert.match(error.detail, detail);
      }
      assert.equal(rig.puts(), 2, 'the file itself is not sent again');
    });

    it('refuses an address that answers another size', async () => {
      rig.store.read = (response) => response.writeHead(200, { 'content-length': 5 }).end();
      await fails(rig.target().upload(rig.job()), 'checksum');
    });

    it('waits for a store that needs a moment', async () => {
      let times = 0;
      rig.store.read = (response) => {
        if (++times <= 2) response.writeHead(503).end();
        else response.writeHead(200, { 'content-length': content.length }).end();
      };
      await rig.target().upload(rig.job());
    });
  });
});
