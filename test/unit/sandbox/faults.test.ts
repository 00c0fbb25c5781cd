import assert from 'node:assert/strict';
import { call, send, withSandbox } from './support/cloud';
import { texts } from './support/program';
import { store, uploadKey } from './support/store';

const page = { Offset: 0, Limit: 1 };

describe('sandbox: faults on request', () => {
  it(
    'answers an error code as often as asked, for the action that was named',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: 'DescribeMNPList', code: 'FailedOperation.PackageAlreadyExpired', times: 2 });
      const codes = [];
      for (const action of ['DescribeTeamList', 'DescribeMNPList', 'DescribeMNPList', 'DescribeMNPList'])
        codes.push((await send(sandbox, action, page)).Error?.Code);
      const expired = 'FailedOperation.PackageAlreadyExpired';
      assert.deepEqual(codes, [undefined, expired, expired, undefined]);
      assert.equal(sandbox.faults.pending, 0);
    }),
  );
  it(
    'does the work and breaks the connection: an unanswered create',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: 'CreateMNP', afterHandling: true });
      await assert.rejects(call(sandbox, 'CreateMNP', texts), TypeError);
      assert.equal(sandbox.state.programs.size, 1);
    }),
  );
  it(
    'breaks the connection before the work, and in the middle of the answer',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: 'CreateMNP', dropAfterBytes: 0 });
      await assert.rejects(call(sandbox, 'CreateMNP', texts), TypeError);
      assert.equal(sandbox.state.programs.size, 0);
      sandbox.faults.next({ action: '*', dropAfterBytes: 10 });
      await assert.rejects(call(sandbox, 'DescribeMNPList', page));
      assert.equal((await send(sandbox, 'DescribeMNPList', page)).Error, undefined);
    }),
  );
  it(
    'answers like something in between, late, or with a clock that is off',
    withSandbox({}, async (sandbox) => {
      sandbox.faults.next({ action: '*', httpStatus: 502, body: '<html>Bad gateway</html>' });
      await assert.rejects(send(sandbox, 'DescribeMNPList', page), SyntaxError);
      sandbox.faults.next({ action: '*', delayMs: 120 });
      const start = performance.now();
      await call(sandbox, 'DescribeMNPList', page);
      assert.ok(performance.now() - start >= 115);
      sandbox.faults.next({ action: '*', skewMs: 600_000 });
      const skewed = await send(sandbox, 'DescribeMNPList', page);
      assert.equal(skewed.Error?.Code, 'AuthFailure.SignatureExpire');
      assert.ok(Date.parse(skewed.date ?? '') - Date.now() > 590_000);
    }),
  );
  it(
    'fails the object store in its own manner',
    withSandbox({}, async (sandbox) => {
      const key = await uploadKey(sandbox);
      sandbox.faults.next({ action: 'cos:PUT', code: 'ServiceUnavailable', httpStatus: 503 });
      const failed = await store(sandbox, key, 'PUT', key.object, { body: 'x' });
      assert.deepEqual([failed.status, failed.code], [503, 'ServiceUnavailable']);
      assert.equal((await store(sandbox, key, 'PUT', key.object, { body: 'x' })).status, 200);
      sandbox.faults.next({ action: 'cos', dropAfterBytes: 0 });
      sandbox.faults.clear();
      assert.equal((await store(sandbox, undefined, 'GET', key.object)).status, 200);
    }),
  );
});
