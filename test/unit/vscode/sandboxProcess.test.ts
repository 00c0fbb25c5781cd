import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mock } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { SandboxProcess } from '../../../src/vscode/localSandbox/sandboxProcess';

describe('the start of the sandbox', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'sandbox-start-'))));
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => mock.timers.reset());

  it('may take the 30 s that it waits for a lock whose holder seems dead, and its own time besides', async () => {
    const line = { url: 'http://127.0.0.1:1', platformId: 'p', secretId: 'i', region: 'r', dialect: 'tcsas' };
    const cliFile = path.join(folder, 'cli.js');
    await writeFile(
      cliFile,
      `process.stdout.write(${JSON.stringify(`${JSON.stringify(line)}\n`)}); process.stdin.resume();`,
    );
    mock.timers.enable({ apis: ['setTimeout'] });
    const starting = SandboxProcess.start({ cliFile, stateFile: undefined, secretKey: 'k', log: silentLog });
    mock.timers.tick(40_000);
    const started = await starting;
    mock.timers.reset();
    assert.deepEqual(started.address, line);
    await started.stop();
  });
});
