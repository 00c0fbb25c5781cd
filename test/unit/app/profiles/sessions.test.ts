import assert from 'node:assert/strict';
import { ProfileStore } from '../../../../src/app/profiles/profileStore';
import { platformUpload } from '../../../../src/app/platformUpload';
import { emptyDraft, environmentOf, profileSteps } from '../../../../src/app/profiles/profileSteps';
import { environmentsOf, parseEndpoint } from '../../../../src/app/profiles/sites';
import { runSteps, type Step } from '../../../../src/app/profiles/wizard';
import { BACK } from '../../../../src/app/ports';
import type { Profile } from '../../../../src/app/profile';
import { MemoryMemento, MemorySecrets, ScriptedUi } from '../../../support/fakes';
import { FakeCloud, fakeWorld, settle } from '../fakeCloud';

const profile: Profile = {
  id: 'p1',
  name: 'Team',
  environment: 'staging',
  dialect: 'tcsas',
  endpoint: 'https://a.example.com',
  region: 'ap-singapore',
  platformId: 'T1',
  secretId: 'AKIDteam',
  uploadTarget: { kind: 'platform' },
};

describe('Profiles', () => {
  it('never send a key to another endpoint than the one it was given for', async () => {
    const { app, ports, made } = fakeWorld();
    const { profiles, sessions } = app.context;
    await profiles.setSecret(profile, { secretKey: 'the-key-of-a' });
    await profiles.save({ ...profile, endpoint: 'https://b.example.com' });
    await assert.rejects(sessions.open('p1'), { reason: 'keyMissing' });
    assert.equal(made.length, 0);
    await profiles.save(profile);
    assert.equal((await sessions.open('p1')).profile.endpoint, 'https://a.example.com');
    assert.deepEqual(
      made.map((one) => [one.profile.endpoint, one.credentials.secretKey]),
      [['https://a.example.com', 'the-key-of-a']],
    );
    assert.ok(ports.remembered.includes('the-key-of-a'));
  });
  it('keep one client until key or profile change', async () => {
    const { app, made } = fakeWorld();
    const { profiles, sessions } = app.context;
    await profiles.save(profile);
    await profiles.setSecret(profile, { secretKey: 'key-number-one' });
    assert.equal((await sessions.open('p1')).client, (await sessions.open('p1')).client);
    assert.equal(made.length, 1);
    await profiles.setSecret(profile, { secretKey: 'key-number-two' });
    await sessions.open('p1');
    assert.equal(made.at(-1)?.credentials.secretKey, 'key-number-two');
  });
  it('follow the sandbox to its new address after each start', async () => {
    const { app, ports } = fakeWorld();
    await app.handlers['miniProgram.trySandbox']();
    ports.sandbox.address = { ...ports.sandbox.address!, url: 'http://127.0.0.1:2', secretKey: 'sandbox-key-two' };
    assert.equal((await app.context.sessions.open()).profile.endpoint, 'http://127.0.0.1:2');
    assert.equal(app.context.profiles.active?.endpoint, 'http://127.0.0.1:2');
    assert.equal(app.context.profiles.list().length, 1);
    assert.equal(ports.secrets.values.size, 0);
  });
  it('keep the name that was given while the sandbox started', async () => {
    const { app, ports } = fakeWorld();
    await app.handlers['miniProgram.trySandbox']();
    const { profiles, sessions } = app.context;
    const address = { ...ports.sandbox.address!, url: 'http://127.0.0.1:2' };
    let started: (() => void) | undefined;
    ports.sandbox.ensure = async () => {
      await new Promise<void>((resolve) => (started = resolve));
      return address;
    };
    const opening = sessions.open();
    await settle();
    await profiles.save({ ...profiles.get('sandbox')!, name: '演练' });
    started?.();
    assert.equal((await opening).profile.name, '演练');
    assert.deepEqual(
      profiles.list().map(({ name, endpoint }) => [name, endpoint]),
      [['演练', 'http://127.0.0.1:2']],
    );
  });
  it('are chosen for each window, with the last choice for new windows', async () => {
    const shared = { secrets: new MemorySecrets(), globalState: new MemoryMemento(), remember: () => undefined };
    const one = new ProfileStore({ ...shared, workspaceState: new MemoryMemento() });
    const two = new ProfileStore({ ...shared, workspaceState: new MemoryMemento() });
    await one.save(profile);
    await one.save({ ...profile, id: 'p2', name: 'Other' });
    await one.activate('p1');
    await two.activate('p2');
    assert.deepEqual([one.active?.id, two.active?.id], ['p1', 'p2']);
    assert.equal(new ProfileStore({ ...shared, workspaceState: new MemoryMemento() }).active?.id, 'p2');
  });
  it('stay what they are in this window, whatever another window chooses, adds or removes', async () => {
    const shared = { secrets: new MemorySecrets(), globalState: new MemoryMemento(), remember: () => undefined };
    const ofTwo = new MemoryMemento();
    const one = new ProfileStore({ ...shared, workspaceState: new MemoryMemento() });
    await one.save(profile);
    await one.save({ ...profile, id: 'p2' });
    await one.save({ ...profile, id: 'p3' });
    await one.activate('p1');
    const two = new ProfileStore({ ...shared, workspaceState: ofTwo });
    assert.equal((await two.pinActive())?.id, 'p1');
    await one.activate('p2');
    assert.deepEqual([one.active?.id, two.active?.id], ['p2', 'p1']);
    const again = new ProfileStore({ ...shared, workspaceState: ofTwo });
    assert.equal(again.active?.id, 'p1', 'also after a restart');
    await one.remove('p1');
    const idOf = (store: ProfileStore): string | undefined => store.active?.id;
    assert.equal(idOf(two), undefined, 'which of the others is meant, nobody has said');
    await one.remove('p3');
    assert.equal(idOf(two), 'p2', 'a single one needs no choice');
  });
  it('of a window that lost its own ask for a choice instead of taking another', async () => {
    const { app, ports } = fakeWorld();
    const { profiles, sessions } = app.context;
    await profiles.save({ ...profile, name: 'Mine' });
    await profiles.activate('p1');
    await profiles.save({ ...profile, id: 'p2', name: 'Other' });
    await profiles.save({ ...profile, id: 'p3', name: 'Third' });
    const other = new ProfileStore({ ...ports, workspaceState: new MemoryMemento() });
    await other.remove('p1');
    await profiles.save({ ...profile, id: 'p3', name: 'Third one' });
    await assert.rejects(sessions.open(), { reason: 'noProfile', message: /Choose one/ });
    assert.equal(app.contextKeys.value['miniProgram.state'], 'rows');
    assert.match(app.viewMessage.value ?? '', /Switch Profile/);
    ports.ui.then({ pick: 'Other' });
    await app.handlers['miniProgram.switchProfile']();
    assert.equal(profiles.active?.id, 'p2');
  });
  it('ask which one is next when the active one of several is removed', async () => {
    const { app, ports } = fakeWorld();
    const { profiles } = app.context;
    for (const id of ['p1', 'p2', 'p3']) await profiles.save({ ...profile, id, name: id });
    await profiles.activate('p1');
    ports.ui.then({ confirm: true }, { pick: 'p3' });
    await app.handlers['miniProgram.removeProfile']('p1');
    ports.ui.end();
    assert.equal(profiles.active?.id, 'p3');
  });
  it('survive a broken or failing key store as "key missing"', async () => {
    const { app, ports } = fakeWorld();
    await app.context.profiles.save(profile);
    ports.secrets.values.set('profile/p1', '{broken');
    await assert.rejects(app.context.sessions.open('p1'), { reason: 'keyMissing' });
    ports.secrets.get = () => Promise.reject(new Error('locked'));
    await assert.rejects(app.context.sessions.open('p1'), { reason: 'keyMissing' });
  });
});

describe('Addresses of profiles', () => {
  it('are https, or http on this machine', () => {
    const origin = (text: string): string | undefined => {
      const parsed = parseEndpoint(text);
      return 'origin' in parsed ? parsed.origin : undefined;
    };
    assert.equal(origin(' https://tcsas.example.com/ '), 'https://tcsas.example.com');
    assert.equal(origin('http://127.0.0.1:8080'), 'http://127.0.0.1:8080');
    assert.equal(origin('http://[::1]:8080'), 'http://[::1]:8080');
    for (const bad of [
      'http://example.com',
      'http://127.0.0.1.example.com',
      'ftp://h',
      'example.com',
      '',
      'https://u:p@h',
      'https://h/path',
    ])
      assert.equal(origin(bad), undefined, bad);
  });
});

describe('What an address can stand for', () => {
  it('is an emulator on this machine only, and never anything else there', () => {
    assert.deepEqual(environmentsOf('http://127.0.0.1:8080'), ['sandbox']);
    assert.deepEqual(environmentsOf('https://localhost'), ['sandbox']);
    assert.deepEqual(environmentsOf('https://tcsas.example.com'), ['production', 'staging']);
    assert.deepEqual(environmentsOf('half typed'), ['production', 'staging']);
  });
  it('decides what is asked: no emulator is offered for a platform', async () => {
    const offered: string[] = [];
    const ui = Object.assign(new ScriptedUi({ pick: 'staging' }), {
      pick: (options: { readonly items: readonly { readonly label: string }[] }) => {
        offered.push(...options.items.map(({ label }) => label));
        return Promise.resolve(undefined);
      },
    }) as unknown as ScriptedUi;
    const count = (endpoint: string): number =>
      profileSteps(ui, [])({ ...emptyDraft, isCustom: true, endpoint }).length;
    assert.equal(count('https://tcsas.example.com') - count('http://127.0.0.1:1'), 1);
    const draft = { ...emptyDraft, isCustom: true, endpoint: 'https://tcsas.example.com' };
    await profileSteps(ui, [])(draft)[4]?.(draft, { step: 5, of: 8 }, () => undefined);
    assert.deepEqual(
      offered.map((label) => label.toLowerCase()),
      ['production', 'staging'],
    );
    assert.equal(environmentOf({ ...draft, environment: 'sandbox' }), 'production');
    assert.equal(environmentOf({ ...draft, endpoint: 'http://127.0.0.1:1', environment: 'production' }), 'sandbox');
  });
  it('decides where packages go: only those of an emulator stay at its own address', () => {
    const isOwn = (endpoint: string): boolean =>
      'cosEndpoint' in platformUpload({ ...profile, environment: 'sandbox', endpoint }, new FakeCloud({}), () => 'b');
    assert.deepEqual([isOwn('http://127.0.0.1:1'), isOwn('https://tcsas.example.com')], [true, false]);
  });
});

describe('Add Profile', () => {
  it('keeps what is typed in a box when Back is pressed there, but a key only for the same address', async () => {
    const { app, ports } = fakeWorld();
    const values: (string | undefined)[] = [];
    const input = ports.ui.input.bind(ports.ui);
    ports.ui.input = (options) => {
      values.push(options.value);
      return input(options);
    };
    const site = 'TCSAS International';
    ports.ui.then(
      { input: 'Team' },
      { pick: site },
      { pick: 'staging' },
      { input: 'ap-guangzhou' },
      { input: BACK, typed: 'T12345' },
      { input: 'ap-guangzhou' },
      { input: 'T12345' },
      { input: 'AKIDx' },
      { input: BACK, typed: 'half-a-key' },
      { input: 'AKIDx' },
      { input: BACK },
      { input: BACK },
      { input: BACK },
      { input: BACK },
      { pick: BACK },
      { pick: 'Another address…' },
      { input: BACK, typed: 'https://other' },
      { pick: 'Another address…' },
      { input: 'https://other.example.com' },
      { pick: 'TCSAS' },
      { pick: 'staging' },
      { input: 'ap-guangzhou' },
      { input: 'T12345' },
      { input: 'AKIDx' },
      { input: undefined },
    );
    await app.handlers['miniProgram.addProfile']();
    ports.ui.end();
    assert.equal(values[3], 'ap-guangzhou', 'what was answered');
    assert.equal(values[4], 'T12345', 'what was only typed');
    assert.equal(values[8], 'half-a-key');
    assert.ok(values.includes('https://other'));
    assert.equal(values.at(-1), '', 'the key was typed for another address');
  });
});

describe('Steps with back', () => {
  const step =
    (answers: (string | typeof BACK | undefined)[], seen: string[]): Step<readonly string[]> =>
    (state, { step: at, of }) => {
      seen.push(`${at}/${of}:${state.join('')}`);
      const answer = answers.shift();
      return Promise.resolve(typeof answer === 'string' ? [...state, answer] : answer);
    };
  it('keep what was answered, and go nowhere before the first', async () => {
    const seen: string[] = [];
    const steps = [step([BACK, 'a', 'b'], seen), step([BACK, 'c'], seen)];
    assert.deepEqual(await runSteps([], () => steps), ['a', 'b', 'c']);
    assert.deepEqual(seen, ['1/2:', '1/2:', '2/2:a', '1/2:a', '2/2:ab']);
  });
  it('answer nothing when the user gives up', async () => {
    assert.equal(await runSteps([], () => [step([undefined], [])]), undefined);
  });
});
