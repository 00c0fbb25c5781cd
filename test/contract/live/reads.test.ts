/**
 * The read-only actions against a real platform, for somebody with an account: set MINI_PROGRAM_LIVE_ENDPOINT, _REGION,
 * _PLATFORM_ID, _SECRET_ID, _SECRET_KEY and, for the 2024 dialect, _DIALECT=tcmpp. Without them there is nothing to run.
 */
import assert from 'node:assert/strict';
import { systemClock } from '../../../src/base/clock';
import { silentLog } from '../../../src/base/log';
import { createClient } from '../../../src/client/createClient';
import { readPage } from '../../../src/client/paginate';

const env = (name: string): string | undefined => process.env[`MINI_PROGRAM_LIVE_${name}`];
const endpoint = env('ENDPOINT');

if (endpoint !== undefined) {
  const client = createClient({
    endpoint,
    dialect: env('DIALECT') === 'tcmpp' ? 'tcmpp' : 'tcsas',
    region: env('REGION') ?? '',
    platformId: env('PLATFORM_ID') ?? '',
    credentials: () => Promise.resolve({ secretId: env('SECRET_ID') ?? '', secretKey: env('SECRET_KEY') ?? '' }),
    clock: systemClock,
    log: silentLog,
    userAgent: 'mini-program-publisher live test',
  });

  describe('the real platform', () => {
    for (const action of ['DescribeMNPList', 'DescribeTeamList', 'DescribeApplicationList'] as const) {
      it(`answers ${action} in the documented shape`, async () => {
        const page = await readPage(client, action, {}, { offset: 0, limit: 10 });
        assert.ok(page.rows.length <= 10);
      });
    }
    it('answers what is known of the versions of the first mini program', async () => {
      const page = await readPage(client, 'DescribeMNPList', {}, { offset: 0, limit: 1 });
      const mnpId = page.rows[0]?.MNPId;
      if (!mnpId) return;
      const { data } = await client.call('DescribeMNPAllStageVersions', { MNPId: mnpId });
      assert.ok(data === null || data.every((row) => row.MNPId === mnpId));
    });
  });
}
