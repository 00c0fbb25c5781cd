import assert from 'node:assert/strict';
import { BACK } from '../../../src/app/ports';
import type { UploadTarget } from '../../../src/app/profile';
import { privateBucket } from '../../../src/sandbox/cos/cosServer';
import { type Answer, FakeClock } from '../../support/fakes';
import { basic, type PutServer, startPutServer } from '../../support/putServer';
import { openWorld, type World } from './world';

const password = 'Correct-horse-battery-9';
const wrongPassword = 'Wrong-horse-battery-9';

describe('The upload target of a profile', () => {
  let world: World;
  let server: PutServer;
  beforeEach(async () => {
    server = await startPutServer(basic('ci', password));
    world = await openWorld({}, { clock: new FakeClock(Date.now()) });
  });
  afterEach(async () => {
    await world.close();
    await server.close();
  });

  const target = (): UploadTarget | undefined => world.app.context.profiles.active?.uploadTarget;
  const choose = (...answers: Answer[]): Promise<void> => world.act((h) => h['miniProgram.uploadTarget'](), ...answers);
  const uploadUrl = (): string => `${server.url}/packages/{appId}/{version}-{id}{suffix}`;
  const http = (...secrets: string[]): Answer[] => [
    { pick: 'A web server of yours' },
    { input: uploadUrl() },
    { pick: 'User and password' },
    { input: 'ci' },
    ...secrets.map((input) => ({ input })),
    { pick: 'At the address it was put to' },
  ];
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
    ]);
  };
  const assertNothingLeaks = (): void => {
    for (const secret of [password, wrongPassword, basic('ci', password).slice(6)])
      assert.ok(!left().includes(secret), 'a secret was left behind');
  };

  it('is a web server that was tried before it was saved', async () => {
    await choose(...http(password));
    assert.equal(target()?.kind, 'http');
    assert.match(
      world.ports.ui.last.message,
      /Packages of Sandbox go to: http.*The test upload works: 1024 bytes .* in \d/,
    );
    assert.ok(
      server.seen.some((line) => /^PUT .* 201/.test(line)) && server.seen.some((line) => /^GET .* 200/.test(line)),
    );
    assert.ok([...server.files.keys()].every((path) => path.startsWith('/packages/upload-test/0.0.0-')));
    assertNothingLeaks();
  });
  it('says which step failed, and goes back to the settings with everything kept', async () => {
    const kept = [{ pick: 'A web server of yours' }, { input: uploadUrl() }, { pick: 'User and password' }];
    await choose(
      ...http(wrongPassword),
      { pick: 'Change the Settings' },
      ...kept,
      { input: 'ci' },
      { input: password },
      { pick: 'At the address it was put to' },
    );
    const { asked } = world.ports.ui;
    assert.ok(
      asked.some((text) => /The test upload failed while the file was stored\. The store .* refused/.test(text)),
    );
    assert.match(world.ports.ui.last.message, /The test upload works/);
    assertNothingLeaks();
  });
  it('says so when strangers cannot read what was stored, and saves it anyway when asked', async () => {
    server.isPublic = false;
    await choose(...http(password), { pick: 'Save Anyway' });
    assert.equal(target()?.kind, 'http');
    assert.match(world.ports.ui.last.message, /could not be fetched again.*cannot be read without a login/);
    await world.act((h) => h['miniProgram.testUpload']());
    assert.match(world.ports.ui.last.message, /cannot be read without a login/);
    server.isPublic = true;
    await world.act((h) => h['miniProgram.testUpload']());
    assert.match(world.ports.ui.last.message, /^The test upload works/);
  });
  it('stays as it was when the user gives up, in the middle or after a failed test', async () => {
    await choose({ pick: 'A web server of yours' }, { input: uploadUrl() }, { pick: undefined });
    await choose(...http(wrongPassword), { pick: undefined });
    assert.deepEqual(target(), { kind: 'platform' });
    assert.equal(world.ports.secrets.values.size, 0);
  });
  it('says what is wrong while it is typed, and goes back without losing it', async () => {
    await choose(
      { pick: 'A web server of yours' },
      { input: 'ftp://files.example.com/{id}' },
      { input: `${server.url}/latest.zip` },
      { input: `${server.url}/{number}.zip` },
      { input: uploadUrl() },
      { pick: BACK },
      { input: BACK, typed: uploadUrl() },
      { pick: 'A web server of yours' },
      { input: uploadUrl() },
      { pick: 'User and password' },
      { input: 'a:b' },
      { input: 'ci' },
      { input: '' },
      { input: password },
      { pick: 'At the address it was put to' },
    );
    const refused = world.ports.ui.asked.filter((text) => text.startsWith('refused: '));
    assert.equal(refused.length, 5, refused.join('\n'));
    assert.match(refused.join(), /begins with https.*would overwrite.*\{number\} is not known.*colon.*Enter it/s);
  });
  it('keeps the password that is set for the same server, and asks anew for another one', async () => {
    await choose(...http(password));
    await choose(...http(''));
    assert.ok(world.ports.ui.asked.some((text) => /It is set; leave this empty to keep it/.test(text)));
    const other = await startPutServer(basic('ci', password));
    try {
      const moved = http('', wrongPassword).with(1, { input: `${other.url}/{id}` });
      await choose(...moved, { pick: 'Save Anyway' });
      assert.ok(world.ports.ui.asked.includes('refused: Enter it.'));
      assert.ok(
        other.seen.every((line) => !/^PUT .* 201/.test(line)),
        'the old password went to another server',
      );
      assert.equal(world.ports.secrets.values.size, 1);
      assertNothingLeaks();
    } finally {
      await other.close();
    }
  });
  it('asks for the password again when it is bound to another address', async () => {
    await choose(...http(password));
    const { profiles } = world.app.context;
    const other = await startPutServer(basic('ci', password));
    try {
      const moved = { ...target(), uploadUrl: `${other.url}/{id}` } as UploadTarget;
      await profiles.save({ ...profiles.active!, uploadTarget: moved });
      await world.act((h) => h['miniProgram.testUpload']());
      assert.match(world.ports.ui.last.message, /password or key of the upload target of "Sandbox" .* is missing/);
      assert.deepEqual(other.seen, []);
    } finally {
      await other.close();
    }
  });
  it('takes its secret with it, when the target or the profile goes', async () => {
    await choose(...http(password));
    assert.equal(world.ports.secrets.values.size, 1);
    await choose({ pick: "The platform's own store" });
    assert.equal(world.ports.secrets.values.size, 0);
    await choose(...http(password));
    await world.act((h) => h['miniProgram.removeProfile'](), { confirm: true });
    assert.equal(world.ports.secrets.values.size, 0);
    assertNothingLeaks();
  });
  it('outlives a restart of the sandbox, and a key store that takes nothing', async () => {
    world.ports.secrets.set = () => Promise.reject(new Error('no keyring'));
    await choose(...http(password), { confirm: true });
    await world.app.handlers['miniProgram.trySandbox']();
    await world.act((h) => h['miniProgram.testUpload']());
    assert.match(world.ports.ui.last.message, /^The test upload works/);
    assertNothingLeaks();
  });
  it('is a bucket that stays private', async () => {
    const { url, region, secretId, secretKey } = world.sandbox;
    await choose(
      { pick: 'A COS bucket of yours' },
      { input: 'packages' },
      { input: privateBucket },
      { input: region },
      { input: `${url}/cos/${privateBucket}/` },
      { input: secretId },
      { input: secretKey },
      { input: '' },
      { pick: 'Signed address' },
      { input: '' },
    );
    assert.ok(world.ports.ui.asked.some((text) => /^refused: "packages" is no bucket/.test(text)));
    assert.match(world.ports.ui.last.message, /COS bucket .*The test upload works/);
    assert.ok(!left().includes(secretKey));
  });
  it('is a media library that is listed with the key, with a space of its own', async () => {
    const { url, secretId, secretKey, media } = world.sandbox;
    const { id, spaces } = media.libraries[1]!;
    await choose(
      { pick: 'A media library (Smart Media Hosting)' },
      { pick: 'With an API key' },
      { pick: 'Emulator' },
      { input: secretId },
      { input: wrongPassword },
      { input: secretKey },
      { pick: new RegExp(media.libraries[1]!.name || id) },
      { input: spaces![0]! },
      { input: '' },
    );
    assert.ok(world.ports.ui.asked.some((text) => /^refused: The SecretKey does not belong/.test(text)));
    const chosen = target();
    assert.ok(chosen?.kind === 'smh' && chosen.libraryId === id && chosen.endpoint === url);
    assert.match(world.ports.ui.last.message, /The test upload works/);
    assert.equal(media.tokens.size, 0, 'the token is revoked');
    assert.ok(!left().includes(secretKey));
  });
});
