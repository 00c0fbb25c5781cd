import assert from 'node:assert/strict';
import type { Fault } from '../../../src/sandbox/faults';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { call, codeOf, send, withSandbox } from './support/cloud';
import { goodProgram, withFile, zipOf } from './support/files';
import { createProgram, createVersion, decide, stages, submit } from './support/program';
import { store, uploadKey } from './support/store';

const page = { Offset: 0, Limit: 1 };
const list = (sandbox: Sandbox): Promise<string> => codeOf(sandbox, 'DescribeMNPList', page);
const itemsOf = async (sandbox: Sandbox, versionId: number) =>
  ((await call(sandbox, 'DescribeMNPApprovalList', { Offset: 0, Limit: 100 })).DataList ?? []).filter(
    (row) => row.MNPVersionId === versionId,
  );

describe('sandbox: faults inside the platform', () => {
  it(
    'fails a build with the words that were asked for, makes no version, and builds the next one',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      sandbox.faults.next({ action: 'build', message: '编译失败' });
      assert.equal(await createVersion(sandbox, MNPId, '1.0.0'), 0);
      const task = [...sandbox.state.tasks.values()].at(-1);
      const told = await call(sandbox, 'DescribeMNPVersion', { BusinessId: task?.id ?? '' });
      assert.deepEqual([told.TaskStatus, told.TaskMsg], [30, '编译失败']);
      assert.deepEqual(await stages(sandbox, MNPId), []);
      assert.ok((await createVersion(sandbox, MNPId, '1.0.0')) > 0);
    }),
  );
  it(
    'lets a build take longer without failing it',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: 'build', delayMs: 60_000 });
      const before = sandbox.state.tasks.size;
      assert.equal(await createVersion(sandbox, await createProgram(sandbox), '1.0.0'), 0);
      const task = [...sandbox.state.tasks.values()][before];
      assert.ok(task && task.failure === undefined && task.doneAtMs - task.startedAtMs >= 60_000);
    }),
  );
  it(
    'refuses the download of FileUrl as a private bucket would',
    withSandbox({}, async (sandbox) => {
      const MNPId = await createProgram(sandbox);
      sandbox.faults.next({ action: 'fileUrl', httpStatus: 401 });
      await withFile(await zipOf(goodProgram), async (FileUrl) => {
        const request = { MNPId, MNPVersion: '1.0.0', FileUrl, MNPVersionIntro: 'News' };
        const refused = await send(sandbox, 'CreateMNPVersion', request);
        assert.equal(refused.Error?.Code, 'FailedOperation.FileDownloadFailed');
        assert.match(refused.Error.Message, /HTTP 401/);
        assert.equal((await send(sandbox, 'CreateMNPVersion', request)).Error, undefined);
      });
    }),
  );
  for (const [decision, status] of [
    ['reject', 2],
    ['approve', 3],
  ] as const)
    it(
      `lets the reviewer ${decision} when it is due, in his words, and not before`,
      withSandbox({}, async (sandbox) => {
        const id = await createVersion(sandbox, await createProgram(sandbox), '1.0.0');
        sandbox.faults.next({ action: 'review', decision, message: '图标不清晰', delayMs: 150 });
        await submit(sandbox, id);
        const [open] = await itemsOf(sandbox, id);
        assert.ok(open && open.ApprovalStatus !== status);
        await new Promise((resolve) => setTimeout(resolve, 200));
        const items = await itemsOf(sandbox, id);
        assert.ok(items.length > 0);
        for (const item of items) assert.deepEqual([item.ApprovalStatus, item.ApprovalNote], [status, '图标不清晰']);
      }),
    );
  it(
    'leaves a request alone that a person has decided first',
    withSandbox({}, async (sandbox) => {
      const id = await createVersion(sandbox, await createProgram(sandbox), '1.0.0');
      sandbox.faults.next({ action: 'review', decision: 'reject', message: 'late', delayMs: 100 });
      await decide(sandbox, await submit(sandbox, id));
      await new Promise((resolve) => setTimeout(resolve, 150));
      for (const { ApprovalStatus, ApprovalNote } of await itemsOf(sandbox, id))
        assert.deepEqual([ApprovalStatus, ApprovalNote], [3, 'Seen']);
    }),
  );
  it(
    'refuses what comes above a rate, lets the rest through, and counts only what it refused',
    withSandbox({ rateLimit: 'off' }, async (sandbox) => {
      sandbox.faults.next({ action: 'DescribeMNPList', perSecond: 2, times: 3 });
      const codes: string[] = [];
      while (sandbox.faults.pending > 0 && codes.length < 60) codes.push(await list(sandbox));
      assert.equal(codes.filter((code) => code === 'RequestLimitExceeded').length, 3);
      assert.ok(codes.filter((code) => code === 'ok').length >= 2);
      assert.equal(await list(sandbox), 'ok');
    }),
  );
  it(
    'breaks a download of the store after so many bytes, and only that one',
    withSandbox({}, async (sandbox) => {
      const key = await uploadKey(sandbox);
      const body = 'x'.repeat(200_000);
      assert.equal((await store(sandbox, key, 'PUT', key.object, { body })).status, 200);
      sandbox.faults.next({ action: 'cos:GET', dropAfterBytes: 1_000 });
      await assert.rejects(store(sandbox, undefined, 'GET', key.object));
      assert.equal((await store(sandbox, undefined, 'GET', key.object)).status, 200);
    }),
  );
  it(
    'tells what waits and what has struck, newest first, and keeps no more than a hundred',
    withSandbox({ rateLimit: 'off' }, async (sandbox) => {
      const { faults } = sandbox;
      const [first, second] = [
        faults.next({ action: '*', delayMs: 1, times: 2 }),
        faults.next({ action: 'cos', httpStatus: 500 }),
      ];
      await list(sandbox);
      assert.deepEqual(
        faults.waiting.map(({ id, left, struck }) => [id, left, struck]),
        [
          [first, 1, 1],
          [second, 1, 0],
        ],
      );
      assert.deepEqual([faults.struck[0]?.id, faults.struck[0]?.request], [first, 'DescribeMNPList']);
      assert.equal(faults.remove(second), true);
      assert.equal(faults.remove(second), false);
      for (let count = 0; count < 10_000; count++) faults.next({ action: 'wechat' });
      while (faults.take('wechat'));
      assert.equal(faults.struck.length, 100);
    }),
  );
});

describe('sandbox: faults that are written by hand', () => {
  const ask = async (sandbox: Sandbox, method: string, path = '', body?: unknown): Promise<readonly [number, any]> => {
    const response = await fetch(`${sandbox.url}/sandbox/faults${path}`, {
      method,
      headers: { authorization: `Bearer ${sandbox.secretKey}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return [response.status, await response.json()];
  };
  it(
    'come as a list, are told one by one, and are taken back one by one',
    withSandbox({}, async (sandbox) => {
      const faults: Fault[] = [
        { action: 'CreateMNP', afterHandling: true },
        { action: 'review', decision: 'reject', message: 'No.' },
      ];
      const [, added] = await ask(sandbox, 'POST', '', faults);
      assert.deepEqual(
        added.waiting.map((one: { fault: Fault }) => one.fault),
        faults,
      );
      const [status, left] = await ask(sandbox, 'DELETE', `/${added.waiting[0].id}`);
      assert.deepEqual([status, left.pending], [200, 1]);
      assert.equal((await ask(sandbox, 'DELETE', `/${added.waiting[0].id}`))[0], 404);
      assert.equal((await ask(sandbox, 'POST', '/1', faults[0]))[0], 405);
    }),
  );
  it(
    'are refused with a sentence when they cannot do what they say; of a list none is taken then',
    withSandbox({}, async (sandbox) => {
      const wrong: readonly (readonly [unknown, RegExp])[] = [
        [{ action: '*' }, /does not say what goes wrong/],
        [{ action: '*', message: 'x', times: 2 }, /does not say what goes wrong/],
        [{ action: 'build', code: 'InternalError' }, /build does not take it/],
        [{ action: 'review' }, /approve or reject/],
        [{ action: 'review', decision: 'maybe' }, /approve or reject/],
        [{ action: '*', decision: 'approve' }, /does not take it/],
        [{ action: '*', httpStatus: 42 }, /httpStatus: must be from 200 to 599/],
        [{ action: '*', delayMs: -1 }, /delayMs/],
        [{ action: '*', code: 'X', times: 0 }, /times/],
        [{ action: 'cos', code: '<Code>' }, /code/],
        [{ action: 'everything', code: 'X' }, /no action everything/],
        [{ action: 'review', decision: 'reject', message: 'x'.repeat(501) }, /500 characters/],
        [[{ action: '*', code: 'X' }, { action: '*' }], /^2\. /],
        [[], /empty/],
        [null, /object/],
      ];
      for (const [body, words] of wrong) {
        const [status, { error }] = await ask(sandbox, 'POST', '', body);
        assert.deepEqual([status, words.test(error)], [400, true], `${JSON.stringify(body)}: ${error}`);
      }
      assert.equal(sandbox.faults.pending, 0);
      const many = Array.from({ length: 1_001 }, () => ({ action: '*', code: 'X' }));
      assert.match((await ask(sandbox, 'POST', '', many))[1].error, /More than 1000/);
      assert.equal(await list(sandbox), 'ok');
    }),
  );
});
