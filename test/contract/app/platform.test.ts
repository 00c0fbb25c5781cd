import assert from 'node:assert/strict';
import type { PlatformNode } from '../../../src/app/platform/node';
import { openWorld, type World } from './world';

/** Labels below a node of the Platform view, each with its description. */
async function rows({ app, settled }: World, node?: PlatformNode): Promise<readonly string[]> {
  return (await settled(() => app.platform.getChildren(node))).map((child) => {
    const { label, description } = app.platform.present(child);
    return description ? `${label} | ${description}` : label;
  });
}
async function child(world: World, label: string, parent?: PlatformNode): Promise<PlatformNode> {
  const nodes = await world.settled(() => world.app.platform.getChildren(parent));
  const found = nodes.find((node) => world.app.platform.present(node).label === label);
  assert.ok(found, `no ${label}`);
  return found;
}
async function path(world: World, ...labels: readonly string[]): Promise<PlatformNode> {
  let node: PlatformNode | undefined;
  for (const label of labels) node = await child(world, label, node);
  assert.ok(node);
  return node;
}
const at = async <K extends PlatformNode['kind']>(
  world: World,
  kind: K,
  ...labels: readonly string[]
): Promise<Extract<PlatformNode, { readonly kind: K }>> => {
  const node = await path(world, ...labels);
  assert.equal(node.kind, kind);
  return node as Extract<PlatformNode, { readonly kind: K }>;
};
async function playing(world: World, role: string): Promise<void> {
  const { profiles, sessions } = world.app.context;
  const { profile } = await sessions.open();
  const account = world.sandbox.accounts.find((one) => one.role === role);
  assert.ok(account);
  const other = { ...profile, id: role, name: role, environment: 'staging' as const, secretId: account.secretId };
  await profiles.save(other);
  await profiles.setSecret(other, { secretKey: account.secretKey });
  await profiles.activate(other.id);
}

describe('Platform view', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('lists the five parts, each with what the platform has', async () => {
    assert.deepEqual(
      (await rows(world)).map((row) => row.split(' | ')[0]),
      ['Super apps', 'Teams', 'Roles', 'Users', 'Global domains'],
    );
    assert.match((await rows(world, await path(world, 'Super apps'))).join('\n'), /City Pass \| Super App Operations/);
    assert.match((await rows(world, await path(world, 'Teams'))).join('\n'), /Coffee Shop Studio \| mini programs/);
    assert.ok((await rows(world, await path(world, 'Roles'))).some((row) => row.startsWith('Review Staff')));
    assert.match((await rows(world, await path(world, 'Users'))).join('\n'), /运营专员 \| operator · member/);
    assert.ok((await rows(world, await path(world, 'Global domains'))).length > 0);
    const members = await rows(world, await path(world, 'Teams', 'Coffee Shop Studio'));
    assert.match(members.join('\n'), /Shop Developer \| Mini Program Developer · shop_developer/);
  });
  it('searches on the platform and pages', async () => {
    await world.act((h) => h['miniProgram.searchPlatform'](), { pick: 'Users' }, { input: 'review' });
    const users = await path(world, 'Users');
    assert.deepEqual(await rows(world, users), ['Release Reviewer | reviewer · member']);
    await world.act((h) => h['miniProgram.searchPlatform'](users), { input: 'nobody at all' });
    assert.deepEqual(await rows(world, users), ['Nothing found for "nobody at all".']);
    await world.act((h) => h['miniProgram.clearPlatformSearch'](users));
    assert.ok((await rows(world, users)).length > 3);
  });
  it('tells a developer what the key may not use, and offers nothing that would fail', async () => {
    await playing(world, 'developer');
    await world.app.platform.getChildren();
    const users = await path(world, 'Users');
    assert.deepEqual(await rows(world, users), [
      'This key may not use this part. Ask an administrator, or switch the profile.',
    ]);
    assert.equal(world.app.platform.present(users).description, 'not for this key');
    assert.equal(world.app.contextKeys.value['miniProgram.administrator'], 'no');
    for (const part of ['Super apps', 'Teams', 'Users', 'Global domains']) {
      const node = await path(world, part);
      for (const one of [node, ...(await world.app.platform.getChildren(node))])
        assert.ok(!world.app.platform.present(one).tokens.includes('managed'), part);
    }
    await playing(world, 'administrator');
    await rows(world, await path(world, 'Users'));
    assert.equal(world.app.contextKeys.value['miniProgram.administrator'], 'yes');
    assert.ok(world.app.platform.present(await path(world, 'Teams')).tokens.includes('managed'));
  });
  it('shows that a list could not be read, and reads it when asked again', async () => {
    world.sandbox.faults.next({ action: 'DescribeTeamList', code: 'FailedOperation' });
    const teams = await path(world, 'Teams');
    const [sign] = await world.app.platform.getChildren(teams);
    assert.ok(sign);
    assert.match(world.app.platform.present(sign).label, /^Could not load/);
    await world.act((h) => h['miniProgram.retryPlatform'](sign));
    assert.ok((await rows(world, teams)).length > 3);
  });
});

describe('Platform view of a large platform', () => {
  it('pages and searches 2,000 users and 3,000 global domains with few requests', async () => {
    const world = await openWorld({ seed: 'large' });
    try {
      const users = await path(world, 'Users');
      const first = await world.app.platform.getChildren(users);
      assert.equal(first.length, 51);
      for (let press = 0; press < 8; press++) {
        const more = (await world.app.platform.getChildren(users)).at(-1);
        if (more?.kind !== 'sign') break;
        await world.act((h) => h['miniProgram.loadMorePlatform'](more));
      }
      assert.equal((await world.app.platform.getChildren(users)).length, 2_000);
      assert.match(world.app.platform.present(users).description ?? '', /^2000/);
      const domains = await path(world, 'Global domains');
      await world.act((h) => h['miniProgram.searchPlatform'](domains), { input: 'service-2718' });
      assert.deepEqual(
        (await rows(world, domains)).map((row) => row.split('.')[0]),
        ['service-2718'],
      );
    } finally {
      await world.close();
    }
  });
});

describe('Platform view, its changes', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());
  const says = (text: RegExp): void => assert.match(world.ports.ui.last.message, text);
  const teamOf = (name: string) => [...world.sandbox.state.teams.values()].find((team) => team.name === name);
  const userOf = (login: string) => [...world.sandbox.state.users.values()].find((user) => user.account === login);

  it('creates, shows, renames and deletes a team, and changes its administrator', async () => {
    await world.act(
      (h) => h['miniProgram.createTeam'](),
      { input: '新团队' },
      { pick: 'mini programs' },
      { pick: 'Shop Developer' },
      { pick: 'Super App Operations' },
    );
    says(/The team 新团队 is created/);
    assert.equal(teamOf('新团队')?.relatedTeamId, teamOf('Super App Operations')?.id);
    const node = await at(world, 'team', 'Teams', '新团队');
    await world.act((h) => h['miniProgram.showTeam'](node));
    assert.match(world.ports.ui.texts.at(-1)?.text ?? '', /shop\\_developer/);
    await world.act((h) => h['miniProgram.renameTeam'](node), { input: 'Harbor Team' });
    says(/now called Harbor Team/);
    const renamed = await at(world, 'team', 'Teams', 'Harbor Team');
    await world.act(
      (h) => h['miniProgram.changeTeamAdministrator'](renamed),
      { pick: 'Shop Tester' },
      { confirm: true },
    );
    assert.equal(teamOf('Harbor Team')?.adminUserId, userOf('shop_tester')?.id);
    await world.act((h) => h['miniProgram.deleteTeam'](renamed), { confirm: true });
    assert.equal(teamOf('Harbor Team'), undefined);
  });
  it('adds a member, changes the role and removes the member', async () => {
    const team = await at(world, 'team', 'Teams', 'Coffee Shop Studio');
    await world.act(
      (h) => h['miniProgram.addTeamMember'](team),
      { pick: 'Release Reviewer' },
      { pick: 'Mini Program Tester' },
    );
    const isIn = (): number | undefined =>
      teamOf('Coffee Shop Studio')?.members.find(({ userId }) => userId === userOf('reviewer')?.id)?.roleId;
    const tester = isIn();
    assert.notEqual(tester, undefined);
    const member = await at(world, 'member', 'Teams', 'Coffee Shop Studio', 'Release Reviewer');
    await world.act((h) => h['miniProgram.changeMemberRole'](member), { pick: 'Mini Program Operator' });
    assert.notEqual(isIn(), tester);
    await world.act((h) => h['miniProgram.removeTeamMember'](member), { confirm: true });
    assert.equal(isIn(), undefined);
  });
  it('shows, edits and deletes a user', async () => {
    const user = await at(world, 'user', 'Users', 'Shop Tester');
    await world.act((h) => h['miniProgram.showUser'](user));
    assert.match(world.ports.ui.texts.at(-1)?.text ?? '', /shop\\_tester/);
    await world.act((h) => h['miniProgram.editUser'](user), { input: '测试员' }, { pick: 'platform administrator' });
    assert.deepEqual([userOf('shop_tester')?.name, userOf('shop_tester')?.accountType], ['测试员', 2]);
    const edited = await at(world, 'user', 'Users', '测试员');
    await world.act((h) => h['miniProgram.deleteUser'](edited), { confirm: true });
    assert.equal(userOf('shop_tester'), undefined);
  });
  it('adds several global domains, tells which are there already, edits and removes one', async () => {
    const domains = (): readonly string[] =>
      [...world.sandbox.state.globalDomains.values()].map(({ domain }) => domain);
    await world.act(
      (h) => h['miniProgram.addGlobalDomains'](),
      { pick: 'Allow' },
      { input: 'not a domain!' },
      { input: 'https://One.example，two.example 测试.example' },
    );
    for (const one of ['one.example', 'two.example', '测试.example']) assert.ok(domains().includes(one), one);
    const before = domains().length;
    await world.act(
      (h) => h['miniProgram.addGlobalDomains'](),
      { pick: 'Allow' },
      { input: 'one.example, three.example' },
    );
    says(/Nothing was added.*allowed already: one\.example/);
    assert.equal(domains().length, before);
    const node = await at(world, 'globalDomain', 'Global domains', 'one.example');
    await world.act((h) => h['miniProgram.editGlobalDomain'](node), { input: 'two.example' });
    says(/two\.example is on the list already/);
    await world.act((h) => h['miniProgram.editGlobalDomain'](node), { input: 'four.example' });
    const edited = await at(world, 'globalDomain', 'Global domains', 'four.example');
    await world.act((h) => h['miniProgram.removeGlobalDomain'](edited), { confirm: true });
    assert.ok(!domains().includes('four.example'));
  });
  it('adds a sensitive API, restricts, opens and deletes it', async () => {
    const app = await at(world, 'superApp', 'Super apps', 'City Pass');
    await world.act(
      (h) => h['miniProgram.addSensitiveApi'](app),
      { input: '1 bad name' },
      { input: 'getStepCount' },
      { input: 'Steps of the day' },
      { pick: 'Custom' },
    );
    const node = await at(world, 'sensitiveApi', 'Super apps', 'City Pass', 'getStepCount');
    const state = (): number | undefined =>
      [...world.sandbox.state.sensitiveApis.values()].find(({ name }) => name === 'getStepCount')?.status;
    await world.act((h) => h['miniProgram.restrictSensitiveApi'](node), { confirm: true });
    assert.equal(state(), 1);
    await world.act((h) => h['miniProgram.openSensitiveApi'](node), { confirm: true });
    assert.equal(state(), 0);
    await world.act((h) => h['miniProgram.deleteSensitiveApi'](node), { confirm: true });
    assert.equal(state(), undefined);
  });
  it('saves the configuration file of each system', async () => {
    const app = await at(world, 'superApp', 'Super apps', 'City Pass');
    for (const [system, file] of [
      ['Android', 'android.json'],
      ['iOS', 'ios.json'],
    ] as const) {
      await world.act((h) => h['miniProgram.downloadConfigFile'](app), { pick: system }, { save: file });
      const saved = world.ports.ui.saved.at(-1);
      const config = JSON.parse(Buffer.from(saved?.bytes ?? []).toString('utf8')) as Record<string, unknown>;
      assert.equal(config['customId'], world.sandbox.platformId);
    }
    await world.act((h) => h['miniProgram.showSuperApp'](app));
    assert.match(world.ports.ui.texts.at(-1)?.text ?? '', /org\\\.example\\\.superapp1/);
  });
  it('says that a deletion is refused where something depends on the super app', async () => {
    const app = await at(world, 'superApp', 'Super apps', 'City Pass');
    await world.act((h) => h['miniProgram.deleteSuperApp'](app), { confirm: true });
    says(/AppAlreadyBind/);
    assert.ok(world.sandbox.state.applications.has(app.key));
  });
});
