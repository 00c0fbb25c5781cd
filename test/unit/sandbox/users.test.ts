import assert from 'node:assert/strict';
import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import { systemClock } from '../../../src/base/clock';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { call, send, withSandbox } from './support/cloud';

interface Preset {
  readonly Key: string;
  readonly KeyId: string;
}
async function presetKey(sandbox: Sandbox): Promise<Preset> {
  const { Data, RequestId } = await send(sandbox, 'CreatePresetKey', {});
  return { Key: Data.Key, KeyId: RequestId };
}
const encrypt = (key: string, text: string, padding = constants.RSA_PKCS1_PADDING): string =>
  publicEncrypt({ key, padding }, Buffer.from(text)).toString('base64');
let count = 0;
/** What CreateUser answers: `ok`, or the code and the message. */
async function create(sandbox: Sandbox, more: object): Promise<string> {
  const login = `someone${count++}`;
  const request = { UserAccount: login, UserName: '某人', AccountType: 3, ...more };
  const { Error: error } = await send(sandbox, 'CreateUser', request);
  return error ? `${error.Code}: ${error.Message}` : 'ok';
}

describe('sandbox: users and passwords', () => {
  it(
    'CreatePresetKey gives a 1024-bit RSA key in PEM, another each time; its RequestId is the KeyId',
    withSandbox({}, async (sandbox) => {
      const [one, two] = [await presetKey(sandbox), await presetKey(sandbox)];
      assert.match(one.Key, /^-----BEGIN PUBLIC KEY-----\nMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB/);
      assert.equal(createPublicKey(one.Key).asymmetricKeyDetails?.modulusLength, 1024);
      assert.notEqual(one.Key, two.Key);
      const Password = encrypt(one.Key, 'Good-enough-1');
      assert.equal(await create(sandbox, { Password, KeyId: one.KeyId }), 'ok');
      assert.equal(await create(sandbox, { Password, KeyId: one.KeyId }), 'ok', 'one key, several users');
      assert.match(await create(sandbox, { Password, KeyId: two.KeyId }), /^InvalidParameterValue: .*decrypted/);
    }),
  );
  it(
    'decrypts the password and asks for one that is not too simple, without repeating it',
    withSandbox({}, async (sandbox) => {
      const { Key, KeyId } = await presetKey(sandbox);
      const attempt = (text: string, more = {}): Promise<string> =>
        create(sandbox, { Password: encrypt(Key, text), KeyId, ...more });
      for (const text of ['', 'Ab1-xyz', `Ab1-${'x'.repeat(29)}`, 'alllowercase', 'lower123456', 'With space-1']) {
        const answer = await attempt(text);
        assert.match(answer, /^InvalidParameterValue: .*too simple.*8 to 32/, text);
        assert.ok(text === '' || !answer.includes(text));
      }
      assert.match(await attempt('Xx-night.owl-1', { UserAccount: 'night.owl' }), /too simple/);
      for (const text of ['Abcdefg1', 'lower-case-1', '密码Abc-123', `Ab1-${'x'.repeat(28)}`])
        assert.equal(await attempt(text), 'ok', text);
    }),
  );
  it(
    'refuses what is not RSA by PKCS#1 v1.5 in Base64',
    withSandbox({}, async (sandbox) => {
      const { Key, KeyId } = await presetKey(sandbox);
      const oaep = encrypt(Key, 'Good-enough-1', constants.RSA_PKCS1_OAEP_PADDING);
      const large = Buffer.alloc(128, 255).toString('base64');
      for (const Password of [oaep, large, 'Good-enough-1', '', `${encrypt(Key, 'Good-enough-1')}AAAA`])
        assert.match(await create(sandbox, { Password, KeyId }), /^InvalidParameterValue: .*PKCS#1 v1\.5/);
    }),
  );
  it('a key ends after ten minutes', async () => {
    let ahead = 0;
    const clock = { ...systemClock, now: () => Date.now() + ahead };
    await withSandbox({ clock }, async (sandbox) => {
      const { Key, KeyId } = await presetKey(sandbox);
      const Password = encrypt(Key, 'Good-enough-1');
      const codeAfter = async (ms: number, UserAccount: string): Promise<string> => {
        ahead = ms;
        const request = { UserAccount, UserName: 'Late', AccountType: 3, Password, KeyId };
        const timestamp = Math.floor((Date.now() + ms) / 1000);
        return (await send(sandbox, 'CreateUser', request, { timestamp })).Error?.Code ?? 'ok';
      };
      assert.equal(await codeAfter(590_000, 'in-time'), 'ok');
      assert.equal(await codeAfter(601_000, 'late'), 'FailedOperation.GetOperateResourceFailed');
    })();
  });
  it(
    'keeps no password anywhere',
    withSandbox({}, async (sandbox) => {
      const { Key, KeyId } = await presetKey(sandbox);
      await create(sandbox, { Password: encrypt(Key, 'Hidden-secret-7'), KeyId });
      assert.ok(!JSON.stringify([...sandbox.state.users.values()]).includes('Hidden'));
    }),
  );
  it(
    'changes and deletes users, with their places in teams',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const id = (login: string): string =>
        [...sandbox.state.users.values()].find(({ account }) => account === login)?.id ?? '';
      const reviewer = id('reviewer');
      await call(sandbox, 'ModifyUser', { UserId: reviewer, UserName: ' 新名字 ', AccountType: 2 });
      const shown = await call(sandbox, 'DescribeUser', { UserId: reviewer });
      assert.deepEqual([shown.UserName, shown.AccountType, shown.UserAccount], ['新名字', 2, 'reviewer']);
      await call(sandbox, 'DeleteUser', { UserId: reviewer });
      const members = await call(sandbox, 'DescribeTeamMemberList', { Offset: 0, Limit: 99, Keyword: 'reviewer' });
      assert.equal(members.TotalCount, 0);
      const teamId = [...sandbox.state.teams.keys()][0] ?? '';
      const request = { Offset: 0, Limit: 50, TeamId: teamId };
      assert.equal((await call(sandbox, 'DescribeUserList', request)).TotalCount, 2);
    }),
  );
});
