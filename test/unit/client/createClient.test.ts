import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/errors';
import { signTc3 } from '../../../src/client/sign';
import { RateLimiter } from '../../../src/client/rateLimiter';
import { clientOf, key, write } from './clientOf';
import { FakeClock } from './fakeClock';
import { data, json, refusal, serve, type TestServer } from './testServer';

describe('client', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const one = { MNPId: 'mp1' };
  const sentBody = (index = 0): unknown => JSON.parse(server!.received[index]!.body.toString('utf8'));

  describe('what it sends', () => {
    it('signs exactly the bytes, host and content type it sends, with the headers of the platform', async () => {
      server = await serve(data(null));
      const { client } = clientOf(server.url, { language: 'zh-CN' });
      await client.call('DescribeMNPList', { Offset: 0, Limit: 10, Keyword: '小程序 🚀 "quoted"' });
      const { request, body } = server.received[0]!;
      const header = (name: string): string => String(request.headers[name]);
      assert.equal(request.method, 'POST');
      assert.equal(request.url, '/');
      assert.equal(header('x-tc-action'), 'DescribeMNPList');
      assert.equal(header('x-tc-version'), '2025-01-06');
      assert.equal(header('x-tc-region'), 'ap-singapore');
      assert.equal(header('x-tc-language'), 'zh-CN');
      assert.equal(header('user-agent'), 'unit-test');
      assert.equal(request.headers['x-tc-token'], undefined);
      assert.equal(header('content-type'), 'application/json; charset=utf-8');
      const timestamp = Number(header('x-tc-timestamp'));
      assert.ok(Math.abs(timestamp - Date.now() / 1000) < 5);
      assert.deepEqual(JSON.parse(body.toString('utf8')), {
        Offset: 0,
        Limit: 10,
        Keyword: '小程序 🚀 "quoted"',
        PlatformId: 'T0000UNIT',
      });
      const expected = signTc3({
        method: 'POST',
        path: '/',
        query: '',
        headers: { 'content-type': header('content-type'), host: header('host'), 'x-tc-action': header('x-tc-action') },
        payload: body,
        service: 'tcsas',
        timestamp,
        ...key,
      });
      assert.equal(header('authorization'), expected.authorization);
    });

    it('sends the token of temporary credentials, and asks for credentials before each call', async () => {
      server = await serve(data(null));
      let asked = 0;
      const { client } = clientOf(server.url, {
        credentials: () => Promise.resolve({ ...key, token: `token-${++asked}` }),
      });
      await client.call('DescribeMNP', one);
      await client.call('DescribeMNP', one);
      assert.deepEqual(
        server.received.map(({ request }) => request.headers['x-tc-token']),
        ['token-1', 'token-2'],
      );
    });

    it('leaves out what the dialect does not know, PlatformId included', async () => {
      server = await serve(data(null));
      const old = clientOf(server.url, { dialect: 'tcmpp' }).client;
      await old.call('CreateMNPVersion', { ...write, PipelineId: 'p1' });
      await old.call('DescribeTempSecret4UploadFile2Cos', { BusinessName: 'tcmpp', Suffix: '.zip' });
      await old.call('CreatePresetKey', {});
      const current = clientOf(server.url).client;
      await current.call('CreateMNPVersion', { ...write, PipelineId: 'p1' });
      await current.call('DescribeTempSecret4UploadFile2Cos', { BusinessName: 'tcmpp', Suffix: '.zip' });
      assert.deepEqual(sentBody(0), { ...write, PlatformId: 'T0000UNIT' });
      assert.deepEqual(sentBody(1), { BusinessName: 'tcmpp', Suffix: '.zip' });
      assert.deepEqual(sentBody(2), {});
      assert.deepEqual(sentBody(3), { ...write, PipelineId: 'p1', PlatformId: 'T0000UNIT' });
      assert.deepEqual(sentBody(4), { BusinessName: 'tcmpp', Suffix: '.zip', PlatformId: 'T0000UNIT' });
      assert.match(String(server.received[0]!.request.headers.authorization), /\/tcmpp\/tc3_request/);
      assert.equal(server.received[0]!.request.headers['x-tc-version'], '2024-08-01');
    });

    it('keeps to the rate limit it shares with other clients of the same key', async () => {
      server = await serve(data(null));
      const fake = new FakeClock();
      const limiter = new RateLimiter(fake, 1, 1000);
      const first = clientOf(server.url, { limiter }).client;
      const second = clientOf(server.url, { limiter }).client;
      await first.call('DescribeMNP', one);
      const waiting = second.call('DescribeMNP', one);
      while (fake.sleeping === 0) await fake.advance(0);
      assert.equal(server.received.length, 1);
      await fake.advance(1000);
      await waiting;
      assert.equal(server.received.length, 2);
    });
  });

  describe('what it reads', () => {
    it('drops unknown fields and reads missing and null ones as null', async () => {
      server = await serve(data({ MNPId: 'mp1', MNPName: '商店', Status: '1', Brandnew: { a: 1 }, TeamId: null }));
      const { data: program, requestId } = await clientOf(server.url).client.call('DescribeMNP', one);
      assert.equal(requestId, 'request-1');
      assert.ok(program);
      assert.equal(program.MNPName, '商店');
      assert.equal(program.Status, 1);
      assert.equal(program.TeamId, null);
      assert.equal(program.MerchantId, null);
      assert.equal('Brandnew' in program, false);
    });

    it('reads the other names of the older dialect', async () => {
      server = await serve(data({ TotalCount: 1, DataList: [{ ApplicationID: 'app-1', ApplicationName: 'Super' }] }));
      const { client } = clientOf(server.url, { dialect: 'tcmpp' });
      const { data: list } = await client.call('DescribeApplicationList', { Offset: 0, Limit: 10 });
      const row = list?.DataList?.[0];
      assert.equal(row?.ApplicationName, 'Super');
      assert.equal((row as unknown as Record<string, unknown>)['ApplicationId'], 'app-1');
    });

    it('takes Data: null, and no Data where the action has none', async () => {
      server = await serve(data(null), json({ Response: { RequestId: 'r' } }));
      const { client } = clientOf(server.url);
      assert.equal((await client.call('DescribeMNP', one)).data, null);
      const team = { TeamName: 'a', AdminUserId: 'u', TeamRoleTypeList: [1] };
      assert.deepEqual(await client.call('CreateTeam', team), { data: null, requestId: 'r' });
    });

    it('logs a field of the wrong type and goes on', async () => {
      server = await serve(data({ MNPId: 'mp1', Status: { odd: true } }));
      const { client, log } = clientOf(server.url);
      const { data: program } = await client.call('DescribeMNP', one);
      assert.equal(program?.MNPId, 'mp1');
      assert.equal(program.Status, null);
      assert.ok(log.lines.some((line) => line.startsWith('debug') && line.includes('Data.Status')));
    });

    it('throws the code, message and RequestId of the platform, whatever the HTTP status', async () => {
      for (const status of [200, 400, 403, 500]) {
        server = await serve(refusal('FailedOperation.PackageAlreadyExpired', status));
        const call = clientOf(server.url).client.call('DescribeMNP', one);
        await assert.rejects(call, (error) => {
          assert.ok(error instanceof ApiError);
          assert.deepEqual(
            [error.action, error.code, error.serverMessage, error.requestId, error.advice],
            [
              'DescribeMNP',
              'FailedOperation.PackageAlreadyExpired',
              'FailedOperation.PackageAlreadyExpired it is',
              'request-2',
              'plan',
            ],
          );
          return true;
        });
        await server.close();
      }
    });
  });

  describe('what it logs', () => {
    it('writes one line for each call, without key, token, body or names', async () => {
      server = await serve(data({ MNPId: 'mp1', MNPName: 'the name' }), refusal('InvalidParameterValue.InvalidMNPId'));
      const token = 'a-token-that-must-not-be-seen';
      const { client, log } = clientOf(server.url, { credentials: () => Promise.resolve({ ...key, token }) });
      await client.call('DescribeMNP', one);
      await assert.rejects(client.call('DescribeMNP', one));
      assert.equal(log.lines.length, 2);
      assert.match(log.lines[0]!, /^info DescribeMNP ok request-1 \d+ ms, 1 try$/);
      assert.match(log.lines[1]!, /^warn DescribeMNP InvalidParameterValue.InvalidMNPId request-2 \d+ ms, 1 try$/);
      for (const secret of [key.secretKey, token, 'the name', 'Signature', 'T0000UNIT'])
        assert.ok(!log.lines.join('\n').includes(secret), secret);
    });
  });
});
