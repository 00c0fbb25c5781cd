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
  it('goes on when the clock has been set back by hours', async () => {
    const start = 1_800_000_000_000;
    const clock = new FakeClock(start, false);
    const watches = new WatchList(new MemoryMemento());
    await watches.add(ref, start);
    const looks = { count: 0 };
    const ports = {
      clock,
      watches,
      storagePath: 's',
      log: silentLog,
      files: {
        lock: () => Promise.resolve({ held: true, dispose: () => undefined }),
        join: (...parts: readonly string[]) => parts.join('/'),
      },
      sessions: {
        list: () => [{ id: 'p' }],
        open: () => Promise.reject(new Error(`offline ${++looks.count}`)),
      },
    };
    const watcher = new Watcher(ports as unknown as WatcherPorts);
    const pass = async (ms: number): Promise<void> => {
      clock.advance(ms);
      for (let i = 0; i < 10; i++) await setImmediate();
    };
    watcher.wake();
    await pass(0);
    await pass(30_000);
    const first = looks.count;
    assert.equal(first, 1);
    await pass(-8 * 3_600_000);
    watcher.wake();
    for (let minute = 0; minute < 10; minute++) await pass(60_000);
    watcher.dispose();
    assert.ok(looks.count >= 2 && looks.count <= 6, `${looks.count} looks in ten minutes`);
  });
});
