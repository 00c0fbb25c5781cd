import assert from 'node:assert/strict';
import { actions, isActionName } from '../../../src/contract/actions';
import examples from '../../support/publishedExamples.json';
import { call, send, withSandbox } from './support/cloud';

const page = { Offset: 0, Limit: 20 };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('sandbox: requests', () => {
  it(
    'answers every request with HTTP 200, a RequestId of its own and a Date',
    withSandbox({}, async (sandbox) => {
      const good = await send(sandbox, 'DescribeMNPList', page);
      const bad = await send(sandbox, 'DescribeMNPList', {});
      assert.deepEqual([good.status, bad.status], [200, 200]);
      assert.match(good.RequestId, uuid);
      assert.notEqual(good.RequestId, bad.RequestId);
      assert.ok(Math.abs(Date.parse(good.date ?? '') - Date.now()) < 2000);
    }),
  );
  it(
    'refuses what is missing, unknown or of another type, by name',
    withSandbox({}, async (sandbox) => {
      const refusal = async (request: Record<string, unknown>): Promise<string> => {
        const { Error: error } = await send(sandbox, 'DescribeMNPList', request);
        return `${error?.Code ?? 'ok'} ${/`(.+?)`/.exec(error?.Message ?? '')?.[1] ?? ''}`;
      };
      assert.equal(await refusal({ Offset: 0 }), 'MissingParameter Limit');
      assert.equal(await refusal({ ...page, Colour: 'red' }), 'UnknownParameter Colour');
      assert.equal(await refusal({ ...page, Limit: '20' }), 'InvalidParameter Limit');
      assert.equal(await refusal({ ...page, Keyword: null }), 'ok ');
      assert.equal(await refusal({ ...page, Limit: 0 }), 'InvalidParameterValue Limit');
    }),
  );
  it(
    'knows its platform, its versions and its actions only',
    withSandbox({}, async (sandbox) => {
      const code = async (action: string, overrides: Parameters<typeof send>[3]): Promise<string | undefined> =>
        (await send(sandbox, action, page, overrides)).Error?.Code;
      assert.equal(await code('DescribeMNPList', { platformId: 'T1' }), 'InvalidParameterValue.InvalidPlatformId');
      assert.equal(await code('DescribeMNPList', { headers: { 'x-tc-version': '2017-03-12' } }), 'NoSuchVersion');
      assert.equal(await code('DescribeEverything', {}), 'InvalidAction');
      assert.equal(await code('DescribeMNPList', { headers: { 'x-tc-region': 'the moon' } }), 'UnsupportedRegion');
      assert.equal(await code('DescribeMNPList', { body: '{' }), 'InvalidParameter');
      assert.equal(await code('DescribeMNPList', { body: '[]' }), 'InvalidParameter');
      const tooLong = `{"Keyword":"${'x'.repeat(10 * 1024 * 1024)}"}`;
      assert.equal(await code('DescribeMNPList', { body: tooLong }), 'InvalidParameter');
    }),
  );
  it(
    'answers only one dialect when told so',
    withSandbox({ onlyDialect: 'tcmpp' }, async (sandbox) => {
      assert.equal(sandbox.dialect, 'tcmpp');
      assert.equal((await send(sandbox, 'DescribeMNPList', page)).Error?.Code, 'NoSuchVersion');
      assert.equal((await send(sandbox, 'DescribeMNPList', page, { dialect: 'tcmpp' })).Error, undefined);
    }),
  );
  it(
    'uses the names of the dialect that asks',
    withSandbox({}, async (sandbox) => {
      const [tcsas] = (await send(sandbox, 'DescribeApplicationList', page)).Data.DataList;
      const [tcmpp] = (await send(sandbox, 'DescribeApplicationList', page, { dialect: 'tcmpp' })).Data.DataList;
      assert.ok('ApplicationId' in tcsas && !('ApplicationID' in tcsas) && !('CustomerID' in tcsas));
      assert.ok('ApplicationID' in tcmpp && !('ApplicationId' in tcmpp) && 'CustomerID' in tcmpp);
    }),
  );
  it(
    'limits each action to 20 requests a second for each key',
    withSandbox({ rateLimit: 20 }, async (sandbox) => {
      const answers = await Promise.all(Array.from({ length: 60 }, () => send(sandbox, 'DescribeMNPList', page)));
      const limited = answers.filter((answer) => answer.Error?.Code === 'RequestLimitExceeded');
      assert.ok(limited.length >= 20 && limited.length < 60, String(limited.length));
      assert.match(limited[0]?.Error?.Message ?? '', /`20`/);
      assert.equal((await send(sandbox, 'DescribeTeamList', page)).Error, undefined, 'another action is not limited');
    }),
  );
  it(
    'answers the most special code that the action documents',
    withSandbox({}, async (sandbox) => {
      const code = async (action: string): Promise<string | undefined> =>
        (await send(sandbox, action, { ...page, Keyword: '字'.repeat(65) })).Error?.Code;
      assert.equal(await code('DescribeTeamList'), 'InvalidParameterValue.QueryParameterLengthExceedLimit');
      assert.equal(await code('DescribeMNPList'), 'InvalidParameterValue');
      assert.equal((await send(sandbox, 'DescribeTeamList', { ...page, Keyword: '字'.repeat(64) })).Error, undefined);
      const asked = { platformId: 'T1' };
      const upload = { BusinessName: 'tcmpp', Suffix: '.zip' };
      const answer = await send(sandbox, 'DescribeTempSecret4UploadFile2Cos', upload, asked);
      assert.equal(answer.Error?.Code, 'InvalidParameterValue');
    }),
  );
  it(
    'answers InternalError and logs when it breaks',
    ((): (() => Promise<void>) => {
      const logged: string[] = [];
      const log = { debug() {}, info() {}, warn() {}, error: (message: string) => void logged.push(message) };
      return withSandbox({ log }, async (sandbox) => {
        sandbox.state.categories = undefined as never;
        const answer = await send(sandbox, 'DescribeMNPCategory', {});
        assert.equal(answer.Error?.Code, 'InternalError');
        assert.ok(logged.some((line) => line.includes(answer.RequestId)));
      });
    })(),
  );
  it(
    'says whether it lives, and knows no other page',
    withSandbox({}, async (sandbox) => {
      const health = (await (await fetch(`${sandbox.url}/sandbox/health`)).json()) as Record<string, unknown>;
      assert.equal(health['ok'], true);
      assert.ok(Date.parse(String(health['startedAt'])) > 0);
      assert.equal((await fetch(`${sandbox.url}/nowhere`)).status, 404);
      const { Response } = (await (await fetch(sandbox.url)).json()) as { Response: { Error: { Code: string } } };
      assert.equal(Response.Error.Code, 'UnsupportedProtocol');
    }),
  );
});

describe('sandbox: published examples', () => {
  const shapeCodes = ['MissingParameter', 'UnknownParameter', 'InvalidParameter'];

  it(
    'takes the shape of every published request',
    withSandbox({}, async (sandbox) => {
      assert.ok(Object.keys(examples).length >= 57);
      for (const [action, { request }] of Object.entries(examples)) {
        const known = 'PlatformId' in request;
        const members = known ? { ...request, PlatformId: sandbox.platformId } : request;
        const answer = await send(sandbox, action, members, { dialect: 'tcmpp', platformId: null });
        assert.ok(!shapeCodes.includes(answer.Error?.Code ?? ''), `${action}: ${JSON.stringify(answer.Error)}`);
      }
    }),
  );
  it(
    'answers lists with the members of the published rows',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const lists = Object.entries(examples).filter(
        ([action, { data }]) =>
          isActionName(action) && 'paged' in actions[action] && Array.isArray((data as any)?.DataList),
      );
      let compared = 0;
      for (const [action, { data }] of lists) {
        const answer = await send(sandbox, action, page, { dialect: 'tcmpp' });
        // A list that belongs to one mini program or super app.
        if (answer.Error?.Code === 'MissingParameter') continue;
        const [published] = (data as any).DataList;
        const [row] = answer.Data.DataList;
        assert.deepEqual(
          Object.keys(published as object).filter((name) => !(name in row)),
          [],
          action,
        );
        compared++;
      }
      assert.ok(compared >= 6, `${compared} lists compared`);
      const [row] = await call(sandbox, 'DescribeMNPAllStageVersions', { MNPId: 'mpsandboxcoffee1' });
      const [published] = examples.DescribeMNPAllStageVersions.data;
      assert.deepEqual(
        Object.keys(published ?? {}).filter((name) => !(name in (row ?? {}))),
        [],
      );
    }),
  );
});
