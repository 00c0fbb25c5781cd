import assert from 'node:assert/strict';
import type { Sandbox } from '../../../src/sandbox/startSandbox';
import { codeOf, withSandbox } from './support/cloud';

async function control(
  sandbox: Sandbox,
  method: string,
  body?: unknown,
  key = sandbox.secretKey,
): Promise<readonly [number, any]> {
  const response = await fetch(`${sandbox.url}/sandbox/faults`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return [response.status, await response.json()];
}
const pending = async (answer: ReturnType<typeof control>): Promise<readonly [number, number]> => {
  const [status, body] = await answer;
  return [status, body.pending];
};
const list = (sandbox: Sandbox): Promise<string> => codeOf(sandbox, 'DescribeMNPList', { Offset: 0, Limit: 1 });

describe('sandbox: faults from another process', () => {
  it(
    'strike the next requests they fit, are counted and taken back',
    withSandbox({}, async (sandbox) => {
      const fault = { action: 'DescribeMNPList', code: 'FailedOperation.PackageAlreadyExpired', times: 2 };
      assert.deepEqual(await pending(control(sandbox, 'POST', fault)), [200, 1]);
      assert.equal(await list(sandbox), fault.code);
      assert.deepEqual(await pending(control(sandbox, 'GET')), [200, 1]);
      assert.equal(await list(sandbox), fault.code);
      assert.equal(await list(sandbox), 'ok');
      await control(sandbox, 'POST', { ...fault, action: '*' });
      assert.deepEqual(await pending(control(sandbox, 'DELETE')), [200, 0]);
      assert.equal(await list(sandbox), 'ok');
    }),
  );
  it(
    'are taken from the owner only, and only when they make sense',
    withSandbox({}, async (sandbox) => {
      const fault = { action: 'cos:PUT', code: 'AccessDenied' };
      for (const key of ['', 'wrong', sandbox.accounts[0]?.secretKey ?? ''])
        assert.equal((await control(sandbox, 'POST', fault, key))[0], 401);
      for (const bad of [
        {},
        'x',
        [],
        { action: 'DescribeEverything' },
        { ...fault, times: '2' },
        { ...fault, colour: 1 },
      ])
        assert.equal((await control(sandbox, 'POST', bad))[0], 400, JSON.stringify(bad));
      assert.equal((await control(sandbox, 'PUT', fault))[0], 405);
      assert.equal(sandbox.faults.pending, 0);
      assert.equal((await control(sandbox, 'POST', fault))[0], 200);
    }),
  );
});
