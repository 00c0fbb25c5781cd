import assert from 'node:assert/strict';
import { Cancelled } from '../../../src/base/errors';
import { RateLimiter } from '../../../src/client/rateLimiter';
import { FakeClock, settle } from './fakeClock';

describe('rate limiter', () => {
  it('never lets more than the limit through in any window, and keeps the order', async () => {
    const clock = new FakeClock(0);
    const limiter = new RateLimiter(clock, 20, 1000);
    const passed: { n: number; at: number }[] = [];
    for (let n = 0; n < 100; n++) void limiter.acquire('a').then(() => passed.push({ n, at: clock.now() }));
    await settle();
    assert.equal(passed.length, 20, 'the first twenty go at once');
    await clock.advance(999);
    assert.equal(passed.length, 20);
    await clock.advance(1);
    assert.equal(passed.length, 40);
    await clock.advance(3000);
    assert.deepEqual(
      passed.map(({ n }) => n),
      Array.from({ length: 100 }, (_, n) => n),
    );
    for (const { at } of passed) {
      const inWindow = passed.filter((other) => other.at >= at && other.at < at + 1000).length;
      assert.ok(inWindow <= 20, `${inWindow} requests in the second from ${at}`);
    }
  });

  it('slides: a place is free one window after it was taken, not at the next full second', async () => {
    const clock = new FakeClock(0);
    const limiter = new RateLimiter(clock, 2, 1000);
    await limiter.acquire('a');
    await clock.advance(600);
    await limiter.acquire('a');
    let third = -1;
    void limiter.acquire('a').then(() => (third = clock.now()));
    await clock.advance(2000);
    assert.equal(third, 1000);
  });

  it('counts each key alone', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock, 1, 1000);
    await limiter.acquire('a');
    await limiter.acquire('b');
    assert.equal(clock.sleeping, 0);
  });

  it('gives up at once when cancelled, first in the queue or behind others, and costs no place', async () => {
    const clock = new FakeClock(0);
    const limiter = new RateLimiter(clock, 1, 1000);
    await limiter.acquire('a');
    const first = new AbortController();
    const second = new AbortController();
    const one = limiter.acquire('a', first.signal);
    const two = limiter.acquire('a', second.signal);
    let three = -1;
    void limiter.acquire('a').then(() => (three = clock.now()));
    await settle();
    second.abort();
    await assert.rejects(two, Cancelled);
    first.abort();
    await assert.rejects(one, Cancelled);
    await clock.advance(1000);
    assert.equal(three, 1000);
    await assert.rejects(limiter.acquire('b', AbortSignal.abort()), Cancelled);
  });

  it('does not wait for hours when the clock of the machine was set back', async () => {
    const clock = new FakeClock(10_000_000);
    const limiter = new RateLimiter(clock, 1, 1000);
    await limiter.acquire('a');
    clock.set(1000);
    await limiter.acquire('a');
    assert.equal(clock.sleeping, 0);
  });
});
