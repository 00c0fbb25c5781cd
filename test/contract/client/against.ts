import type { Clock } from '../../../src/base/clock';
import { systemClock } from '../../../src/base/clock';
import type { CloudClient } from '../../../src/client/cloudClient';
import { type ClientOptions, createClient } from '../../../src/client/createClient';
import type { Dialect } from '../../../src/contract/shape';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/startSandbox';
import { RecordingLog } from '../../support/recordingLog';

export interface Against {
  readonly sandbox: Sandbox;
  readonly log: RecordingLog;
  /** Another client of the same sandbox. */
  readonly clientWith: (change: Partial<ClientOptions>) => CloudClient;
  readonly client: CloudClient;
}

/** Our client and a sandbox of its own. */
export async function against(
  dialect: Dialect,
  options: SandboxOptions = {},
  clock: Clock = systemClock,
): Promise<Against> {
  const sandbox = await startSandbox({ port: 0, dialect, ...options });
  const log = new RecordingLog();
  const clientWith = (change: Partial<ClientOptions>): CloudClient =>
    createClient({
      endpoint: sandbox.url,
      dialect,
      region: sandbox.region,
      platformId: sandbox.platformId,
      credentials: () => Promise.resolve({ secretId: sandbox.secretId, secretKey: sandbox.secretKey }),
      clock,
      log,
      userAgent: 'contract-test',
      ...change,
    });
  return { sandbox, log, clientWith, client: clientWith({}) };
}
