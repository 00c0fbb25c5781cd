import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { VersionRef } from '../../../../src/app/model/refs';
import { Watcher, type WatcherPorts } from '../../../../src/app/watching/watcher';
import { WatchList } from '../../../../src/app/watching/watchList';
import { silentLog } from '../../../../src/base/log';
import { FakeClock, MemoryMemento } from '../../../support/fakes';

const ref: VersionRef = {
  kind: 'version',
  profileId: 'p',
  mnpId: 'mp1',
  programName: '会员积分',
  versionId: 1,
  version: '1.0.0',
};

describe('the window that watches', () => {
  it('goes on when its lock cannot be taken for once', async () => {
    const clock = new FakeClock(0, false);
    const watches = new WatchList(new MemoryMemento());
    await watches.add(ref, 0);
    const locks: string[] = [];
    const lock = (path: string): Promise<{ readonly held: true; dispose(): void }> => {
      locks.push(path);
      return locks.length === 1
        ? Promise.reject(new Error('EBUSY'))
        : Promise.resolve({ held: true, dispose: () => undefined });
    };
    const ports = {
      clock,
      watches,
      storagePath: 's',
      log: silentLog,
      files: { lock, join: (...parts: readonly string[]) => parts.join('/') },
      sessions: { list: () => [{ id: 'p' }] },
    };
    const watcher = new Watcher(ports as unknown as WatcherPorts);
    watcher.wake();
    for (let i = 0; i < 5; i++) await setImmediate();
    clock.advance(60_000);
    for (let i = 0; i < 5; i++) await setImmediate();
    watcher.dispose();
    assert.deepEqual(locks, ['s/locks/watching.lock', 's/locks/watching.lock']);
  });
});
