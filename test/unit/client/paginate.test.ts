import assert from 'node:assert/strict';
import { readAll, readPage, readPages } from '../../../src/client/paginate';
import { clientOf } from './clientOf';
import { data, serve, type Answer, type TestServer } from './testServer';

describe('client: lists', () => {
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  const row = (n: number): { MNPId: string } => ({ MNPId: `mp${n}` });
  const rows = (from: number, to: number): { MNPId: string }[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, i) => row(from + i));
  interface Asked {
    readonly Offset: number;
    readonly Limit: number;
  }
  const asked = (index: number): Asked => JSON.parse(server!.received[index]!.body.toString('utf8')) as Asked;
  /** A list of `length` rows behind a server that gives at most `cap` at a time and tells `total`. */
  const list =
    (length: number, cap: number, total: number | null): Answer =>
    (response, received) => {
      const { Offset, Limit } = JSON.parse(received.body.toString('utf8')) as Asked;
      data({ TotalCount: total, DataList: rows(Offset, Math.min(length, Offset + Math.min(Limit, cap))) })(
        response,
        received,
      );
    };

  describe('pages of a list', () => {
    it('reads one page with its offset, its total and where the next begins', async () => {
      server = await serve(list(45, 100, 45));
      const { client } = clientOf(server.url);
      const page = await readPage(client, 'DescribeMNPList', { Keyword: 'x' }, { offset: 20, limit: 20 });
      assert.deepEqual(
        page.rows.map((one) => one.MNPId),
        rows(20, 40).map((one) => one.MNPId),
      );
      assert.deepEqual([page.total, page.next], [45, 40]);
      const last = await readPage(client, 'DescribeMNPList', {}, { offset: 40, limit: 20 });
      assert.deepEqual([last.rows.length, last.total, last.next], [5, 45, undefined]);
    });

    it('reads all rows in order and stops at the total, without one request more', async () => {
      server = await serve(list(45, 100, 45));
      const all = await readAll(clientOf(server.url).client, 'DescribeMNPList', {}, { limit: 20 });
      assert.deepEqual(
        all.map((one) => one.MNPId),
        rows(0, 45).map((one) => one.MNPId),
      );
      assert.deepEqual(
        server.received.map((_, i) => asked(i).Offset),
        [0, 20, 40],
      );
    });

    it('goes on from what it got when the platform gives fewer rows than asked for', async () => {
      server = await serve(list(25, 10, 25));
      const all = await readAll(clientOf(server.url).client, 'DescribeMNPList', {}, { limit: 100 });
      assert.equal(new Set(all.map((one) => one.MNPId)).size, 25);
      assert.equal(asked(1).Offset, 10);
    });

    it('stops at an empty page although the total says more', async () => {
      server = await serve(list(20, 20, 1000));
      assert.equal((await readAll(clientOf(server.url).client, 'DescribeMNPList', {}, { limit: 20 })).length, 20);
      assert.equal(server.received.length, 2);
    });

    it('stops when a server repeats a page', async () => {
      server = await serve(data({ TotalCount: 1000, DataList: rows(0, 20) }));
      assert.equal((await readAll(clientOf(server.url).client, 'DescribeMNPList', {}, { limit: 20 })).length, 20);
      assert.equal(server.received.length, 2);
    });

    it('reads on while pages are full when there is no total', async () => {
      server = await serve(list(45, 100, null));
      assert.equal((await readAll(clientOf(server.url).client, 'DescribeMNPList', {}, { limit: 20 })).length, 45);
    });

    it('takes Data: null and a list of null as empty', async () => {
      for (const answer of [data(null), data({ TotalCount: 3, DataList: null })]) {
        server = await serve(answer);
        assert.deepEqual(await readAll(clientOf(server.url).client, 'DescribeMNPList', {}), []);
        await server.close();
      }
    });

    it('asks for no page that nobody reads', async () => {
      server = await serve(list(45, 100, 45));
      for await (const page of readPages(clientOf(server.url).client, 'DescribeMNPList', {}, { limit: 20 })) {
        assert.equal(page.rows.length, 20);
        break;
      }
      assert.equal(server.received.length, 1);
    });
  });
});
