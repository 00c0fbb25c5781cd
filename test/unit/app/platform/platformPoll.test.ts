import assert from 'node:assert/strict';
import { TransportError } from '../../../../src/client/errors';
import type { PlatformNode } from '../../../../src/app/platform/node';
import { FakeClock } from '../../../support/fakes';
import { fakeWorld, type FakeWorld, settle, shop } from '../fakeCloud';

const minutes = 60_000;
const page =
  (rows: () => readonly object[]) =>
  ({ Offset, Limit }: { readonly Offset: number; readonly Limit: number }): object => ({
    TotalCount: rows().length,
    DataList: rows().slice(Offset, Offset + Limit),
  });

describe('The Platform view, looked at by the clock', () => {
  let clock: FakeClock;
  let world: FakeWorld;
  let teams: object[];
  let users: object[];
  const team = (n: number, name = `Team ${n}`): object => ({ TeamId: `t${n}`, TeamName: name, TeamRoleTypeList: [1] });
  beforeEach(async () => {
    clock = new FakeClock(undefined, false);
    teams = [team(1), team(2)];
    users = [{ UserId: 'u1', UserName: 'Mei', UserAccount: 'mei', AccountType: 3 }];
    world = fakeWorld({ ...shop, DescribeTeamList: page(() => teams), DescribeUserList: page(() => users) }, clock);
    await world.app.handlers['miniProgram.trySandbox']();
    world.ports.presence.set(true);
    world.app.platform.isVisible.set(true);
    await settle();
  });
  afterEach(() => world.app.dispose());
  const count = (): number => world.cloud.count('DescribeTeamList');
  const pass = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += 30_000) {
      clock.advance(30_000);
      await settle();
    }
  };
  async function part(name: string): Promise<PlatformNode> {
    const node = (await world.app.platform.getChildren()).find((one) => one.kind === 'part' && one.part === name);
    return node ?? assert.fail(`no part ${name}`);
  }
  /** What the host shows: it asks again for the rows of a node that is said to have changed. */
  async function unfold(node: PlatformNode): Promise<() => readonly string[]> {
    const { platform } = world.app;
    let rows = await platform.getChildren(node);
    platform.onDidChange((changed) => {
      if (changed === undefined || changed === node) void platform.getChildren(node).then((now) => (rows = now));
    });
    await settle();
    return () => rows.map((row) => platform.present(row).label);
  }

  it("shows another administrator's change within one poll, in the part that is unfolded", async () => {
    const rows = await unfold(await part('teams'));
    teams = [team(1), team(3, '新团队')];
    await pass(6 * minutes);
    assert.deepEqual(rows(), ['Team 1', '新团队']);
    assert.equal(count(), 2);
  });
  it('asks nothing of what is folded, of a view that cannot be seen, and in a window without focus', async () => {
    const teamsPart = await part('teams');
    await unfold(teamsPart);
    const before = world.cloud.calls.filter(({ action }) => action === 'DescribeTeamList').length;
    world.app.platform.setOpen(teamsPart, false);
    await pass(30 * minutes);
    assert.equal(count(), before);
    world.app.platform.setOpen(teamsPart, true);
    world.app.platform.isVisible.set(false);
    await pass(30 * minutes);
    assert.equal(count(), before);
    world.app.platform.isVisible.set(true);
    await settle();
    assert.equal(count(), before + 1, 'what is old is read as soon as it can be seen');
    world.ports.presence.set(false);
    await pass(30 * minutes);
    assert.equal(count(), before + 1);
  });
  it('asks for members only while the team and the part above it are unfolded', async () => {
    world.cloud.answers = { ...world.cloud.answers, DescribeTeamMemberList: page(() => []) };
    const teamsPart = await part('teams');
    const [first] = await world.app.platform.getChildren(teamsPart);
    assert.ok(first);
    await unfold(first);
    const members = (): number => world.cloud.count('DescribeTeamMemberList');
    assert.equal(members(), 1);
    await pass(6 * minutes);
    assert.equal(members(), 2);
    world.app.platform.setOpen(teamsPart, false);
    await pass(30 * minutes);
    assert.equal(members(), 2);
  });
  it('asks no more for the members of a team that is gone', async () => {
    world.cloud.answers = { ...world.cloud.answers, DescribeTeamMemberList: page(() => []) };
    const teamsPart = await part('teams');
    await unfold(teamsPart);
    const [first] = await world.app.platform.getChildren(teamsPart);
    assert.ok(first);
    await unfold(first);
    teams = [team(2)];
    await pass(6 * minutes);
    const members = world.cloud.count('DescribeTeamMemberList');
    await pass(30 * minutes);
    assert.equal(world.cloud.count('DescribeTeamMemberList'), members);
  });
  it('does not go on with what is folded while it looks', async () => {
    await unfold(await part('teams'));
    const usersPart = await part('users');
    await unfold(usersPart);
    const users0 = world.cloud.count('DescribeUserList');
    const { answers } = world.cloud;
    const listTeams = page(() => teams);
    world.cloud.answers = {
      ...answers,
      DescribeTeamList: (wanted) => {
        world.app.platform.setOpen(usersPart, false);
        return listTeams(wanted);
      },
    };
    await pass(6 * minutes);
    assert.equal(world.cloud.count('DescribeUserList'), users0);
  });
  it('asks once in five minutes, and draws nothing when nothing is new', async () => {
    await unfold(await part('teams'));
    const draws: unknown[] = [];
    world.app.platform.onDidChange((node) => draws.push(node));
    await pass(60 * minutes);
    assert.ok(count() >= 12 && count() <= 13, `${count()} requests in an hour`);
    assert.deepEqual(draws, []);
  });
  it('reads one page of a long list, all of it when its length has changed, and loses no row', async () => {
    teams = Array.from({ length: 700 }, (_, n) => team(n));
    const node = await part('teams');
    const rows = await unfold(node);
    while (rows().at(-1)?.startsWith('Load more') === true) {
      const sign = (await world.app.platform.getChildren(node)).at(-1);
      assert.ok(sign?.kind === 'sign');
      await world.app.handlers['miniProgram.loadMorePlatform'](sign);
      await settle();
    }
    assert.equal(rows().length, 700);
    let before = count();
    teams = teams.with(3, team(3, 'Renamed'));
    await pass(6 * minutes);
    assert.equal(count() - before, 1);
    assert.equal(rows()[3], 'Renamed');
    teams = [team(901, 'Another'), ...teams.slice(0, 200), ...teams.slice(201)];
    await pass(6 * minutes);
    assert.deepEqual(
      rows(),
      teams.map((one) => (one as { readonly TeamName: string }).TeamName),
      'as many, but others',
    );
    before = count();
    teams = [team(900, 'New'), ...teams];
    await pass(6 * minutes);
    assert.ok(count() - before <= 6, `${count() - before} requests`);
    assert.equal(rows()[0], 'New');
    assert.equal(new Set(rows()).size, 701);
  });
  it('looks less often while the platform cannot be reached, and keeps its rows', async () => {
    const rows = await unfold(await part('teams'));
    const { answers } = world.cloud;
    const before = count();
    world.cloud.answers = {
      ...answers,
      DescribeTeamList: () => {
        throw new TransportError('DescribeTeamList', 'offline', 'host', 'ENETUNREACH');
      },
    };
    await pass(60 * minutes);
    assert.ok(count() - before <= 8, `${count() - before} tries`);
    assert.ok(rows().includes('Team 1'));
  });
});
