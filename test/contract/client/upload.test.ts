import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import type { Dialect } from '../../../src/contract/shape';
import { createPlatformUploader } from '../../../src/upload/platformTarget';
import { type Uploader, UploadError } from '../../../src/upload/upload';
import { against, type Against } from './against';

for (const dialect of ['tcsas', 'tcmpp'] as const satisfies readonly Dialect[])
  describe(`upload to the sandbox, ${dialect}`, () => {
    const content = Buffer.alloc(600_000, 'some package ');
    let run: Against;
    let folder: string;
    let upload: Uploader;
    before(async () => {
      run = await against(dialect, { seed: 'empty' });
      folder = await mkdtemp(path.join(tmpdir(), 'upload-'));
      await writeFile(path.join(folder, 'p.zip'), content);
      upload = createPlatformUploader({
        tempSecret: async (suffix, signal) => {
          const request = { BusinessName: 'tcmpp', Suffix: suffix };
          const { data } = await run.client.call('DescribeTempSecret4UploadFile2Cos', request, { signal });
          assert.ok(data);
          return data;
        },
        cosEndpoint: (bucket) => `${run.sandbox.url}/cos/${bucket}`,
        clock: systemClock,
        log: silentLog,
        random: () => 0,
      });
    });
    after(async () => {
      await run.sandbox.close();
      await rm(folder, { recursive: true });
    });
    const job = (): { file: string; suffix: string } => ({ file: path.join(folder, 'p.zip'), suffix: '.zip' });
    const puts = (): number => run.log.lines.filter((line) => line.includes('DescribeTempSecret')).length;

    it('ends in an address that answers the file', async () => {
      const { url, bytes } = await upload(job());
      assert.equal(bytes, content.length);
      assert.ok(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(content));
    });

    it('gets over an expired token and a dropped connection with new credentials', async () => {
      const before = puts();
      run.sandbox.faults.next({ action: 'cos:PUT', code: 'ExpiredToken' });
      run.sandbox.faults.next({ action: 'cos:PUT', dropAfterBytes: 0 });
      await upload(job());
      assert.equal(puts() - before, 3);
    });

    it('tells a refusal with the code of the store', async () => {
      run.sandbox.faults.next({ action: 'cos:PUT', code: 'AccessDenied' });
      await assert.rejects(
        upload(job()),
        (error) => error instanceof UploadError && error.kind === 'denied' && error.code === 'AccessDenied',
      );
    });
  });
