import assert from 'node:assert/strict';
import type { FormModel, FormRow } from '../../../src/app/forms/form';
import { openWorld, type World } from './world';

const goodPassword = 'Tea-and-7-cakes';
async function form(world: World, command: 'miniProgram.createSuperApp' | 'miniProgram.addUsers'): Promise<FormModel> {
  await world.app.handlers[command]();
  const model = world.ports.ui.shownForms.at(-1);
  assert.ok(model, world.ports.ui.said.at(-1)?.message);
  return model;
}
const superApp: FormRow = {
  name: '港湾 App',
  intro: 'Everything at the harbor.',
  logo: 'https://example.com/logo.png',
  androidKey: 'com.example.harbor',
};

for (const dialect of ['tcsas', 'tcmpp'] as const) {
  describe(`Forms of the platform, ${dialect}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await openWorld({ dialect });
    });
    afterEach(() => world.close());
    const appNamed = (name: string) => [...world.sandbox.state.applications.values()].find((app) => app.name === name);
    const userOf = (login: string) => [...world.sandbox.state.users.values()].find((user) => user.account === login);

    it('create a super app, which is read back, and forget the draft', async () => {
      const model = await form(world, 'miniProgram.createSuperApp');
      const row = { ...model.fresh[0], ...superApp };
      await model.keep([row]);
      assert.deepEqual(model.check([row]), []);
      assert.deepEqual(await model.send([row]), { kind: 'done' });
      assert.equal(appNamed('港湾 App')?.androidKey, 'com.example.harbor');
      assert.match(world.ports.ui.last.message, /港湾 App \(app-\w+\) is created/);
      assert.ok(appNamed('港湾 App')?.teamId);
    });
    it('show what the platform refuses at its field, and keep what was typed', async () => {
      const model = await form(world, 'miniProgram.createSuperApp');
      const refused = await model.send([{ ...model.fresh[0], ...superApp, name: 'City Pass' }]);
      assert.ok(refused.kind === 'refused');
      assert.deepEqual(
        refused.errors.map(({ row, field }) => [row, field]),
        [[0, 'name']],
      );
      await model.keep([{ ...superApp, name: 'City Pass' }]);
      const again = await form(world, 'miniProgram.createSuperApp');
      assert.equal(again.draft?.[0]?.['name'], 'City Pass');
    });
    it('check as one types: required, lengths of the platform, forms of addresses and names', async () => {
      const model = await form(world, 'miniProgram.createSuperApp');
      const wrong = (change: FormRow): readonly string[] =>
        model.check([{ ...model.fresh[0], ...superApp, ...change }]).map(({ field }) => field);
      assert.deepEqual(wrong({ name: ' ' }), ['name']);
      assert.deepEqual(wrong({ intro: '字'.repeat(500) }), []);
      assert.deepEqual(wrong({ intro: '字'.repeat(501) }), ['intro']);
      assert.deepEqual(wrong({ remark: 'x'.repeat(1_001) }), ['remark']);
      assert.deepEqual(wrong({ logo: 'logo.png' }), ['logo']);
      assert.deepEqual(wrong({ androidKey: 'harbor' }), ['androidKey']);
      assert.deepEqual(wrong({ team: 'somewhere else' }), ['team']);
    });
    it('change a super app', async () => {
      const [app] = world.sandbox.state.applications.values();
      assert.ok(app);
      const { profile } = await world.app.context.sessions.open();
      await world.app.handlers['miniProgram.editSuperApp']({
        kind: 'superApp',
        profileId: profile.id,
        key: app.id,
        name: app.name,
      });
      const model = world.ports.ui.shownForms.at(-1);
      assert.ok(model);
      assert.equal(model.fresh[0]?.['intro'], app.intro);
      assert.deepEqual(await model.send([{ ...model.fresh[0], intro: 'New words.' }]), { kind: 'done' });
      assert.equal(world.sandbox.state.applications.get(app.id)?.intro, 'New words.');
    });
    it('add several users; who is refused stays in the form, and nobody is added twice', async () => {
      const model = await form(world, 'miniProgram.addUsers');
      const user = (account: string, password = goodPassword): FormRow => ({
        account,
        name: `${account} 名字`,
        type: '3',
        password,
      });
      const outcome = await model.send([user('first'), user('reviewer'), user('weak', 'short'), user('last')]);
      assert.ok(outcome.kind === 'refused');
      assert.deepEqual(
        outcome.rows?.map((row) => row['account']),
        ['reviewer', 'weak'],
      );
      assert.deepEqual(
        outcome.errors.map(({ row, field }) => [row, field]),
        [
          [0, 'account'],
          [1, 'password'],
        ],
      );
      assert.match(outcome.message, /^2 of 4 users are added/);
      assert.ok(userOf('first') && userOf('last') && !userOf('weak'));
    });
    it('a user whose creation was not answered is looked for, not created again', async () => {
      const model = await form(world, 'miniProgram.addUsers');
      world.sandbox.faults.next({ action: 'CreateUser', afterHandling: true, dropAfterBytes: 0 });
      const outcome = await model.send([{ account: 'once', name: 'Once', type: '3', password: goodPassword }]);
      assert.equal(world.sandbox.faults.pending, 0);
      assert.deepEqual(outcome, { kind: 'done' });
      assert.equal([...world.sandbox.state.users.values()].filter(({ account }) => account === 'once').length, 1);
    });
    it('passwords are in no draft and in no log', async () => {
      const model = await form(world, 'miniProgram.addUsers');
      const row = { account: 'quiet', name: 'Quiet', type: '3', password: goodPassword };
      await model.keep([row]);
      await model.send([row, { ...row, account: 'reviewer' }]);
      const kept = [...world.ports.workspaceState.values.values(), ...world.ports.globalState.values.values()].join();
      assert.ok(kept.includes('quiet'));
      const everywhere = [kept, JSON.stringify(world.ports.log), JSON.stringify(world.ports.ui.said)].join();
      assert.ok(!everywhere.includes(goodPassword));
    });
  });
}
