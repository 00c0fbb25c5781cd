import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../../src/cli/runCli';
import type { PublishTiming } from '../../../src/app/publish/run';
import type { CliIo } from '../../../src/cli/io';
import { sampleProgramId } from '../../../src/sandbox/seedDemo';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { rigForEach } from './support/rig';
import { approveAll, onlineNumber, versionsOf } from './support/truth';
import { type Folders, quick } from './support/world';

interface Told {
  readonly package: {
    readonly files: number;
    readonly sha256: string;
    readonly since: { readonly version: string; readonly added: number } | null;
  };
}
interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('the command line', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let env: Record<string, string | undefined>;
  let interrupt: () => void;
  let timing: Partial<PublishTiming>;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(() => {
    timing = quick;
    env = {
      MINI_PROGRAM_ENDPOINT: sandbox.url,
      MINI_PROGRAM_PLATFORM_ID: sandbox.platformId,
      MINI_PROGRAM_SECRET_ID: sandbox.secretId,
      MINI_PROGRAM_SECRET_KEY: sandbox.secretKey,
      MINI_PROGRAM_REGION: sandbox.region,
      XDG_STATE_HOME: folders.storage,
    };
  });
  async function run(args: string, options: { stdin?: string; onErr?: (text: string) => void } = {}): Promise<Ran> {
    let out = '';
    let err = '';
    const io: CliIo = {
      stdout: (text) => (out += text),
      stderr: (text) => {
        err += text;
        options.onErr?.(text);
      },
      env,
      cwd: join(folders.project, '..'),
      stdin: Readable.from([options.stdin ?? '']),
      onSignal: (listener) => (interrupt = listener),
    };
    const code = await runCli(args === '' ? [] : args.split(' '), io, { timing });
    assert.ok(!`${out}${err}`.includes(sandbox.secretKey), 'the secret is printed');
    return { code, out, err };
  }

  it('publishes a folder up to released, from one command line repeated', async () => {
    const publish = 'publish coffee --version 1.5.0 --intro Oat --until released --json';
    const first = await run(publish);
    assert.equal(first.code, 8, first.err);
    assert.deepEqual(first.err.match(/^\d\/\d/gm), ['1/7', '2/7', '3/7', '4/7', '5/7', '6/7']);
    const { kind, versionId } = JSON.parse(first.out) as { kind: string; versionId: number };
    assert.equal(kind, 'inReview');
    approveAll(sandbox, versionId);
    const second = await run(publish);
    assert.equal(second.code, 0, second.err);
    assert.match(second.err, /Taking up the interrupted publish of 1\.5\.0/);
    assert.equal((JSON.parse(second.out) as { kind: string }).kind, 'released');
    assert.equal(onlineNumber(sandbox), '1.5.0');
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('takes the number from what the platform has, and the key from standard input', async () => {
    const { MINI_PROGRAM_SECRET_KEY: key, ...rest } = env;
    env = rest;
    assert.equal((await run('publish coffee --bump minor --intro Oat')).code, 3);
    const { code, out, err } = await run('publish coffee --bump minor --intro Oat --secret-stdin', {
      stdin: `${key}\n`,
    });
    assert.equal(code, 0, err);
    assert.match(out, /^Built Corner Coffee 1\.5\.0 \(version id \d+\)\.$/m);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('packs without an account, the same bytes each time', async () => {
    env = {};
    const one = await run('pack coffee --out one.zip --json');
    const two = await run('pack coffee --out two.zip --json');
    assert.equal(one.code, 0, one.err);
    const [first, second] = [one, two].map(
      ({ out }) => (JSON.parse(out) as { package: { sha256: string; file: string; bytes: number } }).package,
    );
    assert.ok(first && second);
    assert.equal(first.sha256, second.sha256);
    assert.equal((await stat(first.file)).size, first.bytes);
  });
  it('says what is there', async () => {
    const { code, out } = await run('status coffee');
    assert.equal(code, 0);
    assert.match(out, /^Corner Coffee \(mpsandboxcoffee1\)$/m);
    assert.match(out, /^ {2}1\.4\.1 +online/m);
    const json = JSON.parse((await run(`status --mnp-id ${sampleProgramId} --json`)).out) as { online: string };
    assert.equal(json.online, '1.4.1');
  });
  it('has an exit code for each kind of failure, and a sentence', async () => {
    const cases: readonly [string, number, RegExp][] = [
      ['publish coffee --version 1.4.1 --intro x', 4, /must be above 1\.4\.1/],
      ['publish coffee --version 1.5 --intro x', 4, /three numbers/],
      ['publish nowhere --version 1.5.0 --intro x', 4, /no folder .*nowhere/],
      ['publish coffee --version 1.5.0 --intro x --mnp-id mpnothere', 5, /RequestId/],
      ['publish coffee', 2, /--version or --bump/],
      ['publish coffee --version 1.5.0 --bump major', 2, /not both/],
      ['publish coffee --version 1.5.0 --until someday', 2, /uploaded, built, preview/],
      ['publish coffee --secret-key abc --version 1.5.0', 2, /secret-key/],
      ['dance', 2, /no command dance/],
    ];
    for (const [args, code, text] of cases) {
      const ran = await run(args);
      assert.equal(ran.code, code, `${args}: ${ran.err}`);
      assert.match(ran.err, text);
      assert.equal(ran.out, '');
    }
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
  });
  it('says so when the key is wrong, the folder has no app.json, the platform cannot be reached', async () => {
    env['MINI_PROGRAM_SECRET_ID'] = 'AKIDwrong';
    assert.equal((await run('status coffee')).code, 3);
    env['MINI_PROGRAM_SECRET_ID'] = sandbox.secretId;
    await rm(join(folders.project, 'app.json'));
    assert.equal((await run('publish coffee --version 1.5.0 --intro x')).code, 10);
    await sandbox.close();
    assert.equal((await run('status coffee')).code, 6);
  });
  it('refuses to send a key over plain http to another machine', async () => {
    env['MINI_PROGRAM_ENDPOINT'] = 'http://example.com';
    const { code, err } = await run('status coffee');
    assert.equal(code, 2);
    assert.match(err, /MINI_PROGRAM_ENDPOINT: Use https:/);
  });
  it('stops on a signal and goes on the next time', async () => {
    const onErr = (text: string): void => {
      if (text.startsWith('4/')) interrupt();
    };
    const stopped = await run('publish coffee --version 1.5.0 --intro x', { onErr });
    assert.equal(stopped.code, 130);
    assert.match(stopped.out, /Stopped waiting/);
    assert.equal((await run('publish coffee --version 1.5.0 --intro x')).code, 0);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('starts anew with --fresh', async () => {
    sandbox.faults.next({ action: 'DescribeTempSecret4UploadFile2Cos', code: 'FailedOperation.LoginAuthFailed' });
    const failed = await run('publish coffee --version 1.5.0 --intro x');
    assert.notEqual(failed.code, 0);
    const fresh = await run('publish coffee --version 1.5.0 --intro y --fresh');
    assert.equal(fresh.code, 0, fresh.err);
    assert.equal(versionsOf(sandbox, '1.5.0')[0]?.intro, 'y');
  });
  it('creates once more what nobody answered, only when told to', async () => {
    timing = { ...quick, unansweredMs: 200 };
    sandbox.faults.next({ action: 'CreateMNPVersion', httpStatus: 502, body: '<html>Bad gateway</html>' });
    const publish = 'publish coffee --version 1.5.0 --intro Oat';
    const lost = await run(publish);
    assert.equal(lost.code, 9, lost.err);
    assert.match(lost.err, /--create-again to create it once more/);
    const looked = await run(publish);
    assert.equal(looked.code, 9);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
    const again = await run(`${publish} --create-again`);
    assert.equal(again.code, 0, again.err);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
    const nothing = await run('publish coffee --version 1.6.0 --intro Oat --create-again');
    assert.equal(nothing.code, 2);
    assert.match(nothing.err, /nothing to repeat/);
    assert.equal(versionsOf(sandbox, '1.6.0').length, 0);
  });
  it('tells of the package in its document, and of what changed since the version before', async () => {
    const first = JSON.parse((await run('publish coffee --version 1.5.0 --intro Oat --json')).out) as Told;
    assert.equal(first.package.since, null);
    await writeFile(join(folders.project, 'milk.js'), 'module.exports = 1;\n');
    const second = JSON.parse((await run('publish coffee --version 1.6.0 --intro Milk --json')).out) as Told;
    assert.equal(second.package.files, first.package.files + 1);
    assert.deepEqual([second.package.since?.version, second.package.since?.added], ['1.5.0', 1]);
    assert.match(second.package.sha256, /^[0-9a-f]{64}$/);
  });
  it('stops before anything is sent when the folder has errors, or warnings and --strict', async () => {
    await writeFile(
      join(folders.project, 'app.json'),
      '{"pages": ["pages/index/index"], "debug": true, "sitemapLocation": "no.json"}',
    );
    const strict = await run('publish coffee --version 1.5.0 --intro x --strict --json');
    assert.equal(strict.code, 10, strict.err);
    const { error } = JSON.parse(strict.out) as { error: { problems: { severity: string; file: string | null }[] } };
    assert.ok(error.problems.some(({ severity }) => severity === 'warning'));
    assert.equal(
      (await readdir(join(folders.storage, 'mini-program-publisher', 'publishes'))).filter((name) =>
        name.endsWith('.zip'),
      ).length,
      0,
    );
    await writeFile(
      join(folders.project, 'key.js'),
      `const key = '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\\n-----END PRIVATE KEY-----';`,
    );
    const publish = 'publish coffee --version 1.5.0 --intro x';
    const secret = await run(publish);
    assert.deepEqual([secret.code, versionsOf(sandbox, '1.5.0').length], [10, 0]);
    assert.match(secret.err, /^key\.js:1:\d+: error: .*\[secret\w*\]$/m);
    const shipped = await run(`${publish} --allow-secrets`);
    assert.equal(shipped.code, 0, shipped.err);
  });
  it('runs the script before it packs, and not again for a package that it kept', async () => {
    await writeFile(
      join(folders.project, 'package.json'),
      JSON.stringify({ scripts: { build: `node -e "require('fs').appendFileSync('../built', '.')"`, bad: 'exit 7' } }),
    );
    const failed = await run('publish coffee --version 1.5.0 --intro x --pre-package bad');
    assert.equal(failed.code, 11);
    assert.match(failed.err, /npm run bad failed \(7\)/);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
    sandbox.faults.next({ action: 'DescribeTempSecret4UploadFile2Cos', code: 'FailedOperation.LoginAuthFailed' });
    const publish = 'publish coffee --version 1.5.0 --intro x --pre-package build';
    assert.notEqual((await run(publish)).code, 0);
    assert.equal((await run(publish)).code, 0);
    assert.equal(await readFile(join(folders.project, '..', 'built'), 'utf8'), '.');
  });
  it('asks nothing: what is missing is a failure', async () => {
    const { code, err } = await run('publish coffee --version 1.5.0');
    assert.equal(code, 2);
    assert.match(err, /give --intro/);
  });
  it('explains itself', async () => {
    const help = await run('--help');
    assert.equal(help.code, 0);
    for (const word of ['pack DIR', 'publish DIR', 'status', 'sandbox', 'MINI_PROGRAM_SECRET_KEY', 'Exit codes'])
      assert.ok(help.out.includes(word), word);
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    assert.equal((await run('--version')).out, `${version}\n`);
    assert.equal((await run('')).out, help.out);
  });
});
