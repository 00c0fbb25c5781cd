import type { CloudClient } from '../../../src/client/cloudClient';
import { type ClientOptions, createClient } from '../../../src/client/createClient';
import { ImpatientClock } from './fakeClock';
import { RecordingLog } from '../../support/recordingLog';

export const key = { secretId: 'AKIDunitTestUnitTest', secretKey: 'a-key-that-must-not-be-seen' };
export interface ClientUnderTest {
  readonly client: CloudClient;
  readonly log: RecordingLog;
  readonly clock: ImpatientClock;
}
export function clientOf(endpoint: string, change: Partial<ClientOptions> = {}): ClientUnderTest {
  const log = new RecordingLog();
  const clock = (change.clock as ImpatientClock | undefined) ?? new ImpatientClock();
  const client = createClient({
    endpoint,
    dialect: 'tcsas',
    region: 'ap-singapore',
    platformId: 'T0000UNIT',
    credentials: () => Promise.resolve(key),
    clock,
    log,
    random: () => 0.5,
    userAgent: 'unit-test',
    ...change,
  });
  return { client, log, clock };
}
/** A write of little weight. */
export const write = { MNPId: 'mp1', MNPVersion: '1.0.0', FileUrl: 'http://f/x.zip', MNPVersionIntro: 'first' };
