import assert from 'node:assert/strict';
import { Cancelled } from '../../../src/base/errors';
import { growing, poll } from '../../../src/base/poll';
import { retry } from '../../../src/base/retry';
import { FakeClock } from '../../support/fakes';

describe('poll', () => {
  it('answers what the look finds, waiting in between', async () => {
    const clock = new FakeClock();
    const found = await poll({ clock, every: growing(100, 400), forMs: 10_000 }, (attempt) =>
      Promise.resolve(attempt === 5 ? 'there' : undefined),
    );
    assert.equal(found, 'there');
    assert.deepEqual(clock.sleeps, [100, 150, 225, 337.5, 400]);
  });
  it('gives up when time has run out', async () => {
    const clock = new FakeClock();
    let looks = 0;
    const found = await poll({ clock, every: () => 100, forMs: 350 }, () => {
      looks++;
      return Promise.resolve<'there' | undefined>(undefined);
    });
    assert.equal(found, undefined);
    assert.equal(looks, 4);
  });
  it('stops at once when cancelled', async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(
      poll({ clock: new FakeClock(), signal: abort.signal, every: () => 1, forMs: 10 }, () => Promise.resolve(1)),
      Cancelled,
    );
  });
});

describe('retry', () => {
  const options = {
    attempts: 4,
    baseMs: 100,
    capMs: 250,
    random: () => 0.5,
    verdict: () => ({ again: true }) as const,
  };
  it('backs off with jitter up to the cap, then throws the last error', async () => {
    const clock = new FakeClock();
    let tries = 0;
    await assert.rejects(
      retry({ ...options, clock }, () => Promise.reject(new Error(`try ${++tries}`))),
      /try 4/,
    );
    assert.deepEqual(clock.sleeps, [50, 100, 125]);
  });
  it('waits as long as the server asked for', async () => {
    const clock = new FakeClock();
    const verdict = (): { again: true; afterMs: number } => ({ again: true, afterMs: 3_000 });
    const out = await retry({ ...options, clock, verdict }, (attempt) =>
      attempt === 1 ? Promise.resolve('ok') : Promise.reject(new Error('busy')),
    );
    assert.equal(out, 'ok');
    assert.deepEqual(clock.sleeps, [3_000]);
  });
  it('never tries again what may not be tried again', async () => {
    let tries = 0;
    await assert.rejects(
      retry({ ...options, clock: new FakeClock(), verdict: () => ({ again: false }) }, () => {
        tries++;
        return Promise.reject(new Error('no'));
      }),
      /no/,
    );
    assert.equal(tries, 1);
  });
});
