import assert from 'node:assert/strict';
import { BACK } from '../../../src/app/ports';
import { openWorld, type World } from './world';

const wrongKey = 'wrong-secret-key-0123456789';
const nextKey = 'another-secret-key-0123456789';

describe('Profiles against a sandbox', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({}, { enter: false });
  });
  afterEach(() => world.close());

  /** Everything that a session leaves behind or shows, besides the key store. */
  const left = (): string => {
    const { ui, globalState, workspaceState, log } = world.ports;
    const said = ui.said.map(({ message, actions }) => message + actions.map(({ label }) => label).join());
    return JSON.stringify([
      [...globalState.values],
      [...workspaceState.values],
      log.lines,
      said,
      ui.asked,
      ui.progress,
      ui.texts,
      ui.copied,
    ]);
  };
  const answersFor = (...keys: string[]) => [
    { input: 'Coffee team' },
    { pick: 'Another address…' },
    { input: 'http://platform.example.com' },
    { input: world.sandbox.url },
    // On this machine runs an emulator: what it is for is not asked.
    { pick: 'TCSAS' },
    { input: 'ap-singapore' },
    { input: world.sandbox.platformId },
    { input: ` ${world.sandbox.secretId} ` },
    ...keys.map((input) => ({ input })),
  ];

  it('is proved before it is saved; what is wrong is said in the box', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(wrongKey, ` ${world.sandbox.secretKey} `));
    const { ui, secrets, remembered } = world.ports;
    assert.ok(ui.asked.some((text) => /^refused: Use https/.test(text)));
    assert.ok(
      ui.asked.some((text) =>
        /^refused: The SecretKey does not belong.*AuthFailure\.SignatureFailure, RequestId/.test(text),
      ),
    );
    assert.equal(secrets.values.size, 1);
    assert.ok(remembered.includes(world.sandbox.secretKey) && remembered.includes(wrongKey));
    assert.equal(world.app.contextKeys.value['miniProgram.environment'], 'sandbox');
    assert.match(world.app.viewDescription.value, /^Coffee team · sandbox/i);
    assert.equal((await world.rows()).length, 11);
  });
  it('leaves nothing when the user gives up after a wrong key', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(wrongKey), { input: undefined });
    assert.equal(world.ports.secrets.values.size, 0);
    assert.equal(world.ports.globalState.values.size, 0);
    assert.deepEqual(world.ports.ui.said, []);
    assert.equal(world.app.contextKeys.value['miniProgram.state'], 'noProfile');
  });
  it('leaves no secret in state, log or messages after add, re-key and remove', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(wrongKey, world.sandbox.secretKey));
    await world.rows();
    // Which profile is not asked: there is only one.
    await world.act(
      (h) => h['miniProgram.rekeyProfile'](),
      { input: world.sandbox.secretId },
      { input: nextKey },
      { input: world.sandbox.secretKey },
    );
    await world.act((h) => h['miniProgram.renameProfile'](), { input: 'Tea team' });
    await world.act((h) => h['miniProgram.removeProfile'](), { confirm: true });
    assert.equal(world.ports.secrets.values.size, 0);
    assert.deepEqual(world.app.context.sessions.list(), []);
    for (const secret of [world.sandbox.secretKey, wrongKey, nextKey])
      assert.ok(!left().includes(secret), 'a secret was left behind');
    assert.match(left(), /key store of this system/);
  });
  it('shows a lost key as a state with its own button, and recovers', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(world.sandbox.secretKey));
    world.ports.secrets.values.clear();
    await world.act((h) => h['miniProgram.refresh']());
    await world.act((h) => h['miniProgram.create']());
    assert.match(world.ports.ui.last.message, /key of profile "Coffee team" is missing/);
    world.ports.ui.then({ input: world.sandbox.secretId }, { input: world.sandbox.secretKey });
    await world.ports.ui.press('Enter Key Again');
    assert.equal((await world.rows()).length, 11);
    assert.equal(world.app.contextKeys.value['miniProgram.state'], 'rows');
  });
  it('replaces SecretId and SecretKey together, proved together, and goes back between them', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(world.sandbox.secretKey));
    const { profiles } = world.app.context;
    // The key was deleted on the platform and another one made.
    await profiles.save({ ...profiles.active!, secretId: 'AKIDdeleted' });
    const { id } = profiles.active!;
    await world.act(
      (h) => h['miniProgram.rekeyProfile'](id),
      { input: 'AKIDmistyped' },
      { input: world.sandbox.secretKey },
      { input: BACK, typed: world.sandbox.secretKey },
      { input: undefined },
    );
    assert.ok(world.ports.ui.asked.some((text) => /^refused: The platform does not know this SecretId/.test(text)));
    assert.equal(profiles.get(id)?.secretId, 'AKIDdeleted');
    await world.act(
      (h) => h['miniProgram.rekeyProfile'](id),
      { input: ` ${world.sandbox.secretId} ` },
      { input: world.sandbox.secretKey },
    );
    assert.equal(profiles.get(id)?.secretId, world.sandbox.secretId);
    assert.equal((await world.rows()).length, 11);
  });
  it('switches between profiles, each with its own list', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(world.sandbox.secretKey));
    await world.act((h) => h['miniProgram.switchProfile'](), { pick: 'Try the Sandbox' });
    assert.equal(world.app.contextKeys.value['miniProgram.environment'], 'sandbox');
    const ids = (await world.app.tree.getChildren()).map(({ id }) => id);
    assert.ok(ids.every((id) => id.startsWith('program/sandbox/')));
    await world.act((h) => h['miniProgram.switchProfile'](), { pick: 'Coffee team' });
    assert.equal(world.app.context.profiles.active?.name, 'Coffee team');
  });
  it('asks for the typed name on production before a release', async () => {
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(world.sandbox.secretKey));
    const { profiles } = world.app.context;
    await profiles.save({ ...profiles.active!, environment: 'production' });
    let typed: string | undefined;
    const confirm = world.ports.ui.confirm.bind(world.ports.ui);
    world.ports.ui.confirm = (options) => {
      typed = options.typeToConfirm;
      return confirm(options);
    };
    const node = await world.version('Gift Cards', '1.1.0');
    await world.act((h) => h['miniProgram.release'](node), { confirm: false });
    assert.equal(typed, 'Gift Cards');
    assert.match(world.ports.ui.asked.at(-1) ?? '', /Environment: PRODUCTION/);
  });
  it('keeps the key for the session when the key store refuses it and the user agrees', async () => {
    world.ports.secrets.set = () => Promise.reject(new Error('no keyring'));
    await world.act((h) => h['miniProgram.addProfile'](), ...answersFor(world.sandbox.secretKey), { confirm: true });
    assert.equal((await world.rows()).length, 11);
    assert.ok(!left().includes(world.sandbox.secretKey));
  });
});
