import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchToken, getCodeSecret } from '../../../src/wechat/codeSecret';
import { WechatError } from '../../../src/wechat/wechatError';
import { wechatErrors } from '../../../src/sandbox/wechat';
import { FakeClock } from '../../support/fakes';
import { openWorld, type World } from './world';

describe('the WeChat code protection key', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  const tokenNow = async (): Promise<string> => {
    const answer = await fetch(`${world.sandbox.url}/sandbox/wechat/token?appid=wxshop`);
    return ((await answer.json()) as { authorizer_access_token: string }).authorizer_access_token;
  };

  it('is fetched with a token, shown masked, copied on request, and taken off the clipboard', async () => {
    const { ui, secrets, log, globalState, workspaceState, remembered } = world.ports;
    const token = await tokenNow();
    await world.act((h) => h['miniProgram.wechatKey'](), { pick: 'Enter a token…' }, { input: '' }, { input: token });
    assert.match(ui.last.message, /^Code protection key: \S{3}•{8}\S{3} \(64 characters\)$/);
    const secret = remembered.at(-1) ?? '';
    assert.equal(secret.length, 64);
    assert.equal(world.ports.redact(ui.last.message), ui.last.message, 'the mask itself is masked');
    assert.ok(!ui.last.message.includes(secret.slice(0, 4)));
    await ui.press('Copy');
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(ui.copied, '', 'the clipboard still holds it after a minute');
    // Nowhere in clear: the token is in the key store only, the key in memory only.
    for (const sink of [log.lines.join('\n'), ...globalState.values.values(), ...workspaceState.values.values()])
      for (const one of [secret, token]) assert.ok(!sink.includes(one));
    assert.ok(![...secrets.values.values()].some((value) => value.includes(secret)));
    assert.ok([...secrets.values].some(([key, value]) => key.startsWith('wechat/') && value.includes(token)));
  });
  it('keeps the token for that host, offers it again, and forgets it when asked', async () => {
    await world.act((h) => h['miniProgram.wechatKey'](), { pick: /^The token that was entered/ });
    assert.match(world.ports.ui.last.message, /^Code protection key/);
    await world.act((h) => h['miniProgram.wechatKey'](), { pick: 'Forget what is kept' });
    assert.ok(![...world.ports.secrets.values.keys()].some((key) => key.startsWith('wechat/')));
  });
  it('takes a fresh token of the provider’s service each time, and once more when WeChat finds it too old', async () => {
    const url = `${world.sandbox.url}/sandbox/wechat/token?appid=wxshop`;
    world.sandbox.faults.next({ action: 'wechat', code: '42001' });
    await world.act(
      (h) => h['miniProgram.wechatKey'](),
      { pick: 'Enter the address of a service of yours…' },
      { input: 'http://token.example.com/' },
      { input: 'https://me:pass@token.example.com/' },
      { input: url },
    );
    assert.match(world.ports.ui.asked.join('\n'), /must not travel in the clear[^]*Leave user name and password/);
    assert.match(world.ports.ui.last.message, /^Code protection key/);
    await world.act((h) => h['miniProgram.wechatKey'](), { pick: /^Ask 127\.0\.0\.1:\d+ again$/ });
    assert.match(world.ports.ui.last.message, /^Code protection key/);
  });
  it('explains every documented errcode, each with its code, and with the rid for WeChat’s support', async () => {
    const seen = new Set<string>();
    for (const code of Object.keys(wechatErrors)) {
      const token = code === '41001' || code === '43002' ? `x${code}` : `errcode${code}`;
      if (token.startsWith('x')) continue;
      await world.act((h) => h['miniProgram.wechatKey'](), { pick: 'Enter a token…' }, { input: token });
      const { message, kind } = world.ports.ui.last;
      assert.equal(kind, 'error');
      assert.match(message, new RegExp(`rid: [-0-9a-f]+" \\(${code}\\)$`));
      assert.doesNotMatch(message, /not documented here/, code);
      seen.add(message.split(' "')[0] ?? '');
    }
    assert.ok(seen.size >= 12, [...seen].join('\n'));
  });
});

describe('the WeChat client', () => {
  let server: Server;
  let answers: { status?: number; headers?: Record<string, string>; text: string }[];
  const asked: string[] = [];
  const options = (): Parameters<typeof getCodeSecret>[0] => ({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock: new FakeClock(),
    remember: () => undefined,
  });
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const { status = 200, headers = {}, text } = answers.shift() ?? { status: 500, text: '' };
      response.writeHead(status, headers).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  after(() => void server.close());
  beforeEach(() => {
    asked.length = 0;
  });

  it('asks a busy WeChat three times with pauses, then says so', async () => {
    answers = [-1, -1000, -1].map((errcode) => ({ text: JSON.stringify({ errcode, errmsg: 'system error' }) }));
    const clock = new FakeClock();
    await assert.rejects(
      getCodeSecret({ ...options(), clock }, 't'),
      (error) => error instanceof WechatError && error.code === -1,
    );
    assert.deepEqual(clock.sleeps, [500, 1_500]);
    assert.equal(asked.length, 3);
  });
  it('takes an answer without errcode for success, and encodes the token', async () => {
    answers = [{ text: '{"codesecret":"abc/+="}' }];
    assert.equal(await getCodeSecret(options(), 'a+b/c='), 'abc/+=');
    assert.deepEqual(asked, ['POST /tcb/getcodesecret?access_token=a%2Bb%2Fc%3D']);
  });
  it('follows no redirect: the token is for one host', async () => {
    answers = [{ status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' }, text: '' }];
    await assert.rejects(
      getCodeSecret(options(), 't'),
      (error) => error instanceof WechatError && error.kind === 'redirect',
    );
    assert.equal(asked.length, 1);
  });
  it('tells a sign-in page and half an answer from WeChat, and never repeats the token', async () => {
    for (const text of ['<html>Sign in</html>', '{"errcode":0', '[]', '', '{"errcode":0,"codesecret":7}']) {
      answers = [{ text }];
      await assert.rejects(
        getCodeSecret(options(), 'secret-token'),
        (error) =>
          error instanceof WechatError && error.kind === 'notWechat' && !error.message.includes('secret-token'),
      );
    }
    server.closeAllConnections();
    const gone = { ...options(), endpoint: 'http://127.0.0.1:9' };
    await assert.rejects(
      getCodeSecret(gone, 'secret-token'),
      (error) => error instanceof WechatError && error.kind === 'network' && !error.message.includes('secret-token'),
    );
  });
  it('finds the token of a service under the usual names, or as plain text, and nothing else', async () => {
    const read = (text: string, status = 200): Promise<string> => {
      answers = [{ text, status }];
      return fetchToken({ remember: () => undefined }, `${options().endpoint}/token`);
    };
    assert.equal(await read('{"authorizer_access_token":"A_1","access_token":"B"}'), 'A_1');
    assert.equal(await read('{"code":0,"data":{"access_token":"B-2"}}'), 'B-2');
    assert.equal(await read(' C.3\n'), 'C.3');
    for (const [text, status] of [
      ['{}', 200],
      ['<html>', 200],
      ['D', 403],
      ['{"token":7}', 200],
    ] as const)
      await assert.rejects(read(text, status), (error) => error instanceof WechatError && error.kind === 'noToken');
  });
});
