import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock';
import { readAll, readPage } from '../../../src/client/paginate';
import { RateLimiter } from '../../../src/client/rateLimiter';
import { against, type Against } from './against';

/** The sandbox of this suite does not count. */
const unlimited = new RateLimiter(systemClock, Infinity);

describe('paging through the sandbox', function () {
  this.timeout(60_000);
  let run: Against;
  before(async () => {
    run = await against('tcsas', { seed: 'large', rateLimit: 'off' });
  });
  after(() => run.sandbox.close());

  it('reads the first page of ten thousand with its total', async () => {
    const page = await readPage(run.client, 'DescribeMNPList', {}, { offset: 0, limit: 20 });
    assert.equal(page.rows.length, 20);
    assert.ok(page.total >= 10_000, `${page.total}`);
    assert.equal(page.next, 20);
  });

  it('reads far pages and the end without a gap', async () => {
    const { total } = await readPage(run.client, 'DescribeMNPList', {}, { offset: 0, limit: 1 });
    const page = await readPage(run.client, 'DescribeMNPList', {}, { offset: total - 30, limit: 100 });
    assert.equal(page.rows.length, 30);
    assert.equal(page.next, undefined);
    const beyond = await readPage(run.client, 'DescribeMNPList', {}, { offset: total + 5, limit: 20 });
    assert.deepEqual([beyond.rows.length, beyond.next], [0, undefined]);
  });

  it('reads every program once', async () => {
    const client = run.clientWith({ limiter: unlimited });
    const all = await readAll(client, 'DescribeMNPList', {}, { limit: 500 });
    const { total } = await readPage(client, 'DescribeMNPList', {}, { offset: 0, limit: 1 });
    assert.equal(all.length, total);
    assert.equal(new Set(all.map((row) => row.MNPId)).size, total);
  });

  it('keeps below the limit of the platform when many ask at once', async () => {
    const limited = await against('tcsas', { seed: 'empty' });
    try {
      const calls = Array.from({ length: 45 }, () => limited.client.call('DescribeMNPList', { Offset: 0, Limit: 1 }));
      await Promise.all(calls);
      assert.ok(
        limited.log.lines.every((line) => !line.includes('RequestLimitExceeded')),
        'the platform never had to say no',
      );
    } finally {
      await limited.sandbox.close();
    }
  });
});
