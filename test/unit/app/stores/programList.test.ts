import assert from 'node:assert/strict';
import { ApiError } from '../../../../src/client/errors';
import { fakeWorld, programRow, settle, shop } from '../fakeCloud';

const total = 10_000;
const rowsFrom = (from: number, count: number): readonly object[] =>
  Array.from({ length: Math.min(count, total - from) }, (_, at) =>
    programRow(`mp${from + at}`, `Program ${from + at}`),
  );
const manyPages = {
  ...shop,
  DescribeMNPList: ({ Offset, Limit }: { Offset: number; Limit: number }) => ({
    TotalCount: total,
    DataList: rowsFrom(Offset, Limit),
  }),
};

describe('List of mini programs', () => {
  it('comes to the 10,000th in few presses of Load more, drawing few rows anew', async () => {
    const { app, cloud } = fakeWorld(manyPages);
    await app.handlers['miniProgram.trySandbox']();
    let drawn = (await app.tree.getChildren()).length;
    app.tree.onDidChange((node) => {
      if (!node) drawn += app.context.store.list.state.programs.length;
    });
    let presses = 0;
    for (; app.context.store.list.hasMore; presses++) await app.handlers['miniProgram.loadMore']();
    assert.equal(app.context.store.list.state.programs.length, total);
    assert.ok(presses <= 15, `${presses} presses`);
    assert.ok(drawn <= 8 * total, `${drawn} rows drawn`);
    // The first page of 50, its like, and then hundreds.
    assert.ok(cloud.count('DescribeMNPList') <= total / 100 + 10, `${cloud.count('DescribeMNPList')} requests`);
  });
  it('takes 50 at once when the setting is no number', async () => {
    const { app, ports } = fakeWorld(manyPages);
    for (const broken of ['many', 12.5, null]) {
      ports.settings['miniProgram.pageSize'] = broken as never;
      await app.handlers['miniProgram.trySandbox']();
      app.context.store.startOver();
      await app.context.store.loadList();
      assert.equal(app.context.store.list.state.programs.length, 50, String(broken));
    }
  });
  it('begins with small steps, as large as the setting says', async () => {
    const { app, ports } = fakeWorld(manyPages);
    ports.settings['miniProgram.pageSize'] = 20;
    await app.handlers['miniProgram.trySandbox']();
    const sizes: number[] = [];
    for (let press = 0; press < 8; press++) {
      sizes.push(app.context.store.list.state.programs.length);
      await app.handlers['miniProgram.loadMore']();
    }
    assert.deepEqual(sizes, [20, 40, 80, 160, 320, 640, 1280, 2280]);
  });
  it('keeps what it has when a press fails half way, and goes on from there', async () => {
    let isDown = false;
    const { app, ports } = fakeWorld({
      ...manyPages,
      DescribeMNPList: (request) => {
        if (isDown && request.Offset >= 600) throw new ApiError('DescribeMNPList', 'InternalError', 'oops', 'r1');
        return manyPages.DescribeMNPList(request);
      },
    });
    await app.handlers['miniProgram.trySandbox']();
    for (let press = 0; press < 3; press++) await app.handlers['miniProgram.loadMore']();
    isDown = true;
    await app.handlers['miniProgram.loadMore']();
    assert.equal(app.context.store.list.state.programs.length, 400);
    assert.match(ports.ui.last.message, /InternalError/);
    isDown = false;
    await app.handlers['miniProgram.loadMore']();
    assert.equal(app.context.store.list.state.programs.length, 800);
  });
  it('stops reading pages that nobody wants any more', async () => {
    let asked: string[] = [];
    let release: (() => void) | undefined;
    const { app } = fakeWorld({
      ...manyPages,
      DescribeMNPList: async (request) => {
        asked.push(`${request.Keyword ?? ''}@${request.Offset}`);
        if (request.Offset === 500) await new Promise<void>((resolve) => (release = resolve));
        return manyPages.DescribeMNPList(request);
      },
    });
    await app.handlers['miniProgram.trySandbox']();
    for (let press = 0; press < 3; press++) await app.handlers['miniProgram.loadMore']();
    asked = [];
    const press = app.handlers['miniProgram.loadMore']();
    await settle();
    app.context.store.list.setKeyword('tea');
    release?.();
    await press;
    assert.deepEqual(asked, ['@400', '@500']);
  });
});
