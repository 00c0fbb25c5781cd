import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../../src/cli/runCli';
import type { CliIo } from '../../../src/cli/io';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { basic, type PutServer, startPutServer } from '../../support/putServer';
import { rigForEach } from './support/rig';
import { versionsOf } from './support/truth';
import { type Folders, quick } from './support/world';

const password = 'Correct-horse-battery-9';

describe('the command line with an upload target of its own', () => {
  let sandbox: Sandbox;
  let folders: Folders;
  let web: PutServer;
  let env: Record<string, string | undefined>;
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(async () => {
    web = await startPutServer(basic('ci', password));
    env = {
      MINI_PROGRAM_ENDPOINT: sandbox.url,
      MINI_PROGRAM_PLATFORM_ID: sandbox.platformId,
      MINI_PROGRAM_SECRET_ID: sandbox.secretId,
      MINI_PROGRAM_SECRET_KEY: sandbox.secretKey,
      MINI_PROGRAM_REGION: sandbox.region,
      XDG_STATE_HOME: folders.storage,
    };
  });
  afterEach(() => web.close());

  async function run(args: string): Promise<{ readonly code: number; readonly text: string }> {
    let text = '';
    const io: CliIo = {
      stdout: (said) => (text += said),
      stderr: (said) => (text += said),
      env,
      cwd: join(folders.project, '..'),
      stdin: Readable.from(['']),
      onSignal: () => undefined,
    };
    const code = await runCli(args.split(' '), io, { timing: quick });
    for (const secret of [sandbox.secretKey, password]) assert.ok(!text.includes(secret), 'a secret is printed');
    return { code, text };
  }
  const publish = (): ReturnType<typeof run> => run('publish coffee --version 1.5.0 --intro Oat');

  it('publishes through a web server', async () => {
    Object.assign(env, {
      MINI_PROGRAM_UPLOAD: 'http',
      MINI_PROGRAM_UPLOAD_URL: `${web.url}/{appId}/{version}-{id}{suffix}`,
      MINI_PROGRAM_UPLOAD_USER: 'ci',
      MINI_PROGRAM_UPLOAD_PASSWORD: password,
    });
    const { code, text } = await publish();
    assert.equal(code, 0, text);
    assert.equal(web.files.size, 1);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 1);
  });
  it('publishes through a private bucket', async () => {
    Object.assign(env, {
      MINI_PROGRAM_UPLOAD: 'cos',
      MINI_PROGRAM_UPLOAD_BUCKET: privateBucket,
      MINI_PROGRAM_UPLOAD_REGION: sandbox.region,
      MINI_PROGRAM_UPLOAD_ENDPOINT: `${sandbox.url}/cos/${privateBucket}`,
      MINI_PROGRAM_UPLOAD_SECRET_ID: sandbox.secretId,
      MINI_PROGRAM_UPLOAD_SECRET_KEY: sandbox.secretKey,
    });
    const { code, text } = await publish();
    assert.equal(code, 0, text);
    assert.equal([...sandbox.state.objects.keys()].filter((key) => key.startsWith(privateBucket)).length, 1);
  });
  it('publishes through a media library', async () => {
    Object.assign(env, {
      MINI_PROGRAM_UPLOAD: 'smh',
      MINI_PROGRAM_UPLOAD_ENDPOINT: sandbox.url,
      MINI_PROGRAM_UPLOAD_LIBRARY: sandbox.media.libraries[0]?.id,
      MINI_PROGRAM_UPLOAD_CONTROL: sandbox.url,
      MINI_PROGRAM_UPLOAD_SECRET_ID: sandbox.secretId,
      MINI_PROGRAM_UPLOAD_SECRET_KEY: sandbox.secretKey,
    });
    const { code, text } = await publish();
    assert.equal(code, 0, text);
    assert.equal(sandbox.state.mediaFiles.size, 1);
    assert.equal(sandbox.media.tokens.size, 0);
  });
  it('names the variable that is missing or wrong before anything is sent', async () => {
    for (const [change, wanted] of [
      [{ MINI_PROGRAM_UPLOAD: 'ftp' }, /MINI_PROGRAM_UPLOAD must be one of: platform, cos, smh, http/],
      [{ MINI_PROGRAM_UPLOAD: 'http' }, /MINI_PROGRAM_UPLOAD_URL is missing/],
      [{ MINI_PROGRAM_UPLOAD_URL: 'files/{id}' }, /is not a web address/],
      [{ MINI_PROGRAM_UPLOAD_URL: `${web.url}/{id}`, MINI_PROGRAM_UPLOAD_USER: 'ci' }, /_PASSWORD is missing/],
      [
        { MINI_PROGRAM_UPLOAD: 'cos', MINI_PROGRAM_UPLOAD_BUCKET: 'x', MINI_PROGRAM_UPLOAD_REGION: 'y' },
        /is no bucket/,
      ],
    ] as const) {
      Object.assign(env, change);
      const { code, text } = await publish();
      assert.equal(code, 2, text);
      assert.match(text, wanted);
    }
    assert.deepEqual(web.seen, []);
  });
  it('says by its exit code that the login of the server is wrong', async () => {
    Object.assign(env, {
      MINI_PROGRAM_UPLOAD: 'http',
      MINI_PROGRAM_UPLOAD_URL: `${web.url}/{id}`,
      MINI_PROGRAM_UPLOAD_USER: 'someone-else',
      MINI_PROGRAM_UPLOAD_PASSWORD: password,
    });
    const { code, text } = await publish();
    assert.equal(code, 3, text);
    assert.equal(versionsOf(sandbox, '1.5.0').length, 0);
  });
  it('is told by --help, and never takes a secret as an argument', async () => {
    const { text } = await run('--help');
    assert.match(text, /MINI_PROGRAM_UPLOAD .*\{appId\} \{version\}/s);
    env['MINI_PROGRAM_UPLOAD_PASSWORD'] = password;
    const given = await run(`publish coffee --intro ${password}`);
    assert.equal(given.code, 2);
  });
});
