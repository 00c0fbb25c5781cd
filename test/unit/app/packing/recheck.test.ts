import assert from 'node:assert/strict';
import { Recheck, recheckDelayMs } from '../../../../src/app/packing/recheck';
import { silentLog } from '../../../../src/base/log';
import type { PackReport } from '../../../../src/pack/packTypes';
import { FakeClock } from '../../../support/fakes';

describe('looking at a project again', () => {
  const report = { problems: [] } as unknown as PackReport;
  let clock: FakeClock;
  let isTrusted: boolean;
  let checked: string[];
  let shown: string[];
  let check: (root: string, signal: AbortSignal) => Promise<PackReport>;
  let recheck: Recheck;
  beforeEach(() => {
    clock = new FakeClock(0, false);
    isTrusted = true;
    checked = [];
    shown = [];
    check = () => Promise.resolve(report);
    recheck = new Recheck({
      check: (root, signal) => {
        checked.push(root);
        return check(root, signal);
      },
      show: (root) => shown.push(root),
      clock,
      log: silentLog,
      isTrusted: () => isTrusted,
    });
  });
  afterEach(() => recheck.dispose());
  const still = async (ms: number): Promise<void> => {
    await settle();
    clock.advance(ms);
    await settle();
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('waits until all is saved, then looks once for each project', async () => {
    for (let at = 0; at < 100; at++) recheck.request('/shop');
    recheck.request('/café');
    await still(recheckDelayMs - 1);
    assert.deepEqual(checked, []);
    await still(1);
    assert.deepEqual(
      [checked, shown],
      [
        ['/shop', '/café'],
        ['/shop', '/café'],
      ],
    );
  });
  it('begins anew when the project changes while it looks, and shows the newer look only', async () => {
    const signals: AbortSignal[] = [];
    const answers: (() => void)[] = [];
    check = (_, signal) => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(() => resolve(report)));
    };
    recheck.request('/shop');
    await still(recheckDelayMs);
    recheck.request('/shop');
    await still(recheckDelayMs);
    assert.deepEqual([signals.length, signals[0]?.aborted, signals[1]?.aborted], [2, true, false]);
    answers[0]?.();
    await settle();
    assert.deepEqual(shown, []);
    answers[1]?.();
    await settle();
    assert.deepEqual(shown, ['/shop']);
  });
  it('reads nothing of a folder that is not trusted', async () => {
    isTrusted = false;
    recheck.request('/shop');
    await still(recheckDelayMs);
    assert.deepEqual(checked, []);
  });
  it('leaves the list as it is when the folder cannot be read, and looks again at the next change', async () => {
    check = () => Promise.reject(new Error('EACCES'));
    recheck.request('/shop');
    await still(recheckDelayMs);
    assert.deepEqual([checked, shown], [['/shop'], []]);
    check = () => Promise.resolve(report);
    recheck.request('/shop');
    await still(recheckDelayMs);
    assert.deepEqual(shown, ['/shop']);
  });
  it('ends with the window', async () => {
    recheck.request('/shop');
    recheck.dispose();
    await still(recheckDelayMs);
    assert.deepEqual(checked, []);
  });
});
