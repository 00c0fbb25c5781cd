import assert from 'node:assert/strict';
import { call, codeOf, withSandbox } from './support/cloud';
import { createProgram, releaseVersion, texts } from './support/program';

describe('sandbox: mini programs', () => {
  it(
    'creates, shows, changes and deletes one',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      assert.match(MNPId, /^mp[a-z0-9]{14}$/);
      const shown = await call(sandbox, 'DescribeMNP', { MNPId });
      assert.deepEqual([shown.MNPName, shown.TeamName, shown.Status], ['Corner Bakery', 'Coffee Shop Studio', 1]);
      const reply = await call(sandbox, 'ModifyMNP', { ...texts, MNPId, MNPName: 'Bakery', MNPDesc: 'New' });
      assert.equal(typeof reply.ResourceId, 'number');
      const changed = await call(sandbox, 'DescribeMNP', { MNPId });
      assert.deepEqual([changed.MNPName, changed.MNPDesc, changed.MNPIcon], ['Bakery', 'New', texts.MNPIcon]);
      await call(sandbox, 'DeleteMNP', { MNPId });
      assert.equal(await codeOf(sandbox, 'DescribeMNP', { MNPId }), 'InvalidParameterValue.InvalidMNPId');
    }),
  );
  it(
    'refuses texts that are not right, each with its own code',
    withSandbox({}, async (sandbox) => {
      await createProgram(sandbox);
      const code = (change: Partial<typeof texts>): Promise<string> =>
        codeOf(sandbox, 'CreateMNP', { ...texts, MNPName: 'Another', ...change });
      const types = Array.from({ length: 6 }, () => texts.MNPType).join(',');
      const prefix = 'InvalidParameterValue';
      assert.equal(await code({ MNPName: texts.MNPName }), `${prefix}.MiniProgramNameAlreadyExist`);
      assert.equal(await code({ MNPName: ' ' }), `${prefix}.InvalidMNPName`);
      assert.equal(await code({ MNPName: 'n'.repeat(61) }), `${prefix}.InvalidMNPName`);
      assert.equal(await code({ MNPType: 'Nothing->0' }), `${prefix}.InvalidMNPType`);
      assert.equal(await code({ MNPType: types }), `${prefix}.MNPTypeNumberExceedLimit`);
      assert.equal(await code({ MNPIntro: '' }), `${prefix}.InvalidMNPIntro`);
      assert.equal(await code({ MNPIcon: 'https://example.org/icon.txt' }), `${prefix}.InvalidMNPIcon`);
      assert.equal(await code({}), 'ok');
    }),
  );
  it(
    'refuses a team that has no mini programs',
    withSandbox({}, async (sandbox) => {
      const operations = [...sandbox.state.teams.values()].find(({ roles }) => roles.includes(2));
      const request = { ...texts, TeamId: operations?.id ?? '' };
      assert.equal(
        await codeOf(sandbox, 'CreateMNP', request),
        'FailedOperation.OperationsTeamNoMiniProgramPermission',
      );
      assert.equal(await codeOf(sandbox, 'CreateMNP', { ...texts, TeamId: '1' }), 'InvalidParameterValue');
    }),
  );
  it(
    'lists newest first, by page, by search text, team and super app',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const all = await call(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 100 });
      const ids = all.DataList?.map((row) => row.MNPId) ?? [];
      assert.equal(ids[0], 'mpsandboxcoffee1');
      assert.equal(all.TotalCount, ids.length);
      const second = await call(sandbox, 'DescribeMNPList', { Offset: 3, Limit: 2 });
      assert.deepEqual([second.TotalCount, second.DataList?.map((row) => row.MNPId)], [ids.length, ids.slice(3, 5)]);
      const names = async (filter: object): Promise<(string | null)[]> =>
        (await call(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 9, ...filter })).DataList?.map(
          (row) => row.MNPName,
        ) ?? [];
      assert.deepEqual(await names({ Keyword: 'COFFEE' }), ['Corner Coffee']);
      assert.deepEqual(await names({ Keyword: '咖啡' }), ['街角咖啡外卖']);
      assert.deepEqual(await names({ Keyword: 'mpsandboxcoffee1' }), ['Corner Coffee']);
      const loose = [...sandbox.state.teams.values()].find(({ name }) => name === 'Field Lab');
      assert.deepEqual(await names({ TeamId: loose?.id }), ['Barista Training']);
      const [superApp] = sandbox.state.applications.keys();
      const bound = await call(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 1, ApplicationId: superApp ?? '' });
      assert.equal(bound.TotalCount, ids.length - 1);
    }),
  );
  it(
    'takes a mini program down: nothing online, no release, but approval goes on',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      await releaseVersion(sandbox, MNPId, '1.0.0');
      await call(sandbox, 'RemoveMNP', { MNPId });
      const { Status } = await call(sandbox, 'DescribeMNP', { MNPId });
      assert.equal(Status, 2);
      assert.equal(
        await codeOf(sandbox, 'DescribeMNPOfflinePackageURL', { MNPId }),
        'FailedOperation.MNPOnlineVersionNotExist',
      );
      await assert.rejects(releaseVersion(sandbox, MNPId, '1.1.0'), /FailedOperation: .*removed/);
      assert.equal(await codeOf(sandbox, 'RemoveMNP', { MNPId: 'mp0' }), 'FailedOperation.RecordNotFound');
    }),
  );
});

describe('sandbox: teams, applications, users', () => {
  it(
    'shows a team with what it is bound to',
    withSandbox({}, async (sandbox) => {
      const { DataList } = await call(sandbox, 'DescribeTeamList', { Offset: 0, Limit: 20 });
      const studio = DataList?.find((team) => team.TeamName === 'Coffee Shop Studio');
      const operations = DataList?.find((team) => team.TeamName === 'Super App Operations');
      assert.equal(String(studio?.RelatedTeamId), operations?.TeamId);
      const shown = await call(sandbox, 'DescribeTeam', { TeamId: studio?.TeamId ?? '' });
      assert.deepEqual([shown.BindTeamName, shown.ApplicationName], ['Super App Operations', 'City Pass,城市钱包']);
      const members = await call(sandbox, 'DescribeTeamMemberList', {
        Offset: 0,
        Limit: 50,
        TeamId: studio?.TeamId ?? '',
      });
      assert.equal(members.TotalCount, studio?.MemberCount);
    }),
  );
  it(
    'creates, renames and deletes a team, refusing a taken name and a team in use',
    withSandbox({}, async (sandbox) => {
      const [admin] = sandbox.state.users.keys();
      const team = { TeamName: 'Night Shift', AdminUserId: admin ?? '', TeamRoleTypeList: [1] };
      const wire = { ...team, PlatformId: sandbox.platformId };
      assert.equal(await codeOf(sandbox, 'CreateTeam', wire), 'ok');
      assert.equal(await codeOf(sandbox, 'CreateTeam', wire), 'InvalidParameterValue.ExistTeamName');
      const created = [...sandbox.state.teams.values()].find(({ name }) => name === 'Night Shift');
      const TeamId = created?.id ?? '';
      await call(sandbox, 'ModifyTeam', { TeamId, TeamName: 'Day Shift' });
      assert.equal((await call(sandbox, 'DescribeTeam', { TeamId })).TeamName, 'Day Shift');
      assert.equal(await codeOf(sandbox, 'DeleteTeam', { TeamId }), 'ok');
      assert.equal(await codeOf(sandbox, 'DeleteTeam', { TeamId }), 'InvalidParameterValue.InvalidTeamId');
    }),
  );
  it(
    'shows a super app with its mini programs in the 2024 dialect, and users and roles',
    withSandbox({ seed: 'demo' }, async (sandbox) => {
      const [ApplicationId] = sandbox.state.applications.keys();
      const shown = await call(sandbox, 'DescribeApplication', { ApplicationId: ApplicationId ?? '' });
      assert.equal(shown.ApplicationName, 'City Pass');
      assert.equal(
        await codeOf(sandbox, 'DescribeApplication', { ApplicationId: 'app-0' }),
        'InvalidParameterValue.InvalidApplicationId',
      );
      const users = await call(sandbox, 'DescribeUserList', { Offset: 0, Limit: 20 });
      assert.equal(users.TotalCount, sandbox.state.users.size);
      const roles = await call(sandbox, 'DescribeRoleList', { Offset: 0, Limit: 20 });
      assert.ok(roles.DataList?.some((role) => role.RoleName === 'Review Staff'));
    }),
  );
});
