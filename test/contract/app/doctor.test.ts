import assert from 'node:assert/strict';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import type { Profile } from '../../../src/app/profile';
import type { Fault } from '../../../src/sandbox/faults';
import { FakeClock } from '../../support/fakes';
import { noProxy, testMachine } from '../../support/testMachine';
import { cert, key } from '../../support/throwawayCertificate';
import { openWorld, type World } from './world';

/** The lines of a report's table, without the escapes. */
function lines(text: string): Readonly<Record<string, string>> {
  const rows = text
    .replaceAll('\\', '')
    .replaceAll('\u00a0', ' ')
    .matchAll(/^\| (\S+ [^|]*?) \| ([^|]*?) \| (.*) \|$/gm);
  return Object.fromEntries([...rows].map(([, state, title, found]) => [title, `${state} ${found}`]));
}

describe('The connection check against a sandbox', () => {
  let world: World;
  const clock = (offsetMs = 0): FakeClock => new FakeClock(Date.now() + offsetMs, false);
  const open = async (offsetMs = 0, enter = true): Promise<void> => {
    world = await openWorld({}, { enter, clock: clock(offsetMs) });
  };
  afterEach(() => world.close());

  const check = async (profileId?: string): Promise<Readonly<Record<string, string>>> => {
    await world.app.handlers['miniProgram.doctor'](profileId);
    return lines(world.ports.ui.texts.at(-1)?.text ?? '');
  };
  const fault = (action: Fault['action'], code: string, times = 20): void => {
    world.sandbox.faults.next({ action, code, times });
  };
  /** A profile of the sandbox's platform at another address. */
  const profileAt = async (endpoint: string, environment: Profile['environment'] = 'staging'): Promise<string> => {
    const { platformId, secretId, secretKey } = world.sandbox;
    const profile: Profile = {
      id: 'other',
      name: 'Other',
      environment,
      dialect: 'tcsas',
      endpoint,
      region: 'ap-singapore',
      platformId,
      secretId,
      uploadTarget: { kind: 'platform' },
    };
    await world.app.context.profiles.save(profile);
    await world.app.context.profiles.setSecret(profile, { secretKey });
    return profile.id;
  };

  it('is green where everything is well, and says what the key may read', async () => {
    await open();
    const found = await check();
    for (const title of ['Profile', 'Sandbox', 'Name', 'Connection', 'Clock', 'Key', 'Rights', 'Upload', 'Key store'])
      assert.match(found[title] ?? '', /^🟢/, `${title}: ${found[title]}`);
    assert.match(found['Proxy'] ?? '', /^⚪ note None: the address is on this computer/);
    assert.match(found['Rights'] ?? '', /May read: mini programs, versions, approvals, super apps, teams, users/);
    assert.equal(world.ports.ui.last.kind, 'info');
    assert.deepEqual(
      world.ports.ui.last.actions.map(({ label }) => label),
      ['Test Upload (1 kB)', 'Copy Report'],
    );
  });
  it('shows no secret, and copies what it shows', async () => {
    await open();
    await check();
    await world.ports.ui.press('Copy Report');
    const { ui, log } = world.ports;
    const all = JSON.stringify([ui.texts, ui.said.map(({ message }) => message), ui.copied, log.lines]);
    assert.ok(!all.includes(world.sandbox.secretKey));
    assert.ok(!all.includes(world.sandbox.secretId));
    assert.match(ui.copied ?? '', /Connection Check[\s\S]*🟢 good/);
    assert.ok(!(ui.copied ?? '').includes('\\'), 'a copy is plain text');
  });
  it('tells a wrong clock from the server’s own, with what to do', async () => {
    await open(11 * 60_000);
    const found = await check();
    assert.match(found['Clock'] ?? '', /^🔴 bad The clock of this computer is 11 minutes ahead of the server/);
    assert.match(world.ports.ui.texts.at(-1)?.text ?? '', /What to do[\s\S]*Let the system set the clock/);
    assert.match(found['Key'] ?? '', /^🟢/);
  });
  it('names a key that the platform does not take, and offers to enter it again', async () => {
    await open();
    fault('DescribeMNPList', 'AuthFailure.SignatureFailure');
    const found = await check();
    assert.match(found['Key'] ?? '', /^🔴 .*AuthFailure\.SignatureFailure, RequestId/);
    assert.match(found['Upload'] ?? '', /^⚪ not checked/);
    assert.equal(world.ports.ui.last.actions[0]?.label, 'Enter Key Again');
  });
  it('takes what a key may not do for information', async () => {
    await open();
    fault('DescribeUserList', 'UnauthorizedOperation');
    fault('DescribeTeamList', 'FailedOperation.NoAccessPermission');
    const found = await check();
    assert.match(found['Rights'] ?? '', /^⚪ note May read: .*May not read: teams, users\./);
    assert.equal(world.ports.ui.last.kind, 'info');
  });
  it('says that the platform lends no store', async () => {
    await open();
    fault('DescribeTempSecret4UploadFile2Cos', 'MissingParameter.LoginInfoNotFound');
    const found = await check();
    assert.match(found['Upload'] ?? '', /^🔴 .*LoginInfoNotFound/);
  });
  it('goes on where nothing listens, and says what could not be checked', async () => {
    await open();
    const server = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const found = await check(await profileAt(`http://127.0.0.1:${port}`));
    assert.match(found['Connection'] ?? '', /^🔴 .*ECONNREFUSED/);
    assert.match(found['Certificate'] ?? '', /^⚪ not checked/);
    assert.match(found['Key'] ?? '', /^🔴 .*refuses connections/);
    assert.match(found['Key store'] ?? '', /^🟢/);
  });
  it('shows a certificate that nobody issued, and that nothing was sent to its server', async () => {
    await open();
    let requests = 0;
    const server = createTlsServer({ key, cert }, (request, response) => {
      if (request.headers.authorization !== undefined) requests++;
      response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const found = await check(await profileAt(`https://127.0.0.1:${(server.address() as AddressInfo).port}`));
      assert.match(found['Certificate'] ?? '', /^🔴 bad platform\.example\.com, issued by platform\.example\.com/);
      assert.match(found['Certificate'] ?? '', /not trusted \((?:DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME)/);
      assert.match(found['Key'] ?? '', /^🔴 .*certificate/);
      assert.equal(requests, 0);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
  it('works without a profile', async () => {
    await open(0, false);
    const found = await check();
    assert.match(found['Profile'] ?? '', /^🔴 bad There is no profile yet/);
    assert.match(found['Connection'] ?? '', /^⚪ not checked/);
    assert.match(found['Storage'] ?? '', /^🟢/);
    assert.equal(world.ports.ui.last.actions[0]?.label, 'Try the Sandbox');
  });
  it('says that the key store forgets', async () => {
    await open();
    world.ports.secrets.get = () => Promise.resolve(undefined);
    const found = await check();
    assert.match(found['Key store'] ?? '', /^🔴/);
    assert.equal(world.ports.secrets.values.size, 0, 'nothing is left behind');
  });
  it('is silent when it is given up', async () => {
    await open();
    world.ports.machine.reach = () => new Promise(() => world.ports.ui.cancel());
    const before = world.ports.ui.said.length;
    await world.app.handlers['miniProgram.doctor']();
    assert.equal(world.ports.ui.texts.length, 0);
    assert.equal(world.ports.ui.said.length, before);
  });
  it('ends what takes too long by its limit', async () => {
    await open();
    const waiting = new Promise<void>((resolve) => {
      world.ports.machine.reach = () => new Promise(() => resolve());
    });
    const checking = check();
    await waiting;
    world.ports.clock.advance(15_000);
    const found = await checking;
    assert.match(found['Connection'] ?? '', /^🔴 bad There was no answer in 15 seconds/);
    assert.match(found['Key'] ?? '', /^🟢/);
  });
  it('names the proxy without its password', async () => {
    await open();
    const machine = testMachine({ ...noProxy, address: 'http://me:hunter2secret@127.0.0.1:1' });
    Object.assign(world.ports.machine, machine);
    const found = await check(await profileAt('https://platform.invalid'));
    assert.match(found['Proxy'] ?? '', /http:\/\/127\.0\.0\.1:1, as http\.proxy says/);
    assert.match(found['Name'] ?? '', /^⚪ note .*the proxy may/);
    assert.ok(!JSON.stringify(world.ports.ui.texts).includes('hunter2secret'));
  });
});
