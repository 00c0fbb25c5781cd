import assert from 'node:assert/strict';
import { PagedList } from '../../../../src/app/platform/pagedList';
import type { PageWanted } from '../../../../src/app/platform/reads';
import type { Session } from '../../../../src/app/services';

const session = {} as Session;
/** A platform with so many rows; notes every request. */
function listOf(total: number) {
  const asked: PageWanted[] = [];
  let fault: Error | undefined;
  const list = new PagedList<number>(
    async (_, page) => {
      asked.push(page);
      await Promise.resolve();
      if (fault) throw fault;
      const all = Array.from({ length: total }, (_row, i) => i).filter((i) => String(i).includes(page.keyword));
      const rows = all.slice(page.offset, page.offset + page.limit);
      return { rows, sent: rows.length, total: all.length };
    },
    () => Promise.resolve(session),
  );
  return { list, asked, fail: (error: Error | undefined) => (fault = error) };
}

describe('A list of the platform', () => {
  it('of 3,000 rows is read in few presses and in requests of at most 100 rows', async () => {
    const { list, asked } = listOf(3_000);
    await list.load();
    assert.deepEqual([list.state.rows.length, asked.length], [50, 1]);
    let presses = 0;
    for (; list.hasMore; presses++) await list.loadMore();
    assert.equal(list.state.rows.length, 3_000);
    assert.deepEqual(new Set(list.state.rows).size, 3_000);
    assert.ok(presses <= 8, `${presses} presses`);
    assert.ok(asked.every(({ limit }) => limit <= 100));
    assert.ok(asked.length <= 40, `${asked.length} requests`);
  });
  it('is read once for two who ask at once, and not again without need', async () => {
    const { list, asked } = listOf(10);
    await Promise.all([list.load(), list.load()]);
    await list.load();
    assert.equal(asked.length, 1);
  });
  it('drops the answer to an earlier search', async () => {
    const { list } = listOf(300);
    const first = list.load();
    list.setKeyword('299');
    await list.load();
    await first;
    assert.deepEqual(list.state.rows, [299]);
  });
  it('keeps its rows when it cannot be read again, tells why, and does not ask by itself', async () => {
    const { list, asked, fail } = listOf(10);
    await list.load();
    fail(new Error('no network'));
    list.markStale();
    await list.load();
    assert.equal(list.state.rows.length, 10);
    assert.match(String(list.state.error), /no network/);
    const before = asked.length;
    await list.load();
    assert.equal(asked.length, before);
    fail(undefined);
    await list.refresh();
    assert.equal(list.state.error, undefined);
  });
  it('ends when the platform counts more rows than it sends', async () => {
    let requests = 0;
    const list = new PagedList<number>(
      (_, { offset }) => {
        requests++;
        const rows = offset === 0 ? [1, 2] : [];
        return Promise.resolve({ rows, sent: rows.length, total: 5_000 });
      },
      () => Promise.resolve(session),
    );
    await list.load();
    await list.loadMore();
    assert.equal(list.hasMore, false);
    assert.ok(requests <= 4, `${requests} requests`);
  });
  it('stops reading pages that nobody wants any more', async () => {
    const { list, asked } = listOf(1_000);
    await list.load();
    await list.loadMore();
    await list.loadMore();
    await list.loadMore();
    const before = asked.length;
    const refreshing = list.refresh();
    await Promise.resolve();
    list.setKeyword('999');
    await Promise.all([list.load(), refreshing]);
    assert.deepEqual(list.state.rows, [999]);
    assert.ok(asked.length - before <= 2, `${asked.length - before} requests`);
  });
});
