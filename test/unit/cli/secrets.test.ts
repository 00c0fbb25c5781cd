import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { openSession, readAccount } from '../../../src/cli/account';
import type { CliIo } from '../../../src/cli/io';
import { runCli } from '../../../src/cli/runCli';
import { silentLog } from '../../../src/base/log';
import { startSandbox } from '../../../src/sandbox/startSandbox';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';

const key = 'kX3vPq81Lm0z';
const env = {
  MINI_PROGRAM_PLATFORM_ID: 'T001',
  MINI_PROGRAM_REGION: 'ap-singapore',
  MINI_PROGRAM_SECRET_ID: 'id',
  MINI_PROGRAM_ENDPOINT: 'http://127.0.0.1:9',
};
const ioOf = (printed: string[], secret: string, given: CliIo['env'] = env): CliIo => ({
  stdout: (text) => printed.push(text),
  stderr: (text) => printed.push(text),
  env: given,
  cwd: tmpdir(),
  stdin: Readable.from([`${secret}\n`]),
  onSignal: () => undefined,
});

describe('what the command line prints', () => {
  it('holds no key that came by standard input', async () => {
    const printed: string[] = [];
    const missing = path.join(tmpdir(), 'none', key);
    await runCli(['publish', missing, '--secret-stdin', '--version', '1.0.0'], ioOf(printed, key));
    const text = printed.join('');
    assert.ok(text.includes(path.join(tmpdir(), 'none')), text);
    assert.ok(!text.includes(key), text);
  });

  it('holds no secret of an upload target, in whatever the command prints', async () => {
    const printed: string[] = [];
    const folder = path.join(tmpdir(), 'none', key);
    await runCli(['check', folder], ioOf(printed, '', { MINI_PROGRAM_UPLOAD_LIBRARY_SECRET: `x${key}` }));
    await runCli(['check', `${folder}/x${key}`], ioOf(printed, '', { MINI_PROGRAM_UPLOAD_LIBRARY_SECRET: `x${key}` }));
    const text = printed.join('');
    assert.ok(text.includes(folder), text);
    assert.ok(!text.includes(`x${key}`), text);
  });

  it('holds no temporary key of the store: an upload has them remembered', async () => {
    const sandbox = await startSandbox();
    const folder = mkdtempSync(path.join(tmpdir(), 'cli-secrets-'));
    try {
      const file = path.join(folder, 'a.zip');
      writeFileSync(file, 'a package');
      const remembered: string[] = [];
      const { platformId, secretId, secretKey, url } = sandbox;
      const given = {
        ...env,
        MINI_PROGRAM_PLATFORM_ID: platformId,
        MINI_PROGRAM_SECRET_ID: secretId,
        MINI_PROGRAM_ENDPOINT: url,
      };
      const io = { ...ioOf([], secretKey, given), remember: (secret: string) => remembered.push(secret) };
      const session = openSession(await readAccount(io, true), silentLog);
      await session.upload({ file, suffix: '.zip' });
      assert.equal(remembered[0], secretKey);
      assert.equal(remembered.length, 3, 'then the temporary key and its token');
    } finally {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    }
  });
});
