import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runSandboxCli } from '../../../src/sandbox/cliMain';
import { startSandbox } from '../../../src/sandbox/startSandbox';
import { withFolder } from './support/files';

/** Runs the command; `ready` resolves with its first line. */
function run(argv: readonly string[], env: Record<string, string> = {}, stdin = new PassThrough()) {
  let [out, err] = ['', ''];
  let end = (): void => {};
  let tellReady = (_line: string): void => {};
  const ready = new Promise<string>((resolve) => (tellReady = resolve));
  const exit = runSandboxCli(argv, {
    stdout: (text) => {
      out += text;
      if (out.includes('\n')) tellReady(out);
    },
    stderr: (text) => void (err += text),
    env,
    onSignal: (listener) => (end = listener),
    stdin,
  });
  return { ready, exit, signal: () => end(), stdin, out: () => out, err: () => err };
}

describe('sandbox: command line', () => {
  it('prints one JSON line, answers until it is asked to end, saves, exits with 0', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'state.json');
      const env = { MINI_PROGRAM_SANDBOX_SECRET_KEY: 'from-the-environment' };
      const sandbox = run(['--seed', 'empty', '--state', file, '--dialect', 'tcmpp'], env);
      const line = await sandbox.ready;
      assert.equal(line.trimEnd().split('\n').length, 1);
      const { accounts, ...address } = JSON.parse(line) as Record<string, string> & { accounts: object[] };
      assert.deepEqual(Object.keys(address), ['url', 'platformId', 'secretId', 'secretKey', 'region', 'dialect']);
      assert.deepEqual(
        accounts.map((account) => Object.keys(account)),
        Array(3).fill(['role', 'userAccount', 'secretId', 'secretKey']),
      );
      assert.deepEqual([address['secretKey'], address['dialect']], ['from-the-environment', 'tcmpp']);
      assert.match(address['url'] ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.equal((await fetch(`${address['url'] ?? ''}/sandbox/health`)).status, 200);
      sandbox.signal();
      assert.equal(await sandbox.exit, 0);
      assert.equal(sandbox.out(), line);
      await assert.rejects(fetch(address['url'] ?? ''));
      assert.ok((await readFile(file, 'utf8')).includes(address['platformId'] ?? ''));
    }));
  it('lets go wrong what a file says, and refuses a file that says nothing of the kind', () =>
    withFolder(async (folder) => {
      const file = join(folder, '故障 list.json');
      await writeFile(file, '\uFEFF[{"action":"wechat","code":"1"},{"action":"build","message":"编译失败"}]');
      const sandbox = run(['--seed', 'empty', '--faults', file]);
      const { url, secretKey } = JSON.parse(await sandbox.ready) as Record<string, string>;
      const answer = await fetch(`${url ?? ''}/sandbox/faults`, {
        headers: { authorization: `Bearer ${secretKey ?? ''}` },
      });
      assert.equal(((await answer.json()) as { pending: number }).pending, 2);
      sandbox.signal();
      assert.equal(await sandbox.exit, 0);
      for (const [text, words] of [
        ['[{"action":"build"},{"action":"Nothing"}]', /list\.json are not right: 2\. There is no action Nothing/],
        ['not JSON', /list\.json cannot be read: .*JSON/],
      ] as const) {
        await writeFile(file, text);
        const refused = run(['--seed', 'empty', '--faults', file]);
        assert.equal(await refused.exit, 2);
        assert.match(refused.err(), words);
        assert.equal(refused.out(), '');
      }
      const missing = run(['--seed', 'empty', '--faults', join(folder, 'missing.json')]);
      assert.equal(await missing.exit, 2);
      assert.match(missing.err(), /missing\.json cannot be read: .*ENOENT/);
    }));
  it('ends with its parent when told so', async () => {
    const sandbox = run(['--seed', 'empty', '--with-parent']);
    await sandbox.ready;
    sandbox.stdin.end();
    assert.equal(await sandbox.exit, 0);
  });
  it('explains wrong use and exits with 2', async () => {
    for (const [argv, words] of [
      [['--port', 'many'], /--port must be a whole number/],
      [['--port', '70000'], /--port/],
      [['--seed', 'apple'], /--seed must be one of: empty, demo, large/],
      [['--dialect', 'latin'], /--dialect must be one of/],
      [['--build-ms', '-1'], /--build-ms/],
      [['--colour'], /--colour/],
      [['extra'], /extra/],
      [['--state', ''], /--state/],
    ] as const) {
      const sandbox = run(argv);
      assert.equal(await sandbox.exit, 2, argv.join(' '));
      assert.match(sandbox.err(), words);
      assert.match(sandbox.err(), /Usage: sandbox/);
      assert.equal(sandbox.out(), '');
    }
  });
  it('says that the port is taken and exits with 2', async () => {
    const first = await startSandbox({ seed: 'empty' });
    try {
      const { port } = new URL(first.url);
      const second = run(['--port', port]);
      assert.equal(await second.exit, 2);
      assert.match(second.err(), new RegExp(`^Port ${port} is in use\\.`));
    } finally {
      await first.close();
    }
  });
  it('explains itself when asked', async () => {
    const sandbox = run(['--help']);
    assert.equal(await sandbox.exit, 0);
    assert.match(sandbox.out(), /^Usage: sandbox/);
  });
});
