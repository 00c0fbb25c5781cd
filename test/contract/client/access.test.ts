import assert from 'node:assert/strict';
import type { Clock } from '../../../src/base/clock';
import { systemClock } from '../../../src/base/clock';
import { ApiError, TransportError } from '../../../src/client/errors';
import type { Dialect } from '../../../src/contract/shape';
import { against, type Against } from './against';

const off = (ms: number): Clock => ({
  now: () => Date.now() + ms,
  sleep: (wait, signal) => systemClock.sleep(wait, signal),
});
const list = { Offset: 0, Limit: 5 };
async function refused(call: Promise<unknown>): Promise<ApiError> {
  let seen: ApiError | undefined;
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof ApiError, String(error));
    seen = error;
    return true;
  });
  return seen!;
}

for (const dialect of ['tcsas', 'tcmpp'] as const satisfies readonly Dialect[])
  describe(`access to the sandbox, ${dialect}`, () => {
    let run: Against;
    before(async () => {
      run = await against(dialect, { seed: 'demo' });
    });
    after(() => run.sandbox.close());

    it('takes our signature, also over text beyond ASCII', async () => {
      const { data } = await run.client.call('DescribeMNPList', { ...list, Keyword: '街角 🚀' });
      assert.ok(data);
    });

    it('refuses a wrong key as a matter of credentials, once', async () => {
      const { secretId } = run.sandbox;
      const wrong = run.clientWith({ credentials: () => Promise.resolve({ secretId, secretKey: 'wrong' }) });
      const error = await refused(wrong.call('DescribeMNPList', list));
      assert.deepEqual([error.code, error.advice], ['AuthFailure.SignatureFailure', 'creds']);
    });

    it('refuses a key it does not know', async () => {
      const { secretKey } = run.sandbox;
      const unknown = run.clientWith({
        credentials: () => Promise.resolve({ secretId: 'AKIDnobodyknowsthisone', secretKey }),
      });
      const error = await refused(unknown.call('DescribeMNPList', list));
      assert.equal(error.advice, 'creds', error.code);
    });

    it('refuses another platform', async () => {
      const error = await refused(run.clientWith({ platformId: 'T1OTHER' }).call('DescribeMNPList', list));
      assert.equal(error.code, 'InvalidParameterValue.InvalidPlatformId');
    });

    for (const minutes of [-10, 10])
      it(`is reached with a clock that is off by ${minutes} minutes, corrected once`, async () => {
        run.log.lines.length = 0;
        const client = run.clientWith({ clock: off(minutes * 60_000) });
        await client.call('DescribeMNPList', list);
        await client.call('DescribeMNPList', list);
        assert.equal(run.log.lines.filter((line) => line.includes('clock of this computer is off')).length, 1);
        assert.match(run.log.lines.at(-1)!, /1 try$/);
      });

    it('is waited for when it limits the rate, and the change is made once', async () => {
      run.sandbox.faults.next({ action: 'CreateMNP', code: 'RequestLimitExceeded', times: 2 });
      const before = (await run.client.call('DescribeMNPList', list)).data?.TotalCount;
      const name = `Rate ${dialect}`;
      const texts = { MNPName: name, MNPIntro: 'i', MNPDesc: 'd', MNPIcon: 'https://127.0.0.1/i.png' };
      const type = (await run.client.call('DescribeMNPCategory', {})).data?.[0];
      const teams = (await run.client.call('DescribeTeamList', list)).data?.DataList;
      const mine = teams?.find((team) => team.TeamRoleTypeList?.includes(1));
      await run.client.call('CreateMNP', {
        ...texts,
        MNPType: `${String(type?.TypeName)}->${String(type?.TypeValue?.[0])}`,
        TeamId: mine?.TeamId ?? '',
      });
      assert.equal((await run.client.call('DescribeMNPList', list)).data?.TotalCount, Number(before) + 1);
    });

    it('is not asked a second time for a change that it did without answering', async () => {
      run.sandbox.faults.next({ action: 'DeleteMNP', dropAfterBytes: 0, afterHandling: true });
      const victim = (await run.client.call('DescribeMNPList', { ...list, Keyword: 'Rate' })).data?.DataList?.[0];
      const call = run.client.call('DeleteMNP', { MNPId: String(victim?.MNPId) });
      await assert.rejects(call, (error) => error instanceof TransportError && error.mayHaveArrived);
      assert.equal((await run.client.call('DescribeMNPList', { ...list, Keyword: 'Rate' })).data?.TotalCount, 0);
    });

    it('is told apart from a page of something in between', async () => {
      run.sandbox.faults.next({ action: '*', httpStatus: 200, body: '<html><title>Please log in</title></html>' });
      await assert.rejects(
        run.client.call('DescribeMNPList', list),
        (error) => error instanceof TransportError && error.kind === 'notPlatform',
      );
    });
  });

describe('access with temporary credentials', () => {
  it('needs the token that belongs to the key', async () => {
    const run = await against('tcsas', { token: 'session-token' });
    try {
      const { secretId, secretKey } = run.sandbox;
      const withToken = run.clientWith({
        credentials: () => Promise.resolve({ secretId, secretKey, token: 'session-token' }),
      });
      await withToken.call('DescribeMNPList', list);
      assert.equal((await refused(run.client.call('DescribeMNPList', list))).code, 'AuthFailure.TokenFailure');
    } finally {
      await run.sandbox.close();
    }
  });
});
