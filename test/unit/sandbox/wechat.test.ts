import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { wechatErrors } from '../../../src/sandbox/wechat';
import { withSandbox } from './support/cloud';

interface Answer {
  readonly errcode: number;
  readonly errmsg: string;
  readonly codesecret?: string;
}
async function ask(sandbox: Sandbox, token: string | undefined, method = 'POST'): Promise<Answer> {
  const query = token === undefined ? '' : `?access_token=${encodeURIComponent(token)}`;
  const response = await fetch(`${sandbox.url}/tcb/getcodesecret${query}`, { method });
  assert.equal(response.status, 200, 'errors, too, come with HTTP 200');
  return (await response.json()) as Answer;
}
async function tokenFor(sandbox: Sandbox, appid: string): Promise<string> {
  const response = await fetch(`${sandbox.url}/sandbox/wechat/token?appid=${appid}`);
  const answer = (await response.json()) as { authorizer_access_token: string; expires_in: number };
  assert.equal(answer.expires_in, 7200);
  return answer.authorizer_access_token;
}

describe('sandbox: WeChat getCodeSecret', () => {
  it(
    'gives one key for each mini program, always the same',
    withSandbox({}, async (sandbox) => {
      const first = await ask(sandbox, await tokenFor(sandbox, 'wx1111'));
      assert.deepEqual([first.errcode, first.errmsg], [0, 'ok']);
      assert.match(first.codesecret ?? '', /^[A-Za-z0-9+/]{64}$/);
      assert.equal((await ask(sandbox, await tokenFor(sandbox, 'wx1111'))).codesecret, first.codesecret);
      assert.notEqual((await ask(sandbox, await tokenFor(sandbox, 'wx2222'))).codesecret, first.codesecret);
    }),
  );
  it(
    'refuses a missing, a strange and a changed token, and anything but POST',
    withSandbox({}, async (sandbox) => {
      const token = await tokenFor(sandbox, 'wx1111');
      const changed = token.startsWith('A') ? `B${token.slice(1)}` : `A${token.slice(1)}`;
      assert.equal((await ask(sandbox, undefined)).errcode, 41001);
      assert.equal((await ask(sandbox, '')).errcode, 41001);
      for (const bad of ['x', '令牌', changed, `${token}0`, 'é'.repeat(90)])
        assert.equal((await ask(sandbox, bad)).errcode, 40014, bad);
      assert.equal((await ask(sandbox, token, 'GET')).errcode, 43002);
    }),
  );
  it('a token ends after two hours by the clock of the sandbox', async () => {
    let ahead = 0;
    await withSandbox({ clock: { ...systemClock, now: () => Date.now() + ahead } }, async (sandbox) => {
      const token = await tokenFor(sandbox, 'wx1111');
      ahead = 7_190_000;
      assert.equal((await ask(sandbox, token)).errcode, 0);
      ahead = 7_201_000;
      assert.equal((await ask(sandbox, token)).errcode, 42001);
    })();
  });
  it(
    'answers every documented error for a token that asks for it, and by a fault',
    withSandbox({}, async (sandbox) => {
      const documented = [-1, -1000, 40014, 40101, 41001, 42001, 43002];
      const ofTokens = [40001, 40164, 45009, 45011, 48001, 48004, 61003, 61004, 61005, 61006, 61007];
      const codes = Object.keys(wechatErrors).map(Number);
      assert.deepEqual(
        [...codes].sort((a, b) => a - b),
        [...documented, ...ofTokens].sort((a, b) => a - b),
      );
      const token = await tokenFor(sandbox, 'wx1111');
      for (const code of codes) {
        const wished = await ask(sandbox, `errcode${code}`);
        sandbox.faults.next({ action: 'wechat', code: String(code) });
        const faulty = await ask(sandbox, token);
        for (const answer of [wished, faulty]) {
          assert.equal(answer.errcode, code);
          assert.ok(answer.errmsg.startsWith(wechatErrors[code] ?? '?') && / rid: [0-9a-f-]{23}$/.test(answer.errmsg));
          assert.equal(answer.codesecret, undefined);
        }
      }
    }),
  );
  it(
    'breaks off and waits on request, as the platform does',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: 'wechat', dropAfterBytes: 0 });
      await assert.rejects(fetch(`${sandbox.url}/tcb/getcodesecret`, { method: 'POST' }));
      assert.equal(sandbox.faults.pending, 0);
      assert.equal((await fetch(`${sandbox.url}/tcb/other`, { method: 'POST' })).status, 404);
    }),
  );
});
