import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgressHandle, ProgressReport } from '../../../src/app/ports';
import { shownWhenSlow } from '../../../src/vscode/ui/patience';

describe('progress', () => {
  const stage = (): {
    readonly seen: (ProgressReport | 'shown')[];
    readonly show: () => { report(p: ProgressReport): void };
  } => {
    const seen: (ProgressReport | 'shown')[] = [];
    return { seen, show: () => (seen.push('shown'), { report: (progress) => void seen.push(progress) }) };
  };
  it('is not shown for work that ends within a moment', async () => {
    const { seen, show } = stage();
    assert.equal(await shownWhenSlow(() => Promise.resolve('quick'), show, 20), 'quick');
    await sleep(50);
    assert.deepEqual(seen, []);
  });
  it('is shown for longer work, with what was reported before', async () => {
    const { seen, show } = stage();
    const work = async ({ report }: ProgressHandle): Promise<string> => {
      report({ message: 'first' });
      report({ percent: 10 });
      await sleep(60);
      report({ message: 'then' });
      return 'slow';
    };
    assert.equal(await shownWhenSlow(work, show, 20), 'slow');
    assert.deepEqual(seen, ['shown', { message: 'first', percent: 10 }, { message: 'then' }]);
  });
  it('fires the signal of the work when it is cancelled, and passes on how the work ended', async () => {
    const work = ({ signal }: ProgressHandle): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    let over = false;
    const show = (ended: Promise<void>, abort: () => void): { report(): void } => {
      void ended.then(() => (over = true));
      setTimeout(abort, 5);
      return { report: () => undefined };
    };
    await assert.rejects(shownWhenSlow(work, show, 5), /given up/);
    await sleep(1);
    assert.equal(over, true);
  });
});
