import assert from 'node:assert/strict';
import { escapeMarkdown } from '../../../../src/app/tree/markdown';
import type { TreeNode } from '../../../../src/app/tree/node';
import { ApiError, TransportError } from '../../../../src/client/errors';
import { fakeWorld, programRow, settle, shop, stageRow } from '../fakeCloud';

const manyRows = (from: number, count: number): readonly object[] =>
  Array.from({ length: count }, (_, at) => programRow(`mp${from + at}`, `Program ${from + at}`));

describe('Tree model', () => {
  it('paints the first page from what was seen last, without waiting for the platform', async () => {
    const first = fakeWorld();
    await first.app.handlers['miniProgram.trySandbox']();
    let isAsked = false;
    const second = fakeWorld(
      { ...shop, DescribeMNPList: () => ((isAsked = true), new Promise(() => undefined)) },
      undefined,
      first.ports,
    );
    const nodes = await second.app.tree.getChildren();
    assert.deepEqual(
      nodes.map((node) => second.app.tree.present(node).label),
      ['Shop'],
    );
    await settle();
    assert.ok(isAsked, 'and asks in the background');
  });
  it('fires for the one program whose versions changed, not for the whole tree', async () => {
    const { app } = fakeWorld();
    await app.handlers['miniProgram.trySandbox']();
    const [program] = await app.tree.getChildren();
    await app.tree.getChildren(program);
    const fired: (TreeNode | undefined)[] = [];
    app.tree.onDidChange((node) => fired.push(node));
    app.context.programs.invalidate('mp1');
    await app.tree.getChildren(program);
    assert.ok(fired.length > 0 && fired.every((node) => node === program));
  });
  it('shows what is known of a program while the newer answer is on its way', async () => {
    let answer: (() => void) | undefined;
    let isSlow = false;
    const { app } = fakeWorld({
      ...shop,
      DescribeMNPAllStageVersions: async (request) => {
        if (isSlow) await new Promise<void>((resolve) => (answer = resolve));
        return shop.DescribeMNPAllStageVersions?.(request);
      },
    });
    await app.handlers['miniProgram.trySandbox']();
    const [program] = await app.tree.getChildren();
    const before = await app.tree.getChildren(program);
    assert.ok(before.length > 0);
    isSlow = true;
    app.context.programs.invalidate('mp1');
    assert.deepEqual(await app.tree.getChildren(program), before);
    await settle();
    const fired: (TreeNode | undefined)[] = [];
    app.tree.onDidChange((node) => fired.push(node));
    answer?.();
    await settle();
    assert.deepEqual(fired, [program]);
  });
  it('does not ask again and again after a failure, but does when told', async () => {
    const { app, cloud } = fakeWorld({
      ...shop,
      DescribeMNPAllStageVersions: () => {
        throw new ApiError('DescribeMNPAllStageVersions', 'InternalError', 'oops', 'r1');
      },
    });
    await app.handlers['miniProgram.trySandbox']();
    const [program] = await app.tree.getChildren();
    for (let look = 0; look < 5; look++) await app.tree.getChildren(program);
    assert.equal(cloud.count('DescribeMNPAllStageVersions'), 1);
    const [failure] = await app.tree.getChildren(program);
    await app.handlers['miniProgram.retry'](failure);
    assert.equal(cloud.count('DescribeMNPAllStageVersions'), 2);
  });
  it('tells why there is nothing, each reason in its own way', async () => {
    const stateFor = async (error: Error): Promise<string> => {
      const { app } = fakeWorld({
        DescribeMNPList: () => {
          throw error;
        },
      });
      await app.handlers['miniProgram.trySandbox']();
      const rows = (await app.tree.getChildren()).map((node) => app.tree.present(node));
      return [app.viewMessage.value, ...rows.map(({ label, command }) => `${label}=${command?.command ?? ''}`)].join(
        '|',
      );
    };
    const retry = 'Could not load=miniProgram.retry';
    const check = 'Check Connection=miniProgram.doctor';
    const others = `${check}|Switch Profile=miniProgram.switchProfile|Show Log=miniProgram.showLog`;
    const proxy = await stateFor(new TransportError('a', 'proxy', 'h', 'd'));
    assert.match(proxy, /^The proxy does not let us/);
    assert.ok(proxy.endsWith(`|${retry}|${others}`), proxy);
    assert.match(await stateFor(new ApiError('a', 'UnauthorizedOperation', 'm', 'r9')), /^[^|]*RequestId r9/);
    const key = await stateFor(new ApiError('a', 'AuthFailure.SignatureFailure', 'm', 'r9'));
    assert.ok(key.endsWith(`|${retry}|Enter Key Again=miniProgram.rekeyProfile|${others}`), key);
    assert.match(await stateFor(new ApiError('a', 'InternalError', 'm', 'r9')), /^[^|]*InternalError/);
    const other = await stateFor(new ApiError('a', 'NoSuchVersion', 'm', 'r9'));
    assert.match(other, /^[^|]*NoSuchVersion[^|]*\|Use the Other API=miniProgram\.switchDialect\|Switch Profile=/);
  });
  it('drops the answer to an earlier search', async () => {
    let release: (() => void) | undefined;
    const { app } = fakeWorld({
      ...shop,
      DescribeMNPList: async ({ Keyword }) => {
        if (Keyword === 'slow') await new Promise<void>((resolve) => (release = resolve));
        return { TotalCount: 1, DataList: [programRow('mp1', `result for ${Keyword ?? 'all'}`)] };
      },
    });
    await app.handlers['miniProgram.trySandbox']();
    app.context.store.list.setKeyword('slow');
    const slow = app.context.store.loadList();
    await settle();
    app.context.store.list.setKeyword('fast');
    await app.context.store.loadList();
    release?.();
    await slow;
    assert.deepEqual(
      app.context.store.list.state.programs.map(({ ref }) => ref.name),
      ['result for fast'],
    );
  });
  it('pages to the end without doubles, even when rows move between pages', async () => {
    const { app, ports } = fakeWorld({
      // The second page begins one row too early, as when somebody deleted a program meanwhile.
      DescribeMNPList: ({ Offset, Limit }) => {
        const from = Offset === 0 ? 0 : Offset - 1;
        return { TotalCount: 24, DataList: manyRows(from, Math.min(Limit, 24 - from)) };
      },
    });
    ports.settings['miniProgram.pageSize'] = 10;
    await app.handlers['miniProgram.trySandbox']();
    for (let turn = 0; turn < 5; turn++) await app.handlers['miniProgram.loadMore']();
    const ids = (await app.tree.getChildren()).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(!ids.some((id) => id.startsWith('loadMore')));
  });
  it('shows 10,000 programs and draws one page more in little time', async function () {
    this.timeout(30_000);
    const { app, ports } = fakeWorld({
      ...shop,
      DescribeMNPList: ({ Offset, Limit }) => ({ TotalCount: 10_000, DataList: manyRows(Offset, Limit) }),
    });
    ports.settings['miniProgram.pageSize'] = 100;
    await app.handlers['miniProgram.trySandbox']();
    const times: number[] = [];
    for (let page = 1; page < 100; page++) {
      await app.handlers['miniProgram.loadMore']();
      const begin = performance.now();
      const nodes = await app.tree.getChildren();
      nodes.forEach((node) => app.tree.present(node));
      times.push(performance.now() - begin);
    }
    assert.equal((await app.tree.getChildren()).length, 10_000);
    // The median of the last ten: a busy machine must not decide.
    const median = times.slice(-10).sort((a, b) => a - b)[5] ?? Infinity;
    assert.ok(median < 250, `${Math.round(median)} ms for one page`);
  });
  it('escapes everything that comes from the platform', async () => {
    const evil = '[x](command:evil) <img src=x onerror=y> **b** `c` $(trash) | a\n# h';
    const { app } = fakeWorld({
      ...shop,
      DescribeMNPList: () => ({ TotalCount: 1, DataList: [programRow('mp1', evil, { MNPIntro: evil })] }),
      DescribeMNPAllStageVersions: () => [stageRow(1, evil, 'Develop', { MNPVersionIntro: evil, CreateUser: evil })],
    });
    await app.handlers['miniProgram.trySandbox']();
    const [program] = await app.tree.getChildren();
    const tooltip = (await app.tree.resolveTooltip(program!)) ?? '';
    assert.ok(tooltip.includes(escapeMarkdown(evil)));
    for (const raw of ['[x](', '<img', '**b**', '$(trash)', '\n# h']) assert.ok(!tooltip.includes(raw), raw);
  });
  it('asks nothing about a row of another profile that is still on the screen', async () => {
    const { app, cloud } = fakeWorld();
    await app.handlers['miniProgram.trySandbox']();
    const foreign = {
      kind: 'program',
      id: 'program/other/mp7',
      profileId: 'other',
      mnpId: 'mp7',
      name: 'Bank',
    } as const;
    const before = cloud.calls.length;
    assert.deepEqual(await app.tree.getChildren(foreign), []);
    assert.deepEqual([...app.tree.opened], []);
    await app.handlers['miniProgram.refreshNode'](foreign);
    await app.handlers['miniProgram.retry']({ kind: 'failure', id: 'f', program: foreign });
    await settle();
    const about = cloud.calls.slice(before).filter(({ request }) => JSON.stringify(request).includes('mp7'));
    assert.deepEqual(about, []);
    assert.equal(await app.tree.find({ ...foreign, mnpId: 'mp1' }), undefined, 'the same program of another profile');
  });
  it('cuts a note between signs, not through one', async () => {
    const note = `${'x'.repeat(59)}🛒🛒`;
    const { app } = fakeWorld({
      ...shop,
      DescribeMNPAllStageVersions: () => [stageRow(2, '1.1.0', 'Develop', { MNPVersionIntro: note })],
    });
    await app.handlers['miniProgram.trySandbox']();
    const [program] = await app.tree.getChildren();
    const [group] = await app.tree.getChildren(program);
    const [version] = await app.tree.getChildren(group);
    assert.ok(app.tree.present(version!).description?.endsWith('x🛒'));
  });
});
