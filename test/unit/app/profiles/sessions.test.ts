import assert from 'node:assert/strict';
import { ProfileStore } from '../../../../src/app/profiles/profileStore';
import { parseEndpoint } from '../../../../src/app/profiles/sites';
import { runSteps, type Step } from '../../../../src/app/profiles/wizard';
import { BACK } from '../../../../src/app/ports';
import type { Profile } from '../../../../src/app/profile';
import { MemoryMemento, MemorySecrets } from '../../../support/fakes';
import { fakeWorld } from '../fakeCloud';

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
