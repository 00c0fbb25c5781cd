import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, send, withSandbox } from './support/cloud';

const page = { Offset: 0, Limit: 50 };
const team = (sandbox: Sandbox, name: string): string =>
  [...sandbox.state.teams.values()].find((one) => one.name === name)?.id ?? '';
const texts = {
  ApplicationName: '海港通',
  Logo: 'https://pictures.example.org/logo.png',
  Intro: 'Everything of the harbor',
};

describe('sandbox: super apps', () => {
  it(
    'are created, edited and deleted; what an edit leaves out stays',
    withSandbox({}, async (sandbox) => {
      const made = await call(sandbox, 'CreateApplication', {
        ...texts,
        TeamId: team(sandbox, 'Branch Apps'),
        AndroidAppKey: 'com.example.harbor',
        Remark: 'Internal',
        Scheme: 'harbor',
      });
      const ApplicationId = made.ResourceId ?? '';
      assert.match(ApplicationId, /^app-[a-z0-9]{10}$/);
      await call(sandbox, 'ModifyApplication', { ...texts, ApplicationId, ApplicationName: ' Harbor ' });
      const shown = await call(sandbox, 'DescribeApplication', { ApplicationId });
      assert.deepEqual(
        [shown.ApplicationName, shown.AndroidAppKey, shown.Remark, shown.Scheme, shown.ApplicationType],
        ['Harbor', 'com.example.harbor', 'Internal', 'harbor', 2],
      );
      const same = { ...texts, ApplicationId, ApplicationName: 'Harbor' };
      assert.equal(await codeOf(sandbox, 'ModifyApplication', same), 'ok', 'its own name is not taken');
      await call(sandbox, 'DeleteApplication', { ApplicationId });
      const gone = 'InvalidParameterValue.InvalidApplicationId';
      assert.equal(await codeOf(sandbox, 'DescribeApplication', { ApplicationId }), gone);
    }),
  );
  it(
    'appear for the mini programs of the bound teams, and then cannot be deleted',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const [ApplicationId] = sandbox.state.applications.keys();
      const request = { ApplicationId: ApplicationId ?? '' };
      assert.equal(await codeOf(sandbox, 'DeleteApplication', request), 'FailedOperation.AppAlreadyBindAudit');
      const list = await call(sandbox, 'DescribeApplicationList', { ...page, Keyword: 'city' });
      assert.deepEqual(
        list.DataList?.map((row) => [row.ApplicationName, row.SensitiveApiCount]),
        [['City Pass', 5]],
      );
    }),
  );
  it(
    'have a configuration file for Android and for iOS',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const [application] = sandbox.state.applications.values();
      const ApplicationId = application?.id ?? '';
      const file = async (AppType?: number): Promise<any> => {
        const request = { ApplicationId, ...(AppType === undefined ? {} : { AppType }) };
        const { File } = await call(sandbox, 'DescribeApplicationConfigFile', request);
        return JSON.parse(Buffer.from(File ?? '', 'base64').toString('utf8'));
      };
      const [android, ios, both] = [await file(2), await file(3), await file()];
      assert.deepEqual([android.packageName, android.bundleId], [application?.androidKey, '']);
      assert.deepEqual([ios.packageName, ios.bundleId], ['', application?.iosKey]);
      assert.deepEqual([both.packageName, both.bundleId], [application?.androidKey, application?.iosKey]);
      assert.deepEqual(Object.keys(android), [
        'customId',
        'productId',
        'packageName',
        'bundleId',
        'material',
        'shark',
        'feedback',
        'qapmUrl',
      ]);
      assert.deepEqual([android.customId, android.shark.appKey], [sandbox.platformId, ApplicationId]);
      assert.equal(android.shark.httpUrl, sandbox.url);
      assert.equal(android.material, (await file(2)).material);
    }),
  );
  it(
    'need a package name and a type in the older dialect only',
    withSandbox({}, async (sandbox) => {
      const request = { ...texts, TeamId: team(sandbox, 'Branch Apps') };
      const old = async (more: object): Promise<string> =>
        (await send(sandbox, 'CreateApplication', { ...request, ...more }, { dialect: 'tcmpp' })).Error?.Code ?? 'ok';
      assert.equal(await old({}), 'MissingParameter');
      assert.equal(await old({ ApplicationType: 1 }), 'InvalidParameterValue.AppPackageNameNotConfig');
      assert.equal(await old({ ApplicationType: 3 }), 'InvalidParameterValue');
      assert.equal(await old({ ApplicationType: 1, IosAppKey: 'com.example.harbor' }), 'ok');
      const newer = { ...request, ApplicationName: 'Another' };
      assert.equal(await codeOf(sandbox, 'CreateApplication', newer), 'ok');
    }),
  );
});

describe('sandbox: team members', () => {
  it(
    'come, change and go; the administrator stays until another is named',
    withSandbox({}, async (sandbox) => {
      const { state } = sandbox;
      const id = (login: string): string => [...state.users.values()].find((one) => one.account === login)?.id ?? '';
      const role = (name: string): number => state.roles.find((one) => one.name === name)?.id ?? 0;
      const TeamId = team(sandbox, 'Branch Apps');
      const add = (...list: [string, string][]): Promise<string> =>
        codeOf(sandbox, 'AddTeamMember', {
          TeamId,
          MemberList: list.map(([login, name]) => ({ UserId: id(login), UserRoleId: role(name) })),
        });
      const developer = 'Application Developer';
      assert.equal(await add(['shop_tester', developer], ['nobody', developer]), 'InvalidParameterValue.InvalidUserId');
      assert.equal(await add(['shop_tester', 'Mini Program Tester']), 'InvalidParameterValue.InvalidRoleId');
      assert.equal(await add(['shop_tester', developer], ['shop_tester', developer]), 'InvalidParameterValue');
      assert.equal(await add(['shop_tester', developer], ['shop_developer', 'Review Staff']), 'ok');
      const members = async (): Promise<unknown[]> =>
        (await call(sandbox, 'DescribeTeamMemberList', { ...page, TeamId })).DataList?.map((row) =>
          [row.UserAccount, row.TeamRoleName, row.CanEdit].join(' '),
        ) ?? [];
      assert.deepEqual(await members(), [
        'publisher Application Administrator false',
        'reviewer Review Staff true',
        'operator Application Operator true',
        'shop_tester Application Developer true',
        'shop_developer Review Staff true',
      ]);
      const former = { TeamId, UserId: id('publisher') };
      const unable = 'FailedOperation.UnableOperateAdminAccount';
      assert.equal(await codeOf(sandbox, 'DeleteTeamMember', former), unable);
      await call(sandbox, 'ModifyTeam', { TeamId, TeamName: 'Branch Apps', AdminUserId: id('shop_tester') });
      await call(sandbox, 'DeleteTeamMember', former);
      assert.deepEqual((await members()).slice(-2), [
        'shop_tester Application Administrator false',
        'shop_developer Review Staff true',
      ]);
    }),
  );
});
