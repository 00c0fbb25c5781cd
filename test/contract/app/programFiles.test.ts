import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PNG } from 'pngjs';
import { startSandbox } from '../../../src/sandbox/startSandbox';
import { FakeClock } from '../../support/fakes';
import { openWorld, type World } from './world';

describe('icon, offline package and media library of the sandbox', () => {
  let world: World;
  let folder: string;
  before(async () => {
    // Requests to the media libraries are signed with the time of the product's clock.
    world = await openWorld({}, { clock: new FakeClock(Date.now()) });
    folder = mkdtempSync(path.join(os.tmpdir(), 'icons-'));
  });
  after(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = (name: string, bytes: Uint8Array): string => {
    const at = path.join(folder, name);
    writeFileSync(at, bytes);
    return at;
  };

  it('an icon of this machine goes up through the upload target, and the platform can read it', async () => {
    const picture = PNG.sync.write(new PNG({ width: 8, height: 8 }));
    const node = await world.program('Gift Cards');
    await world.act((h) => h['miniProgram.changeIcon'](node), { file: file('我的 icon.png', picture) });
    assert.match(world.ports.ui.last.message, /The icon of Gift Cards is changed/);
    const session = await world.app.context.sessions.open();
    const { data } = await session.client.call('DescribeMNP', { MNPId: node.mnpId });
    const read = new Uint8Array(await (await fetch(data?.MNPIcon ?? '')).arrayBuffer());
    assert.deepEqual(Buffer.from(read), picture);
    assert.equal(data?.MNPName, 'Gift Cards');
  });
  it('a file that is no picture, too big, or gone is refused before anything is sent', async () => {
    const node = await world.program('Gift Cards');
    const big = file('big.png', new Uint8Array());
    truncateSync(big, 3 * 1024 * 1024);
    for (const [chosen, words] of [
      [file('fake.png', Buffer.from('<svg/>')), /not a PNG or JPEG/],
      [big, /3 MB; use one of at most 2 MB/],
      [path.join(folder, 'gone.png'), /cannot be read/],
    ] as const) {
      await world.act((h) => h['miniProgram.changeIcon'](node), { file: chosen });
      assert.match(world.ports.ui.last.message, words);
    }
    await world.act((h) => h['miniProgram.changeIcon'](node), { file: undefined });
  });
  it('a new mini program takes its icon from a file of this machine, uploaded when it is created', async () => {
    const picture = PNG.sync.write(new PNG({ width: 6, height: 6 }));
    const chosen = file('新 icon.png', picture);
    await world.act((h) => h['miniProgram.create']());
    const form = world.ports.ui.shownForms.at(-1);
    assert.equal(form?.fields.find(({ name }) => name === 'iconUrl')?.kind, 'picture');
    world.ports.ui.then({ file: chosen }, { file: file('not.png', Buffer.from('<svg/>')) }, { file: undefined });
    assert.deepEqual(await form.choose?.('iconUrl'), { value: chosen, problem: undefined });
    assert.match((await form.choose?.('iconUrl'))?.problem ?? '', /not a PNG or JPEG/);
    assert.equal(await form.choose?.('iconUrl'), undefined);
    const row = { ...form.fresh[0], name: 'Tea House', intro: 'Tea', description: 'Menu', iconUrl: chosen };
    assert.deepEqual(form.check([row]), []);
    assert.deepEqual(await form.send([row]), { kind: 'done' });
    const session = await world.app.context.sessions.open();
    const { mnpId } = await world.program('Tea House');
    const { data } = await session.client.call('DescribeMNP', { MNPId: mnpId });
    const read = new Uint8Array(await (await fetch(data?.MNPIcon ?? '')).arrayBuffer());
    assert.deepEqual(Buffer.from(read), picture);
  });
  it('an icon that is gone, or cannot be uploaded, is told at its field; nothing is created, nothing typed is lost', async () => {
    await world.act((h) => h['miniProgram.create']());
    const form = world.ports.ui.shownForms.at(-1);
    const row = { ...form?.fresh[0], name: 'Juice Bar', intro: 'Juice', description: 'Menu' };
    const gone = await form?.send([{ ...row, iconUrl: path.join(folder, 'gone.png') }]);
    assert.ok(gone?.kind === 'refused');
    assert.deepEqual(
      gone.errors.map(({ field }) => field),
      ['iconUrl'],
    );
    assert.match(gone.errors[0]?.message ?? '', /gone\.png cannot be read/);
    const picture = file('ok.png', PNG.sync.write(new PNG({ width: 4, height: 4 })));
    world.sandbox.faults.next({ action: 'DescribeTempSecret4UploadFile2Cos', code: 'UnauthorizedOperation' });
    const refused = await form?.send([{ ...row, iconUrl: picture }]);
    assert.ok(refused?.kind === 'refused');
    assert.match(refused.message, /^Nothing was sent/);
    assert.match(refused.errors[0]?.message ?? '', /UnauthorizedOperation/);
    assert.ok(![...world.sandbox.state.programs.values()].some(({ name }) => name === 'Juice Bar'));
    assert.deepEqual(await form?.send([{ ...row, iconUrl: picture }]), { kind: 'done' });
  });
  it('the icon of a super app is uploaded as well', async () => {
    const picture = PNG.sync.write(new PNG({ width: 5, height: 5 }));
    await world.act((h) => h['miniProgram.createSuperApp']());
    const form = world.ports.ui.shownForms.at(-1);
    const row = {
      ...form?.fresh[0],
      name: 'City Bus',
      intro: 'Rides',
      logo: file('bus.png', picture),
      androidKey: 'com.example.bus',
    };
    assert.deepEqual(form?.check([row]), []);
    assert.deepEqual(await form.send([row]), { kind: 'done' });
    const { client } = await world.app.context.sessions.open();
    const { data } = await client.call('DescribeApplicationList', { Offset: 0, Limit: 50, Keyword: 'City Bus' });
    const { data: made } = await client.call('DescribeApplication', {
      ApplicationId: data?.DataList?.[0]?.ApplicationId ?? '',
    });
    const read = new Uint8Array(await (await fetch(made?.Logo ?? '')).arrayBuffer());
    assert.deepEqual(Buffer.from(read), picture);
  });
  it('the address of the package that is online is copied, and opened on request', async () => {
    const { ui } = world.ports;
    await world.act(async (h) => h['miniProgram.copyPackageUrl'](await world.program('Corner Coffee')));
    assert.match(ui.copied ?? '', /^http:\/\/127\.0\.0\.1:\d+\/\S*mpsandboxcoffee1_1\.4\.1/);
    await ui.press('Open in Browser');
    assert.equal(ui.opened.at(-1), ui.copied);
  });
  it('without a version online there is no package, and it says what to do', async () => {
    await world.act(async (h) => h['miniProgram.copyPackageUrl'](await world.program('会员积分')));
    assert.match(world.ports.ui.last.message, /no version online.*Release a version first/);
  });
  it('the secret of a media library is shown masked and copied on request', async () => {
    const { ui, remembered } = world.ports;
    await world.act((h) => h['miniProgram.mediaLibrarySecret'](), { pick: /./ });
    assert.match(ui.last.message, /^Secret of media library \S+: \S*•{8}\S* \(\d+ characters\)$/);
    const secret = remembered.at(-1) ?? '';
    assert.ok(secret.length > 8 && !ui.last.message.includes(secret));
    assert.ok(![...world.ports.secrets.values.values()].some((value) => value.includes(secret)));
  });
});

describe('a profile that speaks the wrong API', () => {
  it('is recognised, and switched by one click, after the platform has answered', async () => {
    const only = await startSandbox({ rateLimit: 'off', onlyDialect: 'tcmpp' });
    const world = await openWorld();
    try {
      const { profiles } = world.app.context;
      const { url, platformId, secretId, secretKey, region } = only;
      const profile = {
        id: 'gateway',
        name: 'Gateway',
        environment: 'sandbox',
        dialect: 'tcsas',
        endpoint: url,
        region,
        platformId,
        secretId,
        uploadTarget: { kind: 'platform' },
      } as const;
      await profiles.setSecret(profile, { secretKey });
      await profiles.save(profile);
      await profiles.activate(profile.id);
      const asked = {
        kind: 'program',
        profileId: profile.id,
        mnpId: 'mpsandboxcoffee1',
        name: 'Corner Coffee',
      } as const;
      await world.act((h) => h['miniProgram.copyPackageUrl'](asked));
      assert.match(world.ports.ui.last.message, /wrong one of the two APIs.*NoSuchVersion/);
      await world.ports.ui.press('Use the Other API');
      assert.match(world.ports.ui.last.message, /now speaks TCMPP \(2024-08-01\)/);
      assert.equal(profiles.get('gateway')?.dialect, 'tcmpp');
      await world.act((h) => h['miniProgram.copyPackageUrl'](asked));
      assert.match(world.ports.ui.copied ?? '', /^http/);
      // Back to what it does not speak: refused, and nothing changes.
      await world.act((h) => h['miniProgram.switchDialect']('gateway'));
      assert.match(world.ports.ui.last.message, /does not know the other API either/);
      assert.equal(profiles.get('gateway')?.dialect, 'tcmpp');
      await world.act((h) => h['miniProgram.switchDialect']('sandbox'));
      assert.match(world.ports.ui.last.message, /nothing to switch/);
    } finally {
      await world.close();
      await only.close();
    }
  });
});
