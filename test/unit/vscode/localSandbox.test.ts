import assert from 'node:assert/strict';
import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../../src/app/errors/userError';
import type { Secrets } from '../../../src/app/ports';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { files } from '../../../src/disk/files';
import { isHealthy } from '../../../src/vscode/localSandbox/runningFile';
import { LocalSandbox } from '../../../src/vscode/localSandbox/sandboxHost';
import { repository } from '../../support/sources';

/** Two windows of one user share the key store and the storage folder. */
function memorySecrets(): Secrets {
  const kept = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(kept.get(key)),
    set: (key, value) => Promise.resolve(void kept.set(key, value)),
    delete: (key) => Promise.resolve(void kept.delete(key)),
  };
}

describe('the sandbox on this machine', function () {
  this.timeout(60_000);
  const windows: LocalSandbox[] = [];
  let folder: string;
  let cliFile: string;
  let secrets: Secrets;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sandbox-host-'));
    // What `npm run build` makes, in one file.
    cliFile = path.join(folder, 'cli.js');
    buildSync({
      absWorkingDir: repository,
      entryPoints: ['src/cli/main.ts'],
      outfile: cliFile,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
    });
  });
  beforeEach(() => (secrets = memorySecrets()));
  afterEach(() => windows.splice(0).forEach((window) => window.dispose()));
  // The last emulators may still be saving their state there.
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

  function openWindow(name: string, over: { readonly cliFile?: string } = {}): LocalSandbox {
    const window = new LocalSandbox({
      cliFile,
      folder: path.join(folder, name),
      files,
      secrets,
      clock: systemClock,
      log: silentLog,
      remember: () => {},
      ...over,
    });
    windows.push(window);
    return window;
  }
  const endOf = async (url: string): Promise<void> => {
    for (let i = 0; i < 100 && (await isHealthy(url)); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await isHealthy(url), false, 'the sandbox has not ended');
  };

  it('is one for all windows, and its key is in no file', async () => {
    const first = openWindow('shared');
    const second = openWindow('shared');
    const [a, b, c] = await Promise.all([first.ensure(), first.ensure(), second.ensure()]);
    assert.equal(a.url, b.url);
    assert.equal(a.url, c.url);
    assert.equal(a.secretKey, c.secretKey);
    for (const name of readdirSync(path.join(folder, 'shared'), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.json')) continue;
      const text = readFileSync(path.join(folder, 'shared', name), 'utf8');
      assert.ok(!text.includes(a.secretKey), `${name} holds the key`);
    }
  });

  it('ends with the window that started it, and is started again by one that still needs it', async () => {
    const first = openWindow('again');
    const second = openWindow('again');
    const before = await first.ensure();
    assert.equal((await second.ensure()).url, before.url);
    first.dispose();
    await endOf(before.url);
    const after = await second.ensure();
    assert.ok(await isHealthy(after.url));
    assert.equal(after.secretKey, before.secretKey);
    assert.equal(after.platformId, before.platformId, 'the state is the same');
  });

  it('is reset from any window, and begins anew', async () => {
    const first = openWindow('reset');
    const second = openWindow('reset');
    const { url } = await first.ensure();
    await second.reset();
    assert.equal(await isHealthy(url), false);
    assert.ok(!readdirSync(path.join(folder, 'reset')).includes('state.json'));
    assert.ok(await isHealthy((await first.ensure()).url));
  });

  it('takes no foreign emulator for its own: another key, another emulator', async () => {
    const { url, secretKey } = await openWindow('foreign').ensure();
    const first = secrets;
    secrets = memorySecrets();
    const other = await openWindow('foreign').ensure();
    assert.notEqual(other.url, url);
    secrets = first;
    const third = await openWindow('foreign').ensure();
    assert.deepEqual([third.url, third.secretKey], [url, secretKey], 'the first is still found by its own windows');
  });

  it('ends when its window is killed', async () => {
    const { url } = await new Promise<{ url: string }>((resolve, reject) => {
      const script = [
        `const { spawn } = require('node:child_process');`,
        `const child = spawn(process.execPath, [${JSON.stringify(cliFile)}, 'sandbox', '--with-parent'], { stdio: ['pipe', 'inherit', 'inherit'] });`,
        `child.once('exit', () => process.exit(1));`,
        `setInterval(() => child.pid, 1000);`,
      ].join('\n');
      const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
      parent.stdout.once('data', (line: Buffer) => {
        parent.kill('SIGKILL');
        resolve(JSON.parse(line.toString()));
      });
      parent.once('error', reject);
      parent.stdout.once('end', () => {
        parent.kill('SIGKILL');
        reject(new Error('the emulator said nothing'));
      });
    });
    await endOf(url);
  });

  it('says so when it cannot start, and what to press', async () => {
    const broken = path.join(folder, 'broken.js');
    writeFileSync(broken, `console.error('no space left on device'); process.exit(3);\n`);
    await assert.rejects(openWindow('broken', { cliFile: broken }).ensure(), (error: unknown) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /no space left on device/);
      assert.deepEqual(
        error.actions.map(({ command }) => command),
        ['miniProgram.trySandbox', 'miniProgram.showLog'],
      );
      return true;
    });
  });
});
