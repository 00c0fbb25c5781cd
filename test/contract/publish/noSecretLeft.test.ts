import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../src/base/clock';
import { describeLibrarySecret } from '../../../src/client/mediaLibraries';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { basic, type PutServer, startPutServer } from '../../support/putServer';
import { uploadKey } from '../../unit/sandbox/support/store';
import { accountOf, cliForAll, type Env, ended, type Recorder, recordAnswers, type StartCli } from './support/cliChild';
import { rigForEach } from './support/rig';
import { filesBelow, findSecret, type Trace, traceOf, watchArguments } from './support/traces';
import { versionsOf } from './support/truth';
import type { Folders } from './support/world';

/** Signs that are written otherwise in an address, a header, JSON and base64. */
const password = `Sträng+ge/heim=%&"${randomBytes(6).toString('hex')}`;
const token = `tok.${randomBytes(18).toString('hex')}~+/==`;

interface World {
  readonly sandbox: Sandbox;
  readonly web: PutServer;
  /** A service that hands out tokens of the media library to who knows `token`. */
  readonly service: string;
  /** Through which everything is asked that the sandbox serves. */
  readonly url: string;
}
interface Case {
  readonly name: string;
  readonly env: (world: World) => Env | Promise<Env>;
  readonly secrets: readonly string[];
  /** Secrets that only the run itself gets to know, in what it was answered. */
  readonly given?: RegExp;
}
const given = /"(?:TempSecretKey|Token|accessToken|LibrarySecret|librarySecret)":"([^"]{8,})"/g;
const libraryOf = ({ sandbox }: World) => sandbox.media.libraries[0]!;
/** A token as somebody would paste it. */
const pasted = (world: World): string =>
  world.sandbox.media.tokens.issue(
    libraryOf(world).id,
    new URLSearchParams({ grant: 'create_directory,upload_file', period: '1200' }),
    { isMultiSpace: false, now: Math.floor(Date.now() / 1000) },
  ).text;
const smh = (world: World): Env => ({
  MINI_PROGRAM_UPLOAD: 'smh',
  MINI_PROGRAM_UPLOAD_ENDPOINT: world.url,
  MINI_PROGRAM_UPLOAD_LIBRARY: libraryOf(world).id,
});
const http = ({ web }: World): Env => ({
  MINI_PROGRAM_UPLOAD: 'http',
  MINI_PROGRAM_UPLOAD_URL: `${web.url}/{appId}/{version}-{id}{suffix}`,
});

const cases: readonly Case[] = [
  { name: 'platform', env: () => ({}), secrets: [], given },
  {
    name: 'cos',
    env: ({ sandbox, url }) => ({
      MINI_PROGRAM_UPLOAD: 'cos',
      MINI_PROGRAM_UPLOAD_BUCKET: privateBucket,
      MINI_PROGRAM_UPLOAD_REGION: sandbox.region,
      MINI_PROGRAM_UPLOAD_ENDPOINT: `${url}/cos/${privateBucket}`,
      MINI_PROGRAM_UPLOAD_SECRET_ID: sandbox.secretId,
      MINI_PROGRAM_UPLOAD_SECRET_KEY: sandbox.secretKey,
    }),
    secrets: [],
  },
  {
    name: 'cos, by a key with a session token',
    env: async ({ sandbox, url }) => {
      // The one temporary key of the sandbox that may write: to one object.
      const { secretId, secretKey, token = '', bucket, object } = await uploadKey(sandbox);
      return {
        MINI_PROGRAM_UPLOAD: 'cos',
        MINI_PROGRAM_UPLOAD_BUCKET: bucket,
        MINI_PROGRAM_UPLOAD_REGION: sandbox.region,
        MINI_PROGRAM_UPLOAD_ENDPOINT: `${url}/cos/${bucket}`,
        MINI_PROGRAM_UPLOAD_PATH: object.slice(bucket.length + 1),
        MINI_PROGRAM_UPLOAD_SECRET_ID: secretId,
        MINI_PROGRAM_UPLOAD_SECRET_KEY: secretKey,
        MINI_PROGRAM_UPLOAD_TOKEN: token,
      };
    },
    secrets: [],
  },
  {
    name: 'smh, by a key',
    env: (world) => ({
      ...smh(world),
      MINI_PROGRAM_UPLOAD_CONTROL: world.url,
      MINI_PROGRAM_UPLOAD_SECRET_ID: world.sandbox.secretId,
      MINI_PROGRAM_UPLOAD_SECRET_KEY: world.sandbox.secretKey,
    }),
    secrets: [],
    given,
  },
  {
    name: 'smh, by the secret of the library',
    env: async (world) => {
      const control = {
        endpoint: world.sandbox.url,
        credentials: () => Promise.resolve(world.sandbox),
        clock: systemClock,
      };
      const secret = await describeLibrarySecret(control, libraryOf(world).id);
      return { ...smh(world), MINI_PROGRAM_UPLOAD_LIBRARY_SECRET: secret };
    },
    secrets: [],
  },
  {
    name: 'smh, by a token that was pasted',
    env: (world) => ({ ...smh(world), MINI_PROGRAM_UPLOAD_TOKEN: pasted(world) }),
    secrets: [],
  },
  {
    name: 'smh, by a service that gives tokens',
    env: (world) => ({
      ...smh(world),
      MINI_PROGRAM_UPLOAD_TOKEN_URL: world.service,
      MINI_PROGRAM_UPLOAD_TOKEN: token,
    }),
    secrets: [token],
  },
  {
    name: 'http, user and password',
    env: (world) => {
      world.web.authorization = basic('ci', password);
      return { ...http(world), MINI_PROGRAM_UPLOAD_USER: 'ci', MINI_PROGRAM_UPLOAD_PASSWORD: password };
    },
    secrets: [password],
  },
  {
    name: 'http, bearer',
    env: (world) => {
      world.web.authorization = `Bearer ${token}`;
      return { ...http(world), MINI_PROGRAM_UPLOAD_TOKEN: token };
    },
    secrets: [token],
  },
  {
    name: 'http, a header',
    env: (world) => {
      world.web.authorization = token;
      return {
        ...http(world),
        MINI_PROGRAM_UPLOAD_HEADER: 'authorization',
        MINI_PROGRAM_UPLOAD_HEADER_VALUE: token,
      };
    },
    secrets: [token],
  },
];
const secretNames = /^MINI_PROGRAM_.*(?:SECRET_KEY|LIBRARY_SECRET|TOKEN|PASSWORD|VALUE)$/;

describe('what a publish leaves behind', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let world: World;
  let folders: Folders;
  let recorder: Recorder;
  let service: Server;
  let issued: string[] = [];
  let startCli: StartCli;
  cliForAll((start) => (startCli = start));
  rigForEach({}, (rig) => ({ sandbox, folders } = rig));
  beforeEach(async () => {
    issued = [];
    recorder = await recordAnswers(sandbox.url);
    service = createServer((request, response) => {
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      const text = isKnown ? pasted(world) : '';
      issued.push(text);
      response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ accessToken: text }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => service.once('listening', resolve));
    const web = await startPutServer('');
    const address = `http://127.0.0.1:${(service.address() as AddressInfo).port}/token`;
    world = { sandbox, web, service: address, url: recorder.url };
  });
  afterEach(async () => {
    service.closeAllConnections();
    service.close();
    await Promise.all([recorder.close(), world.web.close()]);
  });

  /** Publishes with a script before packing, and gathers everything that is left or was to be seen. */
  async function run(target: Env): Promise<{ readonly traces: readonly Trace[]; readonly code: number | null }> {
    const base = dirname(folders.project);
    const temp = join(base, 'temp');
    await mkdir(temp, { recursive: true });
    await mkdir(folders.storage, { recursive: true });
    const script = `node -e "require('fs').writeFileSync('../environment.json', JSON.stringify(process.env))"`;
    await writeFile(join(folders.project, 'package.json'), JSON.stringify({ scripts: { build: script } }));
    const args = ['publish', folders.project, '--version', '1.5.0', '--intro', 'Oat', '--pre-package', 'build'];
    const watch = watchArguments();
    const child = startCli([...args, '--json'], {
      ...accountOf(world.sandbox, world.url),
      HOME: folders.storage,
      XDG_STATE_HOME: folders.storage,
      TMPDIR: temp,
      ...target,
    });
    const { code, out, err } = await ended(child);
    const seen = watch.stop();
    return { code, traces: [...filesBelow(base), traceOf('output', out), traceOf('errors', err), ...seen] };
  }

  for (const { name, env, secrets, given: answered } of cases)
    it(`holds no secret: ${name}`, async () => {
      const target = await env(world);
      const { traces, code } = await run(target);
      assert.equal(code, 0, JSON.stringify(traces.filter(({ where }) => where === 'errors')));
      assert.equal(versionsOf(world.sandbox, '1.5.0').length, 1);
      const lent = answered
        ? recorder.answers.flatMap((text) => [...text.matchAll(answered)].map(([, one]) => one!))
        : [];
      if (answered) assert.ok(lent.length >= 2, 'the run was lent secrets');
      const entered = Object.entries(target).flatMap(([key, value]) => (secretNames.test(key) ? [value] : []));
      const all = new Set([world.sandbox.secretKey, ...secrets, ...entered, ...issued, ...lent]);
      for (const secret of all) {
        assert.ok(secret.length >= 8);
        assert.deepEqual(findSecret(secret, traces), [], `a secret of ${secret.length} characters is left`);
      }
      // With it anybody reads the package until it ends.
      const signed = traces.filter(({ text }) => /q-signature=[0-9a-f]{40}/.test(text)).map(({ where }) => where);
      assert.deepEqual(signed, [], 'a signed address is left');
      const isThere = (part: RegExp): boolean => traces.some(({ where }) => part.test(where));
      for (const part of [/publishes.*\.json$/, /environment\.json$/]) assert.ok(isThere(part), `${part} was searched`);
      if (process.platform === 'linux')
        assert.ok(
          traces.some(({ where, text }) => where === 'process arguments' && text.includes('writeFileSync')),
          'the arguments of the script were seen',
        );
    });

  for (const kind of ['http', 'smh'] as const)
    it(`holds no secret of a store that refuses and tells back what it was sent: ${kind}`, async () => {
      const echo = createServer((request, response) => {
        const inQuery = new URL(request.url ?? '/', url).searchParams.get('access_token');
        const message = `not with ${inQuery ?? request.headers.authorization?.replace('Bearer ', '') ?? ''}`;
        request.resume().on('end', () => response.writeHead(403).end(JSON.stringify({ code: 'Forbidden', message })));
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => echo.once('listening', resolve));
      const url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
      const http = { MINI_PROGRAM_UPLOAD: 'http', MINI_PROGRAM_UPLOAD_URL: `${url}/{id}` };
      const target = kind === 'http' ? http : { ...smh(world), MINI_PROGRAM_UPLOAD_ENDPOINT: url };
      const { traces, code } = await run({ ...target, MINI_PROGRAM_UPLOAD_TOKEN: token });
      echo.close();
      assert.notEqual(code, 0);
      assert.ok(traces.some(({ where, text }) => /publishes.*\.json$/.test(where) && text.includes('not with')));
      assert.deepEqual(findSecret(token, traces), []);
    });

  it('would be found wherever it is, in each of its writings', async () => {
    const secret = world.sandbox.secretKey;
    const base = dirname(folders.project);
    const watch = watchArguments();
    const child = spawn(process.execPath, [
      '-e',
      'setTimeout(() => {}, 300)',
      '--',
      `--key=${encodeURIComponent(password)}`,
    ]);
    await new Promise((resolve) => child.once('close', resolve));
    const seen = watch.stop();
    if (process.platform === 'linux') assert.deepEqual(findSecret(password, seen), ['process arguments']);
    const encoded = [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(`user:${secret}`).toString('base64'),
      Buffer.from(`a longer user:${secret}\n`).toString('base64'),
      JSON.stringify({ secret }),
    ];
    for (const text of encoded) {
      await writeFile(join(base, 'left.log'), `before ${text} after`);
      assert.deepEqual(findSecret(secret, filesBelow(base)), [join(base, 'left.log')], text);
    }
    await writeFile(join(base, 'left.log'), '');
    await writeFile(join(base, `${secret}.txt`), '');
    assert.deepEqual(findSecret(secret, filesBelow(base)), ['a file name']);
  });
});
