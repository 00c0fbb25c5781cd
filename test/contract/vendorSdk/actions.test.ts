import assert from 'node:assert/strict';
import { type ActionName, actions, specOf } from '../../../src/contract/actions';
import { type Sandbox, startSandbox } from '../../../src/sandbox/startSandbox';
import { adjustedExample, platformFor } from '../sandbox/adjusted';
import { startVendor, type Vendor } from './vendor';

/** Paths at which the vendor's model found nothing: it reads only the names it knows, and makes null of the rest. */
function empty(value: unknown, path = ''): string[] {
  if (value === null || value === undefined) return [path];
  if (Array.isArray(value)) return value.slice(0, 1).flatMap((row) => empty(row, `${path}[0]`));
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, member]) => empty(member, `${path}.${name}`));
}

describe('the vendor’s own SDK performs every action', function () {
  this.timeout(300_000);
  let vendor: Vendor;
  let sandbox: Sandbox;
  before(async () => {
    vendor = await startVendor();
  });
  after(() => vendor.stop());
  beforeEach(async () => {
    sandbox = await startSandbox({ seed: 'demo', dialect: 'tcmpp', buildMs: 0, rateLimit: 'off' });
  });
  afterEach(() => sandbox.close());

  for (const action of Object.keys(actions) as ActionName[])
    it(action, async () => {
      const { url, region, secretId, secretKey, platformId } = sandbox;
      const members = await adjustedExample(sandbox, action);
      const knowsPlatform = platformFor(action, 'tcmpp').platformId !== null;
      const request = knowsPlatform ? { ...members, PlatformId: platformId } : members;
      const answer = await vendor.run('call', { account: { url, region, secretId, secretKey }, action, request });
      assert.match(answer.RequestId, /^[0-9a-f-]{36}$/);
      if (specOf(action).reply.type === 'none') return;
      assert.deepEqual(empty(answer.Data), [], 'every member of the vendor’s model has a value');
    });
});
