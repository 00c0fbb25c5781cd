import assert from 'node:assert/strict';
import type { PlatformNode } from '../../../src/app/platform/node';
import { openWorld, type World } from './world';

async function at(world: World, ...labels: readonly string[]): Promise<PlatformNode> {
  const { platform } = world.app;
  let node: PlatformNode | undefined;
  for (const label of labels) {
    const nodes = await world.settled(() => platform.getChildren(node));
    node = nodes.find((one) => platform.present(one).label === label);
    assert.ok(node, `no ${label} in ${nodes.map((one) => platform.present(one).label).join(', ')}`);
  }
  assert.ok(node);
  return node;
}
const tokens = async (world: World, ...labels: readonly string[]): Promise<readonly string[]> =>
  world.app.platform.present(await at(world, ...labels)).tokens;
const isManaged = async (world: World, ...labels: readonly string[]): Promise<boolean> =>
  (await tokens(world, ...labels)).includes('managed');

/** The seeded developer, who has a key, is made the administrator of a team; then that key is used. */
async function leading(world: World, team: string): Promise<void> {
  const { profiles, sessions } = world.app.context;
  const node = await at(world, 'Teams', team);
  assert.ok(node.kind === 'team');
  await world.act((h) => h['miniProgram.changeTeamAdministrator'](node), { pick: 'Shop Developer' }, { confirm: true });
  const { profile } = await sessions.open();
  const account = world.sandbox.accounts.find((one) => one.role === 'developer');
  assert.ok(account);
  const { secretId, secretKey, userAccount } = account;
  const own = { ...profile, id: 'dev', name: 'Dev', environment: 'staging' as const, secretId, account: userAccount };
  await profiles.save(own);
  await profiles.setSecret(own, { secretKey });
  await profiles.activate(own.id);
  await world.settled(() => world.app.platform.getChildren());
}

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`the administrator of a team, not of the platform, ${dialect}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await openWorld({ dialect });
    });
    afterEach(() => world.close());
    const said = (): string => world.ports.ui.last.message;
    const teamOf = (name: string) => [...world.sandbox.state.teams.values()].find((team) => team.name === name);

    it('is offered what may be done with that team, and nothing with others or with the platform', async () => {
      await leading(world, 'Coffee Shop Studio');
      assert.equal(world.app.contextKeys.value['miniProgram.administrator'], 'no');
      assert.ok(await isManaged(world, 'Teams', 'Coffee Shop Studio'));
      assert.ok(!(await tokens(world, 'Teams', 'Coffee Shop Studio')).includes('removable'));
      assert.ok(await isManaged(world, 'Teams', 'Coffee Shop Studio', 'Shop Tester'));
      assert.ok(!(await isManaged(world, 'Teams', 'Super App Operations')));
      for (const part of ['Super apps', 'Teams', 'Users', 'Global domains']) assert.ok(!(await isManaged(world, part)));
      assert.ok(!(await isManaged(world, 'Super apps', 'City Pass')));
    });
    it('does it: renames the team, adds a colleague, changes a role and removes a member', async () => {
      await leading(world, 'Coffee Shop Studio');
      const team = await at(world, 'Teams', 'Coffee Shop Studio');
      assert.ok(team.kind === 'team');
      await world.act((h) => h['miniProgram.renameTeam'](team), { input: 'Coffee Studio' });
      assert.match(said(), /now called Coffee Studio/);
      const before = teamOf('Coffee Studio')?.members.length ?? 0;
      await world.act(
        (h) => h['miniProgram.addTeamMember'](team),
        { pick: 'Release Reviewer' },
        { pick: 'Mini Program Tester' },
      );
      assert.equal(teamOf('Coffee Studio')?.members.length, before + 1);
      const member = await at(world, 'Teams', 'Coffee Studio', 'Release Reviewer');
      assert.ok(member.kind === 'member');
      await world.act((h) => h['miniProgram.changeMemberRole'](member), { pick: 'Mini Program Operator' });
      assert.match(said(), /is now Mini Program Operator/);
      await world.act((h) => h['miniProgram.removeTeamMember'](member), { confirm: true });
      assert.equal(teamOf('Coffee Studio')?.members.length, before);
    });
    it('of a team for super apps keeps its super apps and their sensitive APIs', async () => {
      await leading(world, 'Super App Operations');
      assert.ok(await isManaged(world, 'Super apps', 'City Pass'));
      assert.ok(await isManaged(world, 'Super apps'));
      const api = await at(world, 'Super apps', 'City Pass', 'getPhoneNumber');
      assert.ok(api.kind === 'sensitiveApi');
      assert.ok(world.app.platform.present(api).tokens.includes('managed'));
      await world.act((h) => h['miniProgram.openSensitiveApi'](api), { confirm: true });
      assert.match(said(), /open to all mini programs/);
      await world.act((h) => h['miniProgram.createSuperApp']());
      const form = world.ports.ui.shownForms.at(-1);
      assert.deepEqual(
        form?.fields.find(({ name }) => name === 'team')?.choices?.map(({ label }) => label),
        ['Super App Operations'],
      );
      const row = {
        ...form.fresh[0],
        name: 'Harbor',
        intro: 'x',
        logo: 'https://example.com/l.png',
        androidKey: 'a.b',
      };
      assert.deepEqual(await form.send([row]), { kind: 'done' });
    });
    it('is offered nothing when it is not known whose key it is', async () => {
      await leading(world, 'Coffee Shop Studio');
      const { profiles } = world.app.context;
      const { account: _account, ...unknown } = profiles.active ?? assert.fail('no profile');
      await profiles.save(unknown);
      await world.settled(() => world.app.platform.getChildren());
      world.app.platform.markStale();
      assert.ok(!(await isManaged(world, 'Teams', 'Coffee Shop Studio')));
    });
  });
}
