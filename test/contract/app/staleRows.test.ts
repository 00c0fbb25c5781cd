import assert from 'node:assert/strict';
import { openWorld, type World } from './world';

describe('Commands on rows that were read a while ago', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('leave the name that somebody gave a team meanwhile', async () => {
    const { platform } = world.app;
    const parts = await platform.getChildren();
    const teams = parts.find((node) => node.kind === 'part' && node.part === 'teams');
    const rows = await world.settled(() => platform.getChildren(teams));
    const row = rows.find((node) => node.kind === 'team' && node.name === 'Field Lab');
    assert.ok(row?.kind === 'team');
    const team = world.sandbox.state.teams.get(row.key);
    assert.ok(team);
    team.name = '外勤实验室';
    await world.act((h) => h['miniProgram.changeTeamAdministrator'](row), { pick: 'Shop Tester' }, { confirm: true });
    assert.equal(team.name, '外勤实验室');
    assert.equal(world.sandbox.state.users.get(team.adminUserId)?.account, 'shop_tester');
  });
  it('send and record nothing when that name cannot be read', async () => {
    const { platform, activityView } = world.app;
    const parts = await platform.getChildren();
    const rows = await world.settled(() => platform.getChildren(parts.find((one) => one.id.endsWith('/teams'))));
    const row = rows.find((node) => node.kind === 'team' && node.name === 'Branch Pilots');
    assert.ok(row?.kind === 'team');
    const before = world.sandbox.state.teams.get(row.key)?.adminUserId;
    const recorded = (await activityView.getChildren()).length;
    world.sandbox.faults.next({ action: 'DescribeTeam', code: 'UnauthorizedOperation' });
    await world.act((h) => h['miniProgram.changeTeamAdministrator'](row), { pick: 'Shop Tester' }, { confirm: true });
    assert.equal(world.sandbox.state.teams.get(row.key)?.adminUserId, before);
    assert.equal(world.sandbox.faults.pending, 0);
    assert.equal((await activityView.getChildren()).length, recorded);
  });
  it('ask nothing of another profile about a team that is still on the screen, and nothing more of it is kept', async () => {
    const { platform, handlers } = world.app;
    const foreign = { kind: 'team', profileId: 'other', key: '4711', name: 'Bank Team' } as const;
    const row = { ref: foreign, roleTypes: [], administratorName: '', administratorAccount: '', memberCount: 1 };
    const { store } = await platform.load();
    const members = store.members.bind(store);
    const asked: string[] = [];
    store.members = (team) => {
      asked.push(team.key);
      return members(team);
    };
    assert.deepEqual(await platform.getChildren({ ...foreign, id: 'teams/4711', row } as never), []);
    await handlers['miniProgram.loadMorePlatform']({ kind: 'sign', id: 's', sign: 'more', branch: foreign });
    assert.deepEqual(asked, []);
  });
  it('a version that was watched in the sandbox is forgotten with the sandbox, without a word', async () => {
    const { app, ports } = world;
    const { watches, clock } = app.context;
    const ref = {
      kind: 'version',
      profileId: 'sandbox',
      mnpId: 'mp1',
      programName: 'Corner Coffee',
      versionId: 1,
      version: '1.0.0',
    } as const;
    await watches.add(ref, clock.now());
    await watches.add({ ...ref, profileId: 'production' }, clock.now());
    const said = ports.ui.said.length;
    await world.act((h) => h['miniProgram.resetSandbox'](), { confirm: true });
    assert.deepEqual(
      watches.current.value.map(({ profileId }) => profileId),
      ['production'],
    );
    assert.equal(ports.ui.said.slice(said).filter(({ message }) => /watched/.test(message)).length, 0);
  });
});
