import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../../src/app/errors/userError';
import { isBusy, lockPublish } from '../../../../src/app/publish/lock';
import { files } from '../../../../src/disk/files';
import { FakeClock } from '../../../support/fakes';

const target = { platformId: 'T1', mnpId: 'mp/../1', programName: 'Shop' };

describe('the lock of a publish', () => {
  let ports: { files: typeof files; storagePath: string; clock: FakeClock };
  beforeEach(async () => {
    ports = { files, storagePath: await mkdtemp(join(tmpdir(), 'mini-program-test-')), clock: new FakeClock() };
  });
  afterEach(() => rm(ports.storagePath, { recursive: true, force: true }));

  it('lets one publish of a mini program run, and says to the other who it is', async () => {
    const lock = await lockPublish(ports, { ...target, folder: '/work/shop', version: '1.2.0' });
    assert.equal(await isBusy(ports, target), true);
    const since = new Date(ports.clock.now()).toLocaleTimeString();
    await assert.rejects(
      lockPublish(ports, { ...target, folder: '/work/copy', version: '1.3.0' }),
      (error: unknown) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.reason, 'busy');
        for (const word of ['Shop', '1.2.0', '/work/shop', since]) assert.ok(error.message.includes(word), word);
        return true;
      },
    );
    lock.dispose();
    assert.equal(await isBusy(ports, target), false);
    (await lockPublish(ports, { ...target, folder: '/work/copy', version: '1.3.0' })).dispose();
  });
  it('tells the day of one that began on another day', async () => {
    const lock = await lockPublish(ports, { ...target, folder: '/a', version: '1.0.0' });
    const since = new Date(ports.clock.now()).toLocaleString();
    await ports.clock.sleep(3 * 24 * 3600 * 1000);
    await assert.rejects(lockPublish(ports, { ...target, folder: '/b', version: '1.0.1' }), (error: unknown) => {
      assert.ok(error instanceof UserError && error.message.includes(since), String(error));
      return true;
    });
    lock.dispose();
  });
  it('is one for each mini program, whatever its id is made of', async () => {
    const lock = await lockPublish(ports, { ...target, folder: '/a', version: '1.0.0' });
    const other = await lockPublish(ports, { ...target, mnpId: 'mp2', folder: '/b', version: '1.0.0' });
    lock.dispose();
    other.dispose();
  });
  it('has words for a holder that does not say who it is', async () => {
    const held = await files.lock(join(ports.storagePath, 'locks', 'T1-mp____1.lock'), 'not ours');
    assert.ok(held.held);
    await assert.rejects(lockPublish(ports, { ...target, folder: '/a', version: '1.0.0' }), /by another window/);
    held.dispose();
  });
});
