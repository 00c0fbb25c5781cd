import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { repository } from '../../support/sources';
import { rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import type { Folders } from './support/world';

const { build } = createRequire(join(repository, 'package.json'))('./esbuild.js') as {
  build(options: { production: boolean; out: string }): Promise<unknown>;
};
interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program that ships, started as a build server starts it: no terminal, no home of its own. */
describe('the built command line, as a process', function () {
  this.timeout(60_000);
  let dist: string;
  let sandbox: Sandbox;
  let folders: Folders;
  let cwd: string;
  const children: ChildProcessWithoutNullStreams[] = [];
  before(async () => {
    await mkdir(join(repository, 'out'), { recursive: true });
    dist = await mkdtemp(join(repository, 'out', 'cli-process-'));
    await build({ production: true, out: relative(repository, dist) });
  });
  after(() => rm(dist, { recursive: true, force: true }));
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(() => void (cwd = join(folders.project, '..')));
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
    const child = spawn(process.execPath, [join(dist, 'cli.js'), ...args], {
      cwd,
      env: {
        PATH: process.env['PATH'],
        MINI_PROGRAM_ENDPOINT: sandbox.url,
        MINI_PROGRAM_PLATFORM_ID: sandbox.platformId,
        MINI_PROGRAM_SECRET_ID: sandbox.secretId,
        MINI_PROGRAM_REGION: sandbox.region,
        XDG_STATE_HOME: folders.storage,
        HOME: folders.storage,
        LOCALAPPDATA: folders.storage,
        ...env,
      },
    });
    children.push(child);
    return child;
  }
  async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
    let out = '';
    let err = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    assert.ok(!`${out}${err}`.includes(sandbox.secretKey), 'the secret is printed');
    assert.doesNotMatch(err, /\n {4}at /, 'a stack trace is printed');
    return { code, out, err };
  }
  const publish = ['publish', 'coffee', '--version', '1.5.0', '--intro', '牛奶', '--secret-stdin'];
  async function manyFiles(): Promise<void> {
    let seed = 1;
    const line = (): string => `// ${(seed = (seed * 48271) % 2147483647).toString(36).repeat(40)}\n`;
    await mkdir(join(folders.project, 'lib'));
    for (let i = 0; i < 1500; i++)
      await writeFile(join(folders.project, 'lib', `模块${i}.js`), Array.from({ length: 60 }, line).join(''));
  }

  it('publishes with the key from standard input; standard output holds one document and nothing else', async () => {
    const child = start([...publish, '--json']);
    child.stdin.end(`${sandbox.secretKey}\n`);
    const { code, out, err } = await ended(child);
    assert.equal(code, 0, err);
    const { kind, package: sent } = JSON.parse(out) as { kind: string; package: { files: number } };
    assert.deepEqual([kind, sent.files], ['built', 5]);
    assert.equal(versionsOf(sandbox, '1.5.0')[0]?.intro, '牛奶');
  });
  it('ends with its own code when standard input is empty, instead of waiting for a person', async () => {
    const child = start(publish);
    child.stdin.end();
    const { code, err } = await ended(child);
    assert.equal(code, 3);
    assert.match(err, /first line is empty/);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`stops packing on ${signal} and leaves no file`, async function () {
      // There such a signal ends a process at once.
      if (process.platform === 'win32') this.skip();
      await manyFiles();
      const out = join(cwd, 'out');
      const child = start([
        'pack',
        'coffee',
        '--out',
        join('out', 'a.zip'),
        '--limit',
        'main=none',
        '--limit',
        'total=none',
      ]);
      const end = ended(child);
      while ((await readdir(out).catch(() => [])).length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      const from = performance.now();
      child.kill(signal);
      const { code, err } = await end;
      assert.equal(code, 130, err);
      assert.ok(performance.now() - from < 1_500, `${performance.now() - from} ms`);
      assert.deepEqual(await readdir(out), []);
    });
  it('goes on when nobody reads what it prints', async () => {
    const child = start(publish);
    child.stdout.destroy();
    child.stderr.destroy();
    child.stdin.end(`${sandbox.secretKey}\n`);
    assert.equal((await ended(child)).code, 0);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('gives a big report to a slow reader whole', async () => {
    await manyFiles();
    const child = start(['check', 'coffee', '--json']);
    child.stdout.pause();
    const end = ended(child);
    setTimeout(() => child.stdout.resume(), 500);
    const { out } = await end;
    const { manifest } = JSON.parse(out) as { manifest: { files: readonly unknown[] } };
    assert.equal(manifest.files.length, 1505);
  });
  it('runs a sandbox that a second process publishes to', async () => {
    const host = start(['sandbox', '--build-ms', '50']);
    const line = await new Promise<string>((resolve) =>
      host.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    );
    const { url, platformId, secretId, secretKey, region } = JSON.parse(line) as Record<string, string>;
    assert.ok(url && platformId && secretId && secretKey && region);
    const child = start(['publish', 'coffee', '--bump', 'major', '--intro', 'x'], {
      MINI_PROGRAM_ENDPOINT: url,
      MINI_PROGRAM_PLATFORM_ID: platformId,
      MINI_PROGRAM_SECRET_ID: secretId,
      MINI_PROGRAM_SECRET_KEY: secretKey,
      MINI_PROGRAM_REGION: region,
    });
    child.stdin.end();
    const { code, out, err } = await ended(child);
    assert.equal(code, 0, err);
    assert.match(out, /^Built Corner Coffee 2\.0\.0/);
    host.kill('SIGTERM');
    assert.equal((await ended(host)).code, 0);
  });
});
